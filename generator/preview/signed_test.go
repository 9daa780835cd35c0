package preview_test

import (
	"errors"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/preview"
)

const paperForms = "forms:\n  web-story:\n    uses: {words: yes, name: shown-as, picture: no}\n    channels: [web, feed]\n    until: 2y\n"

// signForm finds the form by which somebody's signature is written down.
var signForm = regexp.MustCompile(`(?s)<form class="sign".*?name="person" value="([^"]*)".*?name="entry" value="([^"]*)".*?</form>`)

// signs gives the keys of the entries of a person that the desk offers to sign.
func (v *visitor) signs(person string) (keys []string) {
	v.t.Helper()
	for _, m := range signForm.FindAllStringSubmatch(v.get("/_desk/").body, -1) {
		if m[1] == person {
			keys = append(keys, m[2])
		}
	}
	return keys
}

// onDesk holds that the desk says something, or does not.
func (v *visitor) onDesk(text string, yes bool) {
	v.t.Helper()
	if strings.Contains(v.get("/_desk/").body, text) != yes {
		v.t.Errorf("that the desk says %q is not %v", text, yes)
	}
}

// From a person without a record to their signature, without typing a command.
func TestSigned(t *testing.T) {
	dir := site(t)
	put(t, dir, "site.yaml", read(t, dir, "site.yaml")+paperForms)
	put(t, dir, "content/stories/window.md", "---\ntitle: The window\npeople: [toni]\ndate: 2026-06-01\n---\nThe curtain moved.\n")
	r := run(t, dir)
	v := r.enter()
	v.onDesk("<option>web-story</option>", true)
	v.post("/_desk/new", "kind", "person", "id", "toni", "form", "web-story", "page", "stories/window")
	v.onDesk("Did toni sign?", true)
	record := read(t, dir, "consent/toni.yaml")
	for _, want := range []string{"  - covers: [stories/window]\n    requested: 2026-11-22\n", "    uses: {words: yes, picture: no}\n", "    channels: [web, feed]\n", "    until: 2028-11-22\n"} {
		if !strings.Contains(record, want) {
			t.Errorf("the record does not hold %q:\n%s", want, record)
		}
	}
	keys := v.signs("toni")
	if len(keys) != 1 {
		t.Fatalf("%d things can be signed", len(keys))
	}
	before := files(t, dir)
	for name, form := range map[string]url.Values{
		"a day ahead":    {"on": {"2026-11-23"}, "how": {"signed form"}},
		"no day":         {"on": {""}, "how": {"signed form"}},
		"another day":    {"on": {"22.11.2026"}, "how": {"signed form"}},
		"how it was":     {"on": {"2026-11-20"}, "how": {" "}},
		"a long how":     {"on": {"2026-11-20"}, "how": {strings.Repeat("x", 200)}},
		"another entry":  {"on": {"2026-11-20"}, "how": {"signed form"}, "entry": {keys[0] + "0"}},
		"no entry":       {"on": {"2026-11-20"}, "how": {"signed form"}, "entry": {""}},
		"someone else":   {"on": {"2026-11-20"}, "how": {"signed form"}, "person": {"robin"}},
		"nobody":         {"on": {"2026-11-20"}, "how": {"signed form"}, "person": {"../toni"}},
		"what ran out":   {"on": {"2020-11-20"}, "how": {"signed form"}},
		"before the era": {"on": {"0000-01-01"}, "how": {"signed form"}},
	} {
		sent := v.form("kind", "signed", "person", "toni", "entry", keys[0])
		for key, value := range form {
			sent[key] = value
		}
		var pairs []string
		for key := range sent {
			pairs = append(pairs, key, sent.Get(key))
		}
		v.post("/_desk/signed", pairs...)
		sameFiles(t, name, before, files(t, dir))
		a := v.get("/_desk/")
		if !strings.Contains(a.body, `class="said wrong"`) {
			t.Errorf("%s: nothing is said", name)
		}
		if name == "a day ahead" && !strings.Contains(a.body, "The day on which they signed cannot be ahead.") {
			t.Error("of a day ahead it is not said that it is")
		}
	}
	v.post("/_desk/signed", "kind", "signed", "person", "toni", "entry", keys[0], "on", "2026-11-20", "how", "signed form")
	v.onDesk("Did toni sign?", false)
	want := strings.Replace(record, "requested: 2026-11-22\n", "requested: 2026-11-22\n    given: 2026-11-20\n    how: signed form\n", 1)
	if got := read(t, dir, "consent/toni.yaml"); got != want {
		t.Errorf("the record holds\n%s\nand not\n%s", got, want)
	}
	after := files(t, dir)
	v.post("/_desk/signed", "person", "toni", "entry", keys[0], "on", "2026-11-21", "how", "again")
	sameFiles(t, "a second signature", after, files(t, dir))
}

// A signature is of what was on the screen: of one entry among several, and of none where
// the record has changed since.
func TestSignedMeanwhile(t *testing.T) {
	const others = "  - {covers: [everything], withdrawn: 2026-10-01}\n  - {covers: [about], requested: 2026-10-02, uses: {words: yes}, channels: [web]}\n"
	const asked = "  - {covers: [stories/window], requested: 2026-11-01, uses: {words: yes, picture: no}, channels: [web]} # ours\n"
	dir := site(t)
	put(t, dir, "consent/toni.yaml", "person: toni\nconsents:\n"+others+asked)
	r := run(t, dir)
	v := r.enter()
	keys := v.signs("toni")
	if len(keys) != 2 {
		t.Fatalf("%d things can be signed", len(keys))
	}
	changed := "person: toni\nconsents:\n" + others + strings.Replace(asked, "picture: no", "picture: yes", 1)
	put(t, dir, "consent/toni.yaml", changed)
	v.post("/_desk/signed", "person", "toni", "entry", keys[1], "on", "2026-11-20", "how", "form")
	if got := read(t, dir, "consent/toni.yaml"); got != changed {
		t.Errorf("what nobody saw is signed:\n%s", got)
	}
	put(t, dir, "consent/toni.yaml", "person: toni\nconsents:\n"+others+asked)
	v.post("/_desk/signed", "person", "toni", "entry", keys[1], "on", "2026-11-20", "how", "form")
	want := "person: toni\nconsents:\n" + others + strings.Replace(asked, "2026-11-01", "2026-11-01, given: 2026-11-20, how: form", 1)
	if got := read(t, dir, "consent/toni.yaml"); got != want {
		t.Errorf("the record holds\n%s\nand not\n%s", got, want)
	}
}

// What was typed into a form that could not be carried out stands in it again, as text.
func TestTypedAgain(t *testing.T) {
	r := run(t, site(t))
	v := r.enter()
	v.post("/_desk/new", "kind", "story", "title", `The "best" <b>day</b>`, "person", "Alex Smith")
	a := v.get("/_desk/")
	for _, want := range []string{`value="The &#34;best&#34; &lt;b&gt;day&lt;/b&gt;"`, `value="Alex Smith"`, `href="#new"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the form does not hold %s", want)
		}
	}
	if a = v.get("/_desk/"); strings.Contains(a.body, "Alex Smith") {
		t.Error("it is kept for ever")
	}
}

// Each new file is told of in a sentence of its own, with a way to see a page; where
// nothing opened it, its whole path is told.
func TestNewSays(t *testing.T) {
	dir := site(t)
	fails := false
	r := run(t, dir, func(o *preview.Options) {
		o.Edit = func(string, int) error {
			if fails {
				return errors.New("exit status 3")
			}
			return nil
		}
	})
	v := r.enter()
	for _, c := range []struct {
		pairs  []string
		said   string
		seeing string
	}{
		{[]string{"kind", "person", "id", "toni"}, "Written: consent/toni.yaml. A record is never published. Write into it what toni agreed to.", ""},
		{[]string{"kind", "story", "title", "A walk"}, "Written: content/stories/a-walk/index.md. It is a draft:", "/stories/a-walk/"},
		{[]string{"kind", "page", "title", "Find us"}, "Written: content/find-us.md. It is a draft:", "/find-us/"},
		{[]string{"kind", "easy-read", "page", "about"}, "Written: content/about.easy-read.md. It is not published until it has a title", "/about/easy-read/"},
		{[]string{"kind", "easy-read", "page", "stories/a-walk"}, "Written: content/stories/a-walk/easy-read.md. It is not", "/stories/a-walk/easy-read/"},
	} {
		v.post("/_desk/new", c.pairs...)
		a := v.get("/_desk/")
		if !strings.Contains(a.body, c.said) || strings.Contains(a.body, ">See it</a>") != (c.seeing != "") {
			t.Errorf("%q is not told of by %q", c.pairs, c.said)
		}
		if c.seeing != "" {
			if !strings.Contains(a.body, `<a href="`+c.seeing+`">See it</a>`) {
				t.Errorf("%q cannot be seen at %s", c.pairs, c.seeing)
			}
			if a := v.get(c.seeing); strings.Contains(a.body, "Nothing stands at this address") {
				t.Errorf("nothing is seen at %s", c.seeing)
			}
		}
	}
	fails = true
	full := filepath.Join(dir, "content", "about.md")
	v.post("/_desk/open", "file", "content/about.md")
	if a := v.get("/_desk/"); !strings.Contains(a.body, full) || strings.Contains(a.body, "Opened") {
		t.Errorf("the whole path is not told")
	}
	v.post("/_desk/new", "kind", "page", "title", "Another")
	if a := v.get("/_desk/"); !strings.Contains(a.body, filepath.Join(dir, "content", "another.md")) {
		t.Errorf("the whole path of what is new is not told")
	}
	if slices.Contains(r.edits(), full) {
		t.Error("it was opened")
	}
}
