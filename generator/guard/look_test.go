package guard

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// refused are words and what they break on the page of an open site.
var refused = []struct{ words, codes string }{
	{"Samuel Okafor", "guard-name"},
	{"night I counted eleven spiders above the door", "guard-text"},
	{"the winter in a garden shed", "guard-text"},
	{"/blog/secret/", "guard-address"},
	{"/blog/secret/ by Samuel Okafor: The winter in a garden shed", "guard-name guard-text guard-address"},
	{"nothing at all", ""},
}

const someone = `
-- consent/sam.yaml --
person: sam
names: {full: Samuel Okafor}
`

// What is refused does not pass, and the problems say where and which rule, and
// nothing of what was found.
func TestLookRefuses(t *testing.T) {
	w := newWorld(t, shed+someone)
	o := w.output("about/index.html")
	for _, c := range refused {
		bytes := []byte("<p>" + c.words + "</p>")
		passed, problems, err := w.guard.Look(o, bytes)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, p := range problems {
			codes = append(codes, p.Code)
			if p.File != "public/about/index.html" || p.Line != 0 || p.Message == "" || p.Fix == "" || p.Severity != 0 {
				t.Errorf("%q: a problem is %+v", c.words, p)
			}
			said := strings.ToLower(p.Message + p.Fix)
			for word := range strings.FieldsFuncSeq(strings.ToLower(c.words), func(r rune) bool { return r < 'a' || r > 'z' }) {
				if len(word) > 4 && word != "nothing" && strings.Contains(said, word) {
					t.Errorf("%q: a problem says %q", c.words, word)
				}
			}
		}
		if strings.Join(codes, " ") != c.codes {
			t.Errorf("%q breaks %q, want %q", c.words, codes, c.codes)
		}
		if c.codes == "" {
			if passed.Output().Path() != o.Path() || !same(passed.Bytes(), bytes) {
				t.Errorf("%q passes as %q with %q", c.words, passed.Output().Path(), passed.Bytes())
			}
		} else if passed.Output().Path() != "" || passed.Bytes() != nil {
			t.Errorf("%q is refused, and passes as %q", c.words, passed.Output().Path())
		}
	}
}

// same says whether two slices are one.
func same(a, b []byte) bool { return bytes.Equal(a, b) && (len(a) == 0 || &a[0] == &b[0]) }

func TestLookWithoutPlan(t *testing.T) {
	for reason, g := range map[string]*Guard{"a site": newWorld(t, shed).guard, "nothing": New(Knowledge{Source: &page.Source{}})} {
		passed, problems, err := g.Look(plan.Output{}, []byte("words"))
		if err == nil || passed.Output().Path() != "" || passed.Bytes() != nil || len(problems) > 0 {
			t.Errorf("%s: what nobody planned gives %v, %v, %v", reason, passed, problems, err)
		}
	}
}

// A guard that knows nothing lets everything pass.
func TestLookKnowingNothing(t *testing.T) {
	o := newWorld(t, shed).output("about/index.html")
	passed, problems, err := New(Knowledge{Source: &page.Source{}}).Look(o, []byte("Samuel Okafor at /blog/secret/"))
	if err != nil || len(problems) > 0 || passed.Output().Path() == "" {
		t.Errorf("%v, %v, %v", passed, problems, err)
	}
}

// What one look finds does not stay for the next, whoever looks.
func TestLooksAtOnce(t *testing.T) {
	w := newWorld(t, shed+someone)
	w.guard = New(Knowledge{Source: w.source, Decisions: w.decisions, Plan: w.plan, Theme: w.theme.Texts()}) // that has found nothing yet
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 60 {
				c := refused[(i+j)%len(refused)]
				o := w.plan.Outputs()[(3*i+j)%len(w.plan.Outputs())]
				passed, problems, err := w.guard.Look(o, []byte(c.words))
				codes := ""
				for _, p := range problems {
					codes += " " + p.Code
				}
				if err != nil || strings.TrimSpace(codes) != c.codes || (passed.Output().Path() == o.Path()) != (c.codes == "") {
					t.Errorf("%q on %s breaks %q, want %q", c.words, o.Path(), codes, c.codes)
				}
			}
		})
	}
	all.Wait()
}

// A byte that is no UTF-8 keeps no browser from reading the rest.
func TestLookReadsBrokenText(t *testing.T) {
	w := newWorld(t, shed+someone+"-- consent/renee.yaml --\nperson: renee\nnames: {full: Renée Dupont}\n")
	for _, c := range []struct{ text, rules string }{
		{"<p>Ren\xe9e Dupont", "name"},
		{"Ren\xe9 and Sam<b>uel</b> Okafor", "name"},
		{"\x00Sam&#117;el Okafor", "name"},
		{"\xe9, night I <i>counted</i> eleven spiders above the door", "text"},
		{"\xff<a href='/blog/%73ecret/'>", "address"},
		{"Ren\xe9 and nothing", ""},
	} {
		if got := w.look("about/index.html", c.text); got != c.rules {
			t.Errorf("%q breaks %q, want %q", c.text, got, c.rules)
		}
	}
}

// Whatever stands in a file, in front and behind, it is found; and whatever the
// file's name ends in.
func TestLookReadsAllOfAFile(t *testing.T) {
	w := newWorld(t, shed+someone+`
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
files: [a.txt, a.json, a.css, a.js, a.svg, a.xml, a.png, a.pdf, a]
`+files("a.txt", "a.json", "a.css", "a.js", "a.svg", "a.xml", "a.png", "a.pdf", "a"))
	much := strings.Repeat("Nothing of note. ", 2_000)
	for _, o := range w.plan.Outputs() {
		for _, c := range refused {
			for _, text := range []string{c.words + " . " + much, much + c.words, much + c.words + " . " + much} {
				if strings.HasPrefix(c.words, "/") { // an address begins somewhere
					text = strings.ReplaceAll(text, "/blog", " /blog")
				}
				want := strings.ReplaceAll(c.codes, "guard-", "")
				if got := w.look(o.Path(), text); got != want {
					t.Errorf("%s: %q breaks %q, want %q", o.Path(), c.words, got, want)
				}
			}
		}
	}
}

func files(names ...string) (archive string) {
	for _, name := range names {
		archive += fmt.Sprintf("-- content/%s --\nNothing.\n", name)
	}
	return archive
}
