package plan

import (
	"cmp"
	"slices"
	"strings"

	"goldenthread/generator/page"
	"goldenthread/generator/sentence"
)

const hardWordsAt = "/easy-read/hard-words/"

// wordPlace is the id of a hard word on their sheet, on which the theme has ids too.
func wordPlace(word string) string { return "word-" + page.Slug(word) }

// explainWords leads from words in bold on easy-read pages to what words.yaml says of
// them. On paper nothing leads anywhere, so a PDF says it itself. It comes last: a sheet
// of links is one of a view's own, and feeds and the search have no use for these.
func (b *builder) explainWords() {
	words := map[string]page.Word{}
	for _, w := range b.site.Words {
		if key := term(w.Word); key != "" && words[key].Word == "" { // the first of two that are the same
			words[key] = w
		}
	}
	for _, o := range b.outputs {
		if s := o.body.Leaflet; s != nil {
			_, s.Words = b.explained(s.View, words)
			s.View = b.withEvents(s.View, page.Print)
		}
		if s := o.body.Sheet; s != nil && s.Layout == "easy-read" {
			body, used := b.explained(s.View, words)
			s.View = b.withEvents(s.View, page.SearchEngines)
			if len(used) > 0 {
				linked := *s.View
				linked.Body = body
				s.View = &linked
			}
		}
	}
}

// withEvents gives an easy-read view with what is on in its week: words of the standard
// version, which go no further than that does.
func (b *builder) withEvents(easy *page.View, channel page.Channels) *page.View {
	if !easy.Channels.Has(channel) || b.byPath[easy.Path] != nil && b.byPath[easy.Path].Channels.Has(channel) {
		return easy
	}
	without := *easy
	without.Events = nil
	return &without
}

// explained gives the text of a page in which the first of each hard word is a link,
// and what they mean, in the order in which the page comes to them. The words are known
// by their terms.
func (b *builder) explained(v *page.View, words map[string]page.Word) (body []page.Node, used []page.HardWord) {
	if len(words) == 0 {
		return v.Body, nil
	}
	done := map[string]bool{}
	alone := map[*page.Node]bool{} // the words of headings and links, in which no link may be
	for n := range page.Walk(v.Body) {
		if n.Kind == page.Heading || n.Kind == page.Link {
			for inner := range page.Walk(n.Children) {
				if inner.Kind == page.Strong && len(inner.Children) > 0 {
					alone[&inner.Children[0]] = true
				}
			}
		}
	}
	body = page.Map(v.Body, func(n *page.Node) page.Fate {
		if n.Kind != page.Strong {
			return page.Keep
		}
		w, ok := wordFor(n, words)
		if !ok || done[w.Word] || alone[&n.Children[0]] || !b.cleared.MayStand(v.Path, w.Word+": "+w.Meaning, hardWordsAt) {
			return page.Keep
		}
		done[w.Word] = true
		used = append(used, page.HardWord{Word: w, Place: wordPlace(w.Word)})
		// A link of the menu in the same words leads elsewhere (WCAG 2.4.9).
		if slices.ContainsFunc(b.frame.Menu, func(m page.Anchor) bool {
			return page.Slug(cmp.Or(m.Label, m.Address)) == page.Slug(n.Children[0].Text)
		}) {
			return page.Keep
		}
		n.Children = []page.Node{{Kind: page.Link, Line: n.Line, Column: n.Column, Children: n.Children,
			Part: &page.Part{URL: hardWordsAt + "#" + wordPlace(w.Word)}}}
		return page.Change
	})
	return body, used
}

// wordFor gives the hard word that stands in bold. A name in bold is no word.
func wordFor(n *page.Node, words map[string]page.Word) (page.Word, bool) {
	if len(n.Children) != 1 || n.Children[0].Kind != page.Text {
		return page.Word{}, false
	}
	w, ok := words[term(n.Children[0].Text)]
	return w, ok
}

// term gives what is the same for the same word: package easyread, which asks writers for
// what hard words mean, sees it so.
func term(text string) string { return strings.Join(sentence.Term(text), " ") }
