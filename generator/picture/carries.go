package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// What a file may carry, in the order in which it is said.
const (
	carriesPlace   = "where it was taken"
	carriesNotes   = "notes of a camera or program"
	carriesText    = "a name or text"
	carriesCopy    = "a small copy of itself"
	carriesMore    = "more pictures than the one that is shown"
	carriesHistory = "a record of how it was made"
	carriesProfile = "a colour profile, which can name a device"
	carriesHidden  = "something that is not seen"
	carriesOther   = "something that is not needed to show it"
	carriesAfter   = "something after its end"
)

var carriesOrder = []string{
	carriesPlace, carriesNotes, carriesText, carriesCopy, carriesMore, carriesHistory,
	carriesProfile, carriesHidden, carriesOther, carriesAfter,
}

// Carries says in plain words what a file holds besides what can be seen, such
// as "where it was taken". It knows which parts each format needs to show a
// picture; whatever else is there counts. nil says that there is nothing. known
// is false when source is no kind of picture that is read here.
func Carries(source []byte) (what []string, known bool) {
	found := load{}
	switch sniff(source) {
	case jpegs:
		found.end(jpegParts(source, found.jpeg))
	case pngs:
		found.end(pngParts(source, found.png))
	case gifs:
		frames := 0
		found.end(gifParts(source, func(label byte, content []byte) bool {
			if label == frameLabel {
				frames++
				found.add(carriesMore, frames > 1)
				return true
			}
			return found.gif(label, content)
		}))
	case webps:
		found.end(webpParts(source, found.webp))
	case avifs:
		found.avif(source)
	case markup:
		w, problem := read(source)
		if problem != nil {
			return nil, false
		}
		found = w.left
	default:
		return nil, false
	}
	for _, words := range carriesOrder {
		if found[words] {
			what = append(what, words)
		}
	}
	return what, true
}

// load is what a file was found to carry.
type load map[string]bool

func (l load) add(words string, there bool) {
	if there {
		l[words] = true
	}
}

// end takes what lies after the end of a picture, if there is an end: what
// cannot be followed to its end may hold anything.
func (l load) end(rest []byte, ended bool) {
	l.add(carriesAfter, len(rest) > 0)
	l.add(carriesOther, !ended)
}

func (l load) jpeg(marker byte, content []byte) bool {
	starts := func(mark string) bool { return bytes.HasPrefix(content, []byte(mark)) }
	switch {
	case marker >= 0xc0 && marker <= 0xc2, marker == 0xc4, marker == 0xdb, marker == 0xdd, marker == 0xda:
		// sizes, tables, compressed pixels
	case marker == 0xe0 && starts("JFIF\x00") && len(content) == 14 && content[12] == 0 && content[13] == 0:
		// how large its pixels are on paper
	case marker == 0xee && starts("Adobe") && len(content) == 12:
		// which colours it is of
	case marker == 0xe0 && (starts("JFIF") || starts("JFXX")):
		l[carriesCopy] = true
	case marker == 0xe1 && starts(exifMark):
		l.exif(content[len(exifMark):])
	case marker == 0xe2 && starts(iccMark):
		l[carriesProfile] = true
	case marker == 0xe2 && starts("MPF\x00"):
		l[carriesMore] = true
	case marker == 0xe1, marker == 0xed, marker == 0xfe: // XMP, IPTC, a comment
		l[carriesText] = true
	case marker == 0xeb:
		l[carriesHistory] = true
	default:
		l[carriesOther] = true
	}
	return true
}

// exif looks into the first directory of an Exif part.
func (l load) exif(tiff []byte) {
	const gps = 0x8825
	l[carriesNotes] = true
	tags, more := directory(tiff)
	l.add(carriesPlace, slices.ContainsFunc(tags, func(t tag) bool { return t.id == gps }))
	l.add(carriesCopy, more)
}

func (l load) png(name string, content []byte) bool {
	n := len(content)
	switch name {
	case "IDAT", "PLTE", "tRNS": // colours and pixels
	case "IHDR":
		l.add(carriesOther, n != 13)
	case "IEND":
		l.add(carriesOther, n != 0)
	case "sRGB", "gAMA", "cHRM", "cICP", "sBIT", "bKGD", "pHYs": // numbers for showing it
		l.add(carriesOther, n > map[string]int{"sRGB": 1, "gAMA": 4, "cHRM": 32, "cICP": 4, "sBIT": 4, "bKGD": 6, "pHYs": 9}[name])
	case "tEXt", "zTXt", "iTXt":
		l[carriesText] = true
	case "tIME":
		l[carriesNotes] = true
	case "eXIf":
		l.exif(content)
	case "iCCP":
		l[carriesProfile] = true
	case "acTL", "fcTL", "fdAT":
		l[carriesMore] = true
	case "caBX":
		l[carriesHistory] = true
	default:
		l[carriesOther] = true
	}
	return true
}

func (l load) gif(label byte, content []byte) bool {
	owner := func(name string) bool { return len(content) > 12 && bytes.HasPrefix(content[1:], []byte(name)) }
	switch {
	case label == 0xf9 && len(content) == 6: // which colour can be seen through
	case label == 0xfe, label == 0x01, label == 0xff && owner("XMP Data"):
		l[carriesText] = true
	case label == 0xff && owner("ICCRGBG1"):
		l[carriesProfile] = true
	default:
		l[carriesOther] = true
	}
	return true
}

func (l load) webp(name string, content []byte) bool {
	switch name {
	case "VP8 ", "VP8L", "ALPH": // pixels
	case "VP8X":
		l.add(carriesOther, len(content) != 10)
	case "EXIF":
		l.exif(bytes.TrimPrefix(content, []byte(exifMark)))
	case "XMP ":
		l[carriesText] = true
	case "ICCP":
		l[carriesProfile] = true
	case "ANIM", "ANMF":
		l[carriesMore] = true
	case "C2PA":
		l[carriesHistory] = true
	default:
		l[carriesOther] = true
	}
	return true
}

// contentCredentials marks the uuid box that holds C2PA.
const contentCredentials = "\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"

func (l load) avif(source []byte) {
	top, whole := boxes(source)
	l.add(carriesAfter, !whole)
	pixels := 0 // bytes that may only be those of items
	for _, b := range top {
		switch {
		case b.name == "ftyp", b.name == "meta":
		case b.name == "mdat":
			pixels += len(b.content)
		case b.name == "moov":
			l[carriesMore] = true
		case b.name == "jumb", b.name == "uuid" && bytes.HasPrefix(b.content, []byte(contentCredentials)):
			l[carriesHistory] = true
		default:
			l[carriesOther] = true
		}
	}
	meta, whole := boxes(skip(within(top, "meta"), 4))
	l.add(carriesOther, !whole)
	for _, b := range meta {
		switch b.name {
		case "pitm", "iloc", "iinf", "iprp":
		case "idat":
			pixels += len(b.content)
		case "hdlr":
			l.label(skip(b.content, 24))
		case "iref":
			links, whole := boxes(skip(b.content, 4))
			l.add(carriesOther, !whole)
			l.add(carriesCopy, within(links, "thmb") != nil)
		default:
			l[carriesOther] = true
		}
	}
	l.items(source, pixels)
	parts, _ := boxes(within(meta, "iprp"))
	properties, whole := boxes(within(parts, "ipco"))
	l.add(carriesOther, !whole)
	for _, p := range properties {
		switch p.name {
		case "ispe", "pixi", "av1C", "irot", "imir", "pasp", "auxC", "a1op", "a1lx", "lsel", "clli", "mdcv", "cclv":
			l.add(carriesOther, p.name != "auxC" && len(p.content) > 256)
		case "colr":
			l.add(carriesProfile, !bytes.HasPrefix(p.content, []byte("nclx")))
		case "clap":
			l[carriesHidden] = true
		case "udes":
			l[carriesText] = true
		default:
			l[carriesOther] = true
		}
	}
}

// items looks at what an AVIF lists, and whether that is all of its bytes.
func (l load) items(source []byte, pixels int) {
	items, _, ok := avifItems(source)
	l.add(carriesOther, !ok)
	counted := map[*byte]bool{}
	for _, i := range items {
		l.label([]byte(i.name))
		for _, e := range i.extents {
			if len(e) > 0 && !counted[&e[0]] {
				counted[&e[0]] = true
				pixels -= len(e)
			}
		}
		switch i.kind {
		case "av01", "grid":
		case "Exif":
			all := bytes.Join(i.extents, nil)
			if len(all) > 4 {
				l.exif(skip(all[4:], int(binary.BigEndian.Uint32(all)&0xffffff))) // no file is longer
			}
			l[carriesNotes] = true
		case "mime":
			l[carriesText] = true
		case "jumb", "c2pa":
			l[carriesHistory] = true
		default:
			l[carriesOther] = true
		}
	}
	l.add(carriesOther, pixels > 0)
}

// label looks at a name of a part: those that programs give are no names.
func (l load) label(b []byte) {
	switch string(bytes.Trim(b, "\x00")) {
	case "", "Color", "Alpha", "libavif", "PictureHandler":
	default:
		l[carriesText] = true
	}
}
