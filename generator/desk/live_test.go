package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"goldenthread/generator/desk"
	"goldenthread/generator/diag"
)

// What must come off the web stands on top, of the report, too.
func TestWeb(t *testing.T) {
	d := example(t)
	if said := text(render(t, d)); strings.Contains(said, "come off the web") || strings.Contains(said, "next build") {
		t.Error("it tells of a build that is not known")
	}
	d.Web = desk.Web{Off: []string{"stories/gone", ""}, Ready: []string{"about"}}
	said := text(render(t, d))
	for _, want := range []string{"2 pages must come off the web: build and publish now (goldenthread build). stories/gone / (the home page)", "1 page is ready to be published with the next build. about"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	for range 30 {
		d.Web.Off = append(d.Web.Off, "stories/<b>")
	}
	if said := text(render(t, d)); !strings.Contains(said, "32 pages must come off") || !strings.Contains(said, "and 12 more") {
		t.Error("a long list is not cut")
	}
}

// An easy-read version in which something is still to be written is nobody's mistake.
func TestUnfinished(t *testing.T) {
	d := example(t)
	easy := d.Pages[2].Versions[1].File
	at := func(code string) diag.Problem {
		return diag.Problem{Severity: diag.Error, Code: code, Place: diag.Place{File: easy, Line: 2}, Message: "Of it."}
	}
	d.Problems = append(d.Problems, at("to-do"), at("missing-key"))
	said := text(render(t, d))
	if !strings.Contains(said, "1 to mend") || !strings.Contains(said, "not finished yet They wait") || strings.Contains(said, "Of it.") {
		t.Error("what is not finished is to be mended")
	}
	d.Problems = append(d.Problems, at("unknown-key"))
	if said := text(render(t, d)); !strings.Contains(said, "4 to mend") || strings.Contains(said, "not finished yet") {
		t.Error("a mistake is taken for something that is not finished")
	}
}

// Beside a button the desk says why in words that lead to it; a report, which has none,
// says what to type.
func TestSaysBesideAButton(t *testing.T) {
	for query, want := range map[string]string{"": desk.Says("not-approved")} {
		if said := text(render(t, live(t, query))); !strings.Contains(said, "sam: "+want) || strings.Contains(said, "sam: Not approved.") {
			t.Errorf("it does not say %q", want)
		}
	}
	if desk.Says("draft") != "" {
		t.Error("other reasons have words of their own")
	}
}

// A signature can be written down for what was asked for and not answered: where something
// can be pressed, and not ahead of its day.
func TestSigns(t *testing.T) {
	asked := desk.Entry{Line: 40, Covers: []string{"stories/b"}, Status: "requested", On: day(t, "2026-11-01"), Last: day(t, "2028-11-01"), Key: "k1", Uses: []string{"words: yes", "name: no"}, Channels: []string{"web"}}
	with := func(d desk.Desk) desk.Desk {
		d.People[2].Entries = append(d.People[2].Entries, asked)
		return d
	}
	said := text(render(t, with(live(t, ""))))
	for _, want := range []string{
		"Did sam sign? Asked on 1 November 2026, for stories/b: words: yes and name: no; through web; last day 1 November 2028.",
		"Write down that sam signed the form on this day",
	} {
		if strings.Count(said, want) != 1 {
			t.Errorf("it does not say %q once", want)
		}
	}
	ahead := with(live(t, ""))
	ahead.Ahead = true
	unreadable := with(live(t, ""))
	unreadable.People[2].Unreadable = true
	for name, d := range map[string]desk.Desk{"a report": with(example(t)), "a day ahead": ahead, "an unreadable record": unreadable, "nothing asked": live(t, "")} {
		if strings.Contains(text(render(t, d)), "Did sam sign?") {
			t.Errorf("%s offers a signature", name)
		}
	}
	wrong := with(live(t, ""))
	wrong.Live.Typed = url.Values{"kind": {"signed"}, "entry": {"k1"}, "on": {"2026-12-24"}, "how": {"on <paper>"}}
	html, err := wrong.HTML()
	if err != nil || !strings.Contains(string(html), `value="2026-12-24"`) || !strings.Contains(string(html), `value="on &lt;paper&gt;"`) {
		t.Error("what was typed is lost")
	}
}
