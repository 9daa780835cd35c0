package consent

import (
	"slices"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// clearWords parts hard words: into those that may be explained, and the lines of
// those that hold a name which is guarded everywhere. What is explained is published,
// and nobody is asked; it stands on nobody's page, where no longer name excuses one.
func (n Names) clearWords(words []page.Word) (cleared []page.Word, leftOut []int) {
	on := n.On(Nowhere)
	var text fold.Text
	for _, w := range words {
		text.Read([]byte(w.Word + "\n" + w.Meaning))
		if slices.ContainsFunc(n.Finder().Find(&text, true, nil), func(h fold.Hit) bool { return on.Guards(h.Name) }) {
			leftOut = append(leftOut, w.Line)
		} else {
			cleared = append(cleared, w)
		}
	}
	return cleared, leftOut
}
