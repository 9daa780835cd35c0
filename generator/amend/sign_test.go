package amend_test

import (
	"errors"
	"strings"
	"testing"

	"goldenthread/generator/amend"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// entries reads the entries of a record.
func entries(src string) []page.Entry {
	rec, _, _ := read.Record("sam.yaml", []byte(src))
	return rec.Entries
}

func TestSign(t *testing.T) {
	const asks = "uses: {words: yes, name: no}, channels: [web]"
	for _, c := range []struct {
		name, before, after string
		entry               int
	}{
		{"block", "\nperson: sam # ours\nconsents:\n  # of the spring\n  - covers: [stories/a]\n    requested: 2026-11-01 # by post\n    # what they were asked\n    uses:\n      words: yes\n    channels: [web]\n#     given: 2026-11-01   # when they have said yes\n",
			"\nperson: sam # ours\nconsents:\n  # of the spring\n  - covers: [stories/a]\n    requested: 2026-11-01 # by post\n    given: 2026-11-20\n    how: signed form\n    # what they were asked\n    uses:\n      words: yes\n    channels: [web]\n#     given: 2026-11-01   # when they have said yes\n", 0},
		{"one of several", "person: sam\nconsents:\n- {covers: [a], requested: 2026-11-01, " + asks + "} # one\n- {covers: [b], requested: 2026-11-01, " + asks + "} # two\n- {covers: [everything], withdrawn: 2026-10-01}\n",
			"person: sam\nconsents:\n- {covers: [a], requested: 2026-11-01, " + asks + "} # one\n- {covers: [b], requested: 2026-11-01, given: 2026-11-20, how: signed form, " + asks + "} # two\n- {covers: [everything], withdrawn: 2026-10-01}\n", 1},
		{"two that are alike but for their line", "person: sam\nconsents:\n- {covers: [a], requested: 2026-11-01, " + asks + "}\n- {covers: [a], requested: 2026-11-01, " + asks + "}\n",
			"person: sam\nconsents:\n- {covers: [a], requested: 2026-11-01, " + asks + "}\n- {covers: [a], requested: 2026-11-01, given: 2026-11-20, how: signed form, " + asks + "}\n", 1},
		{"on one line", "person: sam\nconsents: [{covers: [a], requested: \"2026-11-01\", " + asks + "}, {covers: [b], requested: 2026-11-01}]\n",
			"person: sam\nconsents: [{covers: [a], requested: \"2026-11-01\", given: 2026-11-20, how: signed form, " + asks + "}, {covers: [b], requested: 2026-11-01}]\n", 0},
		{"carriage returns", "person: sam\r\nconsents:\r\n  - requested: 2026-11-01\r\n    covers: [a]\r\n    uses: {words: yes}\r\n    channels: all\r\n",
			"person: sam\r\nconsents:\r\n  - requested: 2026-11-01\r\n    given: 2026-11-20\r\n    how: signed form\r\n    covers: [a]\r\n    uses: {words: yes}\r\n    channels: all\r\n", 0},
	} {
		out, err := amend.Sign("sam.yaml", []byte(c.before), entries(c.before)[c.entry], day("2026-11-20"), "signed form")
		if err != nil || string(out) != c.after {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, out, c.after)
		}
	}
}

// How somebody signed is written so that it is read back as it was, whatever it is.
func TestSignHow(t *testing.T) {
	const before = "person: sam\nconsents:\n- covers: [a]\n  requested: 2026-11-01\n  uses: {words: yes}\n  channels: [web]\n"
	for how, want := range map[string]string{
		"on paper": "how: on paper\n", "yes": "how: \"yes\"\n", `a form: "ours" # 2, with Zoë`: `how: "a form: \"ours\" # 2, with Zoë"` + "\n",
		"x}\nrefused: 2026-11-01": `how: "x}\nrefused: 2026-11-01"` + "\n",
	} {
		out, err := amend.Sign("sam.yaml", []byte(before), entries(before)[0], day("2026-11-20"), how)
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%q: %v\n%s", how, err, out)
		}
	}
	if out, err := amend.Sign("sam.yaml", []byte(before), entries(before)[0], day("2026-11-20"), " "); err == nil {
		t.Errorf("an empty how is written:\n%s", out)
	}
}

// A yes is written where something was plainly asked for, and nowhere else.
func TestSignRefuses(t *testing.T) {
	const asks = ", uses: {words: yes, name: no}, channels: [web]"
	record := func(entry string) string { return "person: sam\nconsents:\n- {covers: [a], " + entry + "}\n" }
	for name, src := range map[string]string{
		"given":         record("requested: 2026-11-01, given: 2026-11-02, how: form" + asks),
		"refused":       record("requested: 2026-11-01, refused: 2026-11-02" + asks),
		"withdrawn":     record("requested: 2026-11-01, withdrawn: 2026-11-02" + asks),
		"revoked":       record("requested: 2026-11-01, revoked: 2026-11-02" + asks),
		"a no ahead":    record("requested: 2026-11-01, refused: 2030-11-02" + asks),
		"an empty no":   record("requested: 2026-11-01, refused: " + asks),
		"only refused":  record("refused: 2026-11-02" + asks),
		"no uses":       record("requested: 2026-11-01, channels: [web]"),
		"no words":      record("requested: 2026-11-01, uses: {name: no}, channels: [web]"),
		"no channels":   record("requested: 2026-11-01, uses: {words: yes}"),
		"how is there":  record("requested: 2026-11-01, how: form" + asks),
		"until before":  record("requested: 2026-11-01, until: 2026-11-10" + asks),
		"unreadable":    record("requested: 2026-11-01, officer: yes" + asks),
		"an anchor":     "person: sam\nconsents:\n- &one {covers: [a], requested: 2026-11-01" + asks + "}\n- *one\n",
		"no guardian":   "adult_from: 2027-03-04\n" + record("requested: 2026-11-01"+asks),
		"no such names": record("requested: 2026-11-01, uses: {words: yes, name: full}, channels: [web]"),
	} {
		for _, asked := range append(entries(src), page.Entry{Line: 3, Covers: []string{"a"}, Requested: day("2026-11-01"), HasUses: true, Uses: page.Uses{page.Yes, page.No}, Channels: page.Web}) {
			if out, err := amend.Sign("sam.yaml", []byte(src), asked, day("2026-11-20"), "signed form"); err == nil {
				t.Errorf("%s: written\n%s", name, out)
			}
		}
	}
	src := record("requested: 2026-11-01" + asks)
	asked := entries(src)[0]
	for name, changed := range map[string]string{
		"covers": strings.Replace(src, "[a]", "[a, b]", 1), "uses": strings.Replace(src, "name: no", "name: no, picture: yes", 1), "channels": strings.Replace(src, "[web]", "all", 1),
		"day": strings.Replace(src, "11-01", "11-02", 1), "line": "# new\n" + src,
	} {
		if out, err := amend.Sign("sam.yaml", []byte(changed), asked, day("2026-11-20"), "signed form"); !errors.Is(err, amend.ErrNotMeant) {
			t.Errorf("%s changed meanwhile: %v\n%s", name, err, out)
		}
	}
	if _, err := amend.Sign("sam.yaml", []byte(src), asked, 0, "signed form"); err == nil {
		t.Error("no day is one")
	}
}
