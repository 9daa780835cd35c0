package guard

import (
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

// shed is a site with a page that is withheld and two that are not.
const shed = `
-- content/about.md --
---
title: About us
people: none
---
We meet on Tuesdays, and somebody always brings a cake.
-- content/blog/open.md --
---
title: An open page
people: none
date: 2026-06-01
---
There is nothing here.
-- content/blog/secret.md --
---
title: The winter in a garden shed
people: none
draft: true
date: 2026-06-01
summary: Nobody asked me anything at all until the first of March.
tags: [ghosts, "one tag of eight words that nobody would write"]
---
The first night I counted **eleven** spi*ders* above the door.

They never came down, [not once](https://elsewhere.example/), and I'd call that decent of 7b of them.

- Don't move
- Don't sneeze

` + "    A block of code that says: for spider in shed, print spider\n"

func TestWithheldRuns(t *testing.T) {
	w := newWorld(t, shed)
	for _, c := range []struct{ reason, words, rules string }{
		{"a sentence", "The first night I counted eleven spiders above the door.", "text"},
		{"eight words", "night I counted eleven spiders above the door", "text"},
		{"eight words among others", "That night I counted eleven spiders above the door, she said", "text"},
		{"seven words", "I counted eleven spiders above the door", ""},
		{"seven and another", "we counted eleven spiders above the door of", ""},
		{"eight words, one other", "night I counted seven spiders above the door", ""},
		{"eight words in another order", "I night counted eleven spiders above the door", ""},
		{"eight words, one left out", "The first night counted eleven spiders above the door", ""},
		{"capitals", "NIGHT I COUNTED ELEVEN SPIDERS ABOVE THE DOOR", "text"},
		{"accents", "níght I cöunted eleven spiders above the door", "text"},
		{"punctuation", "night; I, counted – eleven (spiders) ‘above’ the/door", "text"},
		{"no punctuation", "down not once and I'd call that decent", "text"},
		{"hyphens", "night-I-counted-eleven-spiders-above-the-door", "text"},
		{"line ends", "night\nI counted\r\neleven\tspiders above  the door", "text"},
		{"styled", "night <b>I</b> <i>counted</i> el<em>even</em> spiders <a href=/x>above</a> the door", "text"},
		{"soft hyphens", "night I coun&shy;ted eleven spi&#173;ders above the door", "text"},
		{"entities", "&#110;ight I counted eleven spiders above the doo&#x72;", "text"},
		{"two paragraphs", "night I counted eleven spiders</p><p>above the door", "text"},
		{"over its own paragraphs", "eleven spiders above the door They never came", "text"},
		{"list items", "<ul><li>of them<li>don’t move<li>don’t sneeze<li>A block of", "text"},
		{"headings", "<h2>night I counted eleven</h2> spiders above the door", "text"},
		{"a letter and a digit side by side are one word", "I'd call that decent of 7b of", "text"},
		{"and parted, they are two", "I'd call that decent of 7 b of", ""},
		{"code", "code that says: for spider in shed print", "text"},
		{"the summary", "Nobody asked me anything at all until the", "text"},
		{"a tag", "one tag of eight words that nobody would write", "text"},
		{"summary and text", "until the first of March. The first night I", ""},
		{"a title of six words", "The Winter In A Garden Shed", "text"},
		{"more than the title", "It was the winter in a garden shed, you know", "text"},
		{"most of the title", "It was a winter in a garden shed", ""},
		{"an attribute", `<img alt="night I counted eleven spiders above the door">`, "text"},
		{"an attribute across two", `<img alt="night I counted eleven" title="spiders above the door">`, "text"},
		{"a comment", "<!-- night I counted eleven spiders above the door -->", "text"},
		{"JSON-LD", `<script>{"a": "night I counted eleven spiders above the door"}</script>`, "text"},
		{"JSON-LD, escaped", `<script>{"a": "\u006eight I counted eleven\nspiders above the door"}</script>`, "text"},
		{"percent", "night%20I%20counted%20eleven%20spiders%20above%20the%20door", "text"},
		{"in an address", `<a href="/night-i-counted-eleven-spiders-above-the-door/">x</a>`, "text"},
		{"a class is no text", `<p class="night I counted eleven spiders above the door">`, ""},
	} {
		w.expect("about/index.html", c.words, c.rules, c.reason)
	}
	for _, path := range []string{"index.html", "404.html", "blog/open/index.html", "feed.xml", "sitemap.xml", "robots.txt", "your-consent/index.html"} {
		w.expect(path, "night I counted eleven spiders above the door", "text", "every output")
	}
	w.expect("feed.xml", `<content>&lt;p&gt;night I &lt;b&gt;counted&lt;/b&gt; eleven spiders above the door</content>`, "text", "escaped HTML in a feed")
	w.expect("feed.xml", `<title>night I counted</title><title>eleven spiders above the door</title>`, "text", "parted by tags")
}

func TestWithheldTitles(t *testing.T) {
	w := newWorld(t, `
-- content/about.md --
---
title: About us
people: none
---
Nothing.
-- content/blog/four.md --
---
title: My four-word title
people: none
draft: true
date: 2026-06-01
---
![A dog, very wet](/pictures/dog.svg) ![Two cats asleep](/pictures/cat.svg) ![](/pictures/hen.svg "The hen of my aunt")
-- content/blog/three.md --
---
title: My three words
people: none
draft: true
date: 2026-06-01
---
Text.
-- content/blog/named.md --
---
title: ":person[sam] and the very long night, :person[sam]"
people: [sam]
draft: true
date: 2026-06-01
---
Text.
-- content/weeks/2026.md --
---
title: Week
people: none
draft: true
starts: 2026-07-06
ends: 2026-07-12
events:
  - {title: An evening of old songs, starts: 2026-07-06, place: The hall}
---
Text.
-- consent/sam.yaml --
person: sam
names: {shown_as: Sam}
consents: [{covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}]
-- content/pictures/pictures.yaml --
"*": {people: none}
hen.svg: {people: none, alt: "A hen on the roof"}
-- content/pictures/dog.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>
-- content/pictures/cat.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 11"><rect width="10" height="11"/></svg>
-- content/pictures/hen.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><rect width="10" height="12"/></svg>
`)
	for _, c := range []struct{ reason, words, rules string }{
		{"a title of four words", "MY FOUR WORD TITLE", "text"},
		{"three of its words", "my four word", ""},
		{"a title of three words", "my three words", ""},
		{"an alt text of four words", "a dog very wet", "text"},
		{"an alt text of three", "two cats asleep", ""},
		{"an alt text in pictures.yaml", "a hen on the roof", "text"},
		{"a picture's title is like any text", "the hen of my aunt", ""},
		{"a title between two names", "and the very long night", "text"},
		{"an event's title", "an evening of old songs", "text"},
		{"across a style", "my <b>four</b>-word title", "text"},
		{"in another picture's alt text", `<img alt="Look, a dog: very wet!">`, "text"},
	} {
		w.expect("about/index.html", c.words, c.rules, c.reason)
	}
}

// What also stands in something that may be shown is no longer withheld.
func TestWithheldTextsThatPass(t *testing.T) {
	const withheld = `
-- content/blog/secret.md --
---
title: A title that is used again and again in this site
people: none
draft: true
date: 2026-06-01
---
We come from everywhere and we come from nowhere. ![The very same alt](/pictures/dog.svg) ![An alt text that has more than eight words in it](/pictures/dog.svg)

A kettle is a thing that boils water for everybody in the house.
-- content/pictures/pictures.yaml --
"*": {people: none}
-- content/pictures/dog.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>
-- content/blog/open.md --
---
title: An open page
people: none
date: 2026-06-01
---
Nothing.
`
	const page = "-- content/about.md --\n---\ntitle: About us\npeople: none\n"
	for _, c := range []struct {
		reason, more string
		run, title   string // the rules that each breaks
		alt, kettle  string
		longAlt      string
	}{
		{"nothing says it", page + "---\nNothing.\n", "text", "text", "text", "text", "text"},
		{"a published page says it", page + "---\nWe come from *everywhere* and we come from nowhere.\n", "", "text", "text", "text", "text"},
		{"over two paragraphs", page + "---\nWe come from everywhere\n\nand we come from nowhere.\n", "", "text", "text", "text", "text"},
		{"a published summary", page + "summary: We come from everywhere and we come from nowhere.\n---\n.\n", "", "text", "text", "text", "text"},
		{"a published title", page + "extra: {a: A title that is used again and again in this site}\n---\n.\n", "text", "", "text", "text", "text"},
		{"an alt text of the same picture", page + "---\n![The very same alt](/pictures/dog.svg)\n", "text", "text", "", "text", "text"},
		{"a longer alt text", page + "---\n![An alt text that has more than eight words in it](/pictures/dog.svg)\n", "text", "text", "text", "text", ""},
		{"site.yaml", "-- site.yaml --\ntitle: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\ndescription: We come from everywhere and we come from nowhere.\n" + page + "---\n.\n", "", "text", "text", "text", "text"},
		{"words.yaml", "-- words.yaml --\nkettle: a thing that boils water for everybody in the house\n" + page + "---\n.\n", "text", "text", "text", "", "text"},
		{"a theme", "-- site.yaml --\ntitle: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\ntheme: mine\n-- themes/mine/i18n/en-GB.yaml --\nmenu: We come from everywhere and we come from nowhere\n" + page + "---\n.\n", "", "text", "text", "text", "text"},
		{"a page that is withheld, too", page + "draft: true\n---\nWe come from everywhere and we come from nowhere.\n", "text", "text", "text", "text", "text"},
	} {
		w := newWorld(t, withheld+c.more)
		for words, rules := range map[string]string{
			"We come from everywhere and we come from nowhere":  c.run,
			"A title that is used again and again in this site": c.title,
			"The very same alt": c.alt,
			"An alt text that has more than eight words in it":                 c.longAlt,
			"A kettle is a thing that boils water for everybody in the house.": c.kettle,
		} {
			w.expect("blog/open/index.html", words, rules, c.reason)
		}
	}
}

// What is left out of a published page is withheld, and what waits, and what
// cannot be read.
func TestWithheldParts(t *testing.T) {
	w := newWorld(t, `
-- consent/sam.yaml --
person: sam
consents: [{covers: [stories/a], given: 2026-06-12, how: form, uses: {words: yes, picture: no}, channels: all}]
-- consent/tom.yaml --
person: tom
consents: [{covers: [stories/a], refused: 2026-06-12}]
-- content/stories/a.md --
---
title: A page
people: [sam]
date: 2026-06-01
cover: /pictures/sea.svg
---
Before it.

:::quote{person=tom}
I never wanted any of this to be told to people.
:::

:::quote{by="Somebody Else"}
I always wanted all of this to be told to people.
:::

![The team in the rain](/pictures/team.svg)

![Some flowers in a jar](/pictures/jar.svg)
-- content/stories/a.easy-read.md --
---
title: An easy page of mine
summary: Sam says
  this
---
It was a cold day and we had no coat.
-- content/stories/a.next.md --
---
title: A page that waits for Sam
people: [sam]
date: 2026-06-01
---
One day I will say what happened behind the swimming pool.
-- content/stories/broken.md --
---
title: A page [
people: sam: tom
---
Here is a page that nobody is able to read at all.
-- content/pictures/pictures.yaml --
team.svg: {people: [sam], alt: "Five of us in the rain"}
sea.svg: {people: [sam], alt: "Five of us at sea"}
jar.svg: {people: none, credit: "Drawn by nine people at the very first table of all"}
-- content/pictures/team.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>The words that stand in this one drawing alone</text></svg>
-- content/pictures/sea.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><rect width="10" height="12"/></svg>
-- content/pictures/jar.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 11"><text>The words that stand in that other drawing alone</text></svg>
`)
	for _, c := range []struct{ reason, words, rules string }{
		{"a quotation that is left out", "I never wanted any of this to be told to people.", "text"},
		{"a quotation that is shown", "I always wanted all of this to be told to people.", ""},
		{"a picture that is left out", "The team in the rain", "text"},
		{"what pictures.yaml says of it", "Five of us in the rain", "text"},
		{"what pictures.yaml says of a cover that is left out", "Five of us at sea", "text"},
		{"what is drawn in it", "The words that stand in this one drawing alone", "text"},
		{"a picture that is shown", "Some flowers in a jar. Drawn by nine people at the very first table of all. The words that stand in that other drawing alone", ""},
		{"a text that waits", "One day I will say what happened behind the", "text"},
		{"its title", "A page that waits for Sam", "text"},
		{"a page that cannot be read", "Here is a page that nobody is able to", "text"},
		{"around what is left out", "Before it. I always wanted all of this to", ""},
	} {
		w.expect("stories/a/index.html", c.words, c.rules, c.reason)
	}
}

// A published page that repeats what is withheld on another is a problem.
func TestRepeatsWithheld(t *testing.T) {
	const words = "The first night I counted eleven spiders above the door."
	file := func(name, keys, text string) string {
		return "-- content/" + name + " --\n---\ntitle: T\npeople: none\ndate: 2026-06-01\n" + keys + "---\n" + text + "\n"
	}
	secret := file("blog/secret.md", "draft: true\n", words)
	const easy = "-- content/blog/a.easy-read.md --\n---\ntitle: E\n---\n"
	for _, c := range []struct{ reason, site, want string }{
		{"nobody repeats it", secret + file("blog/open.md", "", "Something else."), ""},
		{"one page does", secret + file("blog/open.md", "", "One.\n\nTwo.\n\n"+words), "warning blog/open.md:10"},
		{"one page, seven words", secret + file("blog/open.md", "", "I counted eleven spiders above the door."), ""},
		{"one page, in its summary", secret + file("blog/open.md", "summary: "+words+"\n", "Text."), "warning blog/open.md:5"},
		{"two pages do", secret + file("blog/a.md", "", words) + file("blog/b.md", "", "So: "+words), "note blog/a.md:6, note blog/b.md:6"},
		{"twice on one page", secret + file("blog/a.md", "", words+"\n\n"+words), "warning blog/a.md:6"},
		{"two withheld pages", secret + file("blog/other.md", "draft: true\n", words) + file("blog/a.md", "", words), "warning blog/a.md:6"},
		{"both versions of one page", secret + file("blog/a.md", "", words) + easy + words + "\n", "warning blog/a.easy-read.md:4, warning blog/a.md:6"},
		{"the page's own text that waits", file("blog/a.md", "", words) + file("blog/a.next.md", "", words), ""},
		{"the page's own easy-read version that is withheld", file("blog/a.md", "", words) + file("blog/a.easy-read.md", "tags: [x", words), ""},
		{"a text that waits, of another page", file("blog/a.md", "", words) + file("blog/b.md", "", "Text.") + file("blog/b.next.md", "", words), "warning blog/a.md:6"},
		{"site.yaml says it, too", secret + file("blog/a.md", "", words) +
			"-- site.yaml --\ntitle: Voices\nbase_url: https://www.example.org/\nconsent: {approval: none}\ndescription: " + words + "\n", ""},
		{"an alt text is used again", file("blog/secret.md", "draft: true\n", "![Somebody who is counting the spiders above the door](/x.svg)") +
			file("blog/a.md", "", "![Somebody who is counting the spiders above the door](/x.svg)") +
			"-- content/x.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><rect width=\"10\" height=\"10\"/></svg>\n-- content/pictures.yaml --\nx.svg: {people: none}\n", ""},
	} {
		var got []string
		for _, p := range diag.Sort(newWorld(t, c.site).problems) {
			got = append(got, p.Severity.String()+" "+strings.TrimPrefix(p.Place.String(), "content/"))
			if p.Code != "repeats-withheld" || p.Fix == "" || strings.Contains(p.Message+p.Fix, "spiders") {
				t.Errorf("%s: a problem is %+v", c.reason, p)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: the problems are %q, want %q", c.reason, got, c.want)
		}
	}
}
