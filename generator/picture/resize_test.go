package picture

import (
	"image"
	"image/color"
	"testing"

	"golang.org/x/image/draw"
)

func TestKernel(t *testing.T) {
	for _, c := range [][2]int{{1, 1}, {3, 3}, {3, 2}, {2, 3}, {1, 9}, {9, 1}, {4000, 1600}, {1999, 1000}, {1601, 1600}, {5, 4096}} {
		for i, s := range kernel(c[0], c[1]) {
			sum := int32(0)
			for _, w := range s.weights {
				sum += w
			}
			if sum != one || s.from < 0 || s.from+len(s.weights) > c[0] {
				t.Fatalf("%v: pixel %d is %d pixels from %d on, together %d", c, i, len(s.weights), s.from, sum)
			}
			if c[0] == c[1] && (len(s.weights) != 1 || s.from != i) {
				t.Fatalf("%v: pixel %d is not itself: %v", c, i, s)
			}
		}
	}
}

// Another library's way to the same end gives nearly the same.
func TestResizeLikeOthers(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 311, 205))
	for y := range 205 {
		for x := range 311 {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x * 4 / 5), uint8(y), uint8((x / 40 % 2) * 255), 255})
		}
	}
	for _, size := range []image.Point{{200, 130}, {311, 205}, {160, 100}, {70, 41}, {400, 300}, {30, 200}} {
		want := image.NewRGBA(image.Rectangle{Max: size})
		draw.CatmullRom.Scale(want, want.Rect, m, m.Rect, draw.Src, nil)
		got := resize(m, m.Rect, size.X, size.Y)
		sum := 0
		for i := range want.Pix {
			sum += abs(int(got.Pix[i]) - int(want.Pix[i]))
		}
		if mean := float64(sum) / float64(len(want.Pix)); mean > 2 {
			t.Errorf("%v: they differ by %.2f", size, mean)
		}
	}
}

func TestResizeTransparency(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			m.SetNRGBA(x, y, color.NRGBA{R: 255, A: uint8(255 * (x / 32))})
		}
	}
	out := straight(resize(m, m.Rect, 21, 21))
	for x := range 21 {
		if c := out.NRGBAAt(x, 10); c.A > 8 && (c.R < 240 || c.G > 8) {
			t.Errorf("at %d the edge is %v: something transparent has coloured it", x, c)
		}
	}
}

func TestResizeArea(t *testing.T) {
	m := quarters(80, 40, corners)
	out := resize(m, image.Rect(40, 20, 80, 40), 10, 5)
	for i := 0; i < len(out.Pix); i += 4 {
		if c := (color.NRGBA{out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3]}); c != corners[3] {
			t.Fatalf("a neighbour's colour is in it: %v", c)
		}
	}
}

func TestResizeSharpEdgeInGlass(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 64, 4))
	for i := 0; i < len(m.Pix); i += 4 {
		light := uint8(255 * (i / 4 % 64 / 32))
		copy(m.Pix[i:], []uint8{light, light, light, 128})
	}
	mixed := resize(m, m.Rect, 48, 4)
	for i := 0; i < len(mixed.Pix); i += 4 {
		if mixed.Pix[i] > mixed.Pix[i+3] {
			t.Fatalf("a colour is more than its pixel covers: %v", mixed.Pix[i:i+4])
		}
	}
}
