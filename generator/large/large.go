// Package large writes a large site, for tests and benchmarks to measure with.
package large

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Site writes a site of stories of 600 words into a folder, half of them with an easy-read
// version, every twentieth a draft: the same each time. Nobody approves there, so that what
// is measured is the making.
func Site(dir string, stories, people int) (err error) {
	write := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		err = errors.Join(err, os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(text), 0o644))
	}
	write("site.yaml", "title: Big\nbase_url: https://www.example.org/\nmenu: [stories, easy-read]\nconsent: {approval: none}\n")
	for i := range people {
		id := fmt.Sprintf("p%d", i)
		write("consent/"+id+".yaml", fmt.Sprintf(`person: %s
names: {full: Given%d Family%d, first: Given%d, shown_as: G%d}
consents:
  - covers: [stories/*]
    given: 2026-06-12
    how: signed form
    uses: {words: yes, name: shown-as, picture: no}
    channels: all
`, id, i, i, i, i))
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the a kettle door street bus letter garden choir morning friend worker house key tea rain winter summer walked said found kept wrote asked waited together slowly again because when where home")
	sentence := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = words[random.IntN(len(words))]
		}
		return strings.ToUpper(list[0][:1]) + list[0][1:] + " " + strings.Join(list[1:], " ") + "."
	}
	for i := range stories {
		name := fmt.Sprintf("stories/story-%d", i)
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Story %d, %s\npeople: [p%d]\ndate: 202%d-%02d-%02d\nsummary: %s\ntags: [tag-%d, tag-%d]\n%s---\n",
			i, words[i%len(words)], i%people, 2+i%5, 1+i%12, 1+i%28, sentence(12), i%20, i%31, map[bool]string{true: "draft: yes\n"}[i%20 == 19])
		for p := range 6 {
			if p == 3 {
				text.WriteString("## A heading of :person[p" + fmt.Sprint(i%people) + "]\n\n")
			}
			for range 8 {
				text.WriteString(sentence(12) + "\n")
			}
			fmt.Fprintf(&text, "It was *really* **so**, and [more](../story-%d/index.md).\n\n", (i*7)%stories)
		}
		write("content/"+name+"/index.md", text.String())
		if i%2 == 0 {
			write("content/"+name+"/easy-read.md", "---\ntitle: Story "+fmt.Sprint(i)+"\n---\n"+strings.Repeat(sentence(8)+"\n"+sentence(7)+"\n\n", 12))
		}
	}
	return err
}
