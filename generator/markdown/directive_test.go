package markdown

import (
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// Whatever is not a known directive in its right form makes a text unreadable:
// a misspelt one must not publish what it holds.
func TestDirectivesAreKnownOrAFault(t *testing.T) {
	cases := []struct {
		body, code string
		line, col  int
		reason     string
	}{
		{"Hello :person[sam], hello.", "", 0, 0, "a name in a sentence"},
		{"It is 12:30, see a:b and C:\\x and 10:[1]", "", 0, 0, "colons with no name behind them"},
		{"It is 12:30, see a:b, really: yes. https://a.example/:x", "", 0, 0, "plain colons"},
		{"See \\:person[sam]", "", 0, 0, "an escaped colon is a colon"},
		{"`:person[sam]` and\n\n```\n:::quote{person=sam}\n```", "", 0, 0, "code is code"},
		{"Hello :preson[sam]", "unknown-directive", 1, 7, "misspelt"},
		{"Hello :person", "directive-form", 1, 7, "without brackets"},
		{"Hello :person[Sam Smith]", "person-id", 1, 7, "a name in the place of an id"},
		{"Hello :person[sam]{x=y}", "unknown-attribute", 1, 7, "an attribute of nothing"},
		{"Hello ::person[sam]", "directive-form", 1, 7, "two colons in a line"},
		{"x\n:::quote{person=sam}\nwords\n:::\ny", "", 0, 0, "a quotation, straight behind a paragraph"},
		{":::quote{person=sam}\nwords", "directive-open", 1, 1, "never closed"},
		{"> :::quote{person=sam}\n> words\n\n:::", "directive-open", 1, 3, "closed outside of where it began"},
		{":::qoute{person=sam}\nwords\n:::", "unknown-directive", 1, 1, "misspelt container"},
		{":::quote{preson=sam}\nwords\n:::", "unknown-attribute", 1, 1, "misspelt attribute"},
		{":::quote\nwords\n:::", "directive-form", 1, 1, "a quotation of nobody"},
		{":::quote{person=sam by=x}\nwords\n:::", "directive-form", 1, 1, "a quotation of two"},
		{":::quote{person=“sam”}\nwords\n:::", "directive-form", 1, 1, "curly quotation marks"},
		{":::quote{person=sam\nwords\n:::", "directive-form", 1, 1, "an open brace"},
		{":::quote{person=sam} words\n:::", "directive-form", 1, 1, "words behind it"},
		{"    :::quote{person=sam}\n    words\n    :::", "directive-form", 1, 5, "indented until it is code"},
		{"words :::quote{person=sam} more", "directive-form", 1, 7, "in the middle of a line"},
		{":: quote{person=sam}\nwords\n", "directive-form", 1, 1, "two colons and a space"},
		{"words\n;;;quote{ person = sam }\nwords\n", "directive-form", 1, 1, "semicolons"},
		{"`quote{person=sam}`", "", 0, 0, "in code"},
		{"text\n\n:::", "directive-form", 3, 1, "closes nothing"},
		{"::note\n", "directive-form", 1, 1, "too few colons"},
		{":::video{src=a.mp4}\n:::", "directive-form", 1, 1, "too many colons"},
		{"::video{people=none}", "directive-form", 1, 1, "nothing to play"},
		{":::details[More *of* it]\ninside\n:::", "", 0, 0, "a label"},
		{":::note[More]\ninside\n:::", "directive-form", 1, 1, "a label where none belongs"},
		{"::::note\n:::quote{person=sam}\nwords\n:::\n::::", "", 0, 0, "nested, more colons outside"},
		{":::note\n:::quote{person=sam}\nwords\n:::\n:::", "", 0, 0, "nested with as many colons"},
		{":::quote{person=sam}\nwords[^1]\n\n[^1]: told in private\n:::", "footnote-in-box", 4, 1, "a footnote would outlive the quotation"},
		{"- a\n\n  :::note\n  in a list\n  :::\n- b", "", 0, 0, "in a list"},
	}
	for _, c := range cases {
		doc := NewParser().Parse("x.md", c.body, 1)
		switch {
		case c.code == "" && doc.Fault != nil:
			t.Errorf("%s: %q: %+v", c.reason, c.body, doc.Fault)
		case c.code != "" && doc.Fault == nil:
			t.Errorf("%s: %q can be read", c.reason, c.body)
		case c.code != "" && (doc.Fault.Code != c.code || doc.Fault.Line != c.line || doc.Fault.Column != c.col):
			t.Errorf("%s: %q: got %s at %d:%d, want %s at %d:%d", c.reason, c.body, doc.Fault.Code, doc.Fault.Line, doc.Fault.Column, c.code, c.line, c.col)
		}
		if doc.Fault != nil && len(doc.Nodes) > 0 {
			t.Errorf("%s: %q: an unreadable text has nodes", c.reason, c.body)
		}
	}
}

func TestQuotationHoldsItsWords(t *testing.T) {
	doc := NewParser().Parse("x.md", "before\n\n:::quote{person=sam}\nfirst\n\n- second\n:::\n\nafter\n", 10)
	if doc.Fault != nil || len(doc.Nodes) != 3 {
		t.Fatalf("%+v", doc)
	}
	q := doc.Nodes[1]
	if q.Kind != page.QuoteBlock || q.Person != "sam" || q.Line != 12 || Plain(q.Children) != "first second" {
		t.Errorf("%+v", q)
	}
}

func TestRawHTMLIsLeftOutAndReported(t *testing.T) {
	doc := NewParser().Parse("x.md", "a <b>bold</b>\n\n<script>\nx\n</script>\n\n<!-- c -->\n", 1)
	if doc.Fault != nil || len(doc.Problems) != 4 {
		t.Errorf("%d problems: %+v", len(doc.Problems), doc.Problems)
	}
	if got := (Style{}).html(doc.Nodes); strings.Contains(got, "script") || !strings.Contains(got, "a bold") {
		t.Error(got)
	}
}

// Nesting thousands deep is a fault, and is found without parsing it.
func TestHostileDepth(t *testing.T) {
	for name, body := range map[string]string{
		"quotations": strings.Repeat(">", 10_000) + " x\n", "spaced quotations": strings.Repeat("> ", 10_000) + " x\n",
		"brackets": strings.Repeat("[", 10_000), "closed brackets": strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"pictures": strings.Repeat("![", 10_000), "lists": strings.Repeat("- ", 10_000) + "x",
		"boxes": strings.Repeat(":::note\n", 10_000), "styles": strings.Repeat("_", 10_000) + "a" + strings.Repeat("_", 10_000),
	} {
		if doc := NewParser().Parse("x.md", body, 1); doc.Fault == nil {
			t.Errorf("%s can be read", name)
		}
	}
	for name, body := range map[string]string{
		"stars": strings.Repeat("*a ", 10_000), "links": strings.Repeat("[a](", 5000), "colons": strings.Repeat(":", 50_000),
		"ampersands": strings.Repeat("&", 50_000), "tags": strings.Repeat("<a ", 10_000), "rows": "a|b\n-|-\n" + strings.Repeat("|", 10_000),
	} {
		if doc := NewParser().Parse("x.md", body, 1); doc.Fault != nil && name != "links" && name != "colons" {
			t.Errorf("%s: %+v", name, doc.Fault)
		}
	}
}

func TestTitles(t *testing.T) {
	cases := []struct {
		in, out string
		people  int
		fault   bool
	}{
		{"A place: to  start", "A place: to start", 0, false},
		{"With :person[sam] and :person[pri-ya]!", "With  and !", 2, false},
		{`Not \:person[sam]`, "Not :person[sam]", 0, false},
		{"With :preson[sam]", "", 0, true},
		{"With :person[Sam S]", "", 0, true},
		{"With :person", "", 0, true},
		{":quote{x=y}", "", 0, true},
	}
	for _, c := range cases {
		nodes, fault := ParseLine(c.in, 1, 1)
		people := 0
		for _, n := range nodes {
			if n.Kind == page.PersonName {
				people++
			}
		}
		text := ""
		for _, n := range nodes {
			text += n.Text
		}
		if (fault != "") != c.fault || text != c.out && !c.fault || people != c.people {
			t.Errorf("%q: %q, %d people, fault %q", c.in, text, people, fault)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range samples() {
		f.Add(s)
	}
	f.Add("Hello :person[sam]\n\n::::note\n:::quote{person=sam url=\"x\"}\nwords\n:::\n::::\n\n::video{src=a people=none}\n")
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 4000 {
			return
		}
		doc := NewParser().Parse("x.md", strings.ToValidUTF8(body, "?"), 1)
		for n := range page.Walk(doc.Nodes) {
			if n.Kind == 0 {
				t.Fatal("a node of no kind")
			}
			if n.Kind == page.PersonName && !page.ValidID(n.Person) {
				t.Fatal("a person without an id")
			}
		}
		Style{EasyRead: true}.html(doc.Nodes)
	})
}
