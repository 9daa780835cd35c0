package easyread_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each pair of examples in docs/easy-read.md is what it says: the rule finds the
// bad one, and in the good one no rule finds anything. Only four rules, of whole
// pages, have none to try.
func TestDocsExamples(t *testing.T) {
	doc, err := os.ReadFile("../../docs/easy-read.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| ?(`easy-[a-z-]+`)? \\| ?(Warning|Error|Note)?[^|]* ?\\| Not: `([^`|]+)` \\| But: `([^`|]+)` \\|$")
	tried := map[string]int{}
	code, severity := "", ""
	for _, m := range row.FindAllStringSubmatch(string(doc), -1) {
		if m[1] != "" {
			code, severity = strings.Trim(m[1], "`"), strings.ToLower(m[2])
		}
		tried[code]++
		bad, good := advice(t, site(example(code, m[3])), nil), codes(advice(t, site(example(code, m[4])), nil))
		if len(places(bad, code)) == 0 || bad[0].Severity.String() != severity {
			t.Errorf("%s, %s, is not found in %q: %v", code, severity, m[3], codes(bad))
		}
		for _, g := range good {
			if !strings.Contains(g, " note ") || strings.HasSuffix(g, " "+code) {
				t.Errorf("%s: in the good example %q, this is found: %v", code, m[4], g)
			}
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `(easy-[a-z-]+)` \\|").FindAllStringSubmatch(string(doc), -1) {
		if whole := []string{"easy-paragraph-length", "easy-length", "easy-pages", "easy-out-of-date", "easy-missing"}; slices.Contains(whole, m[1]) == (tried[m[1]] > 0) {
			t.Errorf("%s has %d pairs of examples that can be tried", m[1], tried[m[1]])
		}
	}
	if len(tried) < 16 {
		t.Errorf("only %d rules have examples", len(tried))
	}
}

// example makes a page of an example.
func example(code, text string) string {
	text = strings.ReplaceAll(text, ") ![", ")\n![")
	switch {
	case strings.HasPrefix(text, "tested_with"):
		return "---\ntitle: A story\n" + text + "\n---\n" + picture + "I took one bus.\n"
	case code == "easy-picture" || strings.HasPrefix(text, "!["):
		return front + text + "\n"
	}
	return front + picture + text + "\n"
}
