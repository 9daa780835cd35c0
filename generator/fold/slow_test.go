package fold

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// This file holds the fast finder against a slow, plain one, which walks over
// characters and knows neither words nor hashes.

// sign is a character of a text as the slow finder sees it.
type sign struct {
	letter string // folded; "" for what stands between words
	digit  bool
	gap    Gap
	quote  bool // an apostrophe
	plain  rune // as it is written
	alone  bool
	begins bool // a word
	upper  bool
	at     int // byte of the text
}

// signs takes a text apart. It folds by what Unicode says of whole texts, not
// character by character.
func signs(text string) []sign {
	var out []sign
	for at, r := range text {
		if r == utf8.RuneError {
			out = append(out, sign{gap: Hard, at: at})
			continue
		}
		if strings.ContainsRune("'`’‘ʼʻʾʿ׳´′‛＇՚", r) {
			out = append(out, sign{gap: Soft, quote: true, at: at})
			continue
		}
		if strings.ContainsRune("―⁃⸚゠־֊‐‑‒–−﹣－·・･＿", r) {
			out = append(out, sign{gap: Soft, at: at})
			continue
		}
		if r == '™' || r == '℠' {
			out = append(out, sign{gap: Hard, at: at})
			continue
		}
		if strings.ContainsRune("ـ\u034f\u115f\u1160\u3164\uffa0\ufffc\u2800", r) {
			continue
		}
		upper := unicode.IsUpper(r)
		for _, piece := range norm.NFKD.String(string(r)) {
			s := sign{at: at, upper: upper, plain: r}
			switch {
			case unicode.In(piece, unicode.Mn, unicode.Cf, unicode.Variation_Selector), unicode.IsControl(piece) && !unicode.IsSpace(piece) && piece != 0:
				continue
			case strings.ContainsRune("-._", piece):
				s.gap = Soft
			case unicode.IsSpace(piece) || unicode.Is(unicode.Z, piece):
				s.gap = Space
			case unicode.IsNumber(piece):
				s.letter, s.digit = strings.ToLower(string(piece)), true
			case unicode.IsLetter(piece) || unicode.Is(unicode.Mc, piece):
				s.letter = foldings.Replace(strings.ToLower(foldings.Replace(string(piece))))
				s.alone = startsWord(piece)
			default:
				s.gap = Hard
			}
			out = append(out, s)
		}
	}
	return begun(out)
}

var foldings = strings.NewReplacer("ß", "ss", "ẞ", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l",
	"đ", "d", "Đ", "d", "ð", "d", "Ð", "d", "ħ", "h", "Ħ", "h", "ŧ", "t", "Ŧ", "t", "þ", "th", "Þ", "th", "ı", "i", "ς", "σ", "ی", "ي", "ى", "ي", "ک", "ك")

// begun marks the letters that begin a word.
func begun(text []sign) []sign {
	for i := range text {
		s := &text[i]
		if s.letter == "" {
			continue
		}
		if i == 0 || text[i-1].letter == "" {
			s.begins = true
			continue
		}
		r, _ := utf8.DecodeRuneInString(s.letter)
		goesOn := unicode.Is(unicode.Mc, r) || r >= 0x1160 && r <= 0x11FF
		s.begins = s.alone || s.digit != text[i-1].digit || wordStart(text, i-1).alone && !goesOn
	}
	return text
}

// gapBetween gives what stands between two letters, one behind the other but
// for gaps; joined says that they are of one word.
func gapBetween(text []sign, i, k int) (gap Gap, joined bool) {
	for _, s := range text[i+1 : k] {
		gap = max(gap, s.gap)
	}
	return gap, k == i+1 && !text[k].begins
}

// slowly finds where a name stands in a text: the first letter and the last, as
// bytes of the text.
func slowly(name, text string) [][2]int {
	n, t := signs(name), signs(text)
	var found [][2]int
	for i := range t {
		if t[i].letter == "" || !wordBegins(t, i) {
			continue
		}
		if last := matches(n, t, i); last >= 0 && wordEnds(t, last) {
			found = append(found, [2]int{t[i].at, t[last].at})
		}
	}
	return found
}

// matches says with which sign of a text a name ends that begins with sign i; -1
// if it does not begin there.
func matches(n, t []sign, i int) int {
	for len(n) > 0 && n[0].letter == "" {
		n = n[1:]
	}
	for len(n) > 0 && n[len(n)-1].letter == "" {
		n = n[:len(n)-1]
	}
	if len(n) == 0 {
		return -1
	}
	last, lastOfName := -1, -1
	for p := range n {
		if n[p].letter == "" {
			continue
		}
		if last < 0 {
			if t[i].letter != n[p].letter {
				return -1
			}
			last, lastOfName = i, p
			continue
		}
		k := last + 1
		for k < len(t) && t[k].letter == "" {
			k++
		}
		if k == len(t) || t[k].letter != n[p].letter {
			return -1
		}
		own, inside := gapBetween(n, lastOfName, p)
		gap, _ := gapBetween(t, last, k)
		if gap == Hard && (inside || own != Hard) {
			return -1
		}
		if gap == Space && inside && !mayBeParted(t, last, k) {
			return -1
		}
		last, lastOfName = k, p
	}
	return last
}

// mayBeParted says whether white space between two words can stand in a name that
// has none there: between capitals, letters that have none, and longer words.
func mayBeParted(t []sign, last, k int) bool {
	cased := func(s sign) bool {
		r, _ := utf8.DecodeRuneInString(s.letter)
		return unicode.ToUpper(r) != r && !s.upper
	}
	length := func(i int) (n int) {
		for !t[i].begins {
			i--
		}
		for n = 1; i+n < len(t) && t[i+n].letter != "" && !t[i+n].begins; n++ {
		}
		return n
	}
	return !cased(wordStart(t, last)) && !cased(t[k]) || length(last) >= 3 && length(k) >= 3
}

// wordStart gives the first letter of the word that a letter is in.
func wordStart(t []sign, i int) sign {
	for !t[i].begins {
		i--
	}
	return t[i]
}

func wordOf(t []sign, i int) string {
	word := t[i].letter
	for k := i + 1; k < len(t) && t[k].letter != "" && !t[k].begins; k++ {
		word += t[k].letter
	}
	return word
}

func wordBegins(t []sign, i int) bool {
	if i == 0 {
		return true
	}
	if t[i-1].letter != "" {
		return t[i].begins
	}
	if !t[i-1].quote || i < 2 || t[i-2].letter == "" {
		return true
	}
	return !slices.Contains([]string{"s", "t", "d", "m", "ll", "re", "ve", "n"}, wordOf(t, i)) && (!oneCapital(t, i-2) || t[i-2].letter == "l" && t[i-2].plain == 'L')
}

func wordEnds(t []sign, i int) bool {
	if i+1 == len(t) {
		return true
	}
	if t[i+1].letter != "" {
		return t[i+1].begins
	}
	if !t[i+1].quote || i+2 >= len(t) || t[i+2].letter == "" {
		return true
	}
	next := wordOf(t, i+2)
	return next == "s" || next != "t" && !oneCapital(t, i)
}

// oneCapital says whether a letter is a word by itself, and a capital.
func oneCapital(t []sign, i int) bool {
	return t[i].upper && wordStart(t, i).at == t[i].at
}

// quickly finds as slowly does.
func quickly(name, text string) [][2]int {
	var t Text
	t.Read([]byte(text))
	var found [][2]int
	for _, h := range NewFinder([]Name{{Text: name}}).Find(&t, true, nil) {
		last := t.Words[h.Last]
		at := 0
		for _, s := range signs(text) {
			if s.letter != "" && s.at < int(last.End) {
				at = s.at
			}
		}
		found = append(found, [2]int{int(t.Words[h.First].Start), at})
	}
	return found
}

func hold(t *testing.T, name, text string) {
	t.Helper()
	if slow, quick := slowly(name, text), quickly(name, text); fmt.Sprint(slow) != fmt.Sprint(quick) {
		t.Fatalf("name %q in %q: slowly %v, quickly %v", name, text, slow, quick)
	}
}

// every yields all texts of up to n of some characters.
func every(n int, of string) []string {
	all := []string{""}
	for from := 0; n > 0; n-- {
		to := len(all)
		for _, s := range all[from:to] {
			for _, r := range of {
				all = append(all, s+string(r))
			}
		}
		from = to
	}
	return all
}

// Every short name in every short text, of characters that each behave in
// another way.
func TestFinderIsThePlainOneOnSmallAlphabets(t *testing.T) {
	for _, c := range []struct {
		letters        string
		inName, inText int
	}{
		{"aB '-,", 2, 5},
		{"aB -", 3, 5},
		{"st'O", 2, 6},
		{"a1-é", 3, 5},
		{"a李.\u00ad ", 2, 5},
		{"가aßA\u0301", 2, 4},
	} {
		names, texts := every(c.inName, c.letters), every(c.inText, c.letters)
		list := make([]Name, len(names))
		for i, n := range names {
			list[i] = Name{Text: n}
		}
		f := NewFinder(list)
		var words Text
		for _, text := range texts {
			words.Read([]byte(text))
			quick := map[string]bool{}
			for _, h := range f.Find(&words, true, nil) {
				quick[fmt.Sprint(h.Name, words.Words[h.First].Start)] = true
			}
			slow := map[string]bool{}
			for i, n := range names {
				for _, at := range slowly(n, text) {
					slow[fmt.Sprint(i, at[0])] = true
				}
			}
			if len(slow) != len(quick) {
				for i, n := range names {
					for _, at := range slowly(n, text) {
						if !quick[fmt.Sprint(i, at[0])] {
							t.Fatalf("%q in %q is found slowly alone", n, text)
						}
						delete(quick, fmt.Sprint(i, at[0]))
					}
				}
				t.Fatalf("in %q are found quickly alone %v", text, quick)
			}
		}
	}
}

func FuzzFinder(f *testing.F) {
	for _, s := range [][2]string{
		{"Samuel Okafor-Bright", "We thank Samuel okaforbright's friend."},
		{"O'Brien", "obrien, O’Brien, O Brien and O''Brien"},
		{"Łukasz Żak", "lukasz\u00a0zak"}, {"李小明", "我见到李小明了"}, {"محمد", "محـمد"}, {"각", "각 각"}, {"၎", "0"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(name) > 40 || len(text) > 400 {
			return
		}
		hold(t, name, text)
		hold(t, name, text+" "+name+"'s "+text)
	})
}
