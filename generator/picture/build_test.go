package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

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

// decoded reads a picture that Clean wrote.
func decoded(t *testing.T, p Picture) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(p.Bytes))
	if err != nil {
		t.Fatalf("what Clean wrote cannot be read: %v", err)
	}
	if want := map[string]string{".jpg": "jpeg", ".png": "png"}[p.Ext]; format != want {
		t.Fatalf("Ext is %q, but the bytes are %s", p.Ext, format)
	}
	if m.Bounds() != image.Rect(0, 0, p.Width, p.Height) {
		t.Fatalf("size is %dx%d, but the bytes have %v", p.Width, p.Height, m.Bounds())
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
