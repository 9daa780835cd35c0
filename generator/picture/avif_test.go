package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"github.com/gen2brain/avif"
	"github.com/gen2brain/webp"
)

// avifBox is a box of an AVIF.
func avifBox(name string, contents ...string) []byte {
	n := 8
	for _, c := range contents {
		n += len(c)
	}
	b := append(binary.BigEndian.AppendUint32(nil, uint32(n)), name...)
	for _, c := range contents {
		b = append(b, c...)
	}
	return b
}

func be(v uint64, n int) string {
	return string(binary.BigEndian.AppendUint64(nil, v)[8-n:])
}

func ispe(w, h int) box {
	return box{"ispe", []byte("\x00\x00\x00\x00" + be(uint64(w), 4) + be(uint64(h), 4))}
}

// part is an item of an AVIF that is made here.
type part struct {
	kind, name, content string
	properties          []box
}

// asAVIF puts an AVIF together, the picture first.
func asAVIF(parts ...part) []byte {
	var infos, places, media, ipco, ipma string
	n := 0
	for i, p := range parts {
		infos += string(avifBox("infe", "\x02\x00\x00\x00", be(uint64(i+1), 2), "\x00\x00", p.kind, p.name, "\x00", more(p.kind == "mime", "application/rdf+xml\x00")))
		ipma += be(uint64(i+1), 2) + be(uint64(len(p.properties)), 1)
		for _, q := range p.properties {
			n++
			ipco += string(avifBox(q.name, string(q.content)))
			ipma += be(uint64(n|essential(q.name)), 1)
		}
	}
	meta := func(from int) []byte {
		places = ""
		for i, p := range parts {
			places += be(uint64(i+1), 2) + "\x00\x00" + "\x00\x01" + be(uint64(from), 4) + be(uint64(len(p.content)), 4)
			from += len(p.content)
		}
		return avifBox("meta", "\x00\x00\x00\x00",
			string(avifBox("hdlr", "\x00\x00\x00\x00\x00\x00\x00\x00pict\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")),
			string(avifBox("pitm", "\x00\x00\x00\x00\x00\x01")),
			string(avifBox("iloc", "\x00\x00\x00\x00\x44\x00", be(uint64(len(parts)), 2), places)),
			string(avifBox("iinf", "\x00\x00\x00\x00", be(uint64(len(parts)), 2), infos)),
			string(avifBox("iprp", string(avifBox("ipco", ipco)), string(avifBox("ipma", "\x00\x00\x00\x00", be(uint64(len(parts)), 4), ipma)))))
	}
	for _, p := range parts {
		media += p.content
	}
	front := avifBox("ftyp", "avif\x00\x00\x00\x00avifmif1miaf")
	from := len(front) + len(meta(0)) + 8
	return bytes.Join([][]byte{front, meta(from), avifBox("mdat", media)}, nil)
}

// essential marks what a decoder has to know of.
func essential(property string) int {
	switch property {
	case "irot", "imir", "clap":
		return 0x80
	}
	return 0
}

func more(is bool, s string) string {
	if is {
		return s
	}
	return ""
}

// picturePart is the picture of an AVIF with other properties, but for those
// that say how it is compressed.
func picturePart(source []byte, properties ...box) part {
	items, primary, _ := avifItems(source)
	var all []box
	for _, p := range items[primary].properties {
		if p.name == "av1C" || p.name == "pixi" {
			all = append(all, p)
		}
	}
	return part{kind: "av01", content: string(stream(source)), properties: append(all, properties...)}
}

// stream is the compressed picture in an AVIF.
func stream(source []byte) []byte {
	items, primary, _ := avifItems(source)
	return bytes.Join(items[primary].extents, nil)
}

func encodedAVIF(m image.Image) []byte {
	var b bytes.Buffer
	err := avif.Encode(&b, m, avif.Options{Quality: 95, Speed: 10, ChromaSubsampling: image.YCbCrSubsampleRatio444})
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

func encodedWebP(m image.Image, lossless bool) []byte {
	var b bytes.Buffer
	if err := webp.Encode(&b, m, webp.Options{Quality: 95, Lossless: lossless}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

var (
	avifPhoto = encodedAVIF(quarters(64, 48, corners))
	webpPhoto = encodedWebP(quarters(64, 48, corners), false)
)

// encodedExact keeps the colours of what is fully transparent.
func encodedExact(m image.Image) []byte {
	var b bytes.Buffer
	if err := webp.Encode(&b, m, webp.Options{Lossless: true, Exact: true}); err != nil {
		panic(err)
	}
	return b.Bytes()
}
