package generator_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
)

// Taking a consent away never adds a byte about its person, and takes with it
// everything that needed it, in whichever way it is taken.
func TestTakingConsentAway(t *testing.T) {
	sites := uint64(60)
	if testing.Short() {
		sites = 12
	}
	withEffect := 0
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newRandomSite(t, 10_000+seed)
			p, ok := s.somebodyShown()
			if !ok {
				return
			}
			_, before := s.build()
			change, pages := s.takeAway(p)
			r, after := s.build()
			what := fmt.Sprintf("seed %d, %s of %s %v", s.seed, change, p.id, pages)

			had := before.tokens()
			has := after.tokens()
			if slices.ContainsFunc(s.about(p), func(t *token) bool { return had[t.word] != "" }) {
				withEffect++
			}
			for _, t := range s.about(p) {
				if has[t.word] != "" && had[t.word] == "" {
					s.tb.Errorf("%s: %s holds %s, which nothing held before", what, has[t.word], t)
				}
				if has[t.word] != "" && gone(t, pages) {
					s.tb.Errorf("%s: %s still holds %s", what, has[t.word], t)
				}
			}
			s.checkGone(what, p, pages, r, after)
		})
	}
	t.Logf("in %d of %d sites, something was shown of the person before", withEffect, sites)
	if withEffect < int(sites)/2 {
		t.Errorf("something was shown of the person in %d of %d sites alone", withEffect, sites)
	}
}

// somebodyShown gives one of the people of a published page, or of a part of
// one, whose record can be changed.
func (s *randomSite) somebodyShown() (*randomPerson, bool) {
	var shown, others []*randomPerson
	for _, p := range s.people {
		switch {
		case p.missing || p.broken != "":
		case slices.ContainsFunc(s.published(), func(e *randomEdition) bool { return s.needs(e, p) }):
			shown = append(shown, p)
		default:
			others = append(others, p)
		}
	}
	if len(shown) == 0 {
		shown = others
	}
	if len(shown) == 0 {
		return nil, false
	}
	return oneOf(s, shown...), true
}

// needs says whether a person is in an edition, as one of its people or in a
// part of it.
func (s *randomSite) needs(e *randomEdition, p *randomPerson) bool {
	return slices.Contains(s.peopleOf(e.page), p) || slices.ContainsFunc(e.page.parts(e.edition), func(part *randomPart) bool { return part.about(p) })
}

// about says whether a part, or one that holds it, is of a person.
func (part *randomPart) about(p *randomPerson) bool {
	for ; part != nil; part = part.inside {
		if part.quoted == p || part.picture != nil && slices.Contains(part.picture.people, p) || part.medium != nil && slices.Contains(part.medium.people, p) {
			return true
		}
	}
	return false
}

// about gives the tokens of everything that is a person's: their names, their
// record, pages of theirs, what they are quoted with, pictures of them.
func (s *randomSite) about(p *randomPerson) []*token {
	var out []*token
	for _, t := range s.tokens {
		switch {
		case t.person == p,
			t.page != nil && slices.Contains(s.peopleOf(t.page), p),
			t.part.about(p),
			t.picture != nil && slices.Contains(t.picture.people, p):
			out = append(out, t)
		}
	}
	return out
}

// gone says whether a token of a person must not be anywhere once their
// consent is taken away: for these pages, or for all if there are none.
func gone(t *token, pages []string) bool {
	if len(pages) == 0 {
		return true
	}
	return t.page != nil && slices.Contains(pages, t.page.path)
}

// takeAway takes a person's consent away, for all pages or for those that it
// gives.
func (s *randomSite) takeAway(p *randomPerson) (how string, pages []string) {
	o := generator.Options{Site: s.dir, Now: fixed}
	withdraw := func() {
		s.tb.Helper()
		if _, err := generator.Withdraw(context.Background(), o, p.id, pages); err != nil {
			s.tb.Fatalf("seed %d: withdrawing %s %v: %v", s.seed, p.id, pages, err)
		}
	}
	file := "consent/" + p.id + ".yaml"
	how = oneOf(s, "withdrawal", "withdrawal", "withdrawal from pages", "breaking the record", "deleting the record", "emptying the record")
	if how == "withdrawal from pages" {
		for _, e := range s.published() {
			if e.page.path != "" && s.needs(e, p) && !slices.Contains(pages, e.page.path) && (pages == nil || s.chance(50)) {
				pages = append(pages, e.page.path)
			}
		}
		if pages == nil {
			how = "withdrawal"
		}
	}
	switch how {
	case "breaking the record":
		for p.broken == "" {
			p.broken = oneOf(s, "an unknown key", "no YAML", "another person's", "an unknown channel", "a bad date", "a key twice", "a smart dash")
		}
		text := brokenRecord(s.files[file], p)
		p.broken = "" // who was whose is asked of the site as it was
		s.write(file, text)
	case "deleting the record":
		if err := os.Remove(filepath.Join(s.dir, file)); err != nil {
			s.tb.Fatal(err)
		}
	case "emptying the record":
		s.write(file, "")
	default:
		withdraw()
	}
	return how, pages
}

// checkGone holds that pages of a person are withheld, and their files gone;
// the lists that stand at the addresses of sections stay.
func (s *randomSite) checkGone(what string, p *randomPerson, pages []string, r generator.Report, out outTree) {
	s.tb.Helper()
	for _, one := range s.pages {
		if !slices.Contains(s.peopleOf(one), p) || len(pages) > 0 && !slices.Contains(pages, one.path) {
			continue
		}
		for _, got := range r.Pages {
			if got.Page != one.path {
				continue
			}
			if got.State != "withheld" {
				s.tb.Errorf("%s: %q %s is %s, expected withheld", what, got.Page, got.Version, got.State)
			}
			file := strings.TrimPrefix(got.URL, "/") + "index.html"
			if _, there := out[file]; there && (!one.own || strings.HasSuffix(file, "easy-read/index.html")) {
				s.tb.Errorf("%s: %s is still there", what, file)
			}
		}
	}
	// Where others' pages quote or show the person, no name of theirs stays.
	for _, got := range r.Pages {
		sheet := out[strings.TrimPrefix(got.URL, "/")+"index.html"]
		if !slices.Contains(pages, got.Page) || strings.HasPrefix(got.Page, "weeks") || !strings.Contains(got.Page, "tok") {
			continue // of all pages, gone has looked already; others hold lists
		}
		for word := range tokensIn(sheet) {
			if t := s.tokens[word]; t != nil && t.person == p {
				s.tb.Errorf("%s: %q %s still shows %s", what, got.Page, got.Version, t)
			}
		}
	}
}
