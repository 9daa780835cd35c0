package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"

	"github.com/kovidgoyal/imaging/prism/meta/icc"

	"goldenthread/generator/work"
)

const maxProfile = 4 << 20 // bytes of a colour profile; they have some thousand

// toScreen brings colours into sRGB, the colours of the web, in place. What
// the head says of them is left alone where it makes no sense.
func toScreen(m *image.NRGBA, h head) {
	g := codeGrid(h.code) // it comes first where both are there
	if g == nil && h.code == (colourCode{}) {
		g = profileGrid(h.profile)
	}
	if g != nil {
		g.apply(m)
	}
}

// profileGrid reads an ICC profile. It gives nil for sRGB, and for what cannot
// be read: only profiles of three curves and three primaries are (those of
// cameras, phones and screens), since the tables of others can ask for any
// amount of memory.
func profileGrid(profile []byte) (g *grid) {
	plain := plainProfile(profile)
	if plain == nil {
		return nil
	}
	_ = work.Safely(func() error { // a panic means that it makes no sense
		p, err := icc.DecodeProfile(bytes.NewReader(plain))
		if err != nil || p.IsSRGB() {
			return err
		}
		to, err := p.CreateTransformerToSRGB(icc.RelativeColorimetricRenderingIntent, false, 3, false, false, true)
		if err != nil {
			return err
		}
		g = newGrid(to.Transform)
		return nil
	})
	return g
}

// plainProfile gives the profile with nothing in it but its curves and
// primaries, or nil.
func plainProfile(profile []byte) []byte {
	const head, entry = 128, 12
	if len(profile) < head+4 || string(profile[16:20]) != "RGB " || string(profile[20:24]) != "XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	table := profile[head+4:]
	for n := binary.BigEndian.Uint32(profile[head:]); n > 0 && len(table) >= entry; n-- {
		from, size := int64(binary.BigEndian.Uint32(table[4:])), int64(binary.BigEndian.Uint32(table[8:]))
		if from+size <= int64(len(profile)) {
			tags[string(table[:4])] = profile[from : from+size]
		}
		table = table[entry:]
	}
	names := []string{"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
	out := bytes.Clone(profile[:head])
	out = binary.BigEndian.AppendUint32(out, uint32(len(names)))
	var body []byte
	for _, name := range names {
		tag := tags[name]
		if !plainTag(tag) {
			return nil
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, uint32(head+4+entry*len(names)+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tag)))
		body = append(body, tag...)
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// plainTag says whether a tag is a primary or a curve, and whole.
func plainTag(tag []byte) bool {
	if len(tag) < 12 {
		return false
	}
	switch string(tag[:4]) {
	case "XYZ ":
		return len(tag) >= 20
	case "curv":
		n := int64(binary.BigEndian.Uint32(tag[8:]))
		return n <= 1<<16 && 12+2*n <= int64(len(tag))
	case "para":
		return len(tag) >= 16
	}
	return false
}

// side is how many points a grid has along each colour.
const side = 33

// grid holds what some colours become: red, green and blue of each in turn, 0
// to 0xff00, and beyond for what screens cannot show. The colours between them
// lie between, so that a picture of a million pixels needs no million powers.
type grid [side * side * side][3]int32

// newGrid works the grid out, or gives nil where to changes nothing that could
// be seen.
func newGrid(to func(r, g, b float64) (float64, float64, float64)) *grid {
	g, same := new(grid), true
	for i := range g {
		at := [3]int{i / (side * side), i / side % side, i % side}
		const last = side - 1
		r, gr, b := to(float64(at[0])/last, float64(at[1])/last, float64(at[2])/last)
		for c, v := range [3]float64{r, gr, b} {
			if math.IsNaN(v) {
				return nil
			}
			g[i][c] = int32(math.Round(max(-1, min(v, 2)) * 0xff00))
			same = same && abs(int(g[i][c])-at[c]*0xff00/last) <= 0x180
		}
	}
	if same {
		return nil
	}
	return g
}

// apply changes every pixel of m.
func (g *grid) apply(m *image.NRGBA) {
	var before [3]uint8
	after := g.colour(before)
	for at := 0; at+4 <= len(m.Pix); at += 4 {
		p := (*[3]uint8)(m.Pix[at:])
		if *p != before { // neighbours are often the same
			before, after = *p, g.colour(*p)
		}
		*p = after
	}
}

// colour gives what one colour becomes: that of the eight points around it,
// each the more the nearer it is.
func (g *grid) colour(from [3]uint8) (out [3]uint8) {
	const last = side - 1
	var at, part [3]int
	for c, v := range from {
		at[c] = min(int(v)*last/255, last-1)
		part[c] = int(v)*last - at[c]*255 // of 255
	}
	corner := func(r, g, b int) int { return ((at[0]+r)*side+at[1]+g)*side + at[2] + b }
	between := func(from, to int32, part int) int32 { return from + (to-from)*int32(part)/255 }
	for c := range out {
		var lines [4]int32
		for i := range lines {
			r, gr := i>>1, i&1
			lines[i] = between(g[corner(r, gr, 0)][c], g[corner(r, gr, 1)][c], part[2])
		}
		near := between(lines[0], lines[1], part[1])
		far := between(lines[2], lines[3], part[1])
		out[c] = clamp((between(near, far, part[0]) + 0x80) >> 8)
	}
	return out
}

// codeGrid gives the grid for colours that are named by number: those of Apple's
// and of television's wide screens. Others are taken for sRGB.
func codeGrid(code colourCode) *grid {
	var m [3][3]float64
	switch code.primaries {
	case 12: // Display P3
		m = [3][3]float64{{1.22494, -0.22494, 0}, {-0.04206, 1.04206, 0}, {-0.01964, -0.07864, 1.09828}}
	case 9: // BT.2020
		m = [3][3]float64{{1.66049, -0.58764, -0.07285}, {-0.12455, 1.13290, -0.00835}, {-0.01815, -0.10058, 1.11873}}
	default:
		return nil
	}
	return newGrid(func(r, g, b float64) (float64, float64, float64) {
		r, g, b = linear(r), linear(g), linear(b)
		mix := func(row [3]float64) float64 { return curved(row[0]*r + row[1]*g + row[2]*b) }
		return mix(m[0]), mix(m[1]), mix(m[2])
	})
}

// linear and curved are the curve of sRGB, and back.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func curved(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}
