package approval_test

import (
	"maps"
	"strings"
	"testing"
)

const story = "content/stories/a/index.md"

// base is a site with a little of everything that is approved.
var base = map[string]string{
	story: `---
title: A place to start
summary: How it began for :person[sam].
people: [sam]
date: 2026-07-03
tags: [tea]
content_notes: [bereavement, prison]
made_with: [{person: sam, did: wrote it}, {group: Tuesday group, did: drew}]
cover: cover.svg
---
I sat *by* the **door** with :person[sam].
Nobody asked, ~~or~~ and that helped a & b.

## What helped

- Tea, at [the kitchen](../kitchen.md).
- A [note](/about/ "see") on it[^1].

1. Ring
2. Wait

![A kettle](kettle.svg "Still warm")

![](cup.svg)

:::quote{person=sam}
I said so.
:::

:::quote{by="A charity" url="https://charity.example/"}
They said so.
:::

:::help{topics=housing}
Ring them.
:::

:::details[More]
Some ` + "`code`" + `.
:::

::video[The walk]{src=walk.mp4 captions=walk.vtt transcript=walk.txt people=sam}

[^1]: On Tuesdays.
`,
	"content/stories/a/cover.svg":     "<svg><rect/></svg>",
	"content/stories/a/kettle.svg":    "<svg><path/></svg>",
	"content/stories/a/cup.svg":       "<svg><circle/></svg>",
	"content/stories/a/walk.mp4":      "film",
	"content/stories/a/walk.vtt":      "WEBVTT",
	"content/stories/a/walk.txt":      "We walk.",
	"content/stories/a/pictures.yaml": "cup.svg: {people: none, alt: A cup, credit: The group, licence: CC0}\n",
	"consent/sam.yaml":                "person: sam\nnames: {shown_as: Sam}\n",
}

// change is a change of one file of base.
type change struct{ reason, file, old, new string }

// after gives base after a change.
func (c change) after(t *testing.T) map[string]string {
	t.Helper()
	if !strings.Contains(base[c.file], c.old) {
		t.Fatalf("%s: %q is not in %s", c.reason, c.old, c.file)
	}
	files := maps.Clone(base)
	files[c.file] = strings.Replace(base[c.file], c.old, c.new, 1)
	return files
}

// A reader reads and sees the same: an approval goes on counting.
func TestWhatIsTheSameText(t *testing.T) {
	const notes = "content/stories/a/pictures.yaml"
	want, text := approve(t, base, story)
	for _, c := range []change{
		{"emphasis taken away", story, "*by*", "by"},
		{"emphasis made strong", story, "*by*", "**by**"},
		{"strong written in underscores", story, "**door**", "__door__"},
		{"another level of heading", story, "## What helped", "#### What helped"},
		{"a heading underlined", story, "## What helped\n", "What helped\n---\n"},
		{"a heading made a paragraph", story, "## What helped", "What helped"},
		{"other bullets", story, "- Tea", "* Tea"},
		{"a list with room in it", story, ".md).\n- A", ".md).\n\n- A"},
		{"other numbers", story, "1. Ring\n2. Wait", "1. Ring\n1. Wait"},
		{"bullets for numbers", story, "1. Ring\n2. Wait", "- Ring\n- Wait"},
		{"lines wrapped elsewhere", story, "I sat *by* the **door** with :person[sam].\nNobody", "I sat *by*\nthe **door**\nwith :person[sam]. Nobody"},
		{"a hard line end", story, ":person[sam].\nNobody", ":person[sam].\\\nNobody"},
		{"more spaces", story, "I sat", "I     sat"},
		{"a space that does not break", story, "I sat", "I\u00a0sat"},
		{"more empty lines", story, "\n## What", "\n\n\n\n## What"},
		{"a rule", story, "\n## What", "\n---\n\n## What"},
		{"set off as a quotation of Markdown", story, "Some `code`", "> Some `code`"},
		{"code that is none", story, "`code`", "code"},
		{"an entity", story, "a & b", "a &amp; b"},
		{"a backslash", story, "asked,", "asked\\,"},
		{"the address of a link at the end", story, "[the kitchen](../kitchen.md)", "[the kitchen][k]\n\n  [k]: ../kitchen.md\n"},
		{"the address of a link in brackets", story, "(../kitchen.md)", "(<../kitchen.md>)"},
		{"a remark in HTML, which is left out", story, "I sat", "I <!-- here -->sat"},
		{"another name for a footnote", story, "it[^1]", "it[^tues]\n\n[^tues]: On Tuesdays.\n\n"},
		{"attributes in another order", story, `{by="A charity" url="https://charity.example/"}`, `{url='https://charity.example/'   by="A charity"}`},
		{"more colons", story, ":::help{topics=housing}\nRing them.\n:::", "::::help{topics=\"housing\"}\nRing them.\n::::"},
		{"line ends of Windows", story, base[story], strings.ReplaceAll(base[story], "\n", "\r\n")},
		{"a byte order mark", story, "---", "\ufeff---"},
		{"a title in quotation marks", story, "title: A place to start", `title: "A  place to start"`},
		{"a summary in two lines", story, "How it began", "How\n  it began"},
		{"front matter in another order", story, "title: A place to start\n", "draft: no\ntitle: A place to start\n"},
		{"lists in front matter in lines", story, "[bereavement, prison]", "\n- bereavement\n- prison"},
		{"tags", story, "tags: [tea]\n", ""},
		{"the date", story, "2026-07-03", "2026-08-03\nupdated: 2026-08-04"},
		{"days of publishing", story, "tags: [tea]", "publish_from: 2026-01-01\npublish_until: 2028-01-01"},
		{"a draft", story, "tags: [tea]", "draft: yes"},
		{"language, week, old addresses, discretion", story, "tags: [tea]", "lang: cy\nweek: 2026\nold_urls: [/x/]\ndiscreet: yes\nown_words: yes\nextra: {a: b}"},
		{"the byline", story, "tags: [tea]", "authors: [sam, kit]"},
		{"the alt text written in the page", story, "![](cup.svg)", "![A cup](cup.svg)"},
		{"the way to a picture", story, "![](cup.svg)", "![](../../stories/a/cup.svg)"},
		{"the way to a cover", story, "cover: cover.svg", "cover: /stories/a/cover.svg"},
		{"who is in a picture, its credit and licence", notes, "people: none, alt: A cup, credit: The group, licence: CC0", "people: [sam], alt: A cup"},
		{"the name that Sam is shown by", "consent/sam.yaml", "Sam}", "Captain Tea}"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			files := c.after(t)
			if strings.Contains(files[story], "[^tues]") {
				files[story] = strings.Replace(files[story], "[^1]: On Tuesdays.\n", "", 1)
			}
			if got, digest := approve(t, files, story); digest != text {
				t.Errorf("the form is now\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A page may move with its pictures, and a picture may have another name.
func TestNamesOfFilesDoNotMatter(t *testing.T) {
	_, text := approve(t, base, story)
	moved := map[string]string{}
	for name, src := range base {
		moved[strings.Replace(strings.Replace(name, "stories/a", "blog/b", 1), "kettle.svg", "other.svg", 1)] = strings.Replace(src, "kettle.svg", "other.svg", 1)
	}
	if form, digest := approve(t, moved, "content/blog/b/index.md"); digest != text {
		t.Errorf("it is another text:\n%s", form)
	}
}

// A reader reads or sees something else: the approval no longer counts.
func TestWhatIsAnotherText(t *testing.T) {
	forms := map[string]string{}
	form, _ := approve(t, base, story)
	forms[form] = "no change"
	for _, c := range []change{
		{"a word of the title", story, "A place", "A way"},
		{"a word of the summary", story, "How it began", "How it ended"},
		{"no summary", story, "summary: How it began for :person[sam].\n", ""},
		{"another person in the summary", story, "for :person[sam]", "for :person[kit]"},
		{"a word", story, "I sat", "I stood"},
		{"a link's title", story, "see", "else"},
		{"a name in an alt text", story, "![A kettle]", "![The kettle of :person[sam]]"},
		{"words that only look like a name", story, "with :person[sam].", `with \\:person[sam].`},
		{"a capital letter", story, "I sat", "I Sat"},
		{"a full stop", story, "for :person[sam].", "for :person[sam]!"},
		{"a space in a word", story, "Nobody", "No body"},
		{"a zero-width space", story, "Nobody", "No\u200bbody"},
		{"a soft hyphen", story, "Nobody", "No\u00adbody"},
		{"letters put together otherwise", story, "Nobody", "Nobodé"},
		{"letters put together otherwise, apart", story, "Nobody", "Nobode\u0301"},
		{"another person", story, "with :person[sam]", "with :person[kit]"},
		{"a name for a person", story, "with :person[sam]", "with Sam"},
		{"two items change places", story, "1. Ring\n2. Wait", "1. Wait\n2. Ring"},
		{"words struck out", story, "Nobody", "~~Nobody~~"},
		{"words no longer struck out", story, "~~or~~", "or"},
		{"the address of a link", story, "../kitchen.md", "../cellar.md"},
		{"the words of a link", story, "the kitchen", "the cellar"},
		{"more words in a link", story, "at [the kitchen](../kitchen.md)", "[at the kitchen](../kitchen.md)"},
		{"no link", story, "[the kitchen](../kitchen.md)", "the kitchen"},
		{"a bare address", story, "Ring them", "Ring <https://them.example/>"},
		{"a word of a footnote", story, "On Tuesdays", "On Mondays"},
		{"a footnote at another word", story, "on it[^1]", "[^1]on it"},
		{"an alt text", story, "![A kettle]", "![A cat]"},
		{"no alt text", story, "![A kettle]", "![]"},
		{"a picture's title", story, "Still warm", "Cold"},
		{"a picture's title, gone", story, ` "Still warm"`, ""},
		{"a picture for a link", story, "![A kettle](kettle.svg", "[A kettle](kettle.svg"},
		{"another picture", story, "(cup.svg)", "(cover.svg)"},
		{"a picture that is not there", story, "(cup.svg)", "(mug.svg)"},
		{"another picture that is not there", story, "(cup.svg)", "(jug.svg)"},
		{"a picture of elsewhere", story, "(cup.svg)", "(https://elsewhere.example/cup.svg)"},
		{"a picture twice", story, "![](cup.svg)", "![](cup.svg) ![](cup.svg)"},
		{"the alt text in pictures.yaml", "content/stories/a/pictures.yaml", "A cup", "A mug"},
		{"a picture's bytes", "content/stories/a/kettle.svg", "<path/>", "<path />"},
		{"the cover's bytes", "content/stories/a/cover.svg", "<rect/>", "<rect />"},
		{"no cover", story, "cover: cover.svg\n", ""},
		{"another cover", story, "cover: cover.svg", "cover: kettle.svg"},
		{"a content note", story, "bereavement, prison", "bereavement, loss"},
		{"no content notes", story, "content_notes: [bereavement, prison]\n", ""},
		{"content notes in another order", story, "bereavement, prison", "prison, bereavement"},
		{"two content notes as one", story, "bereavement, prison", "bereavement prison"},
		{"who made it: another person", story, "{person: sam, did", "{person: kit, did"},
		{"who made it: another group", story, "Tuesday group", "Monday group"},
		{"who made it: a group, not a person", story, "{person: sam, did", "{group: sam, did"},
		{"what they did", story, "wrote it", "told it"},
		{"who is quoted", story, "quote{person=sam}", "quote{person=kit}"},
		{"the source of a quotation", story, "A charity", "A council"},
		{"the address of a quotation", story, "https://charity.example/", "https://council.example/"},
		{"no address of a quotation", story, ` url="https://charity.example/"`, ""},
		{"topics of help", story, "topics=housing", "topics=debt"},
		{"no topics of help", story, "{topics=housing}", ""},
		{"another box", story, ":::help{topics=housing}", ":::note"},
		{"a box of content notes", story, ":::help{topics=housing}", ":::content-note"},
		{"no box", story, ":::help{topics=housing}\nRing them.\n:::", "Ring them."},
		{"words out of a box", story, "Ring them.\n:::", ":::\n\nRing them."},
		{"a gallery round a picture", story, "![](cup.svg)", ":::gallery\n![](cup.svg)\n:::"},
		{"the label of a box", story, "details[More]", "details[Less]"},
		{"the label of a film", story, "video[The walk]", "video[A walk]"},
		{"no label", story, "video[The walk]", "video"},
		{"a film's bytes", "content/stories/a/walk.mp4", "film", "another film"},
		{"captions", "content/stories/a/walk.vtt", "WEBVTT", "WEBVTT\n"},
		{"a transcript", "content/stories/a/walk.txt", "We walk.", "We ran."},
		{"no transcript", story, " transcript=walk.txt", ""},
		{"captions and transcript change places", story, "captions=walk.vtt transcript=walk.txt", "captions=walk.txt transcript=walk.vtt"},
		{"who is in a film", story, "people=sam", "people=none"},
		{"sound for a film", story, "::video[The walk]{src=walk.mp4 captions=walk.vtt ", "::audio[The walk]{src=walk.mp4 "},
		{"code", story, "`code`", "`cod`"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			got, _ := approve(t, c.after(t), story)
			if same, ok := forms[got]; ok {
				t.Errorf("the form is that of: %s\n%s", same, got)
			}
			forms[got] = c.reason
		})
	}
}

// What is the page's alone is no part of its easy-read version.
func TestEasyReadStandsAlone(t *testing.T) {
	const easy = "content/stories/a/easy-read.md"
	files := maps.Clone(base)
	files[easy] = "---\ntitle: T\nsummary: S\n---\n![](cup.svg)\nTea.\n"
	want, text := approve(t, files, easy)
	files[story] = "---\ntitle: Another\npeople: none\ndate: 2026-07-03\n---\nOther words.\n"
	files[easy] = strings.Replace(files[easy], "summary: S", "summary: S\ntested_with: {group: Tuesday group, on: 2026-06-10}", 1)
	if got, digest := approve(t, files, easy); digest != text {
		t.Errorf("the form is now\n%s\nwant\n%s", got, want)
	}
	files["content/stories/a/cup.svg"] = "<svg/>"
	if _, digest := approve(t, files, easy); digest == text {
		t.Error("another picture, and the same text")
	}
}
