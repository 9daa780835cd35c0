package guard

import (
	"cmp"
	"slices"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
	"goldenthread/generator/work"
)

// runLength is how many words in a row of a withheld text must not leave;
// shortLength is from how many words on a title or an alt text is known.
const (
	runLength   = 8
	shortLength = 4
)

// texts knows the words of what is withheld.
type texts struct {
	all    []*version
	runs   *sums
	shorts map[uint64][]short // by their first words
	starts *sums              // of shorts
	// settle lets pass what also stands in what is published. It is called once
	// something is found, since mostly nothing is, and it walks over everything.
	settle   func()
	problems []diag.Problem // once it is settled
	spare    sync.Pool      // of *fold.Text
}

// short is a title or an alt text: the hashes of its words.
type short struct {
	words  []uint64
	exempt *bool
}

// newTexts gathers what is withheld, but for what also stands in own, the words of
// the theme and the site, and what pieces make.
func newTexts(all []*version, own []string, pieces pieces) *texts {
	t := &texts{all: all, runs: newSums(), shorts: map[uint64][]short{}, starts: newSums()}
	t.settle = sync.OnceFunc(t.letPass)
	t.spare.New = func() any { return new(fold.Text) }
	parts := make([]withheld, len(all))
	work.All(len(all), func(i int) {
		v := all[i]
		if v.published && len(v.leftOut) == 0 {
			return
		}
		words := t.spare.Get().(*fold.Text)
		defer t.spare.Put(words)
		for _, s := range v.sayings() {
			if s.withheld {
				if words.Read(append(words.Raw[:0], s.text...)); !s.short || !pieces.make(words) {
					parts[i].add(words.Words, s.short, i)
				}
			}
		}
	})
	t.gather(parts)
	var words fold.Text
	for _, text := range own {
		words.Read([]byte(text))
		t.exempt(words.Words)
	}
	return t
}

// gather puts together what the versions withhold.
func (t *texts) gather(parts []withheld) {
	runs := 0
	for _, p := range parts {
		runs += len(p.runs)
	}
	t.runs.list = make([]entry, 0, runs)
	for _, p := range parts {
		t.runs.list, t.starts.list = append(t.runs.list, p.runs...), append(t.starts.list, p.starts...)
		for i, s := range p.shorts {
			t.shorts[p.starts[i].sum] = append(t.shorts[p.starts[i].sum], s)
		}
	}
	t.runs.seal()
	t.starts.seal()
}

// letPass lets pass what stands in what is published, and finds which published
// pages repeat what is withheld on another.
func (t *texts) letPass() {
	clear := make([]cleared, len(t.all))
	work.All(len(t.all), func(i int) {
		if t.all[i].published {
			clear[i] = t.look(t.all[i].sayings())
		}
	})
	pages := map[int]map[string]bool{} // by run: the published pages that hold it
	for i := range t.all {
		for _, r := range clear[i].runs {
			t.runs.drop(r.at)
			if pages[r.at] == nil {
				pages[r.at] = map[string]bool{}
			}
			pages[r.at][t.all[i].page.Path] = true
		}
		for _, at := range clear[i].alike {
			t.runs.drop(at)
		}
		for _, exempt := range clear[i].shorts {
			*exempt = true
		}
	}
	for i := range t.all {
		if p, ok := t.repeats(t.all[i], clear[i].runs, pages); ok {
			t.problems = append(t.problems, p)
		}
	}
}

// repeats gives the problem of a published version that repeats what is withheld
// on another page: a note where several published pages do, since that is how
// people write; a warning where it stands on this page alone.
func (t *texts) repeats(v *version, runs []repeat, pages map[int]map[string]bool) (p diag.Problem, ok bool) {
	for _, r := range runs {
		from := t.all[t.runs.from[r.at]]
		severity := diag.Warning
		if len(pages[r.at]) > 1 {
			severity = diag.Note
		}
		if from.page.Path == v.page.Path || ok && p.Severity <= severity {
			continue
		}
		ok = true
		p = diag.Problem{Severity: severity, Code: "repeats-withheld", Place: diag.Place{File: v.source.File, Line: r.line},
			Message: "Eight words in a row, or more, stand both here and in " + from.source.File + ", which is withheld; perhaps a part of it was pasted here.",
			Fix:     "If they are somebody's own words, take them out here; if it is only how people write, there is nothing to do."}
	}
	return p, ok
}

// withheld is what one version withholds.
type withheld struct {
	runs   []entry
	starts []entry // of each of the shorts
	shorts []short
}

// add adds a text of version i.
func (p *withheld) add(words []fold.Word, isShort bool, i int) {
	p.runs = slices.Grow(p.runs, len(words))
	eachRun(words, runLength, func(_ int, sum uint64) bool { p.runs = append(p.runs, entry{sum, int32(i)}); return true })
	if !isShort {
		return
	}
	s := short{exempt: new(bool)}
	for _, w := range words {
		s.words = append(s.words, w.Hash)
	}
	eachRun(words, shortLength, func(_ int, sum uint64) bool {
		p.starts, p.shorts = append(p.starts, entry{sum, int32(i)}), append(p.shorts, s)
		return false // its beginning is enough
	})
}

// cleared is what one published version says that is withheld elsewhere.
type cleared struct {
	runs   []repeat
	alike  []int // runs of titles and alt texts: pictures are used again and again
	shorts []*bool
}

// repeat is a run of words that a published version repeats.
type repeat struct{ at, line int } // its place in texts.runs; where it stands

// look finds what a published version says that is withheld elsewhere. It changes
// nothing.
func (t *texts) look(sayings []saying) (out cleared) {
	words := t.spare.Get().(*fold.Text)
	defer t.spare.Put(words)
	for _, s := range sayings {
		if s.withheld {
			continue
		}
		words.Read(append(words.Raw[:0], s.text...))
		eachRun(words.Words, runLength, func(first int, sum uint64) bool {
			if at, known := t.runs.find(sum); known && !t.runs.dropped[at] {
				if s.short {
					out.alike = append(out.alike, at)
				} else {
					out.runs = append(out.runs, repeat{at, s.lineOf(int(words.Words[first].Start))})
				}
			}
			return true
		})
		t.eachShort(words.Words, func(s short) { out.shorts = append(out.shorts, s.exempt) })
	}
	return out
}

// exempt lets pass what stands in a text of the site's own.
func (t *texts) exempt(words []fold.Word) {
	eachRun(words, runLength, func(_ int, sum uint64) bool {
		if at, known := t.runs.find(sum); known {
			t.runs.drop(at)
		}
		return true
	})
	t.eachShort(words, func(s short) { *s.exempt = true })
}

// in says whether something withheld stands in a text.
func (t *texts) in(words []fold.Word) bool {
	if !t.finds(words, false) {
		return false
	}
	t.settle()
	return t.finds(words, true)
}

// finds looks for what is withheld: before it is settled what may pass, or after.
func (t *texts) finds(words []fold.Word, settled bool) bool {
	found := false
	if !t.runs.empty() {
		eachRun(words, runLength, func(_ int, sum uint64) bool {
			if t.runs.mayHold(sum) {
				at, known := t.runs.find(sum)
				found = known && !(settled && t.runs.dropped[at])
			}
			return !found
		})
	}
	if !found {
		t.eachShort(words, func(s short) { found = found || !(settled && *s.exempt) })
	}
	return found
}

// eachShort yields the titles and alt texts that stand in a text.
func (t *texts) eachShort(words []fold.Word, yield func(short)) {
	if t.starts.empty() {
		return
	}
	eachRun(words, shortLength, func(first int, sum uint64) bool {
		if _, known := t.starts.find(sum); !known {
			return true
		}
		for _, s := range t.shorts[sum] {
			if len(words)-first >= len(s.words) && slices.EqualFunc(s.words, words[first:first+len(s.words)], func(h uint64, w fold.Word) bool { return h == w.Hash }) {
				yield(s)
			}
		}
		return true
	})
}

// eachRun yields every run of n words with a number for them, until yield says
// that it is enough. Letters and digits side by side are one word here.
func eachRun(words []fold.Word, n int, yield func(first int, sum uint64) bool) {
	const base = 0x9E3779B97F4A7C15
	top := uint64(1) // base to the n-1
	for range n - 1 {
		top *= base
	}
	var ring [runLength]struct {
		first int
		sum   uint64
	}
	sum := uint64(0)
	for i, count := 0, 0; i < len(words); count++ {
		first, word := i, words[i].Hash
		for i++; i < len(words) && words[i].Joined; i++ {
			word = word*base ^ words[i].Hash
		}
		oldest := &ring[count%n]
		sum = (sum-oldest.sum*top)*base + mixed(word)
		oldest.first, oldest.sum = first, mixed(word)
		if count >= n-1 && !yield(ring[(count+1)%n].first, sum) {
			return
		}
	}
}

// mixed keeps the numbers of words from being sums of their letters' numbers.
func mixed(h uint64) uint64 {
	h ^= h >> 32
	return h * 0xD6E8FEB86659FD93
}

// sums is a set of numbers that is filled, sealed, and then looked into very
// often, by many at once.
type sums struct {
	list    []entry
	filter  []uint64 // three bits of one of these are set for each number
	shift   int
	sums    []uint64
	from    []int32 // who added it
	dropped []bool
}

type entry struct {
	sum  uint64
	from int32
}

func newSums() *sums { return &sums{} }

func (s *sums) empty() bool { return len(s.sums) == 0 }

// seal ends the filling.
func (s *sums) seal() {
	if len(s.list) == 0 {
		return
	}
	slices.SortFunc(s.list, func(a, b entry) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.from, b.from)) })
	s.shift = 64
	for 4<<(64-s.shift) < len(s.list) { // four numbers share 64 bits
		s.shift--
	}
	s.filter = make([]uint64, 1<<(64-s.shift))
	s.sums, s.from = make([]uint64, 0, len(s.list)), make([]int32, 0, len(s.list))
	for _, e := range s.list {
		if n := len(s.sums); n > 0 && s.sums[n-1] == e.sum {
			continue
		}
		s.sums, s.from = append(s.sums, e.sum), append(s.from, e.from)
		s.filter[e.sum>>s.shift] |= bits(e.sum)
	}
	s.list, s.dropped = nil, make([]bool, len(s.sums))
}

func bits(sum uint64) uint64 { return 1<<(sum&63) | 1<<(sum>>6&63) | 1<<(sum>>12&63) }

// mayHold says whether a number may be in the set. Mostly it is not.
func (s *sums) mayHold(sum uint64) bool {
	b := bits(sum)
	return s.filter[sum>>s.shift]&b == b
}

// find gives the place of a number.
func (s *sums) find(sum uint64) (at int, known bool) {
	if len(s.sums) == 0 || !s.mayHold(sum) {
		return 0, false
	}
	return slices.BinarySearch(s.sums, sum)
}

// drop lets a number pass, though it stays known.
func (s *sums) drop(at int) { s.dropped[at] = true }

// siteTexts gives the words of site.yaml.
func siteTexts(s *page.Site) []string {
	out := []string{s.Title, s.BaseURL, s.Description, s.Unnamed, s.ExitTo, s.Organisation.Name, s.Organisation.Email, s.Organisation.PrivacyNotice}
	out = append(out, s.Menu...)
	for _, h := range s.Help {
		out = append(append(out, h.Name, h.Phone, h.URL), h.Topics...)
	}
	return out
}

// wordTexts gives the words of words.yaml. They are none in which names stand as
// everyday words: what anybody explains there would let it pass everywhere.
func wordTexts(s *page.Site) []string {
	var out []string
	for _, w := range s.Words {
		// Easy-read pages explain their words: a flat is a home on one floor.
		out = append(out, w.Word, w.Meaning, "a "+w.Word+" is "+w.Meaning, "an "+w.Word+" is "+w.Meaning)
	}
	return out
}
