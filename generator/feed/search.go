package feed

import (
	"bytes"
	"encoding/json"
	"strings"

	"goldenthread/generator/page"
)

// Search writes the index of the site's own search, which a browser fetches whole:
// a line for each page, and nothing in it twice.
//
//	{"pages":[
//	["/stories/a/","Title","Summary","a topic, another","cy","1","a content note, another"]
//	]}
//
// The language is "" where it is that of the site. "1" stands for an easy-read
// version at the page's own address with easy-read/ behind it; another has its whole
// address there. Empty texts at the end of a line are left out.
func Search(index *page.SearchIndex) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"pages":[`)
	for i, e := range index.Entries {
		language := e.Language
		if language == index.Language {
			language = ""
		}
		easy := e.EasyRead
		if easy == e.Address+"easy-read/" {
			easy = "1"
		}
		texts := []string{e.Address, e.Title, e.Summary, strings.Join(e.Topics, ", "), language, easy, strings.Join(e.ContentNotes, ", ")}
		for texts[len(texts)-1] == "" {
			texts = texts[:len(texts)-1]
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		var line bytes.Buffer
		to := json.NewEncoder(&line)
		to.SetEscapeHTML(false)
		if err := to.Encode(texts); err != nil {
			return nil, err
		}
		b.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}
