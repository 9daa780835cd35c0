package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"goldenthread/generator"
)

// BenchmarkPhotographs builds a site that shows 500 photographs of 12 megapixels,
// from nothing, and again with nothing changed. It reports the most memory that was in
// use, in megabytes.
func BenchmarkPhotographs(b *testing.B) {
	const count = 500
	site := pictureSite(b, nil)
	photos := [10][]byte{}
	for i := range photos {
		photos[i] = photograph12(i)
	}
	for folder := range count / len(photos) {
		name := fmt.Sprintf("content/blog/p%d/", folder)
		text, notes := "---\ntitle: A post\ndate: 2026-06-01\npeople: none\n---\nWords.\n", ""
		for i, photo := range photos {
			file := fmt.Sprintf("%d.jpg", i)
			said := fmt.Sprintf("photograph %d of folder %d", i, folder) // a comment makes it another one
			place(b, site, name+file, string(photo[:2])+"\xff\xfe\x00"+string(rune(len(said)+2))+said+string(photo[2:]))
			text += "\n![Shades](" + file + ")\n"
			notes += file + ": {people: none}\n"
		}
		place(b, site, name+"index.md", text)
		place(b, site, name+"pictures.yaml", notes)
	}
	for _, cold := range []bool{true, false} {
		b.Run(map[bool]string{true: "cold", false: "again"}[cold], func(b *testing.B) {
			for b.Loop() {
				if cold {
					b.StopTimer()
					for _, made := range []string{"public", ".goldenthread"} {
						if err := os.RemoveAll(filepath.Join(site, made)); err != nil {
							b.Fatal(err)
						}
					}
					b.StartTimer()
				}
				stop := watchMemory(b)
				r, err := generator.Build(context.Background(), generator.Options{Site: site, Now: fixed})
				stop()
				if err != nil {
					b.Fatal(err)
				}
				if len(r.Problems) > 0 {
					b.Fatal(r.Problems[0])
				}
			}
		})
	}
}

// photograph12 makes a JPEG of 12 megapixels with large shapes and fine grain.
func photograph12(number int) []byte {
	m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	random := rand.New(rand.NewPCG(uint64(number), 0))
	scale := float64(number+1) * 0.003
	for y := range 3000 {
		wave := math.Cos(float64(y) * 0.004)
		for x := range 4000 {
			m.Y[y*m.YStride+x] = uint8(128 + 60*math.Sin(float64(x)*scale)*wave + float64(random.IntN(18)))
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = uint8(100+i%2000/40), uint8(120+i/2000/40)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	return b.Bytes()
}
