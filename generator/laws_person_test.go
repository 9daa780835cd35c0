package generator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/page"
)

// What one person is shown on the preview holds, over random sites, nothing that is not
// published, unless it stands on a page that they are on and everybody else there has
// agreed to it: no word of a record, no other page, and no part that is left out.
func TestPersonCanary(t *testing.T) {
	private := 0
	for seed := range howMany(60, 10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newRandomSite(t, 50_000+seed)
			ctx, cancel := context.WithCancel(t.Context())
			live, err := generator.OpenLive(generator.Options{Site: s.dir, Now: fixed}, 0)
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan struct{})
			go func() { live.Run(ctx); close(ended) }()
			defer func() { cancel(); <-ended; live.Close() }()
			m, err := live.Settled(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range s.people {
				if p.missing {
					continue
				}
				for _, one := range s.status().Pages {
					file := strings.TrimPrefix(one.URL, "/") + "index.html"
					look, ok, err := m.Look(file, p.id)
					if err != nil {
						t.Fatal(err)
					}
					if !ok || look.Bytes == nil {
						continue
					}
					for word := range tokensIn(string(look.Bytes)) {
						found := s.tokens[word]
						if !s.may(found) {
							private++
						}
						if !s.mayShow(found, p) {
							t.Errorf("seed %d: %s is shown %s on %s", s.seed, p.id, found, file)
						}
					}
				}
			}
		})
	}
	if private == 0 {
		t.Error("nobody was shown anything that is not published, so nothing was looked at")
	}
}

// mayShow says whether a token may be shown to one of the site's people.
func (s *randomSite) mayShow(t *token, to *randomPerson) bool {
	on := func(f func(*randomPage) bool) bool {
		return slices.ContainsFunc(s.pages, func(p *randomPage) bool { return s.isOn(to, p) && f(p) })
	}
	switch {
	case t.kind == "lost link" && s.isOn(to, t.page): // as they wrote it
		return true
	case t.never:
		return false
	case s.may(t), t.kind == "path": // of another page: an address that was written into a text of theirs
		return true
	case t.person != nil:
		return t.person == to || on(func(p *randomPage) bool { return len(s.names(t.person, p)) > 0 })
	case t.picture != nil:
		return on(func(p *randomPage) bool {
			return slices.ContainsFunc(p.editions, func(e *randomEdition) bool {
				return slices.ContainsFunc(append(e.parts, &randomPart{picture: p.cover}), func(part *randomPart) bool {
					return part.picture == t.picture && s.shown(part, p) != page.NoChannels
				})
			})
		})
	}
	others := slices.ContainsFunc(s.peopleOf(t.page), func(p *randomPerson) bool { return p != to && !s.wordsChannels(p, t.page).Has(page.Web) })
	return s.isOn(to, t.page) && !others && s.shown(t.part, t.page) != page.NoChannels
}

// isOn says whether somebody is one of a page's people, is quoted on it or is in one of its
// pictures.
func (s *randomSite) isOn(who *randomPerson, p *randomPage) bool {
	return slices.Contains(s.peopleOf(p), who) || p.cover != nil && slices.Contains(p.cover.people, who) || slices.ContainsFunc(p.editions, func(e *randomEdition) bool {
		return s.involved(who, e) || slices.ContainsFunc(e.parts, func(part *randomPart) bool {
			return part.quoted == who || part.picture != nil && slices.Contains(part.picture.people, who) || part.medium != nil && slices.Contains(part.medium.people, who)
		})
	})
}
