package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goldenthread/generator/diag"
	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
)

// helpCommand explains the program, a command, a page of the docs, or what the
// docs say of one key or code.
func helpCommand(root *cobra.Command, docs fs.FS) *cobra.Command {
	h := &manual{docs: docs, parser: markdown.NewParser()}
	usual := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		usual(c, args)
		if c == root {
			fmt.Fprint(c.OutOrStdout(), h.topics())
		}
	})
	return &cobra.Command{
		Use: "help [TOPIC]", Short: "Explain a command, a topic, a key or a code",
		RunE: func(c *cobra.Command, args []string) error {
			topic := strings.Join(args, " ")
			text := h.page(topic)
			command, rest, err := root.Find(args)
			isCommand := err == nil && len(rest) == 0
			if text == "" && !isCommand {
				text = h.entries(topic)
			}
			if text == "" && !isCommand && isTakingDown(args) {
				text = h.page("taking-down")
			}
			if text == "" && !isCommand {
				return usageError{errors.New(h.unknown(root, topic))}
			}
			fmt.Fprint(c.OutOrStdout(), text)
			if !isCommand {
				return nil
			}
			if text != "" { // "consent" is a page and a command
				fmt.Fprintf(c.OutOrStdout(), "\n%s\nThe command of that name:\n\n", strings.Repeat("-", textWidth))
			}
			command.InitDefaultHelpFlag()
			return command.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return h.names(), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// isTakingDown says whether somebody asks, in whatever words, how to take something
// down. That is asked in a hurry.
func isTakingDown(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		w = strings.ToLower(w)
		return w == "down" || w == "remove" || w == "delete" || w == "unpublish" || strings.HasPrefix(w, "withdr") || strings.HasPrefix(w, "tak")
	})
}

// manual is the docs as a terminal shows them.
type manual struct {
	docs   fs.FS
	parser *markdown.Parser
}

// names lists the pages, but for the table of contents.
func (h *manual) names() []string {
	files, _ := fs.Glob(h.docs, "*.md") // the pattern is a constant, and a valid one
	var out []string
	for _, f := range files {
		if name := strings.TrimSuffix(f, ".md"); name != "README" {
			out = append(out, name)
		}
	}
	return out
}

// read gives a page's document; nothing where there is no such page.
func (h *manual) read(name string) []page.Node {
	if !slices.Contains(h.names(), name) {
		return nil
	}
	src, err := fs.ReadFile(h.docs, name+".md")
	if err != nil {
		return nil
	}
	return h.parser.Parse(name+".md", strings.ReplaceAll(string(src), "\r\n", "\n"), 1).Nodes
}

// page shows a page.
func (h *manual) page(name string) string { return plainText(h.read(name), name) }

// topics lists the pages with their titles.
func (h *manual) topics() string {
	var b strings.Builder
	b.WriteString("\nTopics, for \"goldenthread help TOPIC\":\n")
	for _, name := range h.names() {
		src, _ := fs.ReadFile(h.docs, name+".md")
		title, _, _ := strings.Cut(string(src), "\n") // each begins with its heading
		fmt.Fprintf(&b, "  %-16s %s\n", name, strings.TrimSpace(strings.TrimPrefix(title, "# ")))
	}
	b.WriteString("A topic can be a key or a code as well: \"goldenthread help not-approved\".\n")
	return b.String()
}

// entries shows what the pages say of one key or code: each section whose
// heading it is, and each row of a table that begins with it.
func (h *manual) entries(topic string) string {
	var b strings.Builder
	for _, name := range h.names() {
		nodes := h.read(name)
		title := ""
		for i := range nodes {
			n := &nodes[i]
			switch {
			case n.Kind == page.Heading && n.N > 1 && said(n) == topic:
				title = topic
				show(&b, name, "", section(nodes[i:]))
			case n.Kind == page.Heading:
				title = markdown.Plain([]page.Node{*n})
			case n.Kind == page.Table && title != topic:
				if rows := rowsOf(n, topic); len(rows.Children) > 1 {
					show(&b, name, title, []page.Node{rows})
				}
			}
		}
	}
	return b.String()
}

// show adds a piece of a page, and says where it stands.
func show(b *strings.Builder, name, title string, nodes []page.Node) {
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	if title != "" {
		fmt.Fprintf(b, "%s (help %s)\n\n", title, name)
	}
	b.WriteString(plainText(nodes, name))
}

// said gives a topic as it stands alone in a heading or a cell, as code.
func said(n *page.Node) string {
	if len(n.Children) == 1 && n.Children[0].Kind == page.Code {
		return n.Children[0].Text
	}
	return ""
}

// section gives the nodes from a heading up to the next one of its level.
func section(nodes []page.Node) []page.Node {
	for i := 1; i < len(nodes); i++ {
		if nodes[i].Kind == page.Heading && nodes[i].N <= nodes[0].N {
			return nodes[:i]
		}
	}
	return nodes
}

// rowsOf gives a table with its head and the rows that begin with a topic.
func rowsOf(table *page.Node, topic string) page.Node {
	out := page.Node{Kind: page.Table}
	for i, row := range table.Children {
		if i == 0 || len(row.Children) > 0 && said(&row.Children[0]) == topic {
			out.Children = append(out.Children, row)
		}
	}
	return out
}

// unknown says that there is no such topic, and which may be meant.
func (h *manual) unknown(root *cobra.Command, topic string) string {
	known := h.names()
	for _, c := range root.Commands() {
		known = append(known, c.Name())
	}
	for _, name := range h.names() {
		for n := range page.Walk(h.read(name)) {
			if s := said(n); s != "" && (n.Kind == page.Heading || n.Kind == page.Cell) {
				known = append(known, s)
			}
		}
	}
	if near := diag.Suggest(topic, known); near != "" {
		return fmt.Sprintf("there is no such command or topic; did you mean '%s'?", near)
	}
	return "there is no such command or topic"
}
