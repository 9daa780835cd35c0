// Package document takes the pages of a PDF and writes them into a new one.
//
// A PDF may carry who wrote it and when, with which program and from which files,
// what it was before it was changed, comments, answers typed into a form, attached
// files, and photographs that say where they were taken. A list of what to remove
// is never complete. So a PDF is read into its objects, and only what a list says
// that pages, bookmarks, links, forms and tags consist of is written anew.
//
// What it promises: the pages look the same and say the same. Language, tags and
// the texts that screen readers speak stay. The same source gives the same bytes.
// No source makes it panic, no problem holds a word of the source, and it writes
// no file and asks no network.
//
// What it deliberately does not do: it does not look at the pixels of pictures,
// into fonts and colour profiles, or under black boxes drawn over words; it opens
// no locked PDF and keeps no signature, since a signature is of the bytes as they
// were.
package document

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"goldenthread/generator/diag"
)

// Known says whether a file is a PDF, by its content.
func Known(source []byte) bool {
	return bytes.Contains(source[:min(len(source), 1024)], []byte("%PDF-"))
}

// Carries says in plain words what a PDF holds besides its pages, never the values;
// nothing where it is clean. known is false for what is no PDF, or cannot be
// read: then Clean says why.
func Carries(source []byte) (what []string, known bool) {
	made, err := rewrite(source)
	if err != nil {
		var kept *refusal
		if errors.As(err, &kept) && kept.what != "" {
			return []string{kept.what}, true
		}
		return nil, false
	}
	return made.what(), true
}

// Clean makes a new PDF of the pages alone. Where that cannot be, the problem says
// why, and what to do.
func Clean(file string, source []byte) ([]byte, []diag.Problem, bool) {
	made, err := rewrite(source)
	if err != nil {
		return nil, []diag.Problem{problem(file, err)}, false
	}
	return made.bytes(), nil, true
}

// Text gives the words on the pages of a PDF, and those of its bookmarks, links,
// forms, tags and descriptions, and what the file says of itself, for a search in them: words on a page come twice,
// once as if every gap were a space and once as if none were. ok is false where
// some of them cannot be read.
func Text(source []byte) (text string, ok bool) {
	made, err := rewrite(source)
	if err != nil {
		return "", false
	}
	return made.text.String(), !made.text.unreadable
}

// refusal says why a PDF is not made anew. what is what it carries, if it is that.
type refusal struct{ what, why, fix string }

func (r *refusal) Error() string { return r.why }

var (
	errDamaged = &refusal{why: "This is no PDF that can be read.", fix: "Save it as a PDF again in the program that made it."}
	errLarge   = &refusal{why: "This PDF is too large: it has more than 64 MB or very many parts, or unpacks to very much more.", fix: "Print it into a new PDF with fewer pages or smaller pictures."}
	errLocked  = &refusal{why: "This PDF is locked with a password, so nobody can look into it.", fix: "Save it without a password."}
	errSigned  = &refusal{what: "a digital signature, which names whoever signed", why: "This PDF is signed, and cleaning would break the signature.", fix: "Print it into a new PDF, and use that."}
	errRedact  = &refusal{what: "words that were marked to be blacked out, and are still there", why: "Words in this PDF are marked to be blacked out, and are still there.", fix: "Let the program that marked them take them out (apply the redactions), and save it again."}
	errInline  = &refusal{what: "a picture in the middle of what draws a page, where it may hold more than pixels", why: "This PDF has a picture in the middle of what draws a page, where it cannot be cleaned.", fix: "Print it into a new PDF, and use that."}
	errColours = &refusal{why: "This PDF has a colour profile that cannot be read.", fix: "Print it into a new PDF, and use that."}
	errLayers  = &refusal{what: "layers that are hidden, and are still there", why: "This PDF has layers that are hidden, and what is on them is still there.", fix: "Print it into a new PDF, and use that."}
)

func problem(file string, err error) diag.Problem {
	r := errDamaged
	errors.As(err, &r)
	code := "file-unreadable"
	if r.what != "" {
		code = "file-carries"
	}
	return diag.Problem{Code: code, Place: diag.Place{File: file}, Message: r.why, Fix: r.fix}
}

// what lists what was left out, each once.
func (m *made) what() []string {
	var list []string
	for w := range m.left {
		list = append(list, w)
	}
	slices.SortFunc(list, strings.Compare)
	return list
}
