package picture

import (
	"image"
	"image/draw"
)

// Pictures are made smaller in two steps: first by averaging squares of 2, 4,
// 8 … pixels, which is cheap, until less than twice the goal is left; then by
// a Catmull-Rom kernel. Rows are read one after the other, so that nothing of
// the size of the source is held but the source. All sums are of integers:
// floating point may differ from one kind of processor to another, and the
// same source is to give the same bytes everywhere, which golang.org/x/image/draw
// does not promise (and it holds 32 bytes for each pixel of a long picture).

// resize gives the part of src that area names in w by h pixels, with its
// transparency multiplied in, as mixing colours needs it. A side of the result
// is no longer than maxSide, so that no sum is beyond 32 bits.
func resize(src image.Image, area image.Rectangle, w, h int) *image.RGBA {
	in := newRows(src, area, w, h)
	across, down := kernel(in.width, w), kernel(in.height, h)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	var ring [][]int32 // the last rows that were read, in the width of out
	for range longest(down) {
		ring = append(ring, make([]int32, 4*w))
	}
	sums := make([]int32, 4*w)
	read := 0
	for y, span := range down {
		for ; read < span.from+len(span.weights); read++ {
			squeeze(ring[read%len(ring)], in.next(), across)
		}
		clear(sums)
		for i, weight := range span.weights {
			for x, v := range ring[(span.from+i)%len(ring)] {
				sums[x] += weight * v
			}
		}
		settle(out.Pix[y*out.Stride:][:4*w], sums)
	}
	return out
}

const (
	one  = 1 << 14 // the sum of the weights of a span
	half = 1 << 6  // what a pixel is multiplied by between the two directions
)

// squeeze makes a row as wide as out is.
func squeeze(out []int32, row []uint8, across []span) {
	for x, span := range across {
		var r, g, b, a int32
		pixels := row[4*span.from:]
		for i, weight := range span.weights {
			p := pixels[4*i : 4*i+4 : 4*i+4]
			r += weight * int32(p[0])
			g += weight * int32(p[1])
			b += weight * int32(p[2])
			a += weight * int32(p[3])
		}
		o := out[4*x : 4*x+4 : 4*x+4]
		o[0], o[1], o[2], o[3] = r/(one/half), g/(one/half), b/(one/half), a/(one/half)
	}
}

// settle makes pixels of sums: no part of a colour is more than its pixel
// covers, though the kernel swings a little beyond sharp edges.
func settle(out []uint8, sums []int32) {
	for x := 0; x < len(sums); x += 4 {
		alpha := clamp((sums[x+3] + one*half/2) / (one * half))
		for i := range 3 {
			out[x+i] = min(clamp((sums[x+i]+one*half/2)/(one*half)), alpha)
		}
		out[x+3] = alpha
	}
}

// span says which pixels make one pixel: from the first of them on, each with
// its weight.
type span struct {
	from    int
	weights []int32
}

func longest(spans []span) int {
	n := 1
	for _, s := range spans {
		n = max(n, len(s.weights))
	}
	return n
}

// kernel gives the spans that make `to` pixels of `from` pixels.
func kernel(from, to int) []span {
	spans := make([]span, to)
	wide := max(from, to) // the kernel is as wide as the larger pixels
	for i := range spans {
		// Distances are counted in halves of 1/from of the whole, times 1/to.
		middle := (2*i + 1) * from
		first := max(0, (middle-4*wide)/(2*to)-1)
		last := min(from-1, (middle+4*wide)/(2*to)+1)
		weights, sum := make([]int32, 0, last-first+1), int32(0)
		for j := first; j <= last; j++ {
			distance := float64(abs((2*j+1)*to-middle)) / float64(2*wide)
			weight := int32(float64(catmullRom(distance)*float64(one)*float64(to)) / float64(wide))
			weights = append(weights, weight)
			sum += weight
		}
		spans[i] = trimmed(first, weights, sum)
	}
	return spans
}

// trimmed leaves out weights of nothing, and makes the sum of the others one.
func trimmed(from int, weights []int32, sum int32) span {
	for weights[0] == 0 && len(weights) > 1 {
		from, weights = from+1, weights[1:]
	}
	for weights[len(weights)-1] == 0 && len(weights) > 1 {
		weights = weights[:len(weights)-1]
	}
	heaviest, total := 0, int32(0)
	for i := range weights {
		if sum != 0 {
			weights[i] = int32(int64(weights[i]) * one / int64(sum))
		}
		total += weights[i]
		if weights[i] > weights[heaviest] {
			heaviest = i
		}
	}
	weights[heaviest] += one - total
	return span{from, weights}
}

// catmullRom is the kernel. The conversions keep the compiler from joining a
// product and a sum on processors that can, which would round otherwise.
func catmullRom(t float64) float64 {
	switch {
	case t < 1:
		return float64(float64(float64(1.5*t)-2.5)*float64(t*t)) + 1
	case t < 2:
		return float64(float64(float64(float64(float64(-0.5*t)+2.5)*t)-4)*t) + 2
	}
	return 0
}

func abs(v int) int { return max(v, -v) }

// rows reads a picture from top to bottom, with squares of step pixels made one.
type rows struct {
	src           image.Image
	area          image.Rectangle
	step, y       int
	width, height int
	strip         *image.RGBA
	row           []uint8
}

func newRows(src image.Image, area image.Rectangle, w, h int) *rows {
	step := 1
	for area.Dx() >= 2*step*w && area.Dy() >= 2*step*h {
		step *= 2
	}
	r := &rows{src: src, area: area, step: step, y: area.Min.Y}
	r.width, r.height = (area.Dx()+step-1)/step, (area.Dy()+step-1)/step
	r.strip = image.NewRGBA(image.Rect(0, 0, area.Dx(), step))
	r.row = make([]uint8, 4*r.width)
	return r
}

// next gives the next row, which holds until the one after it is read.
func (r *rows) next() []uint8 {
	high := min(r.step, r.area.Max.Y-r.y)
	draw.Draw(r.strip, image.Rect(0, 0, r.area.Dx(), high), r.src, image.Pt(r.area.Min.X, r.y), draw.Src)
	r.y += high
	if r.step == 1 {
		return r.strip.Pix
	}
	for x := range r.width {
		var sum [4]uint32
		left, right := x*r.step, min((x+1)*r.step, r.area.Dx())
		for y := range high {
			line := r.strip.Pix[y*r.strip.Stride:]
			for i := 4 * left; i < 4*right; i += 4 {
				p := line[i : i+4 : i+4]
				sum[0] += uint32(p[0])
				sum[1] += uint32(p[1])
				sum[2] += uint32(p[2])
				sum[3] += uint32(p[3])
			}
		}
		n := uint32(high * (right - left))
		for i, s := range sum {
			r.row[4*x+i] = uint8((s + n/2) / n)
		}
	}
	return r.row
}
