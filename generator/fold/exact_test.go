package fold

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// written gives a text as it is compared with an exact name.
func written(text string) string {
	var out []rune
	for _, r := range norm.NFC.String(text) {
		switch {
		case unicode.Is(unicode.Cf, r):
		case strings.ContainsRune("’‘ʼ", r):
			out = append(out, '\'')
		case unicode.IsSpace(r) && (len(out) == 0 || out[len(out)-1] == ' '):
		case unicode.IsSpace(r):
			out = append(out, ' ')
		default:
			out = append(out, r)
		}
	}
	return strings.TrimSpace(string(out))
}

// addressed says whether a byte of a text stands in an address that is written out.
func addressed(text string, at int) bool {
	parts := func(r rune) bool { return unicode.IsSpace(r) || r == Break }
	for start := 0; start <= at; {
		run := text[start:]
		if end := strings.IndexFunc(run, parts); end >= 0 {
			run = run[:end]
		}
		if at < start+len(run) {
			name, host, mail := strings.Cut(strings.ToLower(run), "@")
			return mail && name != "" && host != "" || strings.Contains(run, "://") || strings.HasPrefix(strings.ToLower(run), "www.")
		}
		_, size := utf8.DecodeRuneInString(text[start+len(run):])
		start += len(run) + size
	}
	return false
}

// exactlySlowly finds an exact name as slowly finds others.
func exactlySlowly(name, text string, prose bool) [][2]int {
	return slices.DeleteFunc(slowly(name, text), func(at [2]int) bool {
		_, size := utf8.DecodeRuneInString(text[at[1]:])
		return prose && written(text[at[0]:at[1]+size]) != written(name) && !addressed(text, at[0])
	})
}

// endsInLetters says whether a name begins and ends with a letter or digit; what
// else stands there is compared, too, where a name is exact.
func endsInLetters(name string) bool {
	all := signs(name)
	return len(all) > 0 && all[0].letter != "" && all[len(all)-1].letter != ""
}

// Every short exact name in every short text, in prose and not.
func TestExactNamesAreThePlainOnesOnSmallAlphabets(t *testing.T) {
	for _, c := range []struct {
		letters        string
		inName, inText int
	}{
		{"aA '-", 3, 5},
		{"aA’'\u00ad", 2, 5},
		{"aA@\x00.", 1, 6},
		{"aé É\t", 2, 5},
		{"w.:/A", 1, 6},
	} {
		for _, name := range every(c.inName, c.letters) {
			if !endsInLetters(name) {
				continue
			}
			f := NewFinder([]Name{{Text: name, Exact: true}})
			var words Text
			for _, text := range every(c.inText, c.letters) {
				words.Read([]byte(text))
				for _, prose := range []bool{true, false} {
					var quick []int
					for _, h := range f.Find(&words, prose, nil) {
						quick = append(quick, int(words.Words[h.First].Start))
					}
					var slow []int
					for _, at := range exactlySlowly(name, text, prose) {
						slow = append(slow, at[0])
					}
					if !slices.Equal(slow, quick) {
						t.Fatalf("%q in %q, in prose: %v: slowly %v, quickly %v", name, text, prose, slow, quick)
					}
				}
			}
		}
	}
}

func TestExactNames(t *testing.T) {
	for _, c := range []struct {
		reason, name, text string
		prose, rest        bool
	}{
		{"as written", "Will", "Ask Will.", true, true},
		{"a possessive", "Will", "Will’s coat", true, true},
		{"in small letters", "Will", "I will.", false, true},
		{"in capitals", "Will", "I WILL.", false, true},
		{"a small letter as written", "will", "I will.", true, true},
		{"at the beginning of a sentence", "will", "Will you?", false, true},
		{"another accent", "Zoë", "Zoe", false, true},
		{"the same accent", "Zoë", "Zoë.", true, true},
		{"the same accent, taken apart inside", "Chloé Ann", "Chloe\u0301 Ann", true, true},
		{"a soft hyphen", "Will", "Ask Wi\u00adll.", true, true},
		{"another space", "Will Hope", "Will\n  Hope", true, true},
		{"a hyphen for the space", "Will Hope", "Will-Hope", false, true},
		{"another apostrophe", "Ali's Hope", "Ali’s Hope", true, true},
		{"in an e-mail address", "Will", "will@example.org", true, true},
		{"in an e-mail address behind the @", "Will", "ask@will.example.org", true, true},
		{"in a page's address", "Will", "https://example.org/will/", true, true},
		{"in an address without a protocol", "Will", "(www.will.example)", false, true},
		{"in an address without a protocol", "Will", "www.will.example", true, true},
		{"beside an e-mail address", "Will", "me@example.org will", false, true},
		{"a lone @", "Will", "will @ nine", false, true},
		{"an @ in front", "Will", "@will", false, true},
	} {
		f := NewFinder([]Name{{Text: c.name, Exact: true}})
		var words Text
		words.Read([]byte(c.text))
		for prose, want := range map[bool]bool{true: c.prose, false: c.rest} {
			if got := len(f.Find(&words, prose, nil)) > 0; got != want {
				t.Errorf("%s: %q in %q, in prose: %v: found %v, want %v", c.reason, c.name, c.text, prose, got, want)
			}
		}
	}
}

// Several names are found as each of them is alone, by where they begin and the
// longer first.
func TestSeveralNamesAreFoundAsEachAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	pick := func(n int, pieces ...string) string {
		var b strings.Builder
		for range n {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 2000 {
		var names []Name
		for range 1 + random.IntN(12) {
			names = append(names, Name{Text: pick(1+random.IntN(4), "a", "b", "A", "ab", " ", "-", "'", ",", "1", "é", "李"), Exact: random.IntN(3) == 0})
		}
		text := pick(random.IntN(30), "a", "b", "A", "B", "ab", " ", " ", "-", "'", "’s", ", ", "1", "é", "李", "\x00")
		prose := random.IntN(2) == 0
		var words Text
		words.Read([]byte(text))
		all := NewFinder(names).Find(&words, prose, nil)
		var alone []Hit
		for i, n := range names {
			for _, h := range NewFinder([]Name{n}).Find(&words, prose, nil) {
				alone = append(alone, Hit{i, h.First, h.Last})
			}
		}
		if !slices.IsSortedFunc(all, func(a, b Hit) int {
			if a.First != b.First {
				return a.First - b.First
			}
			return b.Last - a.Last
		}) {
			t.Fatalf("%v in %q: %v is not sorted", names, text, all)
		}
		key := func(h Hit) string { return fmt.Sprint(h.First, h.Last, h.Name) }
		slices.SortFunc(alone, func(a, b Hit) int { return strings.Compare(key(a), key(b)) })
		sorted := slices.Clone(all)
		slices.SortFunc(sorted, func(a, b Hit) int { return strings.Compare(key(a), key(b)) })
		if !slices.Equal(sorted, alone) {
			t.Fatalf("%v in %q: at once %v, alone %v", names, text, sorted, alone)
		}
	}
}

// Hits are appended to what is given, and a Finder of nothing finds nothing.
func TestFindAppends(t *testing.T) {
	var words Text
	words.Read([]byte("Samuel"))
	given := []Hit{{7, 7, 7}}
	if got := NewFinder([]Name{{Text: "Samuel"}}).Find(&words, true, given); !slices.Equal(got, []Hit{{7, 7, 7}, {0, 0, 0}}) {
		t.Errorf("it gives %v", got)
	}
	for reason, f := range map[string]*Finder{"zero": {}, "no names": NewFinder(nil), "no letters": NewFinder([]Name{{Text: " - "}, {}})} {
		if got := f.Find(&words, true, nil); got != nil {
			t.Errorf("%s: it finds %v", reason, got)
		}
	}
}
