package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"slices"
	"strings"
)

// planted is a source with the canary in one place.
type planted struct {
	why, file string
	source    []byte
}

// tiffOf is an Exif part with all that a camera may write: who, which camera,
// its own notes, a place, and a small copy. Canary is in each.
func tiffOf(orientation uint16) string {
	order := binary.BigEndian
	entry := func(id, kind uint16, count, value uint32) []byte {
		b := order.AppendUint16(order.AppendUint16(nil, id), kind)
		return order.AppendUint32(order.AppendUint32(b, count), value)
	}
	text := canary + "\x00"
	n := uint32(len(text))
	const (
		first = 8
		sub   = first + 2 + 5*12 + 4
		gps   = sub + 2 + 2*12 + 4
		small = gps + 2 + 3*12 + 4
		words = small + 2 + 3*12 + 4
	)
	thumb := string(asJPEG(quarters(8, 8, corners))) + canary
	at := func(i uint32) uint32 { return words + i*n }
	b := append([]byte("MM\x00*"), 0, 0, 0, first)
	b = append(b, 0, 5)
	b = append(b, entry(0x0112, 3, 1, uint32(orientation)<<16)...)
	b = append(b, entry(0x013b, 2, n, at(0))...) // who
	b = append(b, entry(0x8298, 2, n, at(0))...) // whose
	b = append(b, entry(0x8769, 4, 1, sub)...)
	b = append(b, entry(0x8825, 4, 1, gps)...)
	b = order.AppendUint32(b, small)
	b = append(b, 0, 2)
	b = append(b, entry(0xa431, 2, n, at(1))...) // serial number
	b = append(b, entry(0x927c, 7, n, at(2))...) // MakerNote
	b = order.AppendUint32(b, 0)
	b = append(b, 0, 3)
	b = append(b, entry(1, 2, 2, 'N'<<24)...)
	b = append(b, entry(2, 5, 3, at(3)+n)...)
	b = append(b, entry(0x1d, 2, n, at(3))...)
	b = order.AppendUint32(b, 0)
	b = append(b, 0, 3)
	b = append(b, entry(0x0103, 3, 1, 6<<16)...)
	b = append(b, entry(0x0201, 4, 1, at(4)+24)...)
	b = append(b, entry(0x0202, 4, 1, uint32(len(thumb)))...)
	b = order.AppendUint32(b, 0)
	b = append(b, strings.Repeat(text, 4)...)
	for _, v := range []uint32{51, 1, 30, 1, 11, 1} {
		b = order.AppendUint32(b, v)
	}
	return string(b) + thumb
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>` + canary + `</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`

func packed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func plantedJPEGs() []planted {
	photo := asJPEG(quarters(64, 48, corners))
	all := []planted{
		{"after the end of a JPEG", "a.jpg", append(bytes.Clone(photo), canary...)},
		{"another photograph after the end", "a.jpg", slices.Concat(photo, insert(photo, 2, segment(0xfe, canary)))},
		{"before the pixels", "a.jpg", insert(photo, bytes.Index(photo, []byte{0xff, 0xda}), segment(0xfe, canary))},
	}
	for _, s := range []struct {
		why     string
		marker  byte
		content string
	}{
		{"Exif", 0xe1, exifMark + tiffOf(1)},
		{"XMP", 0xe1, "http://ns.adobe.com/xap/1.0/\x00" + xmp},
		{"extended XMP", 0xe1, "http://ns.adobe.com/xmp/extension/\x00" + strings.Repeat("0", 40) + canary},
		{"IPTC", 0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x1b\x1c\x02\x50\x00\x16" + canary},
		{"a small copy of Photoshop", 0xed, "Photoshop 3.0\x008BIM\x04\x0c\x00\x00\x00\x00\x00\x16" + canary},
		{"comment", 0xfe, canary},
		{"JFIF with a small copy", 0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x08" + canary + "  "},
		{"JFXX", 0xe0, "JFXX\x00\x10" + canary},
		{"colour profile", 0xe2, iccMark + "\x01\x01" + canary},
		{"the description of a good colour profile", 0xe2, iccMark + "\x01\x01" + string(profileOf(displayP3, 2.2, canary))},
		{"several pictures", 0xe2, "MPF\x00" + canary},
		{"FlashPix", 0xe2, "FPXR\x00" + canary},
		{"C2PA", 0xeb, "JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x2ejumb" + canary},
		{"Adobe's part with more in it", 0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01" + canary},
		{"a part of an own kind", 0xe9, canary},
	} {
		all = append(all, planted{s.why, "a.jpg", insert(photo, 2, segment(s.marker, s.content))})
	}
	return all
}

func plantedPNGs() []planted {
	drawing := asPNG(quarters(32, 16, corners))
	all := []planted{{"after the end of a PNG", "a.png", append(bytes.Clone(drawing), canary...)}}
	for _, s := range []struct{ why, name, content string }{
		{"text", "tEXt", "Author\x00" + canary},
		{"packed text", "zTXt", "Author\x00\x00" + packed(canary)},
		{"international text", "iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + xmp},
		{"Exif in PNG", "eXIf", tiffOf(1)},
		{"the name of a profile", "iCCP", canary + "\x00\x00" + packed("x")},
		{"a profile in PNG", "iCCP", "x\x00\x00" + packed(string(profileOf(displayP3, 2.2, canary)))},
		{"when", "tIME", "\x07\xe6\x07\x04\x00\x00\x00"},
		{"C2PA in PNG", "caBX", canary},
		{"a colour part with more in it", "gAMA", canary},
		{"a program's own part", "prVt", canary},
	} {
		all = append(all, planted{s.why, "a.png", insert(drawing, 33, chunk(s.name, s.content))})
	}
	return all
}

func plantedGIFs() []planted {
	still := asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1))
	at := 13 + colourTable(still[10])
	block := func(label byte, contents ...string) []byte {
		b := []byte{0x21, label}
		for _, c := range contents {
			b = append(append(b, byte(len(c))), c...)
		}
		return append(b, 0)
	}
	return []planted{
		{"comment in GIF", "a.gif", insert(still, at, block(0xfe, canary))},
		{"XMP in GIF", "a.gif", insert(still, at, block(0xff, "XMP DataXMP", canary))},
		{"a profile in GIF", "a.gif", insert(still, at, block(0xff, "ICCRGBG1012", canary))},
		{"a program's own part of a GIF", "a.gif", insert(still, at, block(0xff, "CANARY12345", canary))},
		{"plain text", "a.gif", insert(still, at, block(0x01, strings.Repeat("\x00", 12), canary))},
		{"after the end of a GIF", "a.gif", append(bytes.Clone(still), canary...)},
		{"a second frame", "a.gif", asGIF(image.Pt(5, 4), paletted(5, 4, blackRed, 1), paletted(5, 4, blackRed, 0))},
	}
}

func plantedWebPs() []planted {
	pixels := vp8l(9, 9, solid)
	return []planted{
		{"Exif in WebP", "a.webp", riff("VP8X", vp8x(0x08, 9, 9), "VP8L", pixels, "EXIF", tiffOf(1))},
		{"XMP in WebP", "a.webp", riff("VP8X", vp8x(0x04, 9, 9), "VP8L", pixels, "XMP ", xmp)},
		{"a profile in WebP", "a.webp", riff("VP8X", vp8x(0x20, 9, 9), "ICCP", canary, "VP8L", pixels)},
		{"an own part of a WebP", "a.webp", riff("VP8X", vp8x(0, 9, 9), "VP8L", pixels, "prVt", canary)},
		{"C2PA in WebP", "a.webp", riff("VP8X", vp8x(0, 9, 9), "VP8L", pixels, "C2PA", canary)},
		{"after the end of a WebP", "a.webp", append(riff("VP8L", pixels), canary...)},
		{"in photographs", "a.webp", riff("VP8X", vp8x(0x0c, 64, 48), "VP8 ", string(webpPhoto[20:]), "EXIF", tiffOf(1), "XMP ", xmp)},
	}
}

func plantedAVIFs() []planted {
	picture := picturePart(avifPhoto, ispe(64, 48))
	good := asAVIF(picture)
	with := func(b []byte) []byte { return append(bytes.Clone(good), b...) }
	named := picture
	named.name = canary
	profiled := picturePart(avifPhoto, ispe(64, 48), box{"colr", append([]byte("prof"), profileOf(displayP3, 2.2, canary)...)})
	described := picturePart(avifPhoto, ispe(64, 48), box{"udes", []byte("\x00\x00\x00\x00" + canary)})
	unlisted := bytes.Clone(good)
	media := bytes.Index(unlisted, []byte("mdat")) - 4
	binary.BigEndian.PutUint32(unlisted[media:], binary.BigEndian.Uint32(unlisted[media:])+uint32(len(canary)))
	return []planted{
		{"Exif in AVIF", "a.avif", asAVIF(picture, part{kind: "Exif", content: "\x00\x00\x00\x00" + tiffOf(1)})},
		{"XMP in AVIF", "a.avif", asAVIF(picture, part{kind: "mime", content: xmp})},
		{"an item of an own kind", "a.avif", asAVIF(picture, part{kind: "prVt", content: canary})},
		{"the name of the picture", "a.avif", asAVIF(named)},
		{"a profile in AVIF", "a.avif", asAVIF(profiled)},
		{"a description", "a.avif", asAVIF(described)},
		{"bytes that belong to nothing", "a.avif", append(unlisted, canary...)},
		{"uuid", "a.avif", with(avifBox("uuid", strings.Repeat("u", 16), canary))},
		{"C2PA in AVIF", "a.avif", with(avifBox("uuid", contentCredentials, canary))},
		{"free", "a.avif", with(avifBox("free", canary))},
		{"skip", "a.avif", with(avifBox("skip", canary))},
		{"udta", "a.avif", with(avifBox("udta", canary))},
		{"after the end of an AVIF", "a.avif", with([]byte(canary))},
	}
}

func plantedSVGs() []planted {
	var all []planted
	for why, source := range map[string]string{
		"comment in SVG":           "<!--" + canary + "--><svg><!--" + canary + "--></svg>",
		"instruction in SVG":       "<?xml-stylesheet " + canary + "?><svg/>",
		"DOCTYPE":                  "<!DOCTYPE svg [<!ENTITY a '" + canary + "'>]><svg><text>&a;</text></svg>",
		"title":                    "<svg><title>" + canary + "</title></svg>",
		"description":              "<svg><desc>" + canary + "</desc></svg>",
		"metadata":                 "<svg><metadata><a>" + canary + "</a></metadata></svg>",
		"for screen readers":       `<svg aria-label="` + canary + `"/>`,
		"an editor's attribute":    `<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="` + canary + `"/>`,
		"an editor's element":      `<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:view>` + canary + `</i:view></svg>`,
		"the name of a language":   `<svg xmlns:i="` + canary + `"/>`,
		"a layer's id":             `<svg><g id="` + canary + `"/></svg>`,
		"a layer's class":          `<svg><g class="` + canary + `"/></svg>`,
		"a layer's name":           `<svg><g data-name="` + canary + `"/></svg>`,
		"a hidden layer":           `<svg><g style="display:none"><text>` + canary + `</text></g></svg>`,
		"a layer hidden by style":  `<svg><style>.h{display:none}</style><g class="h"><text>` + canary + `</text></g></svg>`,
		"words that are not drawn": `<svg>` + canary + `<g>` + canary + `</g></svg>`,
		"a picture in a picture":   `<svg><image href="data:image/png;base64,` + canary + `"/></svg>`,
		"an own style":             `<svg><rect style="-own-name:` + canary + `"/></svg>`,
	} {
		all = append(all, planted{why, "a.svg", []byte(source)})
	}
	return all
}
