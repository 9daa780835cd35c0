package guard

import "testing"

// Who made a page stands on both of its versions, though it is written in one; a
// name that means somebody else there means it on both.
func TestMadeWithOnBothVersions(t *testing.T) {
	newWorld(t, people+`
-- content/blog/walk.md --
---
title: A walk
people: none
date: 2026-06-01
namesakes: [sam]
made_with: [{group: The walkers, did: walked with Samuel Okafor of the bakery}]
---
Words.
-- content/blog/walk.easy-read.md --
---
title: A walk in easy words
---
Words.
-- content/index.md --
---
title: Home
people: none
---
-- content/about.md --
---
title: About
people: none
---
Words.
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
menu: [about]
`)
}
