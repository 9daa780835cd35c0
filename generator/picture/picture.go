package picture

import (
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/work"
)

// Version names what Encode makes of a source; it changes whenever the same
// source would give other bytes.
const Version = "1"

// Limits, so that a small file cannot take all of a computer's memory.
const (
	maxSource = 64 << 20    // bytes of any source
	maxSVG    = 2 << 20     // bytes of a drawing
	maxPixels = 100_000_000 // width times height; half of it with 16 bits for each colour
	maxPasses = 64          // over the pixels of a progressive JPEG; programs write ten or so
	maxWork   = 20 * maxPixels
	maxLong   = 65_535 // width or height
	maxDepth  = 100    // elements of a drawing inside one another
)

// Facts are what is known of a picture before its pixels are decoded.
type Facts struct {
	// Width and Height are in pixels, after turning the picture upright. Those
	// of a drawing come from its width and height or its viewBox, rounded; both
	// are 0 when these do not say.
	Width, Height int
	// Drawing is the whole of the rewritten SVG file; nil for pictures of pixels.
	Drawing []byte
	// Words are those that a drawing shows.
	Words string
	// Memory is how many bytes Encode may need at once for this picture: rather
	// too many than too few.
	Memory int64
}

// Rendition is one file that is published of a picture.
type Rendition struct {
	// Name is its width and its ending, such as 480.webp, or preview.jpg; no
	// two renditions of a picture have the same.
	Name string
	// Type is its media type.
	Type          string
	Width, Height int
	// Bytes is the whole of the file.
	Bytes []byte
}

// Known says whether name has the ending, in small or capital letters, of a
// picture that is read here or refused with a reason.
func Known(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg":
		return true
	case ".jfif", ".jpe", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".jxl", ".svgz":
		return true
	}
	return false
}

// Look says what the picture source is, the bytes of the file named file (a
// path within the site: its ending is compared with what source is, and
// problems are placed there). It decodes no pixels, but rewrites a drawing.
//
// ok is false when no picture can be made; at least one problem of severity
// Error then says why and how to mend it. With ok true, problems holds warnings
// at most.
func Look(file string, source []byte) (facts Facts, problems []diag.Problem, ok bool) {
	facts, _, problems, ok = look(file, source)
	return facts, problems, ok
}

// Encode decodes the pixels of a picture and encodes them anew, in every width
// and format: by width, the smallest first, each as WebP and then as what
// older browsers read, though a flat drawing has a WebP only where that is
// smaller. With preview, and where the picture is large enough, the last rendition
// is preview.jpg, of 1200 by 630 pixels. A drawing (SVG) has no renditions.
//
// Of problems and ok the same holds as of Look, which says as much of what can
// be known without the pixels.
func Encode(file string, source []byte, withPreview bool) ([]Rendition, []diag.Problem, bool) {
	_, h, problems, ok := look(file, source)
	if !ok || h.kind == markup {
		return nil, problems, ok
	}
	m, err := decode(h, source)
	if err != nil {
		return nil, refused(file, damaged()), false
	}
	var all []Rendition
	err = work.Safely(func() error { // the encoders, too, are others'
		if all, err = renditions(h, m); err != nil || !withPreview {
			return err
		}
		rendition, large, err := preview(h, m)
		if large {
			all = append(all, rendition)
		}
		return err
	})
	if err != nil {
		return nil, refused(file, damaged()), false
	}
	return all, problems, true
}

// Check decodes the pixels of a picture and throws them away, to say what
// Encode would say.
func Check(file string, source []byte) ([]diag.Problem, bool) {
	_, h, problems, ok := look(file, source)
	if !ok || h.kind == markup {
		return problems, ok
	}
	if _, err := decode(h, source); err != nil {
		return refused(file, damaged()), false
	}
	return problems, true
}

// look is Look, and gives the head of a picture of pixels.
func look(file string, source []byte) (Facts, head, []diag.Problem, bool) {
	refuse := func(problem diag.Problem) (Facts, head, []diag.Problem, bool) {
		return Facts{}, head{}, refused(file, problem), false
	}
	if len(source) > maxSource {
		return refuse(tooLarge("This picture file is larger than 64 MB."))
	}
	kind := sniff(source)
	if kind == gzip && strings.ToLower(path.Ext(file)) != ".svgz" {
		kind = unknown // something packed, but nobody said that it is a drawing
	}
	if kind == markup && !endsAs(file, markup) {
		// Only a whole reading tells a drawing from a web page.
		if _, _, ok := rewrite(file, source); !ok {
			kind = unknown
		}
	}
	switch {
	case len(source) == 0:
		return refuse(unreadable("This picture file is empty.", copyAgain))
	case kind == unknown && endsAs(file, markup):
		return refuse(malformed(0))
	case kind == unknown:
		return refuse(unreadable("This file is not a picture that can be read here.", saveAgain+" Sound and film stand in ::audio and ::video."))
	case !kind.readable():
		return refuse(unsupported(kind))
	case !endsAs(file, kind):
		return refuse(wrongEnding(kind))
	case kind == markup:
		facts, problems, ok := rewrite(file, source)
		return facts, head{kind: markup}, problems, ok
	}
	h, err := readHead(kind, source)
	if problem, refused := objection(h, err); refused {
		return refuse(problem)
	}
	size := h.size()
	return Facts{Width: size.X, Height: size.Y, Memory: h.memory()}, h, h.warnings(file), true
}

// objection says why a picture of pixels with this head is not read.
func objection(h head, err error) (diag.Problem, bool) {
	switch {
	case h.moving && (h.kind == webps || h.kind == avifs):
		return moves(h.kind), true
	case err != nil:
		return damaged(), true
	case h.width <= 0 || h.height <= 0:
		return tooLarge("The size of this picture cannot be right: a side of it is 0 pixels long."), true
	case h.passes > maxPasses || int64(h.passes)*h.samples() > maxWork:
		return tooLarge("This picture is stored in more passes over its pixels than anybody can wait for."), true
	case h.deep && h.samples() > maxPixels:
		return tooLarge("This picture has more than 50 million pixels of 16 bits for each colour."), true
	case h.samples() > maxPixels:
		return tooLarge("This picture has more than 100 million pixels."), true
	case h.width > maxLong || h.height > maxLong:
		return tooLarge("A side of this picture is longer than 65,535 pixels."), true
	case h.width == 1 || h.height == 1:
		return tooSmall(), true
	case h.inks:
		return forPrint(), true
	case h.cropped:
		return cropped(), true
	case h.code.transfer == 16 || h.code.transfer == 18:
		return tooBright(), true
	}
	return diag.Problem{}, false
}

// warnings says what is published otherwise than it came.
func (h head) warnings(file string) []diag.Problem {
	var all []diag.Problem
	if h.moving {
		all = append(all, stopped(file))
	}
	if h.deep {
		all = append(all, sixteenBits(file))
	}
	return all
}

// endsAs says whether the name of a file ends as a picture of this kind should.
func endsAs(file string, kind kind) bool {
	return slices.Contains(kind.endings(), strings.ToLower(path.Ext(file)))
}

// refused places the problem of a file that gives no picture.
func refused(file string, problem diag.Problem) []diag.Problem {
	problem.File = file
	return []diag.Problem{problem}
}
