package fold

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shape writes the words of a text with what stands between them: + a letter and
// a digit side by side, · letters of a script without spaces, ' one apostrophe, -
// any other soft gap, _ white space, | anything else.
func shape(t *Text) string {
	var b strings.Builder
	for i := range t.Words {
		w := &t.Words[i]
		switch {
		case i == 0:
		case w.Joined:
			b.WriteByte('+')
		case w.apostrophe:
			b.WriteByte('\'')
		default:
			b.WriteString([]string{"·", "-", "_", "|"}[w.Gap])
		}
		b.Write(t.Folded(i, i))
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"nothing", "", ""},
		{"no letters", " .,-!'? ", ""},
		{"plain", "Samuel Okafor", "samuel_okafor"},
		{"capitals", "SAMUEL", "samuel"},
		{"hyphen", "Okafor-Bright", "okafor-bright"},
		{"other hyphens", "a‐b‑c‒d–e−f", "a-b-c-d-e-f"},
		{"soft punctuation", "a.b_c·d・e", "a-b-c-d-e"},
		{"several", "a. -_b", "a_b"},
		{"several soft", "a.-_b", "a-b"},
		{"an em dash", "a—b", "a|b"},
		{"punctuation", "a,b;c:d/e(f)g+h@i", "a|b|c|d|e|f|g|h|i"},
		{"punctuation and a space", "a, b", "a|b"},
		{"a space and punctuation", "a ,b", "a|b"},
		{"white space", "a\tb\nc\r\nd  e", "a_b_c_d_e"},
		{"hard spaces", "a\u00a0b\u2009c\u3000d\u202fe", "a_b_c_d_e"},
		{"line separators", "a\u2028b\u2029c\u0085d", "a_b_c_d"},
		{"a break", "a\x00b", "a|b"},
		{"a control character", "a\x01b\x7fc", "abc"},
		{"not UTF-8", "a\xffb\xc3", "a|b"},
		{"a replacement character", "a\ufffdb", "a|b"},
		{"an emoji", "a🙂b", "a|b"},
		{"an apostrophe", "O'Brien", "o'brien"},
		{"other apostrophes", "a’b‘c`dʼeʻf´g′h", "a'b'c'd'e'f'g'h"},
		{"two apostrophes", "a''b", "a-b"},
		{"an apostrophe and a hyphen", "a'-b", "a-b"},
		{"an apostrophe and a space", "a' b", "a_b"},
		{"a digit behind a letter", "sam1", "sam+1"},
		{"digits between letters", "7ada2", "7+ada+2"},
		{"a digit behind a hyphen", "sam-1", "sam-1"},
		{"other digits", "٣a²", "٣+a+2"},
		{"accents", "Zoë Ñandú", "zoe_nandu"},
		{"accents by themselves", "Zoe\u0308", "zoe"},
		{"two accents", "ế", "e"},
		{"an accent in front", "\u0308a", "a"},
		{"letters that Unicode does not take apart", "Łukasz Øre Đorđe Groß Æon Þór ħ ŧ", "lukasz_ore_dorde_gross_aeon_thor_h_t"},
		{"Turkish", "İĞDIR ığdır", "igdir_igdir"},
		{"Greek", "ΣΟΦΟΣ σοφος", "σοφοσ_σοφοσ"},
		{"Cyrillic", "Йёлка", "иелка"},
		{"Arabic with vowels and a tatweel", "مُحَمَّـد", "محمد"},
		{"Hebrew with points", "שָׁלוֹם", "שלום"},
		{"Devanagari: a mark that is a vowel is a letter", "राम", "राम"},
		{"Chinese", "李小明", "李·小·明"},
		{"Chinese among others", "a李b", "a·李·b"},
		{"Japanese", "さくら カナ", "さ·く·ら_カ·ナ"},
		{"Japanese, voiced", "が", "か"},
		{"half width", "ｶﾅ", "カ·ナ"},
		{"full width", "Ｓａｍ．１", "sam-1"},
		{"Thai", "สม", "ส·ม"},
		{"Hangul", "각하", "\u1100\u1161\u11a8·\u1112\u1161"},
		{"Hangul by letters", "\u1100\u1161\u11a8", "\u1100\u1161\u11a8"},
		{"ligatures", "ﬁne ĳ", "fine_ij"},
		{"letters in circles", "Ⓢⓐⓜ", "sam"},
		{"mathematical letters", "𝐒𝐚𝐦", "sam"},
		{"a number in a circle", "①", "1"},
		{"a fraction", "½", "1|2"},
		{"a trade mark is no letters", "Sam™ Sam℠", "sam|sam"},
		{"a soft hyphen", "Sam\u00aduel", "samuel"},
		{"zero width", "Sam\u200bu\u200de\u200c\u2060\ufeffl", "samuel"},
		{"directions", "\u202aSam\u202cuel\u2066", "samuel"},
		{"a variation selector", "Sam\ufe0fuel", "samuel"},
		{"a joiner of graphemes", "Sam\u034fuel", "samuel"},
		{"zero width between two words", "Sam\u200b uel", "sam_uel"},
		{"zero width beside a hyphen", "Sam-\u200buel", "sam-uel"},
		{"zero width between apostrophes", "a'\u200b'b", "a-b"},
	} {
		var text Text
		text.Read([]byte(c.text))
		if got := shape(&text); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.reason, c.text, got, c.want)
		}
	}
}

// The words of a text lie in it one behind the other, and their numbers depend on
// their letters alone.
func TestWordsLieInTheirText(t *testing.T) {
	byHash := map[uint64]string{}
	for _, raw := range every(4, "aB1 -'é李\u00ad\xff") {
		var text Text
		text.Read([]byte(raw))
		end := int32(0)
		for i, w := range text.Words {
			if w.Start < end || w.End <= w.Start || int(w.End) > len(raw) {
				t.Fatalf("%q: word %d is %d to %d", raw, i, w.Start, w.End)
			}
			var alone Text
			alone.Read([]byte(raw)[w.Start:w.End])
			if len(alone.Words) != 1 || string(alone.Folded(0, 0)) != string(text.Folded(i, i)) || alone.Words[0].Hash != w.Hash {
				t.Fatalf("%q: word %d is another one by itself", raw, i)
			}
			if known, ok := byHash[w.Hash]; ok && known != string(text.Folded(i, i)) {
				t.Fatalf("%q and %q have one number", known, text.Folded(i, i))
			}
			byHash[w.Hash] = string(text.Folded(i, i))
			end = w.End
		}
	}
}

// A Text that was used before is read as a new one.
func TestTextIsUsedAgain(t *testing.T) {
	var used Text
	texts := every(3, "aB1 -'é李")
	for i, raw := range texts {
		before := texts[(i*7919+13)%len(texts)]
		used.Read([]byte(before))
		used.Read([]byte(raw))
		var fresh Text
		fresh.Read([]byte(raw))
		if string(used.Raw) != raw || !slices.Equal(used.Words, fresh.Words) || string(used.letters) != string(fresh.letters) {
			t.Fatalf("%q behind %q is %v, alone %v", raw, before, used.Words, fresh.Words)
		}
	}
	long := []byte(strings.Repeat("Samuel Okafor ", 1000))
	used.Read(long)
	if allocated := testing.AllocsPerRun(10, func() { used.Read(long) }); allocated > 0 {
		t.Errorf("reading again takes %v pieces of memory", allocated)
	}
	if &used.Raw[0] != &long[0] {
		t.Error("the text was copied")
	}
}

func ExampleFinder() {
	f := NewFinder([]Name{{Text: "Samuel Okafor-Bright"}, {Text: "Bright", Exact: true}})
	var t Text
	t.Read([]byte("Bright days for samuel okafor bright; a bright day."))
	for _, h := range f.Find(&t, true, nil) {
		fmt.Println(h.Name, string(t.Raw[t.Words[h.First].Start:t.Words[h.Last].End]))
	}
	// Output:
	// 1 Bright
	// 0 samuel okafor bright
}
