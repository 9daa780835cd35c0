package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"goldenthread/generator/consent"
	"goldenthread/generator/markdown"
	"goldenthread/generator/read"
)

// made is a part of a page in docs/ that is made of the program: of the tables of
// keys and of reasons, and of the commands.
var made = regexp.MustCompile(`(?s)<!-- made by make golden: (.+?) -->\n.*?<!-- end -->`)

// TestDocsMade holds the parts of docs/ that are made of the program against it.
// With -update it writes them.
func TestDocsMade(t *testing.T) {
	parts := reference()
	code := readLayoutCode(t)
	parts["theme data"], parts["theme functions"] = code.data(), code.functions(t)
	found := map[string]bool{}
	for file, text := range docPages(t) {
		want := made.ReplaceAllStringFunc(text, func(old string) string {
			name := made.FindStringSubmatch(old)[1]
			part, known := parts[name]
			if !known || found[name] {
				t.Errorf("%s has a place for %q, which the program does not have, or which has another", file, name)
			}
			found[name] = true
			return fmt.Sprintf("<!-- made by make golden: %s -->\n\n%s\n<!-- end -->", name, part)
		})
		switch {
		case want == text:
		case *update:
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not what the program makes now; run make golden", file)
		}
	}
	for name := range parts {
		if !found[name] {
			t.Errorf("no page of docs/ has a place for %q: write the lines '<!-- made by make golden: %s -->' and '<!-- end -->'", name, name)
		}
	}
}

// TestDocsCommands says that docs/commands.md describes each command, and none
// that is not there.
func TestDocsCommands(t *testing.T) {
	text := docPages(t)[filepath.Join("..", "..", "docs", "commands.md")]
	var headings, known []string
	for _, m := range regexp.MustCompile("(?m)^##+ `(goldenthread .+)`$").FindAllStringSubmatch(text, -1) {
		headings = append(headings, m[1])
	}
	for _, c := range everyCommand() {
		known = append(known, use(c))
	}
	slices.Sort(headings)
	slices.Sort(known)
	for _, k := range known {
		if !slices.Contains(headings, k) {
			t.Errorf("docs/commands.md has no heading `%s`", k)
		}
	}
	for _, h := range headings {
		if !slices.Contains(known, h) {
			t.Errorf("docs/commands.md describes `%s`, which is no command", h)
		}
	}
}

// TestDocsShown says that each page can be shown by help, and is wide enough for
// a terminal.
func TestDocsShown(t *testing.T) {
	parser := markdown.NewParser()
	for file, text := range docPages(t) {
		doc := parser.Parse(file, text, 1)
		if doc.Fault != nil {
			t.Errorf("%s: %s", doc.Fault.Place, doc.Fault.Message)
		}
		if shown := plainText(doc.Nodes, ""); strings.ContainsAny(shown, "\x1b`") || strings.Contains(shown, "<!--") {
			t.Errorf("%s is shown with signs that are not for readers", file)
		}
	}
}

// docPages gives the pages of docs/, by file.
func docPages(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatal("docs/ has no pages", err)
	}
	pages := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages[file] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	return pages
}

// reference gives what is made of the program, by name.
func reference() map[string]string {
	parts := map[string]string{
		"keys":         keysText(),
		"page reasons": reasonsText(false),
		"part reasons": reasonsText(true),
		"commands":     commandsText(),
		"every flag":   flagsText(tree().PersistentFlags()),
	}
	for _, c := range everyCommand() {
		if c.LocalNonPersistentFlags().HasFlags() {
			parts["flags of "+c.CommandPath()] = flagsText(c.LocalNonPersistentFlags())
		}
	}
	return parts
}

func keysText() string {
	var b strings.Builder
	for _, m := range read.Mappings() {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n| key | what to write | example |\n| --- | --- | --- |\n", m.Title, m.Intro)
		for _, k := range m.Keys {
			fmt.Fprintf(&b, "| `%s` | %s | `%s` |\n", k.Name, k.Meaning, k.Example)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func reasonsText(part bool) string {
	var b strings.Builder
	for _, known := range consent.Codes() {
		if known.Part != part {
			continue
		}
		message := strings.ReplaceAll(known.Message, ":person[…]", "`:person[…]`")
		fmt.Fprintf(&b, "### `%s`\n\n**%s**\n\n%s\n\n", known.Code, message, known.Do)
		if known.Concept != "" {
			fmt.Fprintf(&b, "(In the Data Privacy Vocabulary: %s.)\n\n", known.Concept)
		}
	}
	return b.String()
}

func commandsText() string {
	var b strings.Builder
	b.WriteString("| command | what it does |\n| --- | --- |\n")
	for _, c := range everyCommand() {
		if c.Runnable() && !c.HasSubCommands() {
			name := strings.TrimPrefix(c.CommandPath(), "goldenthread ")
			fmt.Fprintf(&b, "| [`%s`](#%s) | %s. |\n", name, anchor(use(c)), c.Short)
		}
	}
	return b.String()
}

func flagsText(flags *pflag.FlagSet) string {
	var b strings.Builder
	b.WriteString("| flag | what it does |\n| --- | --- |\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" || f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		fmt.Fprintf(&b, "| `%s` | %s. |\n", strings.TrimSpace("--"+f.Name+" "+value), strings.ToUpper(usage[:1])+usage[1:])
	})
	return b.String()
}

// tree gives the program's commands.
func tree() *cobra.Command {
	a := &app{world: world{now: time.Now, getenv: func(string) string { return "" }}}
	return a.root()
}

// everyCommand lists every command but the program itself, those of commands below
// it.
func everyCommand() []*cobra.Command {
	var list []*cobra.Command
	var add func(*cobra.Command)
	add = func(c *cobra.Command) {
		for _, below := range c.Commands() {
			if !below.Hidden {
				list = append(list, below)
				add(below)
			}
		}
	}
	root := tree()
	root.InitDefaultHelpCmd()
	add(root)
	return list
}

// use gives a command as it is typed, without its flags.
func use(c *cobra.Command) string {
	return strings.TrimSuffix(c.CommandPath(), c.Name()) + c.Use
}

// anchor gives the fragment by which GitHub and GitLab name a heading.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
