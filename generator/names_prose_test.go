package generator_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"goldenthread/generator"
)

var (
	proseFiles = flag.String("prose", "", "plain texts, with commas between, for TestFalseAlarms")
	proseTurns = flag.Int("turns", 6, "how many people each page of the prose is, one after another")
)

// TestFalseAlarms counts how often ordinary prose is taken for names. The prose
// is cut into pages; each is the page of one of three hundred people who agreed
// to no name. Without -prose it is the repository's own English.
func TestFalseAlarms(t *testing.T) {
	files, own := strings.Split(*proseFiles, ","), *proseFiles == ""
	if own {
		files = nil
		for _, pattern := range []string{"../README.md", "../docs/*.md", "../content/*.md", "../content/*/*.md", "../content/*/*/*.md"} {
			more, err := filepath.Glob(pattern)
			must(t, err)
			files = append(files, more...)
		}
	}
	var pages []string
	words := 0
	for _, file := range files {
		more, n := prosePages(string(mustRead(t, file)))
		pages, words = append(pages, more...), words+n
	}
	for _, with := range []bool{false, true} {
		a := alarms{names: map[string]int{}}
		for turn := range *proseTurns {
			a.count(t, pages, turn, with)
		}
		perThousand := 1000 * float64(a.hits) / float64(words**proseTurns)
		t.Logf("also_a_word %v: %d words on %d pages, %d turns: %d hits, %.2f in 1,000 words, %d of them somebody else's full name; %.1f%% of pages; most often %s",
			with, words, len(pages), *proseTurns, a.hits, perThousand, a.others, 100*float64(a.pages)/float64(len(pages)**proseTurns), a.most(10))
		if bound := map[bool]float64{false: 1, true: 0.25}[with]; own && perThousand > bound {
			t.Errorf("that is more than %v", bound)
		}
	}
}

// prosePages cuts plain text into pages of about 600 words, in lines of twelve,
// as Markdown that says just that.
func prosePages(text string) (pages []string, words int) {
	var b strings.Builder
	for _, paragraph := range regexp.MustCompile(`\r?\n\s*\n`).Split(strings.ToValidUTF8(text, " "), -1) {
		for line := range slices.Chunk(strings.Fields(paragraph), 12) {
			for i, word := range line {
				line[i] = strings.Map(func(r rune) rune {
					if unicode.IsControl(r) || r == '{' { // a brace may look like a quotation's
						return -1
					}
					return r
				}, markup.ReplaceAllString(word, `\$0`))
			}
			b.WriteString(strings.Join(line, " ") + "\n")
			if words += len(line); words/600 > len(pages) {
				pages = append(pages, b.String())
				b.Reset()
			}
		}
		b.WriteString("\n")
	}
	return append(pages, b.String()), words
}

var markup = regexp.MustCompile(`[!-/:-@\[-` + "`" + `{-~]`)

// alarms are the hits that were counted.
type alarms struct {
	hits, pages, others int
	names               map[string]int
}

// count writes a site in which each page is somebody's, and counts the hits.
func (a *alarms) count(t *testing.T, pages []string, turn int, alsoAWord bool) {
	dir := t.TempDir()
	people := strings.Split(strings.TrimSpace(string(mustRead(t, "testdata/names/people.txt"))), "\n")[1:]
	for i, line := range people {
		p := newNamedPerson(fmt.Sprintf("p%d", i), "")
		name := strings.ReplaceAll(line, "*", "")
		first, _, _ := strings.Cut(name, " ")
		p.names = fmt.Sprintf("{full: %s, first: %s}", name, first)
		if common := regexp.MustCompile(`\S+\*`).FindAllString(line, -1); alsoAWord && common != nil {
			p.names = fmt.Sprintf("{full: %s, first: %s, also_a_word: [%s]}", name, first, strings.ReplaceAll(strings.Join(common, ", "), "*", ""))
		}
		writeFile(t, dir, "consent/"+p.id+".yaml", p.text())
		people[i] = name
	}
	writeFile(t, dir, "site.yaml", "title: T\nbase_url: https://www.example.org/\nconsent: {approval: none}\n")
	texts := map[string][]string{}
	for i, text := range pages {
		name := fmt.Sprintf("content/blog/%d.md", i)
		text = fmt.Sprintf("---\ntitle: T\ndate: 2026-05-02\npeople: [p%d]\n---\n%s", (i+turn*(len(pages)+1))%len(people), text)
		texts[name] = strings.Split(text, "\n")
		writeFile(t, dir, name, text)
	}
	r, err := generator.Status(context.Background(), options(dir), 0)
	must(t, err)
	for _, p := range r.Pages {
		if p.State == "withheld" {
			a.pages++
		}
		for _, reason := range p.Reasons {
			if reason.Code != guardedName {
				t.Fatalf("%s at %s", reason.Code, reason.Place)
			}
			a.hits++
			i, err := strconv.Atoi(strings.TrimPrefix(reason.Person, "p"))
			if err != nil {
				a.others++
				continue
			}
			a.names[nameIn(people[i], texts[reason.File][reason.Line-1])]++
		}
	}
}

// nameIn gives the word of a name that a line holds, or else all of the name.
func nameIn(name, line string) string {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) })
	for word := range strings.FieldsSeq(name) {
		if slices.Contains(words, strings.ToLower(word)) {
			return word
		}
	}
	return name
}

// most lists the names that were found most often.
func (a *alarms) most(n int) string {
	names := slices.SortedFunc(maps.Keys(a.names), func(x, y string) int {
		return cmp.Or(cmp.Compare(a.names[y], a.names[x]), strings.Compare(x, y))
	})
	var out []string
	for _, name := range names[:min(n, len(names))] {
		out = append(out, fmt.Sprintf("%s %d", name, a.names[name]))
	}
	return strings.Join(out, ", ")
}
