package guard

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// people is a site in which some may be named on some pages.
const people = `
-- site.yaml --
title: Hope House Voices
base_url: https://www.example.org/
consent: {approval: none, people_required: []}
menu: [stories, about]
-- consent/sam.yaml --
person: sam
names: {full: Samuel Okafor, first: Samuel, shown_as: Sam, also: [sam_ob, Hope]}
never_show: [Hollies House]
consents: [{covers: [stories/first], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}]
-- consent/ade.yaml --
person: ade
names: {full: Ade Lovell, first: Ade, shown_as: Sam}
consents: [{covers: [stories/second], given: 2026-06-12, how: form, uses: {words: yes, name: shown-as}, channels: all}]
-- consent/fran.yaml --
person: fran
names: {full: Frances Marlow, first: Frances, also: [Marlow], shown_as: Will, also_a_word: [Will]}
consents:
  - {covers: [stories/third], given: 2026-06-12, how: form, uses: {words: yes, name: full}, channels: all}
  - {covers: [stories/other], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}
-- consent/tom.yaml --
person: tom
names: {full: Tom Ridgeway}
consents: [{covers: [about], given: 2026-06-12, how: form, uses: {words: yes, name: no}, channels: all}]
-- content/about.md --
---
title: About us
people: [tom]
---
We meet on Tuesdays.
-- content/stories/first.md --
---
title: The first story
people: [sam]
date: 2026-06-01
tags: [tea, milk]
---
A story.
-- content/stories/second.md --
---
title: By :person[ade]
people: [ade]
date: 2026-06-02
---
A story by Sam.
-- content/stories/third.md --
---
title: By Frances Marlow
people: [fran]
date: 2026-06-03
---
By Frances, that is Will, or will be.
-- content/stories/other.md --
---
title: The last story
people: [fran]
date: 2026-06-04
tags: [sugar]
---
This one will have no name.
-- content/blog/title.md --
---
title: Reading Samuel Beckett
people: none
date: 2026-06-05
tags: [tea]
---
Waiting.
-- content/blog/body.md --
---
title: Another page
people: none
date: 2026-06-06
tags: [milk]
---
We read Samuel Beckett, and Lovell. Tom likes it.
-- content/blog/namesake.md --
---
title: Another Samuel Okafor
people: none
date: 2026-06-07
namesakes: [sam]
tags: [coffee]
---
He writes about jazz.
`

func TestNamesWhereTheyStand(t *testing.T) {
	w := newWorld(t, people)
	const sam, ade, fran, other = "stories/first/index.html", "stories/second/index.html", "stories/third/index.html", "stories/other/index.html"
	for _, c := range []struct{ reason, path, words, rules string }{
		{"a full name on its own page", sam, "Samuel Okafor", "name"},
		{"a first name on its own page", sam, "Samuel", "name"},
		{"a name that is chosen, not agreed to there", sam, "Sam", "name"},
		{"a word of the full name", sam, "Mr Okafor", "name"},
		{"another name", sam, "sam_ob", "name"},
		{"a place", sam, "at Hollies House", "name"},
		{"a name in an address", sam, `<a href="/samuel/">x</a>`, "name"},
		{"a name in a class", sam, `<p class="samuel">`, ""},
		{"a name in part of a word", sam, "Samuels and same", ""},
		{"across a style", sam, "Oka<b>for</b>", "name"},
		{"escaped", sam, "&#83;amuel", "name"},
		{"in JSON-LD", sam, `<script>{"a": "\u0053amuel"}</script>`, "name"},
		{"a full name on another's page", ade, "Samuel Okafor", "name"},
		{"another name on another's page", ade, "sam_ob", "name"},
		{"a first name on another's page", ade, "Samuel", ""},
		{"a word of a full name on another's page", ade, "Okafor", ""},
		{"a place on another's page", ade, "Hollies House", ""},
		{"a name that is allowed", ade, "Sam", ""},
		{"a first name where only the chosen one is allowed", ade, "Ade", "name"},
		{"a full name that is allowed", fran, "Frances Marlow", ""},
		{"its words", fran, "Frances", ""},
		{"a guarded name in a longer allowed one", fran, "Frances Marlow's", ""},
		{"and alone", fran, "Marlow", "name"},
		{"and alone beside the allowed one", fran, "Frances Marlow, Marlow", "name"},
		{"the same where nothing is allowed", other, "Frances Marlow", "name"},
		{"a name that is a word, as a word", other, "we will see", ""},
		{"a name that is a word, as written", other, "Will sees", "name"},
		{"a name that is a word, in an address", other, `<a href="/x/will/">x</a>`, "name"},
		{"a name that is a word, in an e-mail address", other, "will@example.org", "name"},
		{"a namesake on the page that says so", "blog/namesake/index.html", "Samuel Okafor", ""},
		{"other names of theirs there", "blog/namesake/index.html", "Mr Okafor", ""},
	} {
		w.expect(c.path, c.words, c.rules, c.reason)
	}
}

// On lists, each item is judged as its page; what one of them may show, may
// stand there.
func TestNamesOnLists(t *testing.T) {
	w := newWorld(t, people)
	for _, c := range []struct{ reason, path, words, rules string }{
		{"guarded on one, allowed on another", "stories/index.html", "Sam", ""},
		{"guarded on one, on others nobody's", "stories/index.html", "Samuel", "name"},
		{"guarded on one, on others nobody's", "stories/index.html", "Hollies House", "name"},
		{"allowed on one, guarded on another", "stories/index.html", "Frances Marlow", ""},
		{"guarded on all, allowed within a longer one", "stories/index.html", "Marlow", "name"},
		{"guarded on one, in the title of another", "topics/tea/index.html", "Reading Samuel", ""},
		{"guarded on one, and not as in the title of another", "topics/tea/index.html", "We met Samuel there", "name"},
		{"guarded on one, and not in the title of another", "topics/tea/index.html", "Okafor", "name"},
		{"guarded on one, and in the text of another, which lists do not show", "topics/milk/index.html", "Samuel", "name"},
		{"nobody's page is on it", "topics/coffee/index.html", "Samuel", ""},
		{"everywhere guarded, in a title of somebody else of that name", "topics/coffee/index.html", "Another Samuel Okafor", ""},
		{"everywhere guarded", "topics/sugar/index.html", "Samuel Okafor", "name"},
		{"the list of topics is like their lists", "topics/index.html", "Hollies House", "name"},
		{"the home page", "index.html", "Hollies House", "name"},
		{"the home page, in a title", "index.html", "Reading Samuel Beckett", ""},
		{"a page that is in the menu", "blog/title/index.html", "Tom", "name"},
		{"a page that is in the menu, on one that says it in its text", "blog/body/index.html", "Tom", ""},
		{"a page that is in the menu, on a page nobody knows", "404.html", "Ridgeway", "name"},
		{"a page nobody knows", "404.html", "Samuel", ""},
		{"everywhere guarded, on a page nobody knows", "404.html", "Samuel Okafor", "name"},
		{"everywhere guarded, on a page nobody knows", "your-consent/index.html", "sam-ob", "name"},
		{"a file that is no page", "robots.txt", "Tom Ridgeway", "name"},
		{"a file that is no page", "robots.txt", "Tom", ""},
		{"lists hold no texts", "stories/index.html", "Lovell", "name"},
		{"a feed", "feed.xml", "<title>Hollies House</title>", "name"},
		{"a feed, escaped", "feed.xml", "<content>&lt;p&gt;Hol&lt;b&gt;lies House</content>", "name"},
		{"a feed, parted", "feed.xml", "<name>Hollies</name><name>House</name>", ""},
		{"a sitemap", "sitemap.xml", "<loc>https://www.example.org/x/hollies-house/</loc>", "name"},
	} {
		w.expect(c.path, c.words, c.rules, c.reason)
	}
}

// The file of a picture stands for the pages that show it.
func TestNamesInPictures(t *testing.T) {
	w := newWorld(t, people+`
-- content/blog/cat.md --
---
title: A cat
people: none
date: 2026-06-01
---
![A cat](/pictures/cat.svg)
-- content/stories/first.md --
---
title: The first story
people: [sam]
date: 2026-06-01
cover: /pictures/tea.svg
---
![A dog](/pictures/dog.svg)
-- content/pictures/pictures.yaml --
"*": {people: none}
-- content/pictures/cat.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>
-- content/pictures/dog.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 11"><rect width="10" height="11"/></svg>
-- content/pictures/tea.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><rect width="10" height="12"/></svg>
`)
	file := func(name string) string {
		return strings.TrimPrefix(w.source.Pictures["content/pictures/"+name].Renditions[0].Address, "/")
	}
	drawn := func(words string) string { return "<svg><text>" + words + "</text></svg>" }
	photo := func(words string) string { return pngOf(t, "tEXt", "Comment\x00a picture of "+words) }
	for _, c := range []struct{ reason, path, bytes, rules string }{
		{"drawn, on their page", file("dog.svg"), drawn("Samuel"), "name"},
		{"drawn, on the cover of their page", file("tea.svg"), drawn("Samuel"), "name"},
		{"drawn, on nobody's page", file("cat.svg"), drawn("Samuel"), ""},
		{"drawn, everywhere guarded", file("cat.svg"), drawn("Samuel Okafor"), "name"},
		{"beside pixels, on their page", file("dog.svg"), photo("Samuel"), "name"},
		{"beside pixels, on nobody's page", file("cat.svg"), photo("Samuel"), ""},
		{"beside pixels, everywhere guarded", file("cat.svg"), photo("Samuel Okafor"), "name"},
		{"nothing", file("dog.svg"), photo("nobody"), ""},
	} {
		if got := w.look(c.path, c.bytes); got != c.rules {
			t.Errorf("%s: it breaks %q, want %q", c.reason, got, c.rules)
		}
	}
}

// Where the theme and the site say a name as an everyday word, it is none.
func TestNamesInOwnWords(t *testing.T) {
	w := newWorld(t, people+`
-- themes/mine/i18n/en-GB.yaml --
skip: Go to the rose garden, {name}, and the Heather path
menu: Lily
-- themes/mine/layouts/not-found.html --
{{define "main"}}<p title="{{.Title}} by Basil Hall" class="x">{{.Title}}</p> Not here: <b>Fe</b>rn Hill<hr>{{"a Daisy chain"}}{{end}}
-- themes/mine/assets/own.css --
p::after { content: "a \50 oppy field" }
-- site.yaml --
title: Hope House Voices
base_url: https://iris.example.org/
consent: {approval: none, people_required: []}
menu: [stories, about]
theme: mine
help: [{name: Myrtle Line, phone: "116", url: "https://olive.example.com/tansy-house"}]
-- consent/many.yaml --
person: many
names: {also: [Rose, Heather, Lily, Basil, Fern, Daisy, Poppy, Iris, Myrtle, Olive, Tansy, Credits]}
`)
	for _, c := range []struct{ reason, words, rules string }{
		{"the site's title", "Hope House Voices", ""},
		{"part of it", "Hope House", "name"},
		{"a text of the theme", "Go to the rose garden", ""},
		{"part of it", "the rose garden", "name"},
		{"the same name elsewhere", "Rose", "name"},
		{"behind what is filled in", "and the Heather path", ""},
		{"the same name elsewhere", "Heather", "name"},
		{"a text of one word passes wherever it stands", "Lily", ""},
		{"in a layout that is cut inside a tag", `<p title="by Basil Hall">`, ""},
		{"the same name elsewhere", `<p title="Basil">`, "name"},
		{"across a tag of a layout", "Not here: Fern Hill", ""},
		{"the same name elsewhere", "Fern", "name"},
		{"in an action of a layout", "a Daisy chain", ""},
		{"the same name elsewhere", "Daisy", "name"},
		{"the same name elsewhere", "Poppy", "name"},
		{"the site's address", "https://iris.example.org/", ""},
		{"the same name elsewhere", "Iris", "name"},
		{"a place of help", "Myrtle Line", ""},
		{"the same name elsewhere", "Myrtle", "name"},
		{"its address", "https://olive.example.com/tansy-house", ""},
		{"part of it", "tansy", "name"},
		{"the same name elsewhere", "Olive", "name"},
		{"an address that the program makes", `<a href="/credits/">x</a>`, ""},
		{"the same name in a text", "Credits", "name"},
	} {
		w.expect("blog/body/index.html", c.words, c.rules, c.reason)
	}
}

// What words.yaml explains is no everyday word by that.
func TestNamesInWords(t *testing.T) {
	w := newWorld(t, people+"-- words.yaml --\nflat: a home on one Samuel floor\nsamuel: a name\n")
	for _, words := range []string{"A flat is a home on one Samuel floor.", "a home on one Samuel floor", "Samuel", "Samuel: a name"} {
		w.expect("stories/first/index.html", words, "name", "on their page")
		w.expect("blog/body/index.html", words, "", "on nobody's page")
	}
}

// The names of assets are digits and letters at random, and may hold a name.
func TestNamesInAssetNames(t *testing.T) {
	letters := regexp.MustCompile(`^[0-9]+([a-f]{3})[0-9]+$`)
	var style, name string
	for i := 1; name == ""; i++ {
		style = fmt.Sprintf("p{margin:%dpx}", i) // as it is published
		if found := letters.FindStringSubmatch(fmt.Sprintf("%x", sha256.Sum256([]byte(style)))[:8]); found != nil {
			name = found[1]
		}
	}
	w := newWorld(t, people+`
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
theme: mine
-- themes/mine/assets/own.css --
`+style+`
-- themes/mine/layouts/not-found.html --
{{define "main"}}<link rel="stylesheet" href="{{asset "own.css"}}">{{end}}
-- consent/many.yaml --
person: many
names: {also: [`+name+`]}
`)
	if made := w.made("404.html"); !strings.Contains(made, name) {
		t.Fatalf("the name %q is not in %s", name, made)
	}
	w.expect("404.html", "Is it "+name+"?", "name", "the same name elsewhere")
}

// What site.yaml names may be named like somebody, but not hold their name.
func TestNamesInFiles(t *testing.T) {
	w := newWorld(t, people+`
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
files: [samuel-okafor.txt]
-- content/samuel-okafor.txt --
Nothing.
`)
	w.expect("samuel-okafor.txt", "Samuel", "", "not guarded there")
	w.expect("samuel-okafor.txt", "Samuel Okafor", "name", "guarded everywhere")
	w.expect("samuel-okafor.txt", "sam\xffSamuel Okafor", "name", "guarded everywhere, in what is no text")
}

// The id of a heading runs its words together as readers do not: that is no name
// where the heading holds none.
func TestNamesInHeadings(t *testing.T) {
	w := newWorld(t, `
-- consent/don.yaml --
person: don
names: {full: Don Tanner, first: Don, also: [Mary Ashe, Hope], also_a_word: [Hope]}
consents:
  - {covers: [blog/a], given: 2026-01-01, how: form, uses: {words: yes, name: no}, channels: [web]}
-- content/blog/a.md --
---
title: A page
people: [don]
date: 2026-06-01
---
## Don't give up hope

## Tea: Mary, Ashe and Kit

## Don't give up hope

Words.
`)
	made := w.made("blog/a/index.html")
	for _, id := range []string{"dont-give-up-hope", "tea-mary-ashe-and-kit", "dont-give-up-hope-2"} {
		if !strings.Contains(made, `id="`+id+`"`) {
			t.Errorf("no heading has the id %s", id)
		}
	}
	for heading, want := range map[string]string{
		`<h2 id="mary-ashe">Mary, Ashe</h2>`: "",
		`<h2 id="hope">Hope, Mary</h2>`:      "name",
		`<h2 id="mary">Mary Ashe</h2>`:       "name",
		`<h2 id="mary-ashe">Mary</h2>`:       "name",
		`<p id="mary-ashe">Mary, Ashe</p>`:   "name",
	} {
		if got := w.look("blog/a/index.html", strings.Replace(made, "</main>", heading+"</main>", 1)); got != want {
			t.Errorf("%s breaks %q, want %q", heading, got, want)
		}
	}
}
