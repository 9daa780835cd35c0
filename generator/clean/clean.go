// Package clean says what a file carries besides itself, and cleans it.
//
// It knows which package knows pictures, recordings and PDFs, by what is in a file
// and not by its name. A file that nobody here can look into (of an office
// program, an archive) is a problem: what it carries cannot be known.
//
// What it promises: Look and Clean never say what stands in a file, only of what
// kind it is. A cleaned file is looked at once more, and is given back only where
// nothing is left.
package clean

import (
	"bytes"
	"encoding/binary"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/document"
	"goldenthread/generator/media"
	"goldenthread/generator/picture"
)

// Found is what a look at a file finds.
type Found struct {
	// Carries says in plain words what the file holds besides itself.
	Carries []string
	// Problem says why nobody can look into it, and what to do; nil where one can.
	Problem *diag.Problem
	// Itself says that it is a picture, a recording or a PDF, by what is in it or by
	// its name.
	Itself bool
}

// Clean says whether nothing speaks against publishing the file.
func (f Found) Clean() bool { return len(f.Carries) == 0 && f.Problem == nil }

// The endings of sound and of film.
var (
	sounds = []string{".mp3", ".wav", ".wave", ".m4a", ".m4b", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".amr", ".aif", ".aiff"}
	films  = []string{".mp4", ".m4v", ".mov", ".webm", ".mkv", ".ogv", ".avi", ".wmv", ".mpg", ".mpeg", ".3gp"}
)

// Known says whether a file's name is that of a picture, a recording or a PDF.
func Known(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return picture.Known(name) || ext == ".pdf" || slices.Contains(sounds, ext) || slices.Contains(films, ext)
}

// KnownByContent says whether a file is a picture, a recording or a PDF by what is
// in it, whatever its name. Drawings are texts, so they are known by name alone.
func KnownByContent(source []byte) bool {
	if document.Known(source) {
		return true
	}
	if isText(source) {
		return false
	}
	_, known := picture.Carries(source)
	if !known {
		_, known = media.Carries(source)
	}
	return known
}

// Look looks into a file; name is its path, where problems are placed.
func Look(name string, source []byte) Found {
	if document.Known(source) {
		if what, known := document.Carries(source); known {
			return Found{Carries: what, Itself: true}
		}
		_, problems, _ := document.Clean(name, source)
		return refused(name, problems)
	}
	drawing := isDrawing(name, source)
	if what, known := picture.Carries(source); known && (drawing || !isText(source)) {
		return Found{Carries: what, Itself: true}
	}
	if what, known := media.Carries(source); known {
		return Found{Carries: what, Itself: true}
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case drawing, picture.Known(name):
		_, problems, _ := picture.Clean(name, source)
		return refused(name, problems)
	case slices.Contains(sounds, ext), slices.Contains(films, ext):
		_, problems, _ := media.Clean(name, source, slices.Contains(films, ext))
		return refused(name, problems)
	case ext == ".pdf":
		return Found{Itself: true, Problem: &diag.Problem{Code: "file-unreadable", Place: diag.Place{File: name},
			Message: "This is no PDF that can be read.", Fix: "Save it as a PDF again in the program that made it."}}
	case isIcon(source):
		return icon(name, source)
	case isText(source) && !office(source):
		return insideText(name, source)
	case isFont(source):
		return Found{}
	}
	return unknown(name)
}

// unknown is what is found in a file that nobody here can look into.
func unknown(name string) Found {
	return Found{Problem: &diag.Problem{Code: "file-format", Place: diag.Place{File: name},
		Message: "Nobody can look into a file of this kind, such as one of Word or an archive: it may carry names and what was deleted from it.",
		Fix:     "Save it as a PDF, and name that."}}
}

// refused makes the first error the reason why nobody can look into a file.
func refused(name string, problems []diag.Problem) Found {
	for _, p := range problems {
		if p.Severity == diag.Error {
			return Found{Itself: true, Problem: &p}
		}
	}
	return Found{Itself: true, Problem: &diag.Problem{Code: "file-unreadable", Place: diag.Place{File: name}, Message: "This file cannot be read.", Fix: "Save it again in the program that made it."}}
}

// Clean makes a file anew with nothing but itself, in the same format. Where it is
// clean already, it gives source back. problems says why it cannot be, or what of
// it changed besides.
func Clean(name string, source []byte) (made []byte, problems []diag.Problem, ok bool) {
	found := Look(name, source)
	switch {
	case found.Problem != nil:
		return nil, []diag.Problem{*found.Problem}, false
	case len(found.Carries) == 0:
		return source, nil, true
	case document.Known(source):
		made, problems, ok = document.Clean(name, source)
	case isIcon(source):
		return nil, []diag.Problem{{Code: "file-format", Place: diag.Place{File: name}, Message: "A picture in this icon carries something besides itself.", Fix: "Clean the PNG that it was made of, and make the icon again."}}, false
	default:
		if _, known := picture.Carries(source); known {
			made, problems, ok = picture.Clean(name, source)
			break
		}
		if isText(source) {
			return nil, []diag.Problem{{Code: "file-format", Place: diag.Place{File: name}, Message: "A picture or another file inside this text (behind data:) carries something besides itself.", Fix: "Clean that file, and put it in again."}}, false
		}
		var m media.Medium
		if m, problems, ok = media.Clean(name, source, false); !ok {
			m, problems, ok = media.Clean(name, source, true)
		}
		made = m.Bytes
	}
	if ok && !Look(name, made).Clean() {
		return nil, []diag.Problem{{Code: "file-unreadable", Place: diag.Place{File: name}, Message: "This file could not be cleaned.", Fix: "Save it again in another program, and use that."}}, false
	}
	return made, problems, ok
}

// isDrawing says whether a file is an SVG, and not another text with angle brackets.
func isDrawing(name string, source []byte) bool {
	if ext := strings.ToLower(path.Ext(name)); ext == ".svg" {
		return true
	}
	head := bytes.ToLower(source[:min(len(source), 4096)])
	at := bytes.Index(head, []byte("<svg"))
	return at >= 0 && !bytes.Contains(head[:at], []byte("<html"))
}

// isText says whether a file is text, which everybody can look into.
func isText(source []byte) bool {
	return utf8.Valid(source) && !bytes.ContainsFunc(source, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\f\r", r) })
}

// office says whether a text is that of an office program or a printer, which hides
// more than it shows.
func office(source []byte) bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(source[:min(len(source), 4096)], []byte("\ufeff")))
	return bytes.HasPrefix(head, []byte("{\\rtf")) || bytes.HasPrefix(head, []byte("%!")) ||
		bytes.Contains(head, []byte("mso-application")) || bytes.Contains(head, []byte("<office:document")) ||
		bytes.Contains(head, []byte("urn:schemas-microsoft-com:office"))
}

func isIcon(source []byte) bool {
	return bytes.HasPrefix(source, []byte{0, 0, 1, 0}) && len(source) >= 6 && binary.LittleEndian.Uint16(source[4:]) > 0
}

const besideIcons = "something between its pictures or after its end"

// bitmap says how many bytes a picture without packing takes in an icon, at the
// most: its head, its colours, its pixels and which of them are seen.
func bitmap(part []byte) (most uint64, known bool) {
	const head = 40
	if len(part) < head || binary.LittleEndian.Uint32(part) != head || binary.LittleEndian.Uint32(part[16:]) != 0 {
		return 0, false
	}
	width, height := uint64(binary.LittleEndian.Uint32(part[4:])), uint64(binary.LittleEndian.Uint32(part[8:]))/2
	bits, colours := uint64(binary.LittleEndian.Uint16(part[14:])), uint64(binary.LittleEndian.Uint32(part[32:]))
	if width > 1024 || height > 1024 || bits > 32 || colours > 256 {
		return 0, false
	}
	if bits <= 8 && colours == 0 {
		colours = 1 << bits
	}
	return head + 4*colours + ((width*bits+31)/32+(width+31)/32)*4*height, true
}

// icon looks into the pictures of an icon. They stand one behind the other, and
// nothing stands between them or behind the last.
func icon(name string, source []byte) Found {
	const head, entry = 6, 16
	n := int(binary.LittleEndian.Uint16(source[4:]))
	ends := map[uint64]uint64{} // by where a picture begins
	var f Found
	for i := range n {
		if len(source) < head+(i+1)*entry {
			return refused(name, nil)
		}
		e := source[head+i*entry:]
		size, at := uint64(binary.LittleEndian.Uint32(e[8:])), uint64(binary.LittleEndian.Uint32(e[12:]))
		if at+size > uint64(len(source)) {
			return refused(name, nil)
		}
		ends[at] = max(ends[at], at+size)
		part := source[at : at+size]
		if !bytes.HasPrefix(part, []byte("\x89PNG")) {
			most, known := bitmap(part)
			if !known {
				return refused(name, nil)
			}
			if size > most {
				f.Carries = append(f.Carries, besideIcons)
			}
		} else {
			what, known := picture.Carries(part)
			if !known {
				return refused(name, nil)
			}
			f.Carries = append(f.Carries, what...)
		}
	}
	end := uint64(head + n*entry)
	for range n {
		end = max(end, ends[end])
	}
	if end != uint64(len(source)) {
		f.Carries = append(f.Carries, besideIcons)
	}
	f.Carries = sorted(f.Carries)
	return f
}

// sorted gives each thing once.
func sorted(what []string) []string {
	slices.Sort(what)
	return slices.Compact(what)
}
