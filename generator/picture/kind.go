package picture

import (
	"bytes"
	"strings"

	"goldenthread/generator/diag"
)

// kind is what the first bytes of a file say that it is, in the words used in
// messages.
type kind string

const (
	unknown kind = ""
	jpegs   kind = "JPEG"
	pngs    kind = "PNG"
	gifs    kind = "GIF"
	webps   kind = "WebP"
	markup  kind = "SVG" // or some other text with angle brackets
	avif    kind = "AVIF"
	heic    kind = "HEIC"
	tiff    kind = "TIFF"
	bmp     kind = "BMP"
	jpegXL  kind = "JPEG XL"
	gzip    kind = "packed SVG (svgz)"
)

// readable says whether Clean can make a picture of this kind.
func (k kind) readable() bool { return k.endings() != nil }

// endings gives the endings, the usual one first, that a file of a readable
// kind may have. The rules of consent go by the ending, so it must be true.
func (k kind) endings() []string {
	switch k {
	case jpegs:
		return []string{".jpg", ".jpeg"}
	case pngs:
		return []string{".png"}
	case gifs:
		return []string{".gif"}
	case webps:
		return []string{".webp"}
	case markup:
		return []string{".svg"}
	}
	return nil
}

// sniff goes by content alone: names can be wrong.
func sniff(source []byte) kind {
	starts := func(magic string) bool { return bytes.HasPrefix(source, []byte(magic)) }
	switch {
	case starts("\xff\xd8\xff"):
		return jpegs
	case starts("\x89PNG\r\n\x1a\n"):
		return pngs
	case starts("GIF87a"), starts("GIF89a"):
		return gifs
	case starts("RIFF") && len(source) >= 12 && string(source[8:12]) == "WEBP":
		return webps
	case len(source) >= 12 && string(source[4:8]) == "ftyp":
		return sniffBrands(source)
	case starts("II*\x00"), starts("MM\x00*"):
		return tiff
	case starts("BM") && len(source) >= 10 && string(source[6:10]) == "\x00\x00\x00\x00":
		return bmp
	case starts("\xff\x0a"), starts("\x00\x00\x00\x0cJXL "):
		return jpegXL
	case starts("\x1f\x8b"):
		return gzip
	case bytes.HasPrefix(bytes.TrimLeft(withoutMark(source), " \t\r\n"), []byte("<")):
		return markup
	}
	return unknown
}

// sniffBrands tells the picture formats that share the container of MP4 by the
// four-letter brands at its beginning.
func sniffBrands(source []byte) kind {
	found := unknown
	for at := 8; at+4 <= min(len(source), 64); at += 4 {
		switch string(source[at : at+4]) {
		case "avif", "avis":
			return avif
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1":
			found = heic
		}
	}
	return found
}

// withoutMark drops the byte order mark that some editors put before UTF-8.
func withoutMark(source []byte) []byte {
	return bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
}

const saveAgain = "Open the picture in a picture program, save it again as JPEG (a photograph) or PNG (a drawing), and use that copy."

func unreadable(message string) diag.Problem {
	return diag.Problem{Code: "picture-unreadable", Message: message, Fix: saveAgain}
}

func tooLarge(message string) diag.Problem {
	return diag.Problem{
		Code:    "picture-too-large",
		Message: message,
		Fix:     "Make the picture smaller in a picture program (2000 pixels wide is plenty for a page), save it, and use that copy.",
	}
}

func unsupported(kind kind) diag.Problem {
	return diag.Problem{
		Code:    "picture-format",
		Message: "This picture is in the format " + string(kind) + ", which cannot be made safe to publish here.",
		Fix:     saveAgain,
	}
}

func wrongEnding(kind kind) diag.Problem {
	endings := kind.endings()
	return diag.Problem{
		Code: "picture-wrong-ending",
		Message: "This file is " + kind.article() + " " + string(kind) + " picture, but its name does not end in " +
			strings.Join(endings, " or ") + ", and the ending decides whether the people in it must be named.",
		Fix: "Rename the file so that it ends in " + endings[0] + ", and use the new name in the pages and in pictures.yaml.",
	}
}

func (k kind) article() string {
	if k == markup {
		return "an"
	}
	return "a"
}
