package guard

import (
	"encoding/binary"

	"goldenthread/generator/fold"
)

// pieces are the theme's own texts of a few words each, and what stands for people
// without a name. A theme puts them together with numbers: 6 to 10 July 2026, By
// Someone with lived experience. A withheld page may have such a title, and that is
// no sign of it.
type pieces map[string]bool

// longestPiece is how many words a piece has, at most.
const longestPiece = 6

func newPieces(texts []string) pieces {
	p := pieces{}
	var words fold.Text
	for _, text := range texts {
		if words.Read([]byte(text)); len(words.Words) > 0 && len(words.Words) <= longestPiece {
			p[key(words.Words)] = true
		}
	}
	return p
}

func key(words []fold.Word) string {
	var k []byte
	for _, w := range words {
		k = binary.LittleEndian.AppendUint64(k, w.Hash)
	}
	return string(k)
}

// make says whether a text is made of pieces and numbers alone.
func (p pieces) make(text *fold.Text) bool {
	words := text.Words
	made := make([]bool, len(words)+1) // whether the words up to here are
	made[0] = true
	for i := range words {
		if !made[i] {
			continue
		}
		if isNumber(text.Raw[words[i].Start:words[i].End]) {
			made[i+1] = true
		}
		for n := 1; n <= longestPiece && i+n <= len(words); n++ {
			if p[key(words[i:i+n])] {
				made[i+n] = true
			}
		}
	}
	return made[len(words)]
}

func isNumber(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
