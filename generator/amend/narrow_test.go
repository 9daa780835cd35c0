package amend_test

import (
	"strings"
	"testing"

	"goldenthread/generator/amend"
	"goldenthread/generator/page"
)

func TestRefuse(t *testing.T) {
	const ahead = "\nperson: sam\nconsents:\n  - {covers: [everything], given: 2026-12-01, how: form, uses: {words: yes, name: no}, channels: all} # later\n"
	for _, c := range []struct{ name, before, pages, uses string }{
		{"pages", "\nperson: sam\nconsents:\n  - covers: [stories/*]\n    given: 2026-06-12\n    how: form\n    uses: {words: yes}\n    channels: all\n# end\n",
			"  - {covers: [stories/a], refused: 2026-11-22}\n", "  - {covers: [stories/a], refused: 2026-11-22, uses: {name: no, picture: no}} # their name\n"},
		{"ahead", ahead,
			"  - {covers: [stories/a], refused: 2026-11-22}\n  - {covers: [stories/a], refused: 2026-12-01} # so that what was dated ahead does not come back\n",
			"  - {covers: [stories/a], refused: 2026-11-22, uses: {name: no, picture: no}} # their name\n  - {covers: [stories/a], refused: 2026-12-01, uses: {name: no, picture: no}} # so that what was dated ahead does not come back\n"},
		{"none", "person: sam\n", "consents:\n  - {covers: [stories/a], refused: 2026-11-22}\n", "consents:\n  - {covers: [stories/a], refused: 2026-11-22, uses: {name: no, picture: no}} # their name\n"},
	} {
		out, err := amend.RefusePages("sam.yaml", []byte(c.before), []string{"stories/a"}, day(today), amend.Said{})
		if want := with(c.before, c.pages); err != nil || string(out) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, out, want)
		}
		out, err = amend.RefuseUses("sam.yaml", []byte(c.before), "stories/a", []page.Use{page.UseName, page.UsePicture}, day(today), "their\nname")
		if want := with(c.before, c.uses); err != nil || string(out) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, out, want)
		}
	}
	inBrackets := "person: sam\nconsents: [{covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}] # all\n"
	out, err := amend.RefusePages("sam.yaml", []byte(inBrackets), []string{"stories/a"}, day(today), amend.Said{How: "on a tablet", With: "Priya #2"})
	if want := strings.Replace(inBrackets, "[{", `[{covers: [stories/a], refused: 2026-11-22, how: on a tablet, explained: {by: "Priya #2"}}, {`, 1); err != nil || string(out) != want {
		t.Errorf("in brackets: %v\n%s\nwant\n%s", err, out, want)
	}
	if _, err := amend.RefusePages("sam.yaml", []byte("{"), []string{"stories/a"}, day(today), amend.Said{}); err == nil {
		t.Error("what cannot be read is changed")
	}
}

// with puts lines behind the last entry of a record.
func with(before, lines string) string {
	if rest, ok := strings.CutSuffix(before, "# end\n"); ok {
		return rest + lines + "# end\n"
	}
	return before + lines
}
