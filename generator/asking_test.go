package generator_test

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/ask"
)

// crowd writes a site in which every text, name and picture holds a word of its own.
func crowd(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml":                       "title: Voices\nbase_url: https://www.example.org/\ndescription: Zdescription\nexit_to: https://zexit.example/\n",
		"words.yaml":                      "Zhard: Zmeaning.\n",
		"content/stories/index.md":        "---\ntitle: Zsection\npeople: none\n---\nZsectionwords\n",
		"content/stories/a/index.md":      "---\ntitle: Mytitle\nsummary: Mysummary\npeople: [sam, id-alex]\ndate: 2026-06-01\ntags: [Ztag]\ncontent_notes: [Mynote]\nmade_with: [{person: id-alex, did: Mydid}]\nextra: {z: Zextra}\ndraft: yes\n---\nBy :person[sam] and :person[id-alex], see [another](../zother.md) page and [outside](https://outside.example/).\n\n![](mine.svg)\n\n![](both.svg)\n\n![](nobody.svg)\n\n![](theirs.svg)\n\n![](refused.svg)\n\n:::quote{person=id-kim}\nZquote\n:::\n",
		"content/stories/a/easy-read.md":  "---\ntitle: Myeasytitle\n---\n![](nobody.svg)\nMyeasywords.\n",
		"content/stories/a/pictures.yaml": "mine.svg: {people: [sam], alt: Myalt, credit: Mycredit}\nboth.svg: {people: [sam, id-alex], alt: Bothalt}\nnobody.svg: {people: none, alt: Nobodyalt}\ntheirs.svg: {people: [id-alex], alt: Ztheirsalt}\nrefused.svg: {people: [sam, id-kim], alt: Zrefusedalt}\n",
		"content/stories/zother.md":       "---\ntitle: Zothertitle\npeople: [id-alex]\ndate: 2026-06-01\n---\nZotherwords\n",
		"consent/sam.yaml":                "# Zcommentsam\nperson: sam\nnames: {full: Zfullsam Zlastsam, shown_as: Sammo, also: [Zalsosam]}\nnever_show: [Zplacesam]\nbio: Zbiosam\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: Zhowsam, evidence: Zevidencesam, uses: {words: yes, name: shown-as, picture: yes}, channels: [web, print], until: 2027-01-04}\n",
		"consent/id-alex.yaml":            "# Zcommentalex\nperson: id-alex\nnames: {full: Zfullalex, first: Zfirstalex, shown_as: Al, also: [Zalsoalex]}\nbyline: Zbylinealex\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: Zhowalex, uses: {words: yes, name: shown-as, picture: yes}, channels: all}\n",
		"consent/id-kim.yaml":             "person: id-kim\nnames: {full: Zfullkim}\nconsents:\n  - {covers: [stories/a], refused: 2026-06-12}\n",
	} {
		place(t, dir, name, text)
	}
	for name, word := range map[string]string{"mine": "Minepixels", "both": "Bothpixels", "nobody": "Nobodypixels", "theirs": "Ztheirspixels", "refused": "Zrefusedpixels"} {
		place(t, dir, "content/stories/a/"+name+".svg", strings.ReplaceAll(figure, "WORD", word))
	}
	return dir
}

// whole gives the proof, with what its data: addresses hold.
func whole(t testing.TB, site, person, name string) string {
	t.Helper()
	w, err := generator.Ask(context.Background(), options(site), person, name)
	if err != nil {
		t.Fatal(err)
	}
	html, err := w.HTML()
	if err != nil {
		t.Fatal(err)
	}
	text := string(html)
	for _, m := range regexp.MustCompile(`data:[a-z+/]*;base64,([A-Za-z0-9+/=]*)`).FindAllStringSubmatch(strings.ReplaceAll(text, "&#43;", "+"), -1) {
		bytes, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			t.Fatal(err)
		}
		text += string(bytes)
	}
	return text
}

// A proof holds that person's versions of that page, and nothing else: not what is
// withheld, nor other pages, records, or pictures of others.
func TestAskCanary(t *testing.T) {
	text := whole(t, crowd(t), "sam", "stories/a")
	for _, mine := range []string{
		"Mytitle", "Mysummary", "Mynote", "Mydid", "Myeasytitle", "Myeasywords", "Myalt", "Mycredit", "Bothalt", "Nobodyalt", "Minepixels", "Bothpixels", "Nobodypixels",
		"Sammo", "Al", "another", "https://outside.example/", "4 January 2027", "There is a picture here. You are not in it.",
	} {
		if !strings.Contains(text, mine) {
			t.Errorf("the proof lacks %q", mine)
		}
	}
	if found := regexp.MustCompile(`(?i)z(description|exit|hard|meaning|section|tag|extra|quote|theirs|refused|other|comment|full|last|also|place|bio|how|evidence|first|byline)\w*|id-(alex|kim)|www\.example\.org|stories/`).FindAllString(text, -1); found != nil {
		t.Errorf("the proof holds %q", found)
	}
}

// Where a page leads to another, a proof keeps the words and not the address. Words that
// are an address of a page which is not published are gone, as on the site.
func TestAskLinks(t *testing.T) {
	for _, base := range []string{"https://www.example.org", "https://www.example.org/folder"} {
		t.Run(base, func(t *testing.T) { askLinks(t, base) })
	}
}

func askLinks(t *testing.T, base string) {
	site := crowd(t)
	change(t, site, "site.yaml", "https://www.example.org/", base+"/")
	place(t, site, "content/stories/zsecret/index.md", "---\ntitle: Zsecret\npeople: [id-alex]\ndate: 2026-06-01\ndiscreet: yes\n---\nZwords\n")
	place(t, site, "content/open.md", "---\ntitle: Open\npeople: none\ndate: 2026-06-01\n---\nWords.\n")
	change(t, site, "content/stories/a/easy-read.md", "Myeasywords.", strings.ReplaceAll(`Myeasywords.

[Wordsone](/stories/zother/) [Wordstwo](BASE/stories/zother/) [Wordsthree](../zother.md) [Wordsfour](/stories/zsecret/#there)

[/stories/zother/](/stories/zother/) [/stories/zother](/stories/zother) <BASE/stories/zother/> <BASE/stories/zsecret/> [/stories/zsecret/#there](/stories/zsecret/#there)

[Wordsfive](/open/) [/open/](/open/) <BASE/open/> [Wordssix](https://outside.example/six)

:::quote{by="Somebody" url="/stories/zother/"}
Quoted
:::
`, "BASE", base))
	end, settled := settledLive(t, site)
	defer end()
	asked, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
	if err != nil {
		t.Fatal(err)
	}
	walked, err := settled.Walk("sam", "stories/a")
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]ask.Walk{"proof": asked, "walk": walked} {
		body := w.Versions[0].Body
		for _, want := range []string{"Wordsone", "Wordstwo", "Wordsthree", "Wordsfour", "Wordsfive", "Wordssix", "https://outside.example/six", " /open/ " + base + "/open/ ", "Quoted", "Somebody"} {
			if !strings.Contains(body, want) {
				t.Errorf("the %s lacks %q:\n%s", name, want, body)
			}
		}
		if found := regexp.MustCompile(`\S*(zother|zsecret)\S*|"[^"\s]*(example\.org|stories/|open/)[^"\s]*"`).FindAllString(body, -1); found != nil {
			t.Errorf("the %s holds %q", name, found)
		}
	}
}

// Nothing is written by asking; what is asked is the same each time.
func TestAskSame(t *testing.T) {
	site := crowd(t)
	before := record(t, site, "sam")
	if whole(t, site, "sam", "stories/a") != whole(t, site, "sam", "/stories/a/easy-read/") || record(t, site, "sam") != before {
		t.Error("two proofs of one page differ, or something was written")
	}
	if _, err := os.Stat(filepath.Join(site, ".goldenthread")); err == nil {
		t.Error("asking keeps something")
	}
}

func TestAskRefused(t *testing.T) {
	ctx, site := context.Background(), crowd(t)
	place(t, site, "consent/pat.yaml", "person: pat\nrole: staff\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n")
	place(t, site, "content/stories/staff.md", "---\ntitle: Staff\npeople: [pat]\ndate: 2026-06-01\n---\nWords.\n")
	place(t, site, "content/stories/kim.md", "---\ntitle: Kim\npeople: [sam, id-kim]\ndate: 2026-06-01\n---\nWords.\n")
	for _, one := range []struct{ person, page, word string }{
		{"id-kim", "stories/a", "not one of the page's people"}, {"pat", "stories/staff", "staff"}, {"sam", "stories/kim", "cannot be shown"},
	} {
		_, err := generator.Ask(ctx, options(site), one.person, one.page)
		if refused := new(generator.RefusedError); !errors.As(err, &refused) || !strings.Contains(err.Error(), one.word) {
			t.Errorf("%+v: %v", one, err)
		}
	}
	for _, one := range [][2]string{{"nobody", "stories/a"}, {"sam", "stories/none"}} {
		if _, err := generator.Ask(ctx, options(site), one[0], one[1]); !errors.As(err, new(*generator.NotFoundError)) {
			t.Errorf("%q: %v", one, err)
		}
	}
}

// A draft of an easy-read version is left out, and the team is told.
func TestAskUnfinished(t *testing.T) {
	site := crowd(t)
	change(t, site, "content/stories/a/easy-read.md", "Myeasywords.", "::to-do")
	w, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
	if err != nil || !w.Unfinished || len(w.Versions) != 1 {
		t.Errorf("%v, %+v", err, w)
	}
}
