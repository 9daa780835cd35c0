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
//	["/stories/a/","Title","Summary","a topic, another","cy","/stories/a/easy-read/"]
//	]}
//
// The language is "" where it is that of the site. Empty texts at the end of a
// line are left out.
func Search(index *page.SearchIndex) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"pages":[`)
	for i, e := range index.Entries {
		language := e.Language
		if language == index.Language {
			language = ""
		}
		texts := []string{e.Address, e.Title, e.Summary, strings.Join(e.Topics, ", "), language, e.EasyRead}
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
