package guard

import (
	"fmt"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// secrets is a site with pages that are withheld, at a base_url.
func secrets(baseURL string) string {
	return `
-- site.yaml --
title: Voices
base_url: ` + baseURL + `
consent: {approval: none, people_required: []}
menu: [stories, about]
-- content/about.md --
---
title: About us
people: none
---
We meet on Tuesdays.
-- content/stories/open.md --
---
title: An open page
people: none
date: 2026-06-01
old_urls: [/shared/old/, /stories/open-of-old/]
---
Nothing.
-- content/stories/open.easy-read.md --
---
title: "[
---
Cannot be read.
-- content/stories/secret.md --
---
title: A page
people: none
draft: true
date: 2026-06-01
old_urls: [/2019/secret.html, /shared/old/]
---
Nothing.
-- content/stories/index.md --
---
title: Stories
people: none
draft: true
---
Nothing.
-- content/stories/quiet.md --
---
title: A quiet page
people: none
date: 2026-06-01
discreet: true
---
Nothing.
-- content/stories/hidden.md --
---
title: A hidden page
people: none
date: 2026-06-01
discreet: true
draft: true
---
Nothing.
-- content/closed/one.md --
---
title: One
people: none
draft: true
date: 2026-06-01
---
Nothing.
-- content/top.md --
---
title: Top
people: none
draft: true
---
Nothing.
`
}

func TestWithheldAddresses(t *testing.T) {
	w := newWorld(t, secrets("https://www.example.org/"))
	hidden := ""
	for i := range w.source.Pages {
		if p := &w.source.Pages[i]; p.Path == "stories/hidden" {
			hidden = p.Address(page.Standard)
		}
	}
	for _, c := range []struct{ reason, address, rules string }{
		{"as it is", "/stories/secret/", "address"},
		{"without the last slash", "/stories/secret", "address"},
		{"with index.html", "/stories/secret/index.html", "address"},
		{"in capitals", "/Stories/SECRET/", "address"},
		{"with a fragment", "/stories/secret/#part", "address"},
		{"with a query", "/stories/secret?x=1", "address"},
		{"in a query", "/about/?back=/stories/secret/", "address"},
		{"in a query, escaped", "/about/?back=%2Fstories%2Fsecret%2F", "address"},
		{"with percent", "/stories/%73ecret/", "address"},
		{"absolute", "https://www.example.org/stories/secret/", "address"},
		{"absolute, in capitals", "HTTPS://WWW.Example.ORG/stories/secret/", "address"},
		{"absolute, http", "http://www.example.org/stories/secret/", "address"},
		{"without a protocol", "//www.example.org/stories/secret/", "address"},
		{"the host alone before it", "www.example.org/stories/secret/", "address"},
		{"a file below it", "/stories/secret/photo.jpg", "address"},
		{"a deeper file below it", "/stories/secret/a/b/photo.jpg?x", "address"},
		{"its easy-read version", "/stories/secret/easy-read/", "address"},
		{"without the first slash", "stories/secret", "address"},
		{"with a dot in front", "./stories/secret/", "address"},
		{"an old address", "/2019/secret.html", "address"},
		{"an old address of a page that is published, too", "/shared/old/", ""},
		{"an old address of a page that is published", "/stories/open-of-old/", ""},
		{"a page at the top", "/top/", "address"},
		{"a section of which no page is published", "/closed/one/", "address"},
		{"that section's list", "/closed/", ""},
		{"a list where its own page is withheld", "/stories/", ""},
		{"a list in several sheets", "/stories/page/2/", ""},
		{"a page that is published", "/stories/open/", ""},
		{"its easy-read version that is withheld", "/stories/open/easy-read/", "address"},
		{"the path of a discreet page", "/stories/quiet/", "address"},
		{"its address", w.source.Pages[pageAt(w, "stories/quiet")].Address(page.Standard), ""},
		{"the path of a discreet page that is withheld", "/stories/hidden/", "address"},
		{"its address", hidden, "address"},
		{"a longer name", "/stories/secrets/", ""},
		{"a shorter name", "/stories/secre/", ""},
		{"a longer name in front", "/stories/my-secret/", ""},
		{"another section", "/blog/secret/", ""},
		{"deeper", "/x/stories/secret/", ""},
		{"another site", "https://www.example.com/stories/secret/", ""},
		{"another site, without a protocol", "//example.com/stories/secret/", ""},
		{"another site, its host alone", "example.com/stories/secret", ""},
		{"a host that only begins so", "https://www.example.org.evil.example/stories/secret/", ""},
		{"another host of this one", "https://example.org/stories/secret/", ""},
		{"the home page", "/", ""},
		{"the home page, absolute", "https://www.example.org/", ""},
		{"the home page's file", "/index.html", ""},
	} {
		for form, words := range map[string]string{
			"a link":         `<a href="%s">x</a>`,
			"unquoted":       `<a href=%s >x</a>`,
			"a picture":      `<img src="%s" alt="">`,
			"text":           `Look at %s, and come.`,
			"in brackets":    `Look at (%s).`,
			"at an end":      `Look at %s.`,
			"before a colon": `%s: look.`,
			"any attribute":  `<p data-next="%s">`,
			"a comment":      `<!-- %s -->`,
			"JSON-LD":        `<script type="application/ld+json">{"url": "%s"}</script>`,
			"a style":        `<style>p { background: url(%s) }</style>`,
			"srcset":         `<img srcset="%s 1x, /x.jpg 2x">`,
			"a refresh":      `<meta http-equiv="refresh" content="0; url=%s">`,
		} {
			w.expect("about/index.html", fmt.Sprintf(words, c.address), c.rules, c.reason+", "+form)
		}
		w.expect("about/index.html", fmt.Sprintf(`<script>{"url": "%s"}</script>`, strings.ReplaceAll(c.address, "/", `\/`)), c.rules, c.reason+", JSON with \\/")
		w.expect("sitemap.xml", fmt.Sprintf("<loc>%s</loc>", c.address), c.rules, c.reason+", sitemap")
		w.expect("feed.xml", fmt.Sprintf("<id>%s</id>", c.address), c.rules, c.reason+", feed")
		w.expect("feed.xml", fmt.Sprintf(`<content>&lt;a href="%s"&gt;</content>`, c.address), c.rules, c.reason+", HTML in a feed")
		w.expect("robots.txt", fmt.Sprintf("Disallow: %s\n", c.address), c.rules, c.reason+", text file")
	}
}

func pageAt(w *world, path string) int {
	for i := range w.source.Pages {
		if w.source.Pages[i].Path == path {
			return i
		}
	}
	w.Fatalf("there is no page %s", path)
	return 0
}

// A site may stand in a folder of its host.
func TestWithheldAddressesInAFolder(t *testing.T) {
	w := newWorld(t, secrets("https://www.example.org/our/Voices/"))
	for _, c := range []struct{ reason, address, rules string }{
		{"with the folder", "/our/Voices/stories/secret/", "address"},
		{"with the folder, in small letters", "/our/voices/stories/secret/", "address"},
		{"absolute", "https://www.example.org/our/Voices/stories/secret/", "address"},
		{"without a protocol", "//www.example.org/our/Voices/stories/secret/", "address"},
		{"without the folder, as published.json has it", "/stories/secret/", "address"},
		{"the page path", "stories/secret", "address"},
		{"another folder", "/their/voices/stories/secret/", ""},
		{"another site", "https://example.com/our/Voices/stories/secret/", ""},
		{"published", "/our/Voices/stories/open/", ""},
	} {
		w.expect("about/index.html", `<a href="`+c.address+`">x</a>`, c.rules, c.reason)
		w.expect("robots.txt", c.address, c.rules, c.reason+", text file")
	}
}

// What a text that may be shown, the theme or the site's settings say of an
// address, passes.
func TestWithheldAddressesThatPass(t *testing.T) {
	w := newWorld(t, `
-- site.yaml --
title: Voices
base_url: https://www.example.org/
consent: {approval: none}
help: [{name: Line, phone: "116", url: "https://www.example.org/help/"}]
-- content/about.md --
---
title: About us
people: none
---
She will come today/tomorrow. Nothing was said of the tea/coffee question.
-- content/today.md --
---
title: Today
people: none
draft: true
---
Nothing.
-- content/tea.md --
---
title: Tea
people: none
draft: true
---
Nothing.
-- content/help.md --
---
title: Help
people: none
draft: true
---
Nothing.
-- content/coffee.md --
---
title: Coffee
people: none
draft: true
---
Nothing.
`)
	for address, rules := range map[string]string{"/today/": "", "/tea/": "", "/help/": "", "/coffee/": "address"} {
		w.expect("index.html", `<a href="`+address+`">x</a>`, rules, "what is published says it")
	}
}

// A picture that is shown nowhere does not leave, neither as it was nor as it was
// made, nor by its address; what is shown on some page does.
func TestWithheldPictures(t *testing.T) {
	sources, files := map[string]string{}, ""
	for i, name := range []string{"cover", "both", "twin", "left", "withheld", "withheld-cover", "same-as-twin"} {
		if name == "same-as-twin" {
			i = 2
		}
		sources[name] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="%d"/><!-- by hand --></svg>`, i+1) + "\n"
		files += "-- content/pictures/" + name + ".svg --\n" + sources[name]
	}
	w := newWorld(t, `
-- content/about.md --
---
title: About us
people: none
cover: /pictures/cover.svg
---
![Both](/pictures/both.svg) ![A twin](/pictures/twin.svg) ![Left out](/pictures/left.svg)
-- content/secret.md --
---
title: A page
people: none
draft: true
cover: /pictures/withheld-cover.svg
---
![Withheld](/pictures/withheld.svg) ![Both](/pictures/both.svg) ![Its twin](/pictures/same-as-twin.svg)
-- content/pictures/pictures.yaml --
"*": {people: none}
left.svg: {people: [nobody]}
`+files)
	shown := strings.TrimPrefix(w.source.Pictures["content/pictures/cover.svg"].Renditions[0].Address, "/")
	for name, rules := range map[string]string{
		"cover": "", "both": "", "twin": "", "same-as-twin": "", "left": "picture", "withheld": "picture", "withheld-cover": "picture",
	} {
		p := w.source.Pictures["content/pictures/"+name+".svg"]
		if got := w.look(shown, string(p.Renditions[0].Bytes)); got != rules {
			t.Errorf("%s as it was made breaks %q, want %q", name, got, rules)
		}
		if got := w.look(shown, sources[name]); got != rules {
			t.Errorf("%s as it was breaks %q, want %q", name, got, rules)
		}
		address := strings.Replace(rules, "picture", "address", 1)
		for form, words := range map[string]string{"a link": `<img src="%s">`, "absolute": `<meta content="https://www.example.org%s">`, "text": "%s"} {
			w.expect("about/index.html", fmt.Sprintf(words, p.Renditions[0].Address), address, name+", "+form)
		}
	}
}
