package markdown

import (
	"strings"
	"testing"

	"goldenthread/generator/page"
)

func rendered(t *testing.T, s Style, body string) string {
	t.Helper()
	doc := NewParser().Parse("x.md", body, 1)
	if doc.Fault != nil {
		t.Fatal(doc.Fault)
	}
	return s.html(doc.Nodes)
}

// What is read elsewhere, beside other pages, has no ids, and its links are whole.
func TestElsewhere(t *testing.T) {
	const body = "## A heading\n\n| a |\n| - |\n\nWords[^1] and words[^1], [here](#a-heading), [there](/x/#y).\n\n[^1]: A note.\n"
	for _, c := range []struct {
		name  string
		style Style
		want  string
	}{
		{"on its page", Style{Prefix: "/voices", BackToText: "Back", Table: "Table"}, `<h2 id="a-heading">A heading</h2>
<div class="table" tabindex="0" role="group" aria-label="Table"><table>
<thead>
<tr>
<th>a</th>
</tr>
</thead>
</table></div>
<p>Words<sup><a id="fnref-1" href="#fn-1">1</a></sup> and words<sup><a id="fnref-1-2" href="#fn-1">1</a></sup>, <a href="#a-heading">here</a>, <a href="/voices/x/#y">there</a>.</p>
<section class="footnotes">
<ol>
<li id="fn-1" value="1"><p>A note.</p>
<a href="#fnref-1" aria-label="Back 1">↩</a> <a href="#fnref-1-2" aria-label="Back 2">↩</a> </li>
</ol>
</section>
`},
		{"elsewhere", Style{Prefix: "https://www.example.org/voices", Page: "https://www.example.org/voices/a/"}, `<h2>A heading</h2>
<div class="table" tabindex="0" role="group"><table>
<thead>
<tr>
<th>a</th>
</tr>
</thead>
</table></div>
<p>Words<sup>1</sup> and words<sup>1</sup>, <a href="https://www.example.org/voices/a/#a-heading">here</a>, <a href="https://www.example.org/voices/x/#y">there</a>.</p>
<section class="footnotes">
<ol>
<li value="1"><p>A note.</p>
</li>
</ol>
</section>
`},
	} {
		if got := rendered(t, c.style, body); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// A heading or a link that nobody could hear is none.
func TestWordless(t *testing.T) {
	for body, want := range map[string]string{
		"##":                      "",
		"## \u00a0":               "",
		"## ![](x.svg)":           `<p><img src="x.svg" alt=""></p>` + "\n",
		"## ![A door](x.svg)":     `<h2><img src="x.svg" alt="A door"></h2>` + "\n",
		"## `x`":                  `<h2 id="x"><code>x</code></h2>` + "\n",
		"##\n\n### Words":         `<h2 id="words">Words</h2>` + "\n",
		"[](/x/)":                 "",
		"[ ](/x/)":                "",
		"[![](x.svg)](/x/)":       `<p><img src="x.svg" alt=""></p>` + "\n",
		"[![A door](x.svg)](/x/)": `<p><a href="/x/"><img src="x.svg" alt="A door"></a></p>` + "\n",
		"[*a*](/x/)":              `<p><a href="/x/"><em>a</em></a></p>` + "\n",
		"## [](/x/)":              "",
		":::quote{by=\" \" url=/x/}\nWords.\n:::": "<figure class=\"quote\">\n<blockquote>\n<p>Words.</p>\n</blockquote>\n<figcaption> </figcaption>\n</figure>\n",
	} {
		got := rendered(t, Style{}, body)
		if strings.TrimSpace(strings.ReplaceAll(got, "<p></p>", "")) != strings.TrimSpace(want) {
			t.Errorf("%q:\n%s\nwant\n%s", body, got, want)
		}
	}
}

func TestHeadingIDs(t *testing.T) {
	const body = "# Don't go\n\n## Don’t  go!\n\n## Größe: *2* `x`\n\n## Help\n\n## help\n\n## fn-1\n\n## 第一\n\n## !?\n\n## 9. Go\n\n> ## Don't go\n\n## السكن هنا\n"
	var ids page.HeadingIDs
	var got []string
	for n := range page.Walk(NewParser().Parse("x.md", body, 1).Nodes) {
		if n.Kind == page.Heading {
			got = append(got, ids.Next(n))
		}
	}
	want := "dont-go dont-go-2 größe-2-x heading-help heading-help-2 heading-fn-1 第一  heading-9-go dont-go-3 السكن-هنا"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q\nwant %q", strings.Join(got, " "), want)
	}
}

func TestTelephone(t *testing.T) {
	for number, want := range map[string][2]string{
		"116 123":             {"tel:116123", "116\u00a0123"},
		"+44 (0)808 157-0000": {"tel:+448081570000", "+44\u00a0(0)808\u00a0157\u20110000"},
		"(0)808 1":            {"tel:08081", "(0)808\u00a01"},
		"0808+1":              {"tel:08081", "0808+1"},
	} {
		if got := [2]string{Tel(number), Unbroken(number)}; got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

// What is owed for all the pictures of a gallery alike stands once.
func TestGallery(t *testing.T) {
	picture := func(credit string) page.Node {
		return page.Node{Kind: page.Paragraph, Children: []page.Node{{Kind: page.Image, Text: "A door", Part: &page.Part{URL: "/x.svg", Credit: credit}}}}
	}
	words := page.Node{Kind: page.Paragraph, Children: []page.Node{{Kind: page.Text, Text: "Words."}}}
	for _, c := range []struct {
		pictures []page.Node
		figures  int
		credits  string
	}{
		{[]page.Node{picture("Ann"), picture("Ann"), picture("Ann")}, 1, "Ann"},
		{[]page.Node{picture("Ann"), picture("Bob")}, 2, "Ann Bob"},
		{[]page.Node{picture("Ann"), picture("")}, 1, "Ann"},
		{[]page.Node{picture(""), picture("")}, 0, ""},
		{[]page.Node{picture("Ann")}, 1, "Ann"},
		{[]page.Node{picture("Ann"), words, picture("Ann")}, 1, "Ann"},
	} {
		got := Style{}.html([]page.Node{{Kind: page.Gallery, Children: c.pictures}})
		var credits []string
		for _, after := range strings.Split(got, "<figcaption>")[1:] {
			credit, _, _ := strings.Cut(after, "<")
			credits = append(credits, credit)
		}
		if strings.Count(got, "<figure>") != c.figures || strings.Join(credits, " ") != c.credits || strings.Count(got, "<img") != strings.Count(got, `alt="A door"`) {
			t.Errorf("want %q in %d figures:\n%s", c.credits, c.figures, got)
		}
	}
}
