package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
)

// This file takes walls out of the program and asks whether the canaries sing.
// A copy of this test binary is built in which some lines are others (go test
// -overlay): each of them asks an environment variable whether its wall is out.

// wallsOut names the environment variable, which the copy alone reads.
const wallsOut = "GOLDENTHREAD_WALLS_OUT"

// mutation is a change to a source file: a text that stands in it just once.
type mutation struct{ file, old, new string }

// wallMutations are all lines of the copy that are others.
func wallMutations() []mutation {
	const out = "page.WallIsOut"
	return []mutation{
		// gate: every version is made ready to be shown, whatever was decided.
		{"consent/clear.go", "if outcomes[i].publish[e] {", `if outcomes[i].publish[e] || ` + out + `("gate") && j.subjects[i].versions[e] != nil {`},
		{"consent/clear.go", "Channels: o.channels[e],", `Channels: map[bool]page.Channels{true: page.AllChannels, false: o.channels[e]}[` + out + `("gate") && !o.publish[e]],`},
		// quotations and pictures: these are shown, whatever was decided.
		{"consent/clear.go", "if is && part.reason != nil {", `if is && part.reason != nil && !(` + out + `("quotations") && n.Kind == page.QuoteBlock || ` + out + `("pictures") && n.Kind == page.Image && x.src.Pictures[x.src.Site.PictureFile(x.version.File, n.URL)].Stem != "" && x.src.Pictures[x.src.Site.PictureFile(x.version.File, n.URL)].Fault == nil) {`},
		// links: a link to what is withheld keeps its address; one to a file does not.
		{"consent/clear.go", "if x.outcomes[ref.Page].publish[e] {", `if x.outcomes[ref.Page].publish[e] || ` + out + `("links") {`},
		{"plan/links.go", `return "", strings.HasPrefix(address, "/") && !b.leads(address) }`, `return "", strings.HasPrefix(address, "/") && !b.leads(address) && !(` + out + `("links") && !strings.HasSuffix(address, ".md")) }`},
		// names: guarded names withhold nothing.
		{"consent/page.go", "names, mentioned = j.shownNames(x, v, shown[e].cover)\n", "names, mentioned = j.shownNames(x, v, shown[e].cover)\n\t\t\tif " + out + "(\"names\") {\n\t\t\t\tnames = nil\n\t\t\t}\n"},
		// Four channels, each ignored in one place.
		{"consent/page.go", "case !a.Channels.Has(page.Web):", `case !a.Channels.Has(page.Web) && !` + out + `("web"):`},
		{"plan/feeds.go", "&& v.Channels.Has(page.Feed)\n", `&& (v.Channels.Has(page.Feed) || ` + out + "(\"feed\"))\n"},
		{"plan/make.go", "case v.Channels.Has(page.SearchEngines):", `case v.Channels.Has(page.SearchEngines) || ` + out + `("search-engines"):`},
		{"plan/make.go", "if !v.Channels.Has(page.Social) || v.Discreet {", `if !v.Channels.Has(page.Social) && !` + out + `("social") || v.Discreet {`},
		// guard: the last look passes everything.
		{"guard/guard.go", "if len(l.broken) == 0 {", `if len(l.broken) == 0 || ` + out + `("guard") {`},
	}
}

// wall is a run of the copy with some walls out.
type wall struct {
	name, out, why string
	sites          int
	fails          string   // what TestCanary has to find, as a pattern; "" where it has to pass
	stopped        []string // or: the rules by which the guard alone stops what it knows
}

func walls() []wall {
	const leaks = ` holds tok\S+ \(%s.*\), which may not be published`
	return []wall{
		{"none", "", "with every wall in its place, the copy is the program", 48, "", nil},
		{"consent", "gate,guard", "what is withheld is not even there after the gate", 24, fmt.Sprintf(leaks, `(title|body) of`), nil},
		{"names", "names,guard", "a page that shows a guarded name is withheld", 40, fmt.Sprintf(leaks, `(full name|name|never shown) of`), nil},
		{"quotations", "quotations,guard", "who does not agree is not quoted", 24, fmt.Sprintf(leaks, `body of`), nil},
		{"pictures", "pictures,guard", "who does not agree is in no picture", 24, fmt.Sprintf(leaks, `(alt|pixels|words in a drawing) of`), nil},
		{"links", "links,guard", "a link to what is withheld loses its address", 24, fmt.Sprintf(leaks, `path of`), nil},
		{"web", "web", "without the channel web, nothing is published at all", 80, fmt.Sprintf(leaks, `(title|body) of`), nil},
		{"feed", "feed", "without the channel feed, a page is not in the feed", 24, `the feed holds tok\S+ .*, which is not agreed for feeds`, nil},
		{"search engines", "search-engines", "without that channel, no list that they may read leads to a page", 24, `holds tok\S+ .*, whose page is not agreed for search engines`, nil},
		{"social", "social", "without that channel, there is no link preview", 24, `has a link preview, and is not agreed for social media`, nil},
		{"guard behind consent", "gate", "what the gate lets through, the last look stops", 40, "", []string{"guard-name", "guard-text", "guard-address", "guard-picture"}},
		{"guard behind parts", "quotations,pictures", "quotations and pictures that slip in, the last look stops", 40, "", []string{"guard-text", "guard-picture"}},
		{"guard behind links", "links", "addresses of what is withheld that slip in, the last look stops", 40, "", []string{"guard-address"}},
		{"guard behind names", "names", "guarded names that slip in, the last look stops", 60, "", []string{"guard-name"}},
	}
}

// The canary test fails when a wall is taken out; and with the gate or the rules
// for names taken out, the last look alone stops what it knows.
func TestWalls(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "walls.test")
	replaced := mutated(t, wallMutations())
	replaced["page/wall.go"] = string(mustRead(t, "testdata/walls/wall.go.txt"))
	compile(t, replaced, "test", "-c", "-o", binary, ".")
	for _, w := range walls() {
		t.Run(w.name, func(t *testing.T) {
			if testing.Short() && w.fails == "" { // else it needs as many to be sure to find one
				w.sites /= 2
			}
			test := "^TestCanary$"
			if w.stopped != nil {
				test = "^TestGuardAlone$"
			}
			c := exec.Command(binary, "-test.run="+test, "-test.v", fmt.Sprint("-canaries=", w.sites))
			c.Env = append(os.Environ(), wallsOut+"="+w.out)
			output, err := c.CombinedOutput()
			passed := err == nil
			switch {
			case w.fails != "":
				if passed || !regexp.MustCompile(w.fails).Match(output) {
					t.Errorf("%s: without %q, TestCanary of %d sites did not find /%s/:\n%s", w.why, w.out, w.sites, w.fails, brief(output))
				}
			case !passed:
				t.Errorf("%s: without %q:\n%s", w.why, w.out, brief(output))
			}
			for _, rule := range w.stopped {
				if !strings.Contains(string(output), "stopped "+rule) {
					t.Errorf("%s: without %q, nothing was stopped as %s:\n%s", w.why, w.out, rule, brief(output))
				}
			}
		})
	}
}

// mutated gives the texts of source files with changes made, by their paths.
func mutated(t *testing.T, list []mutation) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, m := range list {
		text, known := texts[m.file]
		if !known {
			src, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			text = string(src)
		}
		if n := strings.Count(text, m.old); n != 1 {
			t.Fatalf("%s holds %d times, not once: %q", m.file, n, m.old)
		}
		texts[m.file] = strings.Replace(text, m.old, m.new, 1)
	}
	return texts
}

// compile runs the go command with some source files being others than they are.
func compile(t *testing.T, replaced map[string]string, command string, args ...string) {
	t.Helper()
	dir := t.TempDir()
	overlay := map[string]string{}
	for i, file := range slices.Sorted(maps.Keys(replaced)) {
		source, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		overlay[source] = filepath.Join(dir, fmt.Sprint(i, ".go"))
		writeFile(t, dir, fmt.Sprint(i, ".go"), replaced[file])
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "overlay.json", string(list))
	c := exec.Command("go", append([]string{command, "-overlay", filepath.Join(dir, "overlay.json")}, args...)...)
	c.Env = append(os.Environ(), "GOFLAGS=-tags=nodynamic", "GOPROXY=off", "GOTOOLCHAIN=local")
	if output, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v:\n%s", err, output)
	}
}

// brief gives the beginning of an output.
func brief(output []byte) string {
	lines := slices.DeleteFunc(strings.Split(string(output), "\n"), func(l string) bool {
		return strings.HasPrefix(l, "=== ") || strings.Contains(l, "--- PASS")
	})
	return strings.Join(lines[:min(20, len(lines))], "\n")
}

// TestGuardAlone is run by TestWalls in a copy of the program of which a wall is
// out: nothing gets out of what the last look knows. By itself, it does nothing.
func TestGuardAlone(t *testing.T) {
	out := os.Getenv(wallsOut)
	if out == "" {
		return
	}
	stopped := map[string]bool{}
	sought := 0
	for seed := range howMany(40, 20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newNamedSite(t, 60_000+seed)
			r, err := generator.Build(t.Context(), generator.Options{Site: s.dir, Now: fixed})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range r.Refused {
				stopped[p.Code] = true
			}
			tree := readTree(t, filepath.Join(s.dir, "public"))
			known := s.lastLookKnows(out)
			for word, file := range tree.tokens() {
				if known[word] {
					t.Errorf("seed %d: %s holds %s", s.seed, file, s.tokens[word])
				}
			}
			sought += len(known) + s.checkGuarded(r, tree)
		})
	}
	for rule := range stopped {
		fmt.Println("stopped", rule)
	}
	t.Logf("%d tokens were sought", sought)
	if sought == 0 {
		t.Error("there was nothing to stop")
	}
}

// lastLookKnows gives the tokens that must not get out with a wall out, since the
// last look knows what they stand in: a title or alt text of four words, eight
// words in a row, an address, a picture.
func (s *randomSite) lastLookKnows(out string) map[string]bool {
	known := map[string]bool{}
	for word, t := range s.tokens {
		isPicture := t.kind == "words in a drawing" || t.kind == "pixels"
		switch {
		case out == "names", s.may(t):
		case out == "quotations,pictures":
			known[word] = t.part != nil && t.long || isPicture
		case out == "links":
			known[word] = t.kind == "path"
		default:
			known[word] = t.long || isPicture || t.kind == "path"
		}
	}
	maps.DeleteFunc(known, func(_ string, stops bool) bool { return !stops })
	return known
}

// checkGuarded holds that no guarded name stands on a sheet of a version on which it
// is guarded, nor anywhere unless some version may show it, even if the rules for
// names withhold nothing. It gives how many names there were to be stopped.
func (s *randomSite) checkGuarded(r generator.Report, out outTree) (sought int) {
	s.tb.Helper()
	free := map[string]bool{} // on some version against which nothing else speaks
	var all []*randomEdition
	for _, p := range s.pages {
		for _, e := range p.editions {
			if s.agreed(p, e.edition) {
				all = append(all, e)
				maps.Copy(free, s.says(e))
			}
		}
	}
	// What stands beside a page names nobody who is guarded on that page; on its own
	// page, consent alone has withheld it.
	without := outTree{}
	for file, text := range out {
		without[file] = besidePages.ReplaceAllString(text, "")
	}
	tokens := without.tokens()
	for _, e := range all {
		onSheet := tokensIn(out[sheetOf(r, e)])
		for _, name := range s.showsGuarded(e.page, e.edition) {
			for _, word := range name.words {
				sought++
				// On sheets that are lists, names of other pages stand too.
				if isList := e.page.own || e.page.section == "weeks"; !isList && !s.says(e)[word] && onSheet[word] {
					s.tb.Errorf("seed %d: %s holds %s, which is guarded there", s.seed, sheetOf(r, e), s.tokens[word])
				}
				if !free[word] && tokens[word] != "" {
					s.tb.Errorf("seed %d: %s holds %s, which is guarded", s.seed, tokens[word], s.tokens[word])
				}
			}
		}
	}
	return sought
}
