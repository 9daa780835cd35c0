package generator_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// webBroken is what the checks have to find: each line breaks one file of the site
// in testdata/web/good.txtar, in which nothing is wrong.
var webBroken = []struct{ file, old, new, rule string }{
	{"index.html", "<!DOCTYPE html>", "", "doctype"},
	{"index.html", "<h1>Home", "<h1>Home \xff", "utf-8"},
	{"index.html", `href="#main"`, `href="#ZgotmplZ"`, "template"},
	{"index.html", "<title>Home</title>", "", "one-title"},
	{"index.html", "<title>Home</title>", "<title> </title>", "one-title"},
	{"index.html", "<h1>Home</h1>", "<p>Home</p>", "one-h1"},
	{"index.html", "<h2>Pictures</h2>", "<h1>Pictures</h1>", "one-h1"},
	{"index.html", "<h2>Pictures</h2>", "<h3>Pictures</h3>", "headings"},
	{"index.html", "<h1>Home</h1>", "<h2>Before</h2><h1>Home</h1>", "headings"},
	{"index.html", `<main id="main">`, `<main id="main"></main><main>`, "one-main"},
	{"index.html", ` lang="en-GB"`, "", "lang"},
	{"index.html", ` lang="en-GB"`, ` lang="english!"`, "lang"},
	{"index.html", ` alt="A"`, "", "alt"},
	{"about/index.html", ` dir="rtl"`, "", "direction"},
	{"about/index.html", `<h2 id="there">`, `<h2 id="there"><b id="there"></b>`, "ids"},
	{"about/index.html", `<h2 id`, `<h2 style="color: red" id`, "inline"},
	{"about/index.html", `<h2 id`, `<h2 onclick="go()" id`, "inline"},
	{"about/index.html", `<meta charset="utf-8">`, `<meta charset="utf-8"><style>a { color: red }</style>`, "inline"},
	{"about/index.html", `<meta charset="utf-8">`, `<meta charset="utf-8"><script>go()</script>`, "inline"},

	{"index.html", `"about/"`, `"abuot/"`, "link"},
	{"index.html", `"about/"`, `"/v/about"`, "link"},
	{"index.html", `"about/"`, `"/about/"`, "prefix"},
	{"index.html", `"about/"`, `""`, "empty"},
	{"index.html", `"about/"`, `"#"`, "empty"},
	{"index.html", `"about/"`, `"mailto:"`, "empty"},
	{"index.html", `"about/"`, `"javascript:go()"`, "address"},
	{"index.html", `"about/"`, `"https:///about"`, "address"},
	{"index.html", `"about/"`, `"http://www.example.org/v/about/"`, "address"},
	{"index.html", `"about/"`, `"a b"`, "address"},
	{"index.html", "#there", "#nowhere", "fragment"},
	{"index.html", "#main", "#nowhere", "fragment"},
	{"index.html", "b.svg 2x", "c.svg 2x", "link"},
	{"index.html", `src="/v/a.svg"`, `src="https://www.example.com/a.svg"`, "third-party"},
	{"index.html", `src="/v/exit.js"`, `src="//www.example.com/exit.js"`, "third-party"},
	{"index.html", `href="/v/style.css"`, `href="https://www.example.com/style.css"`, "third-party"},
	{"index.html", `href="/v/style.css"`, `href=""`, "empty"},
	{"index.html", `content="https://www.example.org/v/a.svg"`, `content="https://www.example.org/v/c.svg"`, "link"},
	{"index.html", `"og:url" content="https://www.example.org/v/"`, `"og:url" content="https://www.example.org/v/home/"`, "link"},
	{"index.html", `rel="canonical" href="https://www.example.org/v/"`, `rel="canonical" href="https://www.example.org/v/about/"`, "canonical"},
	{"index.html", `"url": "https://www.example.org/v/"`, `"url": "https://www.example.org/v/home/"`, "link"},
	{"index.html", `"url": "https://www.example.org/v/"`, `"url": "/v/"`, "whole"},
	{"index.html", `"@type": "Article", `, `"@type": "Article" `, "json-ld"},
	{"old/index.html", "url=/v/about/", "url=/v/gone/", "link"},
	{"404.html", `"/v/"`, `"index.html"`, "link"},
	{"style.css", "a.svg", "c.svg", "link"},
	{"style.css", "a.svg", "https://www.example.com/a.svg", "third-party"},
	{"style.css", "main", `@import "more.css"; main`, "third-party"},
	{"a.svg", `href="#a"`, `href="b.svg#a"`, "third-party"},
	{"a.svg", "url(#a)", "url(https://www.example.com/a)", "third-party"},
	{"robots.txt", "/v/sitemap.xml", "/v/map.xml", "link"},
	{"_redirects", "/v/about/", "/v/gone/", "link"},

	{"index.html", `href="/v/feed.json"`, `href="/v/feed.xml"`, "autodiscovery"},
	{"feed.xml", "</feed>", "", "parse"},
	{"feed.xml", `rel="self"`, `rel="via"`, "self"},
	{"feed.xml", "v/feed.xml", "v/feed.json", "self"},
	{"feed.xml", `<link href="https://www.example.org/v/"/>`, "", "alternate"},
	{"feed.xml", `<link rel="alternate" href="https://www.example.org/v/"/>`, "", "alternate"},
	{"feed.xml", `href="https://www.example.org/v/about/"/>`, `href="https://www.example.org/v/gone/"/>`, "link"},
	{"feed.xml", `href="https://www.example.org/v/about/"/>`, `href="/v/about/"/>`, "whole"},
	{"feed.xml", "<id>https://www.example.org/v/about/</id>", "<id>https://www.example.org/v/</id>", "id"},
	{"feed.xml", "<id>https://www.example.org/v/about/</id>", "<id>about</id>", "id"},
	{"feed.xml", "<title>About</title>", "<title> </title>", "title"},
	{"feed.xml", "<author><name>We</name></author>", "", "author"},
	{"feed.xml", "<published>2026-07-01", "<published>2026-07-03", "dates"},
	{"feed.xml", "<updated>2026-07-02", "<updated>2026-07-11", "dates"},
	{"feed.xml", "#there", "#nowhere", "fragment"},
	{"feed.xml", `a href="https://www.example.org/v/about/#there"`, `a href="#there"`, "whole"},
	{"feed.xml", `a href="https://www.example.org/v/about/#there"`, `a href="/v/about/"`, "whole"},
	{"feed.xml", `img src="https://www.example.org/v/a.svg"`, `img src="https://www.example.com/a.svg"`, "third-party"},
	{"feed.xml", "&lt;p&gt;", `&lt;p style="color: red"&gt;`, "inline"},
	{"feed.xml", "&lt;p&gt;", "&lt;script&gt;go()&lt;/script&gt;", "inline"},
	{"feed.json", "]\n}", "]", "parse"},
	{"feed.json", "version/1.1", "version/1", "schema"},
	{"feed.json", ` "title": "Feed",`, "", "schema"},
	{"feed.json", `"title": "About",`, `"title": "",`, "schema"},
	{"feed.json", `"title": "About",`, `"titel": "About",`, "schema"},
	{"feed.json", `"title": "About",`, `"title": null,`, "schema"},
	{"feed.json", `   "id": "https://www.example.org/v/about/",`, "", "schema"},
	{"feed.json", `"id": "https://www.example.org/v/about/"`, `"id": 1`, "schema"},
	{"feed.json", `"content_html"`, `"_content"`, "schema"},
	{"feed.json", `2026-07-01T12:00:00Z`, `2026-07-01`, "schema"},
	{"feed.json", `"authors": [{"name": "Sam"}]`, `"author": {"name": "Sam"}`, "schema"},
	{"feed.json", `"authors": [{"name": "Sam"}]`, `"authors": [{}]`, "schema"},
	{"feed.json", `, "mime_type": "image/svg+xml"`, "", "schema"},
	{"feed.json", `"image": "https://www.example.org/v/a.svg"`, `"image": "/v/a.svg"`, "schema"},
	{"feed.json", `"language": "en-GB"`, `"language": ""`, "schema"},
	{"feed.json", `"_more": {"a": 1}`, `"_more": 1`, "schema"},
	{"feed.json", "v/feed.json", "v/feed.xml", "self"},
	{"feed.json", `"url": "https://www.example.org/v/about/"`, `"url": "https://www.example.org/v/gone/"`, "link"},
	{"feed.json", `"image": "https://www.example.org/v/a.svg"`, `"image": "https://www.example.com/a.svg"`, "whole"},
	{"feed.json", "v/b.svg", "v/c.svg", "link"},
	{"feed.json", "#there", "#nowhere", "fragment"},
	{"feed.json", `"date_modified": "2026-07-02`, `"date_modified": "2026-06-02`, "dates"},
	{"sitemap.xml", "</urlset>", "", "parse"},
	{"sitemap.xml", "v/about/", "v/gone/", "link"},
	{"sitemap.xml", "v/about/", "v/", "id"},
	{"sitemap.xml", "v/about/", "v/old/", "noindex"},
	{"sitemap.xml", "https://www.example.org/v/about/", "/v/about/", "whole"},

	{"index.html", "/v/weeks/2026/calendar.ics", "/v/", "unlinked"},
	{"weeks/2026/calendar.ics", "END:VCALENDAR", "", "parse"},
	{"weeks/2026/calendar.ics", "VERSION:2.0\r\n", "", "version"},
	{"weeks/2026/calendar.ics", "PRODID:-//Example//Example//EN\r\n", "", "prodid"},
	{"weeks/2026/calendar.ics", "two@", "one@", "uid"},
	{"weeks/2026/calendar.ics", "UID:two@example.org\r\n", "", "uid"},
	{"weeks/2026/calendar.ics", "SUMMARY:An hour\r\n", "", "summary"},
	{"weeks/2026/calendar.ics", "DTSTAMP:20261123T120000Z\r\n", "", "dtstamp"},
	{"weeks/2026/calendar.ics", "20261123T120000Z", "20261123T120000", "dtstamp"},
	{"weeks/2026/calendar.ics", "DTSTART;VALUE=DATE:20260706\r\n", "", "dtstart"},
	{"weeks/2026/calendar.ics", "DTSTART;VALUE=DATE:20260706", "DTSTART;VALUE=DATE:2026-07-06", "dtstart"},
	{"weeks/2026/calendar.ics", "DTEND;VALUE=DATE:20260707", "DTEND;VALUE=DATE:20260706", "dtend"},
	{"weeks/2026/calendar.ics", "DTEND;VALUE=DATE:20260707", "DTEND:20260707T100000Z", "dtend"},
	{"weeks/2026/calendar.ics", "T110000", "T090000", "dtend"},
	{"weeks/2026/calendar.ics", "TZID=Europe/London:", "TZID=Europe/Paris:", "timezone"},
	{"weeks/2026/calendar.ics", "URL:https://www.example.org/v/about/", "URL:https://www.example.org/v/gone/", "link"},
	{"weeks/2026/calendar.ics", "URL:https://www.example.org/v/about/", "URL:/v/about/", "whole"},
	{"weeks/2026/calendar.ics", "\r\n  the next", " and much longer than that: the next", "folding"},
	{"weeks/2026/calendar.ics", "A day", "A ŵ\xc5\r\n \xb5", "folding"},
	{"weeks/2026/calendar.ics", "UID:one@example.org\r\n", "UID:one@example.org\n", "crlf"},
	{"weeks/2026/calendar.ics", "VEVENT", "VTODO", "empty"},
}

// webBrokenForTools is what the tools have to find.
var webBrokenForTools = []struct{ file, old, new, rule string }{
	{"index.html", `<main id="main">`, `<main id="main"><p id="main">`, "no-dup-id"},
	{"index.html", "<h2>Pictures</h2>", "<h3>Pictures</h3>", "heading-level"},
	{"index.html", "<h2>Pictures</h2>", "<h2></h2>", "empty-heading"},
	{"index.html", ` alt="A"`, "", "wcag/h37"},
	{"index.html", "<title>Home</title>", "", "element-required-content"},
	{"index.html", ` lang="en-GB"`, "", "element-required-attributes"},
	{"index.html", "<p><img", `<p><div>x</div><img`, "no-implicit-close"},
	{"index.html", "</h1>", "", "close-order"},
	{"index.html", ">116&nbsp;123<", ">116 123<", "tel-non-breaking"},
	{"index.html", "&amp;b", "&nothing;b", "unrecognized-char-ref"},
	{"index.html", "<h1>", `<h1 style="color: red">`, "no-inline-style"},
	{"index.html", "<h1>", "<h1><h2></h2>", "element-permitted-content"},
	{"index.html", "<main id", "<mian></mian><main id", "element-name"},
	{"index.html", "</head>", "<style>a { color: red }</style></head>", "no-style-tag"},
	{"index.html", `rel="stylesheet" href="/v/`, `rel="stylesheet" href="https://www.example.com/`, "require-sri"},
	{"index.html", ">there</a>", "></a>", "wcag/h30"},
	{"index.html", "<main id", `<main aria-labelledby="nothing" id`, "no-missing-references"},
	{"index.html", "<h1>", `<h1 lang="xx-xx-xx">`, "nu-error"},
	{"index.html", `<main id`, `<section><p>x</p></section><main id`, "nu-warning"},
	{"style.css", "main", "main { colour: red } main", "nu-error"},
	{"a.svg", "<svg", `<svg fil="red"`, "nu-error"},
	{"feed.xml", "<id>https://www.example.org/v/about/</id>", "", "atom.rng"},
	{"feed.xml", "<updated>2026-07-02T12:00:00Z", "<updated>2 July", "atom.rng"},
	{"feed.xml", "<title>Feed</title>", "<title>Feed</title><title>Feed</title>", "atom.rng"},
	{"feed.xml", `xml:lang="en-GB"`, `xml:lang="British English"`, "atom.rng"},
	{"feed.xml", "<name>We</name>", "<name>We</name><email>nobody</email>", "atom.rng"},
	{"feed.xml", `term="tea"`, `label="tea"`, "atom.rng"},
	{"feed.xml", `<content type="html">`, `<content type="xhtml">`, "atom.rng"},
	{"feed.xml", "<summary>", `<summary type="markdown">`, "atom.rng"},
	{"feed.xml", "<summary>", `<description>x</description><summary>`, "atom.rng"},
	{"feed.xml", `type="text/html"`, `type="html"`, "atom.rng"},
	{"sitemap.xml", "2026-07-01", "1 July", "sitemap.rng"},
	{"sitemap.xml", "<lastmod>2026-07-01</lastmod>", "<updated>2026-07-01</updated>", "sitemap.rng"},
	{"sitemap.xml", "<loc>https://www.example.org/v/about/</loc>", "", "sitemap.rng"},
	{"sitemap.xml", "v/about/", "v/größe/", "sitemap.rng"},
}

// webGood gives the site in which nothing is wrong.
func webGood(t *testing.T) outside {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/web/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := outside{base: "https://www.example.org/v/", files: map[string]string{}}
	for _, f := range archive.Files {
		site.files[f.Name] = string(f.Data)
		if strings.HasSuffix(f.Name, ".ics") {
			site.files[f.Name] = strings.ReplaceAll(string(f.Data), "\n", "\r\n")
		}
	}
	return site
}

// breaks gives a copy of a site with one file changed.
func (o outside) breaks(t *testing.T, file, old, new string) outside {
	t.Helper()
	if !strings.Contains(o.files[file], old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	b := outside{base: o.base, files: maps.Clone(o.files)}
	b.files[file] = strings.Replace(b.files[file], old, new, 1)
	if strings.HasPrefix(old, "VEVENT") { // its end, too, and every other
		b.files[file] = strings.ReplaceAll(o.files[file], old, new)
	}
	return b
}

func TestWebFinds(t *testing.T) {
	site := webGood(t)
	for _, c := range webChecks {
		for _, f := range c.check(site) {
			t.Errorf("nothing is wrong, and yet: %s %s [%s]", f.file, f.text, f.rule)
		}
	}
	for _, b := range webBroken {
		var found []finding
		for _, c := range webChecks {
			found = append(found, c.check(site.breaks(t, b.file, b.old, b.new))...)
		}
		if !slices.ContainsFunc(found, func(f finding) bool { return f.rule == b.rule }) {
			t.Errorf("%s with %q: want a finding of %q, have %v", b.file, b.new, b.rule, found)
		}
	}
}

func TestWebToolsFind(t *testing.T) {
	site := webGood(t)
	sites := map[string]outside{"good": site}
	for i, b := range webBrokenForTools {
		changed := site.breaks(t, b.file, b.old, b.new).files[b.file]
		sites[fmt.Sprint(i)] = outside{files: map[string]string{b.file: changed}}
	}
	found := webTools(t, sites)
	for i, b := range webBrokenForTools {
		if !slices.ContainsFunc(found, func(f finding) bool {
			return strings.HasPrefix(f.file, fmt.Sprintf("%d/%s:", i, b.file)) && f.rule == b.rule
		}) {
			t.Errorf("%s with %q: want a finding of %q", b.file, b.new, b.rule)
			for _, f := range found {
				if strings.HasPrefix(f.file, fmt.Sprintf("%d/", i)) {
					t.Logf("have %s [%s]", f.text, f.rule)
				}
			}
		}
	}
	for _, f := range found {
		if strings.HasPrefix(f.file, "good/") {
			t.Errorf("nothing is wrong, and yet: %s %s [%s]", f.file, f.text, f.rule)
		}
	}
}
