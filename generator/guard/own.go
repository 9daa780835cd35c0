package guard

import (
	"bytes"
	"maps"
	"net/url"
	"slices"
	"strings"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// This file knows in which of the site's and the program's own texts names stand as
// everyday words.

// ownWords are texts of the theme and of the site's settings in which names
// stand as everyday words. Where such a text stands, they are no names.
type ownWords struct{ byName map[int][]phrase }

// phrase is a text, as the hashes of its words, with a name at some place in it.
type phrase struct {
	words   []uint64
	first   int
	address bool // it is none in prose
}

// newOwnWords looks for names in the site's own texts, in the addresses that the
// program makes itself, and in the address of the site.
func newOwnWords(names *fold.Finder, own []string, site *page.Site, languages map[string]bool) ownWords {
	o := ownWords{map[int][]phrase{}}
	var words fold.Text
	var hits []fold.Hit
	add := func(text []byte, address bool) {
		words.Read(text)
		if hits = names.Find(&words, false, hits[:0]); len(hits) == 0 || len(words.Words) > longestPhrase {
			return
		}
		sums := make([]uint64, len(words.Words))
		for i, w := range words.Words {
			sums[i] = w.Hash
		}
		for _, h := range hits {
			one := phrase{words: sums, first: h.First, address: address}
			if !slices.ContainsFunc(o.byName[h.Name], func(q phrase) bool {
				return q.first == one.first && q.address == one.address && slices.Equal(q.words, one.words)
			}) {
				o.byName[h.Name] = append(o.byName[h.Name], one)
			}
		}
	}
	d := decoder{languages: languages}
	for _, text := range own {
		// A piece of a layout may begin inside a tag, so it is read in two ways.
		d.each(".html", []byte(text), func(text []byte, _ bool) {
			for piece := range bytes.SplitSeq(text, []byte{fold.Break}) {
				add(piece, false)
			}
		})
		for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(`"'<>=;{}`+"\n`", r) }) {
			add([]byte(piece), false)
		}
		if dot := strings.LastIndexByte(text, '.'); dot > 0 && !strings.ContainsAny(text, " \n<") { // style.css, which is published as style.15642b3a.css
			add([]byte(text[:dot]), true)
			add([]byte(text[dot:]), true)
		}
	}
	made := []string{
		"easy-read", "more", "page", "topics", "weeks", "assets", "your-consent", "leaving-safely", "accessibility", "search", "a-to-z", "credits", "hard-words", "calendar.ics",
		"index.html", "index.json", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html", "svg", "png", "jpg", "webp", "preview.jpg", "mp3", "wav", "m4a", "mp4", "vtt", site.BaseURL, site.Prefix(),
	}
	for _, address := range made {
		add([]byte(address), true)
	}
	for _, f := range site.Files {
		add([]byte(f.Path), true)
	}
	return o
}

// longestPhrase is how many words of the theme's stand in one place, at most: of
// longer ones, such as a style sheet, the pieces are looked at.
const longestPhrase = 200

// formatWords are those that feeds, calendars and robots.txt are made of.
func formatWords(site *page.Site) []string {
	words := []string{
		"Disallow: " + site.Prefix() + "/published.json", "Disallow: " + site.Prefix() + "/search/index.json", "index.json",
		"http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9", "application/atom+xml", "application/feed+json", "application/ld+json", "https://schema.org", "https://jsonfeed.org/version/1.1", "https://creativecommons.org/publicdomain/zero/1.0/",
		"image/webp", "image/jpeg", "image/png", "captions", "none",
		"-//Golden Thread//Golang ICS Library", "text/html", "html", "self", "alternate",
		"xml version 1.0 encoding UTF-8", "User-agent", "Disallow", "Sitemap", "fn", "fnref", "T00:00:00Z", "T12:00:00Z",
	}
	if u, err := url.Parse(site.BaseURL); err == nil {
		words = append(words, u.Hostname())
	}
	for _, licence := range []string{"by", "by-nc", "by-sa", "by-nd", "by-nc-sa", "by-nc-nd"} {
		for _, of := range []string{"1.0", "2.0", "3.0", "4.0"} {
			words = append(words, "https://creativecommons.org/licenses/"+licence+"/"+of+"/")
		}
	}
	for _, made := range []string{"a-to-z", "accessibility", "credits", "easy-read/hard-words", "easy-read", "leaving-safely", "search", "topics", "weeks", "your-consent"} {
		words = append(words, site.Absolute("/"+made+"/"))
	}
	return words
}

// sections gives the names of the folders in which something is published: headings
// lead to them, on the home page for example, and addresses hold them. The team has
// chosen them as everyday words. A name that is guarded everywhere is none.
func (g *Guard) sections(all []*version) []string {
	everyday := map[string]bool{}
	for _, v := range all {
		if v.published && v.page.Section != "" {
			everyday[strings.ReplaceAll(v.page.Section, "-", " ")] = true
		}
	}
	var words fold.Text
	for section := range everyday {
		words.Read([]byte(section))
		for _, h := range g.names.Finder().Find(&words, false, nil) {
			if _, everywhere := g.names.Whose(h.Name); everywhere {
				delete(everyday, section)
			}
		}
	}
	return slices.Sorted(maps.Keys(everyday))
}

// hold says whether a name stands in one of the site's own texts here.
func (o ownWords) hold(words []fold.Word, h fold.Hit, prose bool) bool {
	return slices.ContainsFunc(o.byName[h.Name], func(p phrase) bool {
		from := h.First - p.first
		if p.address && prose || from < 0 || from+len(p.words) > len(words) {
			return false
		}
		for i, sum := range p.words {
			if words[from+i].Hash != sum {
				return false
			}
		}
		return true
	})
}
