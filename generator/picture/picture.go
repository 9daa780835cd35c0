// Package picture takes pixels in and lets clean pixels out.
//
// A photograph may carry where it was taken, by whom and when, a small copy of
// itself from before it was cut, and whatever was written after its end. None
// of that is removed here, because a list of what to remove is never complete:
// the pixels alone are taken out of the file and written into a new one. A
// drawing (SVG) is rewritten from a list of what a drawing may consist of.
//
// What it promises: of a raster picture nothing but its size and what can be
// seen leaves (not even the colours of fully transparent pixels or unused
// colours of a palette); of a drawing, its shapes and the words drawn in it,
// without titles, descriptions, layer names, hidden layers, links, programs
// and references to anything outside. The same source gives the same bytes.
// No source makes it panic, and no problem holds a word of the source.
//
// What it deliberately does not do: it does not resize; it does not look for
// people or words in the pixels; it applies no colour profile (a photograph
// with an unusual one, or a CMYK one made for print, may look paler or
// stronger than before); it honours the Exif orientation of JPEG only; it
// keeps no movement. An aria-label in a drawing stays, as do words off its
// edge: who reads every byte that leaves (package guard) sees them too.
package picture

import (
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
)

// Limits, so that a small file cannot take all of a computer's memory.
const (
	maxSource = 64 << 20    // bytes of any source
	maxSVG    = 2 << 20     // bytes of a drawing
	maxPixels = 100_000_000 // width times height
	maxDepth  = 100         // elements of a drawing inside one another
)

// Picture is a picture that carries nothing but itself. The zero value is no
// picture.
type Picture struct {
	// Bytes is the whole of the new file.
	Bytes []byte
	// Ext is the ending for Bytes, perhaps not that of the source:
	// ".jpg", ".png" or ".svg".
	Ext string
	// Width and Height are in pixels, after turning a photograph upright. Those
	// of a drawing come from its width and height or its viewBox, rounded; both
	// are 0 when these do not say.
	Width, Height int
	// Words are those that a drawing shows, and its aria-labels.
	Words string
}

// Known says whether name has the ending, in small or capital letters, of a
// picture that Clean reads or knows to refuse.
func Known(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg":
		return true
	case ".jfif", ".jpe", ".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".jxl", ".svgz":
		return true
	}
	return false
}

// Clean reads source, the bytes of the file named file (a path within the
// site: its ending is compared with what source is, and problems are placed
// there), and encodes its pixels anew: JPEG as JPEG, PNG as PNG, the first
// picture of a GIF as PNG, WebP as JPEG or, when one can see through a part of
// it, as PNG, SVG as SVG.
//
// ok is false when no picture can be made; p is then its zero value, and at
// least one problem of severity Error says why and how to mend it. With ok
// true, problems holds warnings at most. The codes are picture-unreadable,
// picture-too-large, picture-wrong-ending, picture-format, picture-animated
// and svg-unsafe.
//
// Clean does not change source and keeps nothing of it; it may be called from
// several goroutines at once. One call may need twenty bytes of memory for
// each pixel.
func Clean(file string, source []byte) (p Picture, problems []diag.Problem, ok bool) {
	if len(source) > maxSource {
		return refuse(file, tooLarge("This picture file is larger than 64 MB."))
	}
	kind := sniff(source)
	if kind == gzip && strings.ToLower(path.Ext(file)) != ".svgz" {
		kind = unknown // something packed, but nobody said that it is a drawing
	}
	if kind == markup && !endsAs(file, markup) {
		// Only a whole reading tells a drawing from a web page.
		if _, _, ok := cleanSVG(file, source); !ok {
			kind = unknown
		}
	}
	switch {
	case len(source) == 0:
		return refuse(file, unreadable("This picture file is empty."))
	case kind == unknown && endsAs(file, markup):
		return refuse(file, malformed(0))
	case kind == unknown:
		return refuse(file, unreadable("This file is not a picture, whatever its name says."))
	case !kind.readable():
		return refuse(file, unsupported(kind))
	case !endsAs(file, kind):
		return refuse(file, wrongEnding(kind))
	case kind == markup:
		return cleanSVG(file, source)
	default:
		return cleanRaster(file, kind, source)
	}
}

// endsAs says whether the name of a file ends as a picture of this kind should.
func endsAs(file string, kind kind) bool {
	return slices.Contains(kind.endings(), strings.ToLower(path.Ext(file)))
}

// refuse makes the answer for a file that gives no picture.
func refuse(file string, problem diag.Problem) (Picture, []diag.Problem, bool) {
	problem.File = file
	return Picture{}, []diag.Problem{problem}, false
}
