package consent_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// inWorlds calls f in many worlds, on two goroutines, until it has failed
// three times.
func inWorlds(t *testing.T, count uint64, f func(w world) string) {
	t.Helper()
	if testing.Short() {
		count /= 10
	}
	var wg sync.WaitGroup
	var failures atomic.Int32
	for half := range uint64(2) {
		wg.Go(func() {
			for number := half; number < count && failures.Load() < 3; number += 2 {
				w := makeWorld(number)
				if f(w) == "" {
					continue
				}
				failures.Add(1)
				shrink(reflect.ValueOf(w.src).Elem(), func() bool { return f(w) != "" })
				t.Errorf("world %d, made as small as can be:\n%s\n%s", number, f(w), w)
			}
		})
	}
	wg.Wait()
}

func TestOracle(t *testing.T) {
	inWorlds(t, 100_000, disagreement)
}

// TestOracleAhead holds Until of every decision, and Next.
func TestOracleAhead(t *testing.T) {
	inWorlds(t, 4_000, func(w world) string {
		untils, next := newOracle(w.src, w.today).ahead()
		decisions, _ := consent.Decide(w.src, w.today)
		var b strings.Builder
		for _, d := range decisions.List {
			if untils[d.File] != d.Until {
				fmt.Fprintf(&b, "%s: until, oracle: %s, package: %s\n", d.File, untils[d.File], d.Until)
			}
		}
		if mine, theirs := fmt.Sprintf("%s %q", next.On, next.Pages), fmt.Sprintf("%s %q", decisions.Next.On, decisions.Next.Pages); mine != theirs {
			fmt.Fprintf(&b, "next change, oracle: %s, package: %s\n", mine, theirs)
		}
		return b.String()
	})
}

// The worlds are worth trying only if everything happens in them, and often.
func TestWorldsAreDense(t *testing.T) {
	all := append(slices.Clone(codes), "picture-unknown-people", "picture-not-agreed", "picture-unreadable",
		"media-unknown-people", "media-not-agreed", "media-unreadable", "quote-not-agreed", "published")
	seen := map[string]int{}
	for number := range uint64(10_000) {
		w := makeWorld(number)
		for _, told := range newOracle(w.src, w.today).all() {
			for _, word := range strings.FieldsFunc(told.decision, func(r rune) bool { return strings.ContainsRune(" []:;", r) }) {
				seen[word]++
			}
		}
	}
	for _, code := range all {
		if seen[code] < 25 {
			t.Errorf("%s: only %d times", code, seen[code])
		}
	}
}

// TestTakingAway holds that two edits never give more, whatever the world:
// somebody withdraws everything today, and a record becomes unreadable. But
// what leaves a part out may leave out the guarded name for which a page was
// withheld.
func TestTakingAway(t *testing.T) {
	inWorlds(t, 20_000, func(w world) string {
		decisions, before := consent.Decide(w.src, w.today)
		named := map[string]bool{}
		for _, d := range decisions.List {
			if slices.ContainsFunc(d.Reasons, func(r consent.Reason) bool { return r.Code == consent.ShowsGuardedName }) {
				named[d.Page] = true
			}
		}
		for id, old := range w.src.Records {
			withdrawn, unreadable := *old, *old
			withdrawn.Entries = append(slices.Clone(old.Entries), page.Entry{Covers: []string{"everything"}, Withdrawn: w.today})
			unreadable.Fault = &diag.Problem{Code: "unknown-key"}
			for what, rec := range map[string]*page.Record{"withdraws everything": &withdrawn, "gets an unreadable record": &unreadable} {
				less := *w.src
				less.Records = maps.Clone(w.src.Records)
				less.Records[id] = rec
				_, after := consent.Decide(&less, w.today)
				if gained := gains(w.src, before, after, named); gained != "" {
					return fmt.Sprintf("%s %s: %s", id, what, gained)
				}
			}
		}
		return ""
	})
}

// gains says what readers get after that they did not get before, but for pages
// that showed a name.
func gains(src *page.Source, before, after consent.Cleared, named map[string]bool) string {
	for _, now := range after.Views() {
		if named[now.Path] {
			continue
		}
		i := slices.IndexFunc(before.Views(), func(v page.View) bool { return v.Address == now.Address })
		if i < 0 {
			return now.Address + " is published"
		}
		then := before.Views()[i]
		had, has := shown(&then), shown(&now)
		for part, channels := range has {
			if !had[part].Has(channels) {
				return now.Address + " shows " + part
			}
		}
		// A part that is gone no longer closes these two.
		may := then.Channels
		if len(has) < len(had) {
			may |= page.SearchEngines | page.Print
		}
		if !may.Has(now.Channels) {
			return now.Address + " goes out through more channels"
		}
		for _, rec := range src.Records {
			names := []string{rec.Names.Full, rec.Names.First, rec.Names.ShownAs}
			for _, e := range rec.Entries {
				names = append(names, e.ShownAs)
			}
			for _, name := range names {
				if name != "" && strings.Contains(fmt.Sprint(now), name) && !strings.Contains(fmt.Sprint(then), name) {
					return now.Address + " shows the name " + name
				}
			}
		}
	}
	return ""
}

// shown gives the pictures and quotations of a view with their channels.
func shown(v *page.View) map[string]page.Channels {
	out := map[string]page.Channels{}
	if v.Cover != nil {
		out["the cover"] = v.Cover.Channels
	}
	for n := range page.Walk(v.Body) {
		switch n.Kind {
		case page.Image, page.QuoteBlock, page.Audio, page.Video:
			out[fmt.Sprintf("%s in line %d, column %d", page.Main(n.Renditions).Address, n.Line, n.Column)] |= n.Channels
		}
	}
	return out
}

func TestZeroValues(t *testing.T) {
	var verdict consent.Verdict
	if verdict != consent.Withhold || verdict == consent.Publish {
		t.Error("the zero Verdict does not withhold")
	}
	var decision consent.Decision
	if decision.Verdict != consent.Withhold || decision.Channels != page.NoChannels {
		t.Error("the zero Decision lets something out")
	}
	var answer consent.Answer
	if answer.Allowed() {
		t.Error("the zero Answer allows something")
	}
	var cleared consent.Cleared
	if cleared.Made() || cleared.Today() != 0 || len(cleared.Views())+len(cleared.Sections())+len(cleared.Pictures()) > 0 || !reflect.DeepEqual(cleared.Site(), page.Site{}) {
		t.Error("the zero Cleared holds something")
	}
	decisions, made := consent.Decide(&page.Source{}, 0)
	if len(decisions.List) > 0 || decisions.Next.On != 0 || !made.Made() || len(made.Views()) > 0 {
		t.Error("of nothing, something was made")
	}
}
