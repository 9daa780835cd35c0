package preview

import (
	"slices"
	"strings"
	"testing"
)

// The words that differ are marked, and nothing of either text is lost.
func TestDiffer(t *testing.T) {
	marks := func(parts []part, marked bool) (texts []string) {
		for _, p := range parts {
			if p.Marked == marked {
				texts = append(texts, p.Text)
			}
		}
		return texts
	}
	whole := func(parts []part) string {
		return strings.Join(func() (all []string) {
			for _, p := range parts {
				all = append(all, p.Text)
			}
			return all
		}(), "")
	}
	for _, c := range []struct {
		was, is string
		out, in []string
	}{
		{"It is twelve minutes longer.", "It is ten minutes longer.", []string{"twelve"}, []string{"ten"}},
		{"We sat.", "We sat down.", nil, []string{" down"}},
		{"Don’t go, Zoë.", "Do go, Zoe.", []string{"Don’t", "Zoë"}, []string{"Do", "Zoe"}},
		{"", "All new", nil, []string{"All new"}},
		{"", "", nil, nil},
		{"same", "same", nil, nil},
		{strings.Repeat("a ", 2000), strings.Repeat("b ", 2000), []string{strings.Repeat("a ", 2000)}, []string{strings.Repeat("b ", 2000)}},
	} {
		out, in := differ(c.was, c.is)
		if whole(out) != c.was || whole(in) != c.is {
			t.Errorf("%.40q and %.40q became %.40q and %.40q", c.was, c.is, whole(out), whole(in))
		}
		if !slices.Equal(marks(out, true), c.out) || !slices.Equal(marks(in, true), c.in) {
			t.Errorf("%.40q to %.40q: %.80q, %.80q", c.was, c.is, marks(out, true), marks(in, true))
		}
	}
}

// Lines are compared with those that took their place; others are marked whole.
func TestDifferencePage(t *testing.T) {
	page := string(differencePage("content/a.md", "content/a.next.md", "one\nThe lamp <shone>.\nthree\nfour\n", "one\nThe lamp glowed.\nthree\nfour\nfive\n", "t"))
	for _, want := range []string{
		`<p class="out"><span class="vh">It was: </span>The lamp <del>&lt;shone&gt;</del>.</p>`,
		`<p class="in"><span class="vh">It is now: </span>The lamp <ins>glowed</ins>.</p>`,
		`<p class="in"><span class="vh">It is now: </span><ins>five</ins></p>`, "<p>three</p>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("it does not hold %s:\n%s", want, page)
		}
	}
}
