package generator_test

import (
	"strings"
	"testing"
)

// A word in bold leads to what words.yaml says of it: once, and not out of a heading, out
// of a link or where it is a name.
func TestLinksOfHardWords(t *testing.T) {
	site := smallSite(t)
	place(t, site, "words.yaml", "landlord: A person who owns a home.\nhostel: A place to stay.\ncouncil: It runs services.\n")
	place(t, site, "content/stories/a.md", "---\ntitle: A story\npeople: none\ndate: 2026-07-01\n---\nMy **landlord** called.\n")
	place(t, site, "content/stories/a.easy-read.md", "---\ntitle: A story\n---\n## The **council**\n\nMany **Landlords** came.\nMy **landlord** and a **lamp**.\n\n[The **hostel**](/stories/) is here.\n")
	build(t, site)
	files := public(t, site)
	page := files["stories/a/easy-read/index.html"]
	const link = `<strong><a href="/easy-read/hard-words/#word-landlord">Landlords</a></strong>`
	if !strings.Contains(page, link) || strings.Count(page, "#word-") != 1 {
		t.Errorf("the easy-read page holds %d links to hard words:\n%s", strings.Count(page, "#word-"), page)
	}
	if !strings.Contains(files["easy-read/hard-words/index.html"], `id="word-landlord"`) {
		t.Error("the word has no place on the page of hard words")
	}
	if strings.Contains(files["stories/a/index.html"], "#word-") {
		t.Error("the standard version leads to hard words, too")
	}
}

// A hard word stands with a picture that shows it, and with none that stands beside
// it by chance.
func TestPicturesOfHardWords(t *testing.T) {
	site := smallSite(t)
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`
	for _, picture := range []string{"bed", "kettle", "lamp", "letter", "hostel", "tick", "door"} {
		place(t, site, "content/pictures/"+picture+".svg", strings.Replace(drawing, "viewBox", `id="`+picture+`" viewBox`, 1))
	}
	words := map[string]bool{"homeless": true, "refuge": true, "hostel": true, "volunteer": false, "tenancy": false, "probation": false, "council": false}
	yaml := ""
	for word := range words {
		yaml += word + ": It has a meaning.\n"
	}
	place(t, site, "words.yaml", yaml)
	place(t, site, "content/stories/a.md", "---\ntitle: A story\npeople: none\ndate: 2026-07-01\n---\nWords.\n")
	place(t, site, "content/stories/a.easy-read.md", `---
title: A story
---
![A person in the rain](/pictures/bed.svg)
Some people are **homeless**.
Homeless means that you do not have a home.

![A house with a heart](/pictures/door.svg)
We went to a **refuge**.
A refuge is a safe house.

![A house that is a hostel](/pictures/hostel.svg)
One day it rained.
So I went to a **hostel**.

![A big kettle](/pictures/kettle.svg)
Now I am a **volunteer**.
A volunteer works for free.
My first job is the kettle.

![A letter](/pictures/letter.svg)
Then she wrote to me.
My **tenancy** ended.
A tenancy lets you live in a home.

![A lamp](/pictures/lamp.svg)
I had meetings with **probation**.
I mended the lamp there.

![A tick](/pictures/tick.svg)
## The end

The **council** phoned.
The council runs services.
`)
	build(t, site)
	page := public(t, site)["easy-read/hard-words/index.html"]
	for word, want := range words {
		_, entry, found := strings.Cut(page, "<dt>"+word)
		if entry, _, _ = strings.Cut(entry, "<dt>"); !found || strings.Contains(entry, "<img") != want {
			t.Errorf("%s: found %v, a picture is wanted: %v\n%s", word, found, want, entry)
		}
	}
}

// The easy-read version of a week says when and where, and the list of easy-read pages
// shows each page's first drawing.
func TestEasyReadOfAWeek(t *testing.T) {
	site := smallSite(t)
	place(t, site, "content/pictures/bed.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`)
	place(t, site, "content/weeks/2026.md", "---\ntitle: Our week\npeople: none\nstarts: 2026-07-06\nends: 2026-07-10\nevents:\n  - title: Open morning\n    starts: 2026-07-06 09:30\n    ends: 2026-07-06 12:00\n    place: The Corner Hall\n---\nWords.\n")
	place(t, site, "content/weeks/2026.easy-read.md", "---\ntitle: Our week\n---\n![A bed](/pictures/bed.svg)\nCome in.\n")
	build(t, site)
	files := public(t, site)
	for _, want := range []string{"Open morning", "6 July 2026", "9:30", "The Corner Hall"} {
		if !strings.Contains(files["weeks/2026/easy-read/index.html"], want) {
			t.Errorf("the easy-read version does not say %q", want)
		}
	}
	if _, list, _ := strings.Cut(files["easy-read/index.html"], "<main"); !strings.Contains(list, `class="pictured"`) || !strings.Contains(list, "<img") {
		t.Errorf("the list shows no drawing:\n%s", list)
	}
}
