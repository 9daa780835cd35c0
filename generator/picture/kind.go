package picture

import "bytes"

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
	avifs   kind = "AVIF"
	heic    kind = "HEIC"
	tiff    kind = "TIFF"
	bmp     kind = "BMP"
	jpegXL  kind = "JPEG XL"
	gzip    kind = "packed SVG (svgz)"
)

// readable says whether pictures of this kind can be read here.
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
	case avifs:
		return []string{".avif"}
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
			return avifs
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

func (k kind) article() string {
	if k == markup || k == avifs {
		return "an"
	}
	return "a"
}
