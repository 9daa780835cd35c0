package guard

import (
	"strings"
	"testing"

	"goldenthread/generator/fold"
)

// sort is how a text was given to check.
type sort string

const (
	prose   sort = "as prose"
	address sort = "as an address" // and never as prose
	nowhere sort = "nowhere"
)

var samuel = fold.NewFinder([]fold.Name{{Text: "Samuel Okafor"}})

// sees says how the decoder gives a text in which samuel stands.
func sees(ext, text string) sort {
	d := decoder{languages: map[string]bool{"en-GB": true}}
	var words fold.Text
	seen := nowhere
	d.each(ext, []byte(text), func(text []byte, isProse bool) {
		words.Read(text)
		if seen == prose || len(samuel.Find(&words, isProse, nil)) == 0 {
			return
		}
		if seen = address; isProse {
			seen = prose
		}
	})
	return seen
}

// form is a file in which "Samuel Okafor" stands, or does not.
type form struct {
	ext, reason, text string
	want              sort
}

var tagForms = []form{
	{".html", "plain", `<p>Samuel Okafor</p>`, prose},
	{".html", "no markup at all", `Samuel Okafor`, prose},
	{".html", "nothing", ``, nowhere},
	{".html", "across a line end", "<p>Samuel\nOkafor", prose},
	{".html", "styled", `<p><b>Samuel</b> <i>Okafor</i></p>`, prose},
	{".html", "styled inside", `Sam<b>u</b>el Oka<em>for</em>`, prose},
	{".html", "a link inside", `Sam<a href="/x/" title="y">uel</a> Okafor`, prose},
	{".html", "no space between", `<span>Samuel</span><span>Okafor</span>`, prose},
	{".html", "an unknown element", `Sam<x-y z="1">uel</x-y> Okafor`, prose},
	{".html", "capitals", `Sam<B CLASS=x>uel</B> Okafor`, prose},
	{".html", "a comment inside", `Sam<!-- x -->uel Okafor`, prose},
	{".html", "an instruction inside", `Sam<?x y?>uel Okafor`, prose},
	{".html", "a tag over lines", "Sam<b\n\ttitle=x\r\n>uel</b\n> Okafor", prose},
	{".html", "a quoted >", `Sam<b title="a>b">uel</b> Okafor`, prose},
	{".html", "br", `Samuel<br>Okafor`, prose},
	{".html", "br, closed", `Samuel<br/>Okafor`, prose},
	{".html", "br parts a word", `Samu<br>el Okafor`, nowhere},
	{".html", "wbr does not", `Sam<wbr>uel Okafor`, prose},
	{".html", "a soft hyphen", `Sam&shy;uel Oka&#173;for`, prose},
	{".html", "a zero-width joiner", `Sam&zwj;uel Oka&#x200d;for`, prose},
	{".html", "a hard space", `Samuel&nbsp;Okafor`, prose},
	{".html", "two paragraphs", `<p>Samuel</p><p>Okafor</p>`, nowhere},
	{".html", "an unclosed paragraph", `<p>Samuel<p>Okafor`, nowhere},
	{".html", "list items", `<ul><li>Samuel<li>Okafor</ul>`, nowhere},
	{".html", "table cells", `<table><tr><td>Samuel<td>Okafor</table>`, nowhere},
	{".html", "headings", `<H2>Samuel</H2>Okafor`, nowhere},
	{".html", "a heading's id of its own words", `<h2 id="samuel-okafor">Samuel, Okafor</h2>`, nowhere},
	{".html", "with a number", `<h3 class="x" id=samuel-okafor-2>Samuel, <b>Okafor</b></h3>`, nowhere},
	{".html", "a heading that ends in a number", `<h2 id="samuel-okafor-2">Samuel, Okafor: 2</h2>`, nowhere},
	{".html", "a heading that begins with a number", `<h2 id="heading-2-samuel-okafor-3">2. Samuel, Okafor</h2>`, nowhere},
	{".html", "an id of more than its words", `<h2 id="samuel-okafor">Samuel</h2>`, address},
	{".html", "an id of other words", `<h2 id="samuel-okafor">A heading</h2>`, address},
	{".html", "an id of words before it", `<p>Samuel, Okafor</p><h2 id="samuel-okafor"></h2>`, address},
	{".html", "an id of words behind it", `<h2 id="samuel-okafor"></h2>Samuel, Okafor`, address},
	{".html", "an id of the next heading's words", `<h2 id="samuel-okafor">x<h2 id="y">Samuel, Okafor</h2>`, address},
	{".html", "a heading that is not closed", `<h2 id="samuel-okafor">Samuel, Okafor</p><p>x`, address},
	{".html", "two ids", `<h2 id="samuel-okafor" id="x">x</h2>`, address},
	{".html", "two ids, the other first", `<h2 id="x" id="samuel-okafor">x</h2>`, address},
	{".html", "an id of something else", `<p id="samuel-okafor">Samuel, Okafor</p>`, address},
	{".html", "a closing tag's id", `<h2>Samuel, Okafor</h2 id="samuel-okafor">`, address},
	{".html", "an escaped heading's id", `&lt;h2 id="samuel-okafor"&gt;Samuel, Okafor&lt;/h2&gt;`, prose},
	{".html", "a rule", `Samuel<hr>Okafor`, nowhere},
	{".html", "an option", `<select><option>Samuel<option>Okafor</select>`, nowhere},
	{".html", "a block inside a word", `Sam<div>uel Okafor</div>`, nowhere},
	{".html", "an unclosed tag", `<p>Samuel Okafor<b`, prose},
	{".html", "a lone <", `2 < 3: Samuel Okafor <3`, prose},
	{".html", "a closing tag of nothing", `</ Samuel Okafor>`, prose},
	{".html", "a tag's name", `<samuel-okafor>`, nowhere},
	{".html", "an attribute's name", `<p samuel-okafor samuel-okafor=x>`, nowhere},
	{".html", "a closing tag's attribute", `</p title="Samuel Okafor">`, prose},
	{".html", "a comment", `<!-- Samuel Okafor -->`, prose},
	{".html", "a comment with a tag", `<!-- <b>Samuel</b> <i>Okafor</i> -->`, prose},
	{".html", "a comment with attributes", `<!-- <b title="Samuel Okafor"> -->`, prose},
	{".html", "an unclosed comment", `<!-- Samuel Okafor`, prose},
	{".html", "a conditional comment", `<!--[if IE]><p>Sam<b>uel</b> Okafor</p><![endif]-->`, prose},
	{".html", "a comment and a text", `<!-- Samuel --> Okafor`, nowhere},
	{".html", "two comments", `<!-- Samuel --><!-- Okafor -->`, nowhere},
	{".html", "a doctype", `<!DOCTYPE html PUBLIC "Samuel Okafor">`, prose},
	{".html", "an instruction", `<?php Samuel Okafor ?>`, prose},
	{".html", "CDATA", `<svg><![CDATA[Samuel Okafor]]></svg>`, prose},
	{".html", "script", `<script>let n = "Samuel Okafor"</script>`, prose},
	{".html", "script, capitals", `<SCRIPT>let n = "Samuel Okafor"</SCRIPT>`, prose},
	{".html", "script, unclosed", `<script>let n = "Samuel Okafor"`, prose},
	{".html", "a tag in a script", `<script>"<b>Samuel</b> <i>Okafor</i>"</script>`, prose},
	{".html", "behind a script", `<script>1<2</script >Samuel Okafor`, prose},
	{".html", "behind a script with a quote", `<script>'</script><p title="x">Samuel Okafor`, prose},
	{".html", "style", `<style>p::after{content:"Samuel Okafor"}</style>`, prose},
	{".html", "a tag in a style", `<style>p::after{content:"<b Samuel Okafor"}</style>`, prose},
	{".html", "title", `<title>Samuel Okafor</title>`, prose},
	{".html", "textarea", "<textarea>Samuel Okafor</textarea>", prose},
	{".html", "noscript", `<noscript>Samuel Okafor</noscript>`, prose},
	{".html", "template", `<template>Samuel Okafor</template>`, prose},
	{".html", "iframe", `<iframe>Samuel Okafor</iframe>`, prose},
	{".html", "plaintext", `<plaintext>Samuel Okafor</p>`, prose},
	{".htm", "plain", `<p>Sam<b>uel</b> Okafor`, prose},
	{".xhtml", "plain", `<p>Sam<b>uel</b> Okafor</p>`, prose},
}

var attributeForms = []form{
	{".html", "quoted", `<p title="Samuel Okafor">`, prose},
	{".html", "quoted singly", `<p title='Samuel Okafor'>`, prose},
	{".html", "unquoted", `<p title=Samuel-Okafor>`, prose},
	{".html", "unquoted before />", `<a title=Samuel-Okafor/>`, prose},
	{".html", "capitals", `<P TITLE="Samuel Okafor">`, prose},
	{".html", "behind one without value", `<input disabled title="Samuel Okafor">`, prose},
	{".html", "behind an empty one", `<input value="" alt='' title="Samuel Okafor">`, prose},
	{".html", "behind a = and nothing", `<input value=><p title="Samuel Okafor">`, prose},
	{".html", "said twice", `<p title="x" title="Samuel Okafor">`, prose},
	{".html", "spaces around =", "<p title \t=\n 'Samuel Okafor'>", prose},
	{".html", "slashes", `<p/title="Samuel Okafor"/>`, prose},
	{".html", "no space before it", `<p title="x"alt="Samuel Okafor">`, prose},
	{".html", "an odd name", `<p ="x" @y:z.w="Samuel Okafor">`, prose},
	{".html", "an unclosed quote", `<p title="Samuel Okafor>`, prose},
	{".html", "an unclosed tag", `<p title=Samuel-Okafor`, prose},
	{".html", "a line end", "<p title=\"Samuel\n  Okafor\">", prose},
	{".html", "an entity", `<p title="Samuel&#32;Okafor">`, prose},
	{".html", "a tag", `<p title="<b>Samuel</b> Okafor">`, prose},
	{".html", "a quote in the other", `<p title='"Samuel Okafor"'>`, prose},
	{".html", "two attributes", `<p title="Samuel" alt="Okafor">`, nowhere},
	{".html", "an attribute and the text", `<p title="Samuel">Okafor</p>`, nowhere},
	{".html", "alt", `<img alt="Samuel Okafor">`, prose},
	{".html", "meta", `<meta name=description content="Samuel Okafor">`, prose},
	{".html", "data", `<p data-name="Samuel Okafor">`, prose},
	{".html", "aria", `<p aria-label="Samuel Okafor">`, prose},
	{".html", "style", `<p style="content: 'Samuel Okafor'">`, prose},
	{".html", "an event", `<p onclick="alert('Samuel Okafor')">`, prose},
	{".html", "srcdoc", `<iframe srcdoc="&lt;p&gt;Sam&lt;b&gt;uel&lt;/b&gt; Okafor">`, prose},
	{".html", "class", `<p class="samuel-okafor">`, nowhere},
	{".html", "class, capitals", `<p CLASS="samuel-okafor">`, nowhere},
	{".html", "class, unquoted", `<p class=samuel-okafor>`, nowhere},
	{".html", "lang", `<p lang="samuel-okafor">`, prose},
	{".html", "hreflang", `<a hreflang=samuel-okafor>`, prose},
	{".html", "dir", `<p dir=samuel-okafor>`, prose},
	{".html", "datetime", `<time datetime="Samuel Okafor">`, prose},
	{".json", "a language", `{"language":"Samuel-Okafor"}`, prose},
	{".html", "other words of the format, which are own words where they are right", `<link rel="samuel-okafor">`, prose},
	{".html", "href", `<a href="/stories/samuel-okafor/">`, address},
	{".html", "href, unquoted", `<a href=/stories/samuel_okafor/>`, address},
	{".html", "href, in capitals", `<a HREF="/SAMUELOKAFOR">`, address},
	{".html", "mailto", `<a href="mailto:samuel.okafor@example.org">`, address},
	{".html", "src", `<img src="/assets/samuel-okafor.jpg">`, address},
	{".html", "src of a file beside it", `<img src="samuel-okafor.jpg">`, address},
	{".html", "srcset", `<img srcset="/a.jpg 1x, /samuel-okafor.jpg 2x">`, address},
	{".html", "id", `<p id="samuel-okafor">`, address},
	{".html", "for", `<label for="samuel-okafor">`, address},
	{".html", "an address elsewhere", `<meta content="https://example.org/samuel-okafor/">`, address},
	{".html", "a path elsewhere", `<p data-x="/samuel-okafor/">`, address},
	{".html", "percent in href", `<a href="/%53amuel%20Okafor">`, address},
	{".html", "percent in a query", `<a href="/search/?q=Samuel%20Okafor">`, address},
	{".html", "percent twice", `<a href="/%2553amuel%252DOkafor">`, address},
	{".html", "a percent that is none", `<a href="/100%/%zz/samuel-okafor/%">`, address},
	{".html", "an entity and percent", `<a href="?n=%53amuel&#37;20Okafor">`, address},
	{".html", "markup in an address", `<a href="data:text/html,<p>Sam<b>uel</b> Okafor">`, prose},
}

var escapeForms = []form{
	{".html", "decimal", `&#83;amuel Okafor`, prose},
	{".html", "hexadecimal", `&#x53;amuel Oka&#X66;or`, prose},
	{".html", "without semicolon", `&#83amuel &#79kafor`, prose},
	{".html", "zeros", `&#0000083;amuel Okafor`, prose},
	{".html", "named", `Samuel&Tab;Okafor`, prose},
	{".html", "named, without semicolon", `Samuel&nbspOkafor`, prose},
	{".html", "twice", `&amp;#83;amuel Okafor`, prose},
	{".html", "three times", `&amp;amp;#83;amuel Okafor`, prose},
	{".html", "an unknown entity", `&samuel; Samuel Okafor &`, prose},
	{".html", "an escaped tag", `Sam&lt;b&gt;uel&lt;/b&gt; Okafor`, prose},
	{".html", "percent", `%53amuel%20Okafor`, prose},
	{".html", "percent and 100 %", `100 % of %53amuel Okafor, 5%`, prose},
	{".html", "percent of two bytes", `Samuel%C2%A0Okafor`, prose},
	{".json", "plain", `{"name": "Samuel Okafor"}`, prose},
	{".json", "a key", `{"Samuel Okafor": 1}`, prose},
	{".json", "escaped", `{"name": "\u0053amuel\u0020Okafor"}`, prose},
	{".json", "capitals of the escape", `"Oka\u006Fr, \u0053\u0061MUEL\u00A0OKAFOR"`, prose},
	{".json", "a line end", `"Samuel\nOkafor"`, prose},
	{".json", "a tab", `"Samuel\tOkafor"`, prose},
	{".json", "a slash", `"\/\/Samuel Okafor\/"`, prose},
	{".json", "behind an escaped backslash", `"\\u0053amuel Okafor"`, prose},
	{".json", "surrogates beside it", `"\ud83d\ude00\u0053amuel Okafor\ud83d\ude00"`, prose},
	{".json", "half a surrogate", `"\ud83d\u0053amuel Okafor"`, prose},
	{".json", "markup", `{"html": "<p>Sam<b>uel<\/b> Okafor"}`, prose},
	{".json", "escaped markup", `{"html": "\u003cp\u003eSam\u003cb\u003euel Okafor"}`, prose},
	{".json", "entities", `{"html": "Samuel&#32;Okafor"}`, prose},
	{".json", "two values", `["Samuel", "Okafor"]`, nowhere},
	{".json", "broken", `{"name": "\u53", "Samuel Okafor\`, prose},
	{".js", "hexadecimal", `"\x53amuel\x20Okafor"`, prose},
	{".js", "braces", `"\u{53}amuel\u{000020}Okafor"`, prose},
	{".js", "unclosed braces", `"\u{53amuel" + "Samuel Okafor"`, prose},
	{".css", "plain", `p::after { content: "Samuel Okafor" }`, prose},
	{".css", "a comment", `/* Samuel Okafor */`, prose},
	{".css", "escaped", `content: "\53 amuel Okafor"`, prose},
	{".css", "six digits", `content: "\000053amuel\0020Okafor"`, prose},
	{".css", "the space belongs to the escape", `content: "Sam\75 el Okafor"`, prose},
	{".css", "two spaces: one is a space", `content: "Sam\75  el Okafor"`, nowhere},
	{".css", "a letter that needs no escape", `content: "\Samuel Okafor"`, prose},
	{".css", "an address", `url(/samuel-okafor.png)`, prose},
	{".txt", "plain", `Samuel Okafor`, prose},
	{".txt", "percent", `https://example.org/samuel%2dokafor`, prose},
	{"", "no ending", `Samuel Okafor`, prose},
	{".webmanifest", "escaped", `{"name": "\u0053amuel Okafor"}`, prose},
}

var xmlForms = []form{
	{".xml", "plain", `<a>Samuel Okafor</a>`, prose},
	{".xml", "parted by tags", `<name>Samuel</name><name>Okafor</name>`, nowhere},
	{".xml", "CDATA", `<a><![CDATA[Samuel Okafor]]></a>`, prose},
	{".xml", "CDATA with a ]", `<a><![CDATA[x]] > Samuel Okafor]]></a>`, prose},
	{".xml", "CDATA inside a word", `<a>Sam<![CDATA[uel]]> Okafor</a>`, prose},
	{".xml", "CDATA with markup", `<a><![CDATA[<p>Sam<b>uel</b> Okafor]]></a>`, prose},
	{".xml", "CDATA, unclosed", `<a><![CDATA[Samuel Okafor`, prose},
	{".xml", "an attribute", `<category term="Samuel Okafor"/>`, prose},
	{".xml", "a comment", `<!-- Samuel Okafor -->`, prose},
	{".xml", "a declaration", `<?xml version="1.0"?><a>Samuel Okafor</a>`, prose},
	{".xml", "a declaration", `<?xml version="samuel-okafor"?><a/>`, prose},
	{".xml", "an instruction", `<?xml-stylesheet title="Samuel Okafor"?>`, prose},
	{".xml", "an entity's value", `<!DOCTYPE a [<!ENTITY n "Samuel Okafor">]><a>&n;</a>`, prose},
	{".xml", "an address as text", `<loc>https://example.org/samuel-okafor/</loc>`, prose},
	{".xml", "prefixes", `<x:script>Samuel Okafor</x:script>`, prose},
	{".xml", "script is nothing special", `<script><a title="Samuel Okafor"/></script>`, prose},
	{".atom", "escaped HTML", `<content type="html">&lt;p&gt;Sam&lt;b&gt;uel&lt;/b&gt; Okafor</content>`, prose},
	{".atom", "entities in escaped HTML", `<content type="html">&amp;#83;amuel&amp;nbsp;Okafor</content>`, prose},
	{".atom", "an attribute in escaped HTML", `<content type="html">&lt;img alt="Samuel Okafor"&gt;</content>`, prose},
	{".atom", "an address in escaped HTML", `<content type="html">&lt;a href="/%53amuel-okafor"&gt;</content>`, prose},
	{".atom", "blocks in escaped HTML", `<content>&lt;p&gt;Samuel&lt;/p&gt;&lt;p&gt;Okafor</content>`, nowhere},
	{".atom", "XHTML", `<content type="xhtml"><div>Samuel Okafor</div></content>`, prose},
	{".rss", "a title", `<title>Samuel Okafor</title>`, prose},
	{".svg", "text", `<svg><text>Samuel Okafor</text></svg>`, prose},
	{".svg", "tspan", `<svg><text><tspan>Samuel</tspan> <tspan>Okafor</tspan></text></svg>`, prose},
	{".svg", "tspan, no space", `<svg><text><tspan x="1">Samuel</tspan><tspan x="2">Okafor</tspan></text></svg>`, prose},
	{".svg", "two texts", `<svg><text>Samuel</text><text>Okafor</text></svg>`, nowhere},
	{".svg", "title", `<svg><title>Samuel Okafor</title></svg>`, prose},
	{".svg", "desc", `<svg><desc>Samuel Okafor</desc></svg>`, prose},
	{".svg", "metadata", `<svg><metadata><dc:creator>Samuel Okafor</dc:creator></metadata></svg>`, prose},
	{".svg", "CDATA", `<svg><text><![CDATA[Samuel Okafor]]></text></svg>`, prose},
	{".svg", "style", `<svg><style>text::after{content:"\53 amuel Okafor"}</style></svg>`, prose},
	{".svg", "a link", `<svg><a xlink:href="/samuel-okafor/"/></svg>`, address},
	{".svg", "a label", `<svg inkscape:label="Samuel Okafor"/>`, prose},
	{".svg", "a comment", `<!-- Samuel Okafor --><svg/>`, prose},
}

// Each mixture is read from the outside in, four forms deep and no deeper.
var mixtureForms = []form{
	{".html", "JSON-LD", `<script type="application/ld+json">{"author": "\u0053amuel Okafor"}</script>`, prose},
	{".html", "HTML in JSON in a script", `<script>{"a": "\u003cp\u003eSam\u003cb\u003euel\u003c/b\u003e Okafor"}</script>`, prose},
	{".html", "entities in JSON in a script", `<script>{"a": "\u0026#83;amuel Okafor"}</script>`, prose},
	{".html", "JSON in an attribute", `<p data-x="{&quot;n&quot;: &quot;\u0053amuel Okafor&quot;}">`, prose},
	{".html", "HTML in JSON in an attribute", `<p data-x='{"n": "\u003cb\u003eSamuel\u0026nbsp;Okafor"}'>`, prose},
	{".html", "percent in JSON in an attribute", `<p data-x='{"n": "\u002553amuel\u002520Okafor"}'>`, prose},
	{".html", "JSON in percent in an attribute", `<p data-x="%7B%22n%22%3A%22%5Cu0053amuel Okafor%22%7D">`, prose},
	{".html", "JSON in percent in an address", `<a href="/?d=%7B%22n%22%3A%22%5Cu0053amuel%20Okafor%22%7D">`, address},
	{".html", "entities in percent", `<p>%26%2383;amuel Okafor</p>`, prose},
	{".html", "percent in entities", `<p>&#37;53amuel Okafor</p>`, prose},
	{".html", "styles in an attribute", `<p style="content: &quot;\53 amuel Okafor&quot;">`, prose},
	{".html", "styles in entities in JSON", `<script>"\u0026#92;53 amuel Okafor"</script>`, prose},
	{".json", "JSON in JSON", `{"a": "{\"b\": \"\\u0053amuel Okafor\"}"}`, prose},
	{".json", "an attribute in HTML in JSON", `{"a": "\u003cp title=\"Samuel&#32;Okafor\"\u003e"}`, prose},
	{".json", "percent in an address in HTML", `{"a": "<a href=\"/%53amuel-okafor/\">"}`, prose},
	{".xml", "entities in CDATA", `<a><![CDATA[&#83;amuel Okafor]]></a>`, prose},
	{".xml", "JSON in an attribute in escaped HTML", `<a>&lt;p data-x='"\u0053amuel Okafor"'&gt;</a>`, prose},
	{".css", "percent in an address", `url("data:image/svg+xml,%3Ctext%3ESamuel Okafor")`, prose},
}

func TestDecoder(t *testing.T) {
	for name, forms := range map[string][]form{"tags": tagForms, "attributes": attributeForms, "escapes": escapeForms, "XML": xmlForms, "mixtures": mixtureForms} {
		t.Run(name, func(t *testing.T) {
			for _, f := range forms {
				if got := sees(f.ext, f.text); got != f.want {
					t.Errorf("%s, %s: %q is seen %s, want %s", f.ext, f.reason, f.text, got, f.want)
				}
			}
		})
	}
	deep := "S"
	for range 6 {
		deep = strings.ReplaceAll(deep, "S", "&#83;")
		deep = strings.ReplaceAll(deep, "&", "&amp;")
	}
	if got := sees(".html", deep+"amuel Okafor"); got != nowhere {
		t.Errorf("entities twelve deep are seen %s; nobody reads them", got)
	}
}
