package generator_test

import (
	"strings"
	"testing"
)

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
