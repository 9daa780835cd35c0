package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"goldenthread/generator/diag"
)

// The pictures that the tests clean, made by hand where no encoder would.

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var corners = [4]color.NRGBA{{R: 255, A: 255}, {G: 255, A: 255}, {B: 255, A: 255}, {R: 255, G: 255, B: 255, A: 255}}

// quarters is a picture with a colour in each corner: top left, top right,
// bottom left, bottom right.
func quarters(w, h int, c [4]color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, c[x*2/w+2*(y*2/h)])
		}
	}
	return m
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asPNG(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func paletted(w, h int, p color.Palette, index uint8) *image.Paletted {
	m := image.NewPaletted(image.Rect(0, 0, w, h), p)
	for i := range m.Pix {
		m.Pix[i] = index
	}
	return m
}

var blackRed = color.Palette{color.NRGBA{A: 255}, color.NRGBA{R: 255, A: 255}}

func asGIF(canvas image.Point, frames ...*image.Paletted) []byte {
	var b bytes.Buffer
	g := &gif.GIF{Image: frames, Delay: make([]int, len(frames)), Config: image.Config{Width: canvas.X, Height: canvas.Y, ColorModel: frames[0].Palette}}
	if err := gif.EncodeAll(&b, g); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// insert puts more at a place in b.
func insert(b []byte, at int, more ...[]byte) []byte {
	return slices.Concat(b[:at], slices.Concat(more...), b[at:])
}

// segment is a part of a JPEG.
func segment(marker byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

// chunk is a part of a PNG.
func chunk(name, content string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	b = append(b, name+content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(name+content)))
}

// riff is a WebP of these parts: names and contents in turn.
func riff(parts ...string) []byte {
	body := []byte("WEBP")
	for i := 0; i < len(parts); i += 2 {
		body = append(body, parts[i]...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(parts[i+1])))
		body = append(body, parts[i+1]...)
		if len(parts[i+1])%2 == 1 {
			body = append(body, 0)
		}
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// vp8x is the extended header of a WebP.
func vp8x(flags byte, w, h int) string {
	w, h = w-1, h-1
	return string([]byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
}

// vp8l is a lossless WebP of one colour: five codes of one symbol each, so
// that a pixel takes no bits at all.
func vp8l(w, h int, c color.NRGBA) string {
	out, n := []byte{0x2f}, 0
	put := func(v, bits int) {
		for i := range bits {
			if n%8 == 0 {
				out = append(out, 0)
			}
			out[len(out)-1] |= byte(v>>i&1) << (n % 8)
			n++
		}
	}
	put(w-1, 14)
	put(h-1, 14)
	put(1, 1) // alpha is used
	put(0, 3+3)
	for _, v := range []uint8{c.G, c.R, c.B, c.A} {
		put(1, 1) // a simple code
		put(0, 1) // of one symbol
		put(1, 1) // of eight bits
		put(int(v), 8)
	}
	put(1, 1)
	put(0, 3)
	return string(append(out, 0, 0))
}

// Pictures of one pixel that Google gives for finding out what a browser can do.
var (
	lossyWebP      = must(base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"))
	lossyAlphaWebP = must(base64.StdEncoding.DecodeString("UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA=="))
)

// exif is the Exif part of a JPEG with an orientation, in either byte order.
func exif(order binary.AppendByteOrder, orientation uint16, more string) string {
	magic := "II*\x00"
	if order.String() == "BigEndian" {
		magic = "MM\x00*"
	}
	b := order.AppendUint32([]byte("Exif\x00\x00"+magic), 8)
	b = order.AppendUint16(b, 2)
	for _, tag := range []struct{ id, value uint16 }{{0x0100, 7}, {0x0112, orientation}} {
		b = order.AppendUint16(b, tag.id)
		b = order.AppendUint16(b, 3)
		b = order.AppendUint32(b, 1)
		b = order.AppendUint16(order.AppendUint16(b, tag.value), 0)
	}
	return string(order.AppendUint32(b, 0)) + more
}

// cmykJPEG is 8 by 8 pixels of the middle of each of four inks.
func cmykJPEG() []byte {
	table := "\x01" + strings.Repeat("\x00", 15) + "\x00" // the code 0 for the symbol 0
	return slices.Concat([]byte{0xff, 0xd8},
		segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x00"),
		segment(0xdb, "\x00"+strings.Repeat("\x01", 64)),
		segment(0xc0, "\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00"),
		segment(0xc4, "\x00"+table), segment(0xc4, "\x10"+table),
		segment(0xda, "\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00"),
		[]byte{0x00, 0xff, 0xd9})
}

// decoded reads a picture that was written, with the standard library or
// another's decoder.
func decoded(t *testing.T, encoded []byte) image.Image {
	t.Helper()
	if sniff(encoded) == webps { // there, image.Decode would give the colours of television
		m, err := webp.Decode(bytes.NewReader(encoded))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		return fullRange(m)
	}
	m, _, err := image.Decode(bytes.NewReader(encoded))
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	return m
}

// near says whether two colours are the same but for what JPEG loses.
func near(a, b color.Color) bool {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	far := func(p, q uint8) bool { return max(p, q)-min(p, q) > 24 }
	return !far(x.R, y.R) && !far(x.G, y.G) && !far(x.B, y.B) && !far(x.A, y.A)
}

// codes gives the codes of problems, in order.
func codes(problems []diag.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Code)
	}
	return strings.Join(all, " ")
}

type colour = color.NRGBA

func base16(b byte) string { return fmt.Sprintf("%02x", b) }

// noisy is as a photograph is: hardly a pixel is like the one beside it.
func noisy(w, h int) *image.NRGBA {
	m, state := image.NewNRGBA(image.Rect(0, 0, w, h)), uint32(1)
	for at := range m.Pix {
		state = state*1664525 + 1013904223
		x, y := at/4%w, at/4/w
		m.Pix[at] = uint8(40 + 100*x/w + 80*y/h + int(state>>28))
		if at%4 == 3 {
			m.Pix[at] = 0xff
		}
	}
	return m
}

// seeThrough makes the left of m half transparent, and its top all of it.
func seeThrough(m *image.NRGBA) *image.NRGBA {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() / 2 {
			m.Pix[m.PixOffset(x, y)+3] = uint8(0x80 * min(1, 4*y/m.Rect.Dy()))
		}
	}
	return m
}

// primaries are where a profile has red, green and blue, as the ICC wants them:
// X, Y and Z of each.
type primaries [3][3]float64

var (
	sRGBprimaries = primaries{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}}
	displayP3     = primaries{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}
	adobeRGB      = primaries{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}
)

// profileOf is an ICC profile of three primaries and a gamma.
func profileOf(p primaries, gamma float64, description string) []byte {
	fixed := func(v float64) string { return be(uint64(int64(v*65536))&0xffffffff, 4) }
	type tag struct{ name, content string }
	tags := []tag{{"desc", "desc\x00\x00\x00\x00" + be(uint64(len(description)+1), 4) + description + strings.Repeat("\x00", 79)}}
	tags = append(tags, tag{"wtpt", "XYZ \x00\x00\x00\x00" + fixed(0.9642) + fixed(1) + fixed(0.8249)})
	for i, name := range []string{"r", "g", "b"} {
		tags = append(tags, tag{name + "XYZ", "XYZ \x00\x00\x00\x00" + fixed(p[i][0]) + fixed(p[i][1]) + fixed(p[i][2])})
		tags = append(tags, tag{name + "TRC", "curv\x00\x00\x00\x00\x00\x00\x00\x01" + be(uint64(gamma*256), 2) + "\x00\x00"})
	}
	table, body, at := be(uint64(len(tags)), 4), "", 128+4+12*len(tags)
	for _, t := range tags {
		t.content += strings.Repeat("\x00", (4-len(t.content)%4)%4)
		table += t.name + be(uint64(at+len(body)), 4) + be(uint64(len(t.content)), 4)
		body += t.content
	}
	header := be(uint64(at+len(body)), 4) + "none\x02\x10\x00\x00mntrRGB XYZ " + strings.Repeat("\x00", 12) + "acsp" +
		strings.Repeat("\x00", 28) + fixed(0.9642) + fixed(1) + fixed(0.8249) + strings.Repeat("\x00", 48)
	return []byte(header + table + body)
}
