package generator_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"path"
	"strings"
)

// This file makes the pictures of random sites.

// randomPicture is a picture with what is said of it.
type randomPicture struct {
	file   string
	said   string // of the people in it: none, list or nothing
	people []*randomPerson
	broken bool // no picture at all
	absent bool // it is not there
	unsure bool // the pictures.yaml beside it is unreadable
}

// link gives how a text refers to a picture.
func (p *randomPicture) link(from string, s *randomSite) string {
	if dir := path.Dir(from); path.Dir(p.file) == dir && s.chance(50) {
		return path.Base(p.file)
	}
	return "/" + strings.TrimPrefix(p.file, "content/")
}

func (s *randomSite) newPictures() {
	folders := []string{"content/pictures"}
	for _, p := range s.pages {
		if p.folder {
			folders = append(folders, "content/"+p.path)
		}
	}
	for range s.IntN(6) {
		p := &randomPicture{said: oneOf(s, "none", "none", "list", "list", "list", "nothing"), broken: s.chance(8), absent: s.chance(4)}
		name := s.token(token{kind: "file name", picture: p, never: true})
		if named := s.typedOf(p, 8, "path", false); named != "" {
			name += "-" + named
		}
		p.file = path.Join(oneOf(s, folders...), name+oneOf(s, ".svg", ".png", ".jpg"))
		if p.said == "list" {
			p.people = s.some(2)
		}
		s.pictures = append(s.pictures, p)
	}
}

// writePictures writes the pictures, and the pictures.yaml files beside them.
func (s *randomSite) writePictures() {
	notes := map[string]string{}
	for _, p := range s.pictures {
		own := func(kind string) string { return s.token(token{kind: kind, picture: p}) }
		hidden := func(kind string) string { return s.token(token{kind: kind, picture: p, never: true}) }
		people := ""
		switch p.said {
		case "none":
			people = "people: none, "
		case "list":
			people = "people: [" + strings.Join(ids(p.people), ", ") + "], "
		}
		alt := own("alt")
		s.tokens[alt].long = true // of alt texts, the last look knows those of four words
		notes[path.Dir(p.file)] += fmt.Sprintf("%s: {%salt: A drawing of %s, credit: Drawn by %s, licence: %s}\n", path.Base(p.file), people,
			alt+" "+s.typedOf(p, 5, "plain", true), own("credit")+" "+s.typedOf(p, 5, "plain", false), own("licence"))
		var text string
		switch path.Ext(p.file) {
		case ".svg":
			text = drawing(strings.TrimSpace(own("words in a drawing")+" "+s.typedOf(p, 8, "plain", false)), hidden("hidden in a drawing"))
		case ".png":
			text = pixels(own("pixels"), hidden("transparent pixels"), hidden("PNG text"))
		case ".jpg":
			text = photograph(hidden("Exif"), hidden("behind a photograph"), byte(len(notes)*40))
		}
		if p.broken {
			text = "no picture: " + hidden("broken picture")
		}
		if !p.absent {
			s.write(p.file, text)
		}
	}
	for dir, text := range notes {
		if unsure := s.chance(5); unsure {
			text += "  - ["
			for _, p := range s.pictures {
				p.unsure = p.unsure || path.Dir(p.file) == dir
			}
		}
		s.write(dir+"/pictures.yaml", text)
	}
}

func drawing(seen, hidden string) string {
	return `<?xml version="1.0"?><!-- ` + hidden + ` --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><title>` + hidden +
		`</title><desc>` + hidden + `</desc><metadata>` + hidden + `</metadata><g id="` + hidden + `" data-x="` + hidden +
		`"><text x="1" y="9">` + seen + `</text></g><g display="none"><text>` + hidden + `</text></g></svg>`
}

// pixels gives a PNG of two rows, the colours of which are the bytes of words:
// one that can be seen, and one that is wholly transparent.
func pixels(seen, hidden, comment string) string {
	m := image.NewNRGBA(image.Rect(0, 0, 4, 2))
	for x := range 4 {
		m.Set(x, 0, color.NRGBA{seen[3*x], seen[3*x+1], seen[3*x+2], 255})
		m.Set(x, 1, color.NRGBA{hidden[3*x], hidden[3*x+1], hidden[3*x+2], 0})
	}
	var b bytes.Buffer
	png.Encode(&b, m) // to memory
	const head = 8 + 25
	chunk := "tEXtComment\x00" + comment
	text := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	text = append(text, chunk...)
	text = binary.BigEndian.AppendUint32(text, crc32.ChecksumIEEE([]byte(chunk)))
	return b.String()[:head] + string(text) + b.String()[head:]
}

// photograph gives a JPEG with Exif data, and something behind its end.
func photograph(exif, behind string, shade byte) string {
	m := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range m.Pix {
		m.Pix[i] = shade + byte(i)
	}
	var b bytes.Buffer
	jpeg.Encode(&b, m, nil) // to memory
	data := "Exif\x00\x00" + exif
	segment := "\xff\xe1" + string(binary.BigEndian.AppendUint16(nil, uint16(len(data)+2))) + data
	return b.String()[:2] + segment + b.String()[2:] + behind
}

// randomMedium is a recording with what is said of it.
type randomMedium struct {
	people []*randomPerson
	said   bool // it says who is in it, be it nobody
	whole  bool // it can be read, and has a transcript
}

// recording gives an MP3 of a second of silence between what must not leave.
func recording(tag, behind string) string {
	const frames, length = 40, 104 // of 32 kbit/s at 44,100 Hz
	frame := "\xff\xfb\x10\xc4" + strings.Repeat("\x00", length-4)
	text := "TIT2" + string(binary.BigEndian.AppendUint32(nil, uint32(len(tag)+1))) + "\x00\x00\x03" + tag
	return "ID3\x03\x00\x00\x00\x00\x00" + string(rune(len(text))) + text + strings.Repeat(frame, frames) + behind
}
