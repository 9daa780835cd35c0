package guard

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"goldenthread/generator/diag"
	"goldenthread/generator/plan"
)

func utf16Big(text string) (out []byte) {
	for _, u := range utf16.Encode([]rune(text)) {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return out
}

// A PDF is judged as its page: its words and its title, and before that the HTML
// that it is printed from. One that cannot be read is not passed.
func TestLeaflets(t *testing.T) {
	w := makeWorld(t, people+`
-- content/draft.md --
---
title: A draft
people: none
draft: true
---
The kettle had a dent in it from the night of the flood.
-- content/stories/first.easy-read.md --
---
title: Tea
---
Tea is at three.
`)
	i := slices.IndexFunc(w.leaflets, func(o plan.Output) bool { return o.Path() == "stories/first/easy-read/first.pdf" })
	if i < 0 {
		t.Fatal("no PDF is planned")
	}
	rules := func(problems []diag.Problem, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, p := range problems {
			codes = append(codes, strings.TrimPrefix(p.Code, "guard-"))
		}
		return strings.Join(codes, " ")
	}
	for _, c := range []struct{ reason, words, rules string }{
		{"nobody's name", "Tea is at three.", ""},
		{"a name", "Ring Samuel Okafor.", "name"},
		{"what is withheld", "The kettle had a dent in it from the night of the flood", "text"},
	} {
		html := "<!DOCTYPE html><html><body><p>" + strings.ReplaceAll(c.words, "e", "&#101;") + "</p></body></html>"
		if got := rules(w.guard.LookBefore(w.leaflets[i], []byte(html))); got != c.rules {
			t.Errorf("%s, in HTML: breaks %q, want %q", c.reason, got, c.rules)
		}
		for form, pdf := range map[string]string{"on the page": pdfOf(t, c.words), "in the title": titledPDF(t, "Tea", c.words)} {
			passed, problems, err := w.guard.Look(w.leaflets[i], []byte(pdf))
			if got := rules(problems, err); got != c.rules || (got == "") != (string(passed.Bytes()) == pdf) {
				t.Errorf("%s, %s: breaks %q, want %q", c.reason, form, got, c.rules)
			}
		}
	}
	unreadable := strings.Replace(pdfOf(t, "Tea"), "/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding", "/Subtype/Type0/BaseFont/Helvetica0/Encoding/Identity-H", 1)
	for _, pdf := range []string{"no PDF", "", unreadable} {
		if _, problems, err := w.guard.Look(w.leaflets[i], []byte(pdf)); rules(problems, err) != "unread" {
			t.Errorf("%.20q breaks %v", pdf, problems)
		}
	}
}
