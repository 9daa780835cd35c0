package generator_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/page"
)

var canarySites = flag.Uint64("canaries", 0, "how many random sites TestCanary builds")

// howMany gives how many random sites a test makes: those that were asked for, or
// else so many, or in a short run so few.
func howMany(many, few uint64) uint64 {
	switch {
	case *canarySites > 0:
		return *canarySites
	case testing.Short():
		return few
	}
	return many
}

// The canary property: whatever the site, after a build no byte of public/
// holds a token of anything that is withheld or left out, of the private part
// of a record, or of a name that is not allowed where it stands; and what may be
// published is there, or an empty site would pass.
func TestCanary(t *testing.T) {
	sites := howMany(300, 30)
	var seen canaries
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newNamedSite(t, seed)
			report, out := s.build()
			seen.add(s, out)
			s.checkReport(report)
			s.checkReasons(report)
			s.checkNothingLeaks(out)
			s.checkChannels(report, out)
			s.checkShown(report, out)
			s.checkWords(report)
			if t.Failed() {
				t.Logf("seed %d; the site is made again by newNamedSite(t, %d)", seed, seed)
			}
		})
	}
	seen.check(t, int(sites))
}

// checkReport holds the report against what the site's maker knows.
func (s *randomSite) checkReport(r generator.Report) {
	s.tb.Helper()
	states := map[string]string{}
	for _, p := range s.pages {
		for _, e := range p.editions {
			if e.edition == "next" || p.taken {
				continue
			}
			state := "withheld"
			if s.publishes(p, e.edition) {
				state = fmt.Sprintf("published %v without %q", s.channels(p, e.edition), s.leftOut(p, e.edition))
			}
			states[p.path+" "+string(e.edition)] = state
		}
	}
	for _, one := range r.Pages {
		want, ok := states[one.Page+" "+string(one.Version)]
		got := one.State
		if got == "published" {
			left := []string{}
			for _, l := range one.LeftOut {
				left = append(left, l.What)
			}
			slices.Sort(left)
			got = fmt.Sprintf("published %s without %q", strings.Join(one.Channels, ", "), left)
		}
		if !ok { // two pages have this address
			want = "withheld"
		}
		if got != want {
			s.tb.Errorf("seed %d: %q %s is %s %v, expected %s", s.seed, one.Page, one.Version, got, one.Reasons, want)
		}
	}
}

// checkNothingLeaks finds tokens that may not leave at all.
func (s *randomSite) checkNothingLeaks(out outTree) {
	s.tb.Helper()
	for word, file := range out.tokens() {
		t := s.tokens[word]
		switch {
		case t == nil:
			s.tb.Errorf("seed %d: %s holds %s, which nobody wrote", s.seed, file, word)
		case !s.may(t):
			s.tb.Errorf("seed %d: %s holds %s, which may not be published", s.seed, file, t)
		}
	}
	// The path of a discreet page is what its address is not to tell.
	for file, text := range out {
		for word := range tokensIn(file + "\n" + text) {
			if t := s.tokens[word]; t != nil && t.kind == "path" && t.page.discreet && file != "published.json" {
				s.tb.Errorf("seed %d: %s holds the path of the discreet page %s", s.seed, file, t)
			}
		}
	}
}

// checkShown finds what may be published and is not on its own page.
func (s *randomSite) checkShown(r generator.Report, out outTree) {
	s.tb.Helper()
	for _, e := range s.published() {
		file := sheetOf(r, e)
		found := tokensIn(out[file])
		for word, t := range s.tokens {
			if t.must && t.page == e.page && t.edition == e.edition && s.may(t) && !found[word] {
				s.tb.Errorf("seed %d: %s does not hold %s, which is to be shown", s.seed, file, t)
			}
		}
		want := func(words []string, what string) {
			for _, name := range words {
				if !found[name] {
					s.tb.Errorf("seed %d: %s does not show the %s name %s", s.seed, file, what, s.tokens[name])
				}
			}
		}
		for _, p := range e.named {
			want(s.names(p, e.page), "allowed")
		}
		for _, t := range s.standsOn(e.page, e.edition) {
			if t.must {
				want(t.words, "typed")
			}
		}
	}
}

// checkWords holds that the report has no word of what is withheld: page paths,
// ids, files and places alone (law 6).
func (s *randomSite) checkWords(r generator.Report) {
	s.tb.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.checkSpoken("the report", string(text))
	for _, p := range r.Problems {
		if strings.HasPrefix(p.Code, "guard-") {
			s.tb.Errorf("seed %d: the last look stopped what may be published: %s %s", s.seed, p.Code, p.Place)
		}
	}
}

// checkSpoken holds that a text for those who look after the site has no words of
// it but page paths, ids and names of files.
func (s *randomSite) checkSpoken(what, text string) {
	s.tb.Helper()
	for word := range tokensIn(text) {
		t := s.tokens[word]
		if t == nil || t.kind != "path" && t.kind != "id" && t.kind != "file name" && !s.fileNames()[word] {
			s.tb.Errorf("seed %d: %s holds %s", s.seed, what, cmp.Or(t, &token{word: word}))
		}
	}
}

// sheetOf gives the file of a published edition, as the report has it.
func sheetOf(r generator.Report, e *randomEdition) string {
	for _, one := range r.Pages {
		if one.Page == e.page.path && one.Version == e.edition {
			return strings.TrimPrefix(path.Join(one.URL, "index.html"), "/")
		}
	}
	return ""
}

// checkChannels holds that each page reaches readers through its channels
// alone, and shows no name but those allowed on it.
func (s *randomSite) checkChannels(r generator.Report, out outTree) {
	s.tb.Helper()
	bad := func(format string, args ...any) {
		s.tb.Helper()
		s.tb.Errorf("seed %d: "+format, append([]any{s.seed}, args...)...)
	}
	entries := strings.Split(out["feed.xml"], "<entry>")
	for _, e := range s.published() {
		file, channels := sheetOf(r, e), s.channels(e.page, e.edition)
		sheet := out[file]
		if !channels.Has(page.SearchEngines) {
			if !strings.Contains(sheet, "noindex") {
				bad("%s is open to search engines, and not agreed for them", file)
			}
			if strings.Contains(out["sitemap.xml"], path.Dir("/"+file)+"/<") {
				bad("the sitemap leads to %s, which is not agreed for search engines", file)
			}
		}
		if !channels.Has(page.Social) && strings.Contains(sheet, "og:title") {
			bad("%s has a link preview, and is not agreed for social media", file)
		}
		if c := e.page.cover; c != nil && strings.Contains(sheet, "og:image") && !s.partChannels(&randomPart{picture: c}, e.page).Has(page.Social) {
			bad("%s has a picture in its link preview that is not agreed for social media", file)
		}
		if head, _, _ := strings.Cut(sheet, "</head>"); e.page.discreet {
			for word := range tokensIn(head) {
				bad("the head of %s, which is discreet, holds %s", file, s.tokens[word])
			}
		}
		s.checkNames(e, file, sheet)
		for _, entry := range entries[1:] {
			address := strings.TrimSuffix(file, "index.html")
			if e.edition == page.Standard && strings.Contains(entry, "/"+address+"</id>") {
				s.checkNames(e, "the entry in feed.xml of "+file, entry)
			}
		}
	}
	for file, text := range out {
		if path.Ext(file) == ".html" || file == "feed.xml" {
			for word := range tokensIn(text) {
				if t := s.tokens[word]; t != nil && t.page != nil && t.kind != "path" && s.may(t) {
					s.checkPlace(r, t, file)
				}
			}
		}
	}
}

// besidePages are the titles of other pages that stand beside a page.
var besidePages = regexp.MustCompile(`(?s)<nav class="(related|neighbours)".*?</nav>`)

// checkBeside holds that titles beside a page hold no name that is guarded on it.
func (s *randomSite) checkBeside(e *randomEdition, where, text string) {
	s.tb.Helper()
	for word := range tokensIn(text) {
		t := s.tokens[word]
		if t == nil || !t.isName() {
			continue
		}
		for _, n := range t.person.names() {
			if len(n.words) == 1 && n.words[0] == word && n.words[0] != t.person.alsoAWord && s.freedom(n, e.page) == "" {
				s.tb.Errorf("seed %d: beside %s stands %s, which is guarded there", s.seed, where, t)
			}
		}
	}
}

// checkNames holds that a text shows no name but those allowed on its page.
// Lists also show the names of other pages.
func (s *randomSite) checkNames(e *randomEdition, where, text string) {
	s.tb.Helper()
	if e.page.own || e.page.section == "weeks" {
		return
	}
	for _, other := range besidePages.FindAllString(text, -1) {
		s.checkBeside(e, where, other)
	}
	for word := range tokensIn(besidePages.ReplaceAllString(text, "")) {
		if t := s.tokens[word]; t != nil && t.isName() && !s.says(e)[word] && !slices.Contains(s.names(t.person, e.page), word) {
			s.tb.Errorf("seed %d: %s shows %s, a name that is not allowed there", s.seed, where, t)
		}
	}
}

// isHiddenEasyRead says whether a file is the sheet of a page's easy-read version,
// which search engines may not have either.
func (s *randomSite) isHiddenEasyRead(r generator.Report, p *randomPage, file string) bool {
	easy := p.text(page.EasyRead)
	return easy != nil && file == sheetOf(r, easy) && !s.channels(p, page.EasyRead).Has(page.SearchEngines)
}

// checkPlace holds that a token that may be published stands only where the
// channels of its page let it.
func (s *randomSite) checkPlace(r generator.Report, t *token, file string) {
	s.tb.Helper()
	e := t.page.text(t.edition)
	if e == nil || t.page.own || t.page.section == "" || t.page.section == "weeks" && t.kind == "title" {
		return // in menus, and on links to where a page stands
	}
	channels := s.channels(t.page, t.edition)
	switch {
	case file == "feed.xml":
		if t.edition == page.EasyRead || !channels.Has(page.Feed) || !s.shown(t.part, t.page).Has(page.Feed) {
			s.tb.Errorf("seed %d: the feed holds %s, which is not agreed for feeds", s.seed, t)
		}
	case file == sheetOf(r, e), file == t.page.section+"/more/index.html":
	case t.kind == "event" && s.isHiddenEasyRead(r, t.page, file): // what is on in a week stands on both its sheets
	default:
		if !channels.Has(page.SearchEngines) {
			s.tb.Errorf("seed %d: %s holds %s, whose page is not agreed for search engines", s.seed, file, t)
		}
		if t.part != nil {
			s.tb.Errorf("seed %d: %s holds %s, a part of another page", s.seed, file, t)
		}
	}
}

// canaries counts what the random sites came to, so that a change in how they
// are made cannot make the test empty.
type canaries struct {
	published, withheld, leftOut, names, pictured, closed, absent int
	// Versions that a guarded name alone withholds; names that were typed into
	// what is published, since somebody allows them there, or since they mean
	// somebody else, or where they are nobody's.
	guarded, allowed, namesakes, others, heard int
}

func (c *canaries) add(s *randomSite, out outTree) {
	for _, p := range s.pages {
		for _, e := range p.editions {
			if !s.publishes(p, e.edition) {
				c.withheld++
				if s.agreed(p, e.edition) && len(s.showsGuarded(p, e.edition)) > 0 {
					c.guarded++
				}
				continue
			}
			c.published++
			c.addTyped(s, p, e)
			c.leftOut += len(s.leftOut(p, e.edition))
			if s.channels(p, e.edition) != page.AllChannels {
				c.closed++
			}
		}
	}
	found := out.tokens()
	for word, t := range s.tokens {
		switch _, there := found[word]; {
		case !there:
			c.absent++
		case t.person != nil:
			c.names++
		case t.picture != nil:
			c.pictured++
		case t.kind == "transcript":
			c.heard++
		}
	}
}

// addTyped counts why names may stand on a published version.
func (c *canaries) addTyped(s *randomSite, p *randomPage, e *randomEdition) {
	for _, t := range s.standsOn(p, e.edition) {
		for _, n := range s.namesIn(t) {
			switch s.freedom(n.randomName, p) {
			case "allowed":
				if t.of != nil { // that is how people are shown
					continue
				}
				c.allowed++
			case "namesake":
				c.namesakes++
			default:
				c.others++
			}
		}
	}
}

func (c *canaries) check(t *testing.T, sites int) {
	t.Logf("of %d sites: %+v", sites, *c)
	for what, n := range map[string]int{
		"editions published": c.published, "editions withheld": c.withheld, "parts left out": c.leftOut,
		"names shown": c.names, "words about and in pictures shown": c.pictured, "editions with fewer channels": c.closed,
		"tokens that stay inside": c.absent, "words of transcripts, times 4": 4 * c.heard, "versions withheld for a name alone, times 4": 4 * c.guarded,
		"typed names that are allowed, times 4": 4 * c.allowed, "typed names that are nobody's there": c.others, "typed names that mean somebody else, times 4": 4 * c.namesakes,
	} {
		if n < sites/2 {
			t.Errorf("of %d random sites, there are only %d %s", sites, n, what)
		}
	}
}
