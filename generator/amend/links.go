package amend

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/markdown"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// ErrNoText says that a page's text cannot be read, so that nobody can say what
// in it is a link.
var ErrNoText = errors.New("the text cannot be read")

// LinkError says where an address stands in a way in which it cannot be changed
// safely.
type LinkError struct {
	File string
	Line int
}

func (e *LinkError) Error() string {
	return fmt.Sprintf("%s:%d: this link is written in a way that cannot be changed safely; write it in another way, for example [words](/stories/other/)", e.File, e.Line)
}

// links rewrites the addresses in a text: of links, pictures, media and
// quotations. to gives what each one, as it is read, becomes; it gives the same
// for one that stays. Where the addresses stand is found by trying: each place
// that looks like one is marked, and what is read of the text must then differ
// by that address alone. So words that only look like an address stay.
func links(file, body string, to func(string) string) (out string, changed int, err error) {
	before, ok := parse(file, body)
	if !ok {
		return body, 0, ErrNoText
	}
	var moved []string
	for address := range Addresses(before) {
		if !slices.Contains(moved, address) && to(address) != address {
			moved = append(moved, address)
		}
	}
	if len(moved) == 0 {
		return body, 0, nil
	}
	out = body
	nodes := before
	var marks []string
	for i, address := range moved {
		mark := address + fmt.Sprintf("zq%dqz", i)
		for strings.Contains(body, mark) {
			mark += "z"
		}
		out, nodes = markEach(file, out, nodes, address, mark)
		for found, line := range Addresses(nodes) {
			if found == address {
				return body, 0, &LinkError{file, line}
			}
		}
		marks = append(marks, mark)
	}
	for i, mark := range marks {
		changed += strings.Count(out, mark)
		out = strings.ReplaceAll(out, mark, to(moved[i]))
	}
	if after, ok := parse(file, out); !ok || !sameBut(before, after, to) {
		return body, 0, ErrNotMeant
	}
	return out, changed, nil
}

// markEach puts a mark in the place of an address wherever it is one.
func markEach(file, body string, nodes []page.Node, address, mark string) (string, []page.Node) {
	swap := func(s string) string {
		if s == address {
			return mark
		}
		return s
	}
	for at := 0; ; {
		i := strings.Index(body[at:], address)
		if i < 0 {
			return body, nodes
		}
		i += at
		end := i + len(address)
		at = end
		if i == 0 || !strings.ContainsRune("(<\"'=: \t\r\n", rune(body[i-1])) ||
			end < len(body) && !strings.ContainsRune(")>\"'} \t\r\n", rune(body[end])) {
			continue
		}
		trial := body[:i] + mark + body[end:]
		after, ok := parse(file, trial)
		if ok && !sameBut(nodes, after, identity) && sameSome(nodes, after, swap) {
			body, nodes, at = trial, after, i+len(mark)
		}
	}
}

func identity(s string) string { return s }

// parser is one for all texts: to make one takes longer than to read a page.
var parser = sync.OnceValue(markdown.NewParser)

// parse reads a text; the places in it are lines of the text alone.
func parse(file, body string) ([]page.Node, bool) {
	text, bad := read.Text(file, []byte(body))
	if bad != nil {
		return nil, false
	}
	doc := parser().Parse(file, string(text), 1)
	return doc.Nodes, doc.Fault == nil
}

// Addresses yields every address in a document with its line.
func Addresses(nodes []page.Node) func(func(string, int) bool) {
	return func(yield func(string, int) bool) {
		for n := range page.Walk(nodes) {
			if n.Part == nil {
				continue
			}
			if n.URL != "" && !yield(n.URL, int(n.Line)) {
				return
			}
			for _, a := range n.Attrs {
				if isAddress(a.Key) && !yield(a.Value, int(n.Line)) {
					return
				}
			}
		}
	}
}

func isAddress(key string) bool {
	return slices.Contains([]string{"url", "src", "captions", "transcript"}, key)
}

// sameBut says whether two documents differ by nothing but addresses, each of
// which became what to says.
func sameBut(before, after []page.Node, to func(string) string) bool {
	return equal(before, after, func(a, b string) bool { return to(a) == b })
}

// sameSome says so where each address may have become what to says.
func sameSome(before, after []page.Node, to func(string) string) bool {
	return equal(before, after, func(a, b string) bool { return a == b || to(a) == b })
}

func equal(before, after []page.Node, address func(a, b string) bool) bool {
	return slices.EqualFunc(before, after, func(a, b page.Node) bool {
		if a.Kind != b.Kind || a.Tight != b.Tight || a.Ref != b.Ref || a.N != b.N || (a.Part == nil) != (b.Part == nil) {
			return false
		}
		if a.Part == nil {
			return a.Text == b.Text && equal(a.Children, b.Children, address)
		}
		if a.Title != b.Title || a.Person != b.Person || a.Text != b.Text || !address(a.URL, b.URL) && a.URL+b.URL != "" {
			return false
		}
		if !slices.EqualFunc(a.Attrs, b.Attrs, func(x, y page.Attr) bool {
			return x.Key == y.Key && (x.Value == y.Value && !isAddress(x.Key) || isAddress(x.Key) && address(x.Value, y.Value))
		}) {
			return false
		}
		if isItsWords(a) && isItsWords(b) { // <https://…>: the address is its words, too
			return true
		}
		return equal(a.Children, b.Children, address)
	})
}

// isItsWords says whether the words of a link are its address.
func isItsWords(n page.Node) bool {
	return n.Kind == page.Link && len(n.Children) == 1 && n.Children[0].Kind == page.Text && n.Children[0].Text == n.URL
}
