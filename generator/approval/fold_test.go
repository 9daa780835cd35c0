package approval

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// White space is folded as a plain loop over the characters does it.
func TestFoldIsThePlainOne(t *testing.T) {
	plainly := func(s []byte) []byte {
		var out bytes.Buffer
		gap := false
		for len(s) > 0 {
			r, n := utf8.DecodeRune(s)
			switch {
			case unicode.IsSpace(r):
				gap = out.Len() > 0
			case gap:
				out.WriteByte(' ')
				gap = false
				fallthrough
			default:
				out.Write(s[:n])
			}
			s = s[n:]
		}
		return out.Bytes()
	}
	pieces := []string{" ", "  ", "a", "bc", "\n", "\t", "\x00", "\x1f", "\x7f", "é", "\u00a0", "\u2003", "\xff", "\u200b", "\x85"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		var text strings.Builder
		for range random.IntN(9) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		want := plainly([]byte(text.String()))
		if len(want) > 0 {
			want = append(append([]byte("w "), want...), '\n')
		}
		var w writer
		if ok := w.fold("w", []byte(text.String())); ok != (len(want) > 0) || !bytes.Equal(w.out.Bytes(), want) {
			t.Fatalf("%q is folded to %q, not %q", text.String(), w.out.Bytes(), want)
		}
	}
}
