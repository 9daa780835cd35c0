package watch

import (
	"maps"
	"slices"
	"time"
)

// pending is what has changed and was not yet taken.
type pending struct {
	paths       map[string]bool
	everything  bool
	first, last time.Time
	built       *Change
}

func (p *pending) path(rel string) {
	p.stir()
	if p.everything {
		return
	}
	if p.paths == nil {
		p.paths = map[string]bool{}
	}
	if p.paths[rel] = true; len(p.paths) > most {
		p.all()
	}
}

func (p *pending) all() {
	p.stir()
	p.everything, p.paths = true, nil
}

func (p *pending) stir() {
	p.built = nil
	p.last = time.Now()
	if p.first.IsZero() {
		p.first = p.last
	}
}

// wait says how long from now the change is still to be held back, and whether
// there is one.
func (p *pending) wait(now time.Time) (time.Duration, bool) {
	if p.first.IsZero() {
		return 0, false
	}
	return min(p.last.Add(quiet).Sub(now), p.first.Add(latest).Sub(now)), true
}

func (p *pending) change() Change {
	if p.built == nil {
		p.built = &Change{All: p.everything, Paths: slices.Sorted(maps.Keys(p.paths))}
	}
	return *p.built
}
