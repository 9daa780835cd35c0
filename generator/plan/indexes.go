package plan

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"goldenthread/generator/page"
)

// inAToZ gives the pages that the list of all of them may show.
func (b *builder) inAToZ() []*page.View {
	views := slices.Clone(b.listed)
	for _, v := range b.byPath {
		if v.Section == "" && !v.Own && v.Channels.Has(page.SearchEngines) {
			views = append(views, v)
		}
	}
	return views
}

// aToZ plans the list of all pages by their titles.
func (b *builder) aToZ() {
	views := b.inAToZ()
	slices.SortFunc(views, func(x, y *page.View) int {
		return cmp.Or(strings.Compare(sortKey(x.Title), sortKey(y.Title)), strings.Compare(x.Path, y.Path))
	})
	s := b.sheet("a-to-z", "/a-to-z/")
	for len(views) > 0 {
		first := letter(views[0].Title)
		n := 1
		for n < len(views) && letter(views[n].Title) == first {
			n++
		}
		heading := "0–9"
		if first != 0 {
			heading = string(first)
		}
		s.Lists = append(s.Lists, page.Listing{Name: "letter", Heading: heading, Items: b.teasers(views[:n])})
		views = views[n:]
	}
	b.addSheet(Lists, s)
}

// sortKey gives what a text is sorted by: its letters and digits without accents,
// in lower case, from the first of them on.
func sortKey(text string) string {
	key := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		case unicode.IsSpace(r), r == '-':
			return ' '
		}
		return -1
	}, norm.NFD.String(text))
	return strings.TrimSpace(key)
}

// letter gives the letter under which a title stands in A-Z, in upper case; 0 for
// what begins with none.
func letter(title string) rune {
	if r, _ := utf8.DecodeRuneInString(sortKey(title)); unicode.IsLetter(r) {
		return unicode.ToUpper(r)
	}
	return 0
}

// pagesOfCredit is how many pages the sheet of credits names for one credit.
const pagesOfCredit = 10

// gatherOwed finds, for each credit, the pages that owe it. The sheet of credits names
// them, so those are left out that search engines may not find; the credit stands on
// them, too.
func (b *builder) gatherOwed() {
	owe := func(credit string, v *page.View) {
		if in := b.owed[credit]; credit != "" && (len(in) == 0 || in[len(in)-1].Path != v.Path) {
			b.owed[credit] = append(in, v)
		}
	}
	for i := range b.views {
		v := &b.views[i]
		if !v.Channels.Has(page.SearchEngines) {
			continue
		}
		if v.Cover != nil {
			owe(v.Cover.Credit, v)
		}
		for n := range page.Walk(v.Body) {
			if n.Kind == page.Image && n.Part != nil {
				owe(n.Credit, v)
			}
		}
	}
}

// credits plans the sheet that says whose the pictures are.
func (b *builder) credits() {
	s := b.sheet("credits", "/credits/")
	for credit, views := range b.owed {
		slices.SortStableFunc(views, newestFirst)
		s.Credits = append(s.Credits, page.Credit{Text: credit, Pages: b.teasers(views[:min(pagesOfCredit, len(views))]), More: len(views) > pagesOfCredit})
	}
	slices.SortFunc(s.Credits, func(x, y page.Credit) int {
		return cmp.Or(strings.Compare(sortKey(x.Text), sortKey(y.Text)), strings.Compare(x.Text, y.Text))
	})
	b.addSheet(Lists, s)
}

// hardWords plans the sheet of all hard words, each with the picture that shows it,
// where there is one.
func (b *builder) hardWords() {
	s := b.sheet("hard-words", hardWordsAt)
	s.Language = page.Simple(s.Language)
	pictures := b.wordPictures()
	for _, w := range b.site.Words {
		hard := page.HardWord{Word: w, Place: wordPlace(w.Word)}
		if n := pictures[sortKey(w.Word)]; n != nil {
			hard.Picture = n.Renditions
		}
		s.Words = append(s.Words, hard)
	}
	slices.SortFunc(s.Words, func(x, y page.HardWord) int {
		return cmp.Or(strings.Compare(sortKey(x.Word.Word), sortKey(y.Word.Word)), strings.Compare(x.Word.Word, y.Word.Word))
	})
	b.addSheet(Lists, s)
}
