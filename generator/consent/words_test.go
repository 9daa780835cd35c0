package consent_test

import (
	"slices"
	"testing"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// A hard word that holds a name is not cleared, is said by its line alone, and stays
// in what was read: who reads it later, reads it whole.
func TestWordsWithNames(t *testing.T) {
	flat, thorn := page.Word{Word: "flat", Meaning: "A home.", Line: 3}, page.Word{Word: "thorn", Meaning: "It grows on a rose.", Line: 5}
	words := []page.Word{{Word: "refuge", Meaning: "Wilhelmina Thorn lives in one.", Line: 1}, {Word: "Wilhelmina", Meaning: "Thorn", Line: 2}, flat, {Word: "Billie Bramble", Meaning: "A friend.", Line: 4}, thorn}
	src := &page.Source{
		Site:    page.Site{Words: slices.Clone(words)},
		Records: map[string]*page.Record{"wil": {Names: page.Names{Full: "Wilhelmina Thorn", Also: []string{"Billie Bramble"}}}},
	}
	decisions, cleared := consent.Decide(src, mustDay("2026-07-06"))
	if got := cleared.Site().Words; !slices.Equal(got, []page.Word{flat, thorn}) {
		t.Errorf("cleared are %v", got)
	}
	if !slices.Equal(decisions.WordsLeftOut, []int{1, 2, 4}) {
		t.Errorf("left out are the lines %v", decisions.WordsLeftOut)
	}
	if !slices.Equal(src.Site.Words, words) {
		t.Errorf("what was read is now %v", src.Site.Words)
	}
}
