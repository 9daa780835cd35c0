package markdown

import "testing"

func rendered(t *testing.T, s Style, body string) string {
	t.Helper()
	doc := NewParser().Parse("x.md", body, 1)
	if doc.Fault != nil {
		t.Fatal(doc.Fault)
	}
	return s.HTML(doc.Nodes)
}

// What is read elsewhere, beside other pages, has no ids, and its links are whole.
func TestElsewhere(t *testing.T) {
	const body = "## A heading\n\nWords[^1] and words[^1], [here](#a-heading), [there](/x/#y).\n\n[^1]: A note.\n"
	for _, c := range []struct {
		name  string
		style Style
		want  string
	}{
		{"on its page", Style{Prefix: "/voices", BackToText: "Back"}, `<h2 id="a-heading">A heading</h2>
<p>Words<sup><a id="fnref-1" href="#fn-1">1</a></sup> and words<sup><a id="fnref-1-2" href="#fn-1">1</a></sup>, <a href="#a-heading">here</a>, <a href="/voices/x/#y">there</a>.</p>
<section class="footnotes">
<ol>
<li id="fn-1" value="1"><p>A note.</p>
<a href="#fnref-1" aria-label="Back">↩</a> <a href="#fnref-1-2" aria-label="Back">↩</a> </li>
</ol>
</section>
`},
		{"elsewhere", Style{Prefix: "https://www.example.org/voices", Page: "https://www.example.org/voices/a/"}, `<h2>A heading</h2>
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
