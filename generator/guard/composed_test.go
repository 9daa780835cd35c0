package guard

import "testing"

const datedDrafts = `
-- site.yaml --
title: Voices
base_url: https://www.example.org/
unnamed: Someone with lived experience
consent: {approval: none}
-- consent/sam.yaml --
person: sam
consents: [{covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}]
-- content/weeks/2026.md --
---
title: Week
people: none
starts: 2026-07-06
ends: 2026-07-10
events: [{title: Supper, starts: 2026-07-06 18:00}]
---
-- content/stories/open.md --
---
title: Open
people: [sam]
date: 2026-06-01
---
Words.
-- content/blog/days.md --
---
title: 6 to 10 July 2026
people: none
date: 2026-06-01
draft: yes
---
-- content/blog/day.md --
---
title: Monday 6 July 2026, 6pm
people: none
date: 2026-06-01
draft: yes
---
-- content/blog/by.md --
---
title: By Someone with lived experience
people: none
date: 2026-06-01
draft: yes
---
-- content/blog/four.md --
---
title: Monday 6 July 2026, by the lake
people: none
date: 2026-06-01
draft: yes
---
`

// A draft may have a title that a theme composes of its own words: that keeps no
// list from being published. One with a word more is known.
func TestComposedTitles(t *testing.T) {
	w := newWorld(t, datedDrafts)
	for words, want := range map[string]string{
		"Monday 6 July 2026, by the lake": "text",
		"6 to 10 July 2026":               "",
	} {
		if got := w.says("stories/open/index.html", words); got != want {
			t.Errorf("%q breaks %q, want %q", words, got, want)
		}
	}
}
