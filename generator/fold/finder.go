package fold

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Name is a name to be found.
type Name struct {
	Text string
	// Exact says that in prose it counts only where it is written just so.
	Exact bool
}

// Hit is a name that was found.
type Hit struct {
	Name        int // its place in the list that the Finder was made of
	First, Last int // the words of the text
}

// Overlapping parts hits, as Find gives them, into those that share words: nothing
// of one part stands inside anything of another.
func Overlapping(hits []Hit) iter.Seq[[]Hit] {
	return func(yield func([]Hit) bool) {
		for len(hits) > 0 {
			n, last := 1, hits[0].Last
			for n < len(hits) && hits[n].First <= last {
				last = max(last, hits[n].Last)
				n++
			}
			if !yield(hits[:n]) {
				return
			}
			hits = hits[n:]
		}
	}
}

// Finder finds names. The zero value finds nothing. It is not changed by use,
// and may be used by several goroutines at once.
type Finder struct {
	names   []compiled
	byHash  map[uint64][]int32
	filter  []uint64 // a bit for each hash of a name
	starts  []uint64 // a bit for each three bytes that a name begins with
	longest int32    // letters of the longest name, in bytes
	across  bool     // some name has a hard gap in it
}

// compiled is a name, folded.
type compiled struct {
	letters []byte
	gaps    []mark // between its words
	exact   string // as written, for names that are compared so
}

// mark is a gap at a place in a name's letters.
type mark struct {
	at  int32
	gap Gap
}

const (
	filterBits = 18
	startBits  = 15
)

// NewFinder makes a Finder. A name without letters and digits is never found.
func NewFinder(names []Name) *Finder {
	f := &Finder{
		names: make([]compiled, len(names)), byHash: map[uint64][]int32{},
		filter: make([]uint64, 1<<filterBits/64), starts: make([]uint64, 1<<startBits/64),
	}
	var t Text
	for i, name := range names {
		t.Read([]byte(name.Text))
		if len(t.Words) == 0 {
			continue
		}
		n := compiled{letters: slices.Clone(t.letters)}
		for _, w := range t.Words[1:] {
			n.gaps = append(n.gaps, mark{w.from, w.Gap})
			f.across = f.across || w.Gap == Hard
		}
		if name.Exact {
			n.exact = asWritten(t.between(0, len(t.Words)-1))
		}
		f.names[i] = n
		f.longest = max(f.longest, int32(len(n.letters)))
		h := hash(n.letters)
		f.byHash[h] = append(f.byHash[h], int32(i))
		set(f.filter, h>>(64-filterBits))
		set(f.starts, start(n.letters))
		// The word that it begins with may be a shorter one, in a text.
		for short := 1; short < min(3, len(n.letters)); short++ {
			set(f.starts, start(n.letters[:short]))
		}
	}
	return f
}

func set(bits []uint64, i uint64)      { bits[i/64] |= 1 << (i % 64) }
func has(bits []uint64, i uint64) bool { return bits[i/64]&(1<<(i%64)) != 0 }

// start gives a number for the first letters of a word, three at most.
func start(letters []byte) uint64 {
	return hash(letters[:min(3, len(letters))]) * prime >> (64 - startBits)
}

func hash(letters []byte) uint64 {
	var h uint64
	for _, b := range letters {
		h = h*prime + uint64(b) + 1
	}
	return h
}

// Find gives every name in a text, sorted by where it begins, the longer first,
// appended to hits. In prose, exact names count only as they are written.
func (f *Finder) Find(t *Text, prose bool, hits []Hit) []Hit {
	if len(f.byHash) == 0 {
		return hits
	}
	for i := range t.Words {
		w := &t.Words[i]
		if !has(f.starts, start(t.letters[w.from:w.to])) || !t.begins(i) {
			continue
		}
		before := len(hits)
		h := uint64(0)
		for j := i; j < len(t.Words); j++ {
			v := &t.Words[j]
			if j > i && v.Gap == Hard && !f.across || v.to-w.from > f.longest {
				break
			}
			if j == i {
				h = v.Hash
			} else {
				h = h*power(v.to-v.from) + v.Hash
			}
			if has(f.filter, h>>(64-filterBits)) && t.ends(j) {
				for _, n := range f.byHash[h] {
					if f.names[n].is(t, i, j, prose) {
						hits = append(hits, Hit{int(n), i, j})
					}
				}
			}
		}
		slices.Reverse(hits[before:])
	}
	return hits
}

// power gives prime to the n.
func power(n int32) uint64 {
	p := uint64(1)
	for range n {
		p *= prime
	}
	return p
}

// is says whether the words i to j are this name.
func (n *compiled) is(t *Text, i, j int, prose bool) bool {
	from := t.Words[i].from
	if !bytes.Equal(t.letters[from:t.Words[j].to], n.letters) {
		return false
	}
	for k := i + 1; k <= j; k++ {
		w := &t.Words[k]
		own, parted := n.gap(w.from - from)
		switch {
		case w.Gap == Hard && own != Hard:
			return false
		case w.Gap == Space && !parted && !t.mayBeParted(k):
			return false
		}
	}
	return !prose || n.exact == "" || n.exact == asWritten(t.between(i, j)) || t.inAddress(i)
}

// between gives the text from one word to another, as it is written.
func (t *Text) between(i, j int) []byte { return t.Raw[t.Words[i].Start:t.Words[j].End] }

// inAddress says whether a word stands in an address that is written out: of
// e-mail, or of a page.
func (t *Text) inAddress(i int) bool {
	around := func(r rune) bool { return unicode.IsSpace(r) || r == Break }
	const far = 128 // bytes; addresses are longer, but not by what tells them
	at := int(t.Words[i].Start)
	before, after := t.Raw[max(0, at-far):at], t.Raw[at:min(len(t.Raw), at+far)]
	before = before[bytes.LastIndexFunc(before, around)+1:]
	if end := bytes.IndexFunc(after, around); end >= 0 {
		after = after[:end]
	}
	run := bytes.ToLower(append(bytes.Clone(before), after...))
	sign := bytes.IndexByte(run, '@')
	return sign > 0 && sign+1 < len(run) || bytes.Contains(run, []byte("://")) || bytes.HasPrefix(run, []byte("www."))
}

// gap gives the gap that the name itself has at a place in its letters.
func (n *compiled) gap(at int32) (gap Gap, ok bool) {
	for _, m := range n.gaps {
		if m.at == at {
			return m.gap, true
		}
	}
	return None, false
}

// mayBeParted says whether white space before a word can stand in a name that has
// none there: between capitals, letters that have none, and words of three letters
// and more. Else "is a" would be Isa.
func (t *Text) mayBeParted(i int) bool {
	small := func(i int) bool {
		r, _ := utf8.DecodeRune(t.Raw[t.Words[i].Start:])
		return unicode.ToUpper(r) != r
	}
	return !small(i-1) && !small(i) || t.length(i-1) >= 3 && t.length(i) >= 3
}

// length counts the letters of a word, as they are folded.
func (t *Text) length(i int) int { return utf8.RuneCount(t.Folded(i, i)) }

// capital says whether a word begins with a capital.
func (t *Text) capital(i int) bool {
	r, _ := utf8.DecodeRune(t.Raw[t.Words[i].Start:])
	return unicode.IsUpper(r)
}

// begins says whether a name may begin with a word: not inside O'Brien, nor with
// what stands behind the apostrophe of a short form.
func (t *Text) begins(i int) bool {
	if !t.Words[i].apostrophe || i == 0 {
		return true
	}
	switch string(t.Folded(i, i)) {
	case "s", "t", "d", "m", "ll", "re", "ve", "n":
		return false
	}
	// French elides before names: L'Amina.
	return !t.initial(i-1) || t.Raw[t.Words[i-1].Start] == 'L'
}

// ends says whether a name may end with a word: not in don't, nor inside O'Brien.
func (t *Text) ends(i int) bool {
	if i+1 == len(t.Words) || !t.Words[i+1].apostrophe {
		return true
	}
	next := t.Folded(i+1, i+1)
	return string(next) == "s" || string(next) != "t" && !t.initial(i)
}

// initial says whether a word is one capital.
func (t *Text) initial(i int) bool {
	w := &t.Words[i]
	_, size := utf8.DecodeRune(t.Raw[w.Start:w.End])
	marks := bytes.TrimLeftFunc(t.Raw[int(w.Start)+size:w.End], func(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Cf) })
	return len(marks) == 0 && t.capital(i)
}

// asWritten gives a text with white space and apostrophes of one kind, and
// without what nobody sees.
func asWritten(raw []byte) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r == '’' || r == '‘' || r == 'ʼ':
			return '\''
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, norm.NFKC.String(string(raw)))
	return strings.Join(strings.Fields(s), " ")
}
