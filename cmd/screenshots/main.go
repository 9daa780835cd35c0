// Command screenshots takes the pictures of docs/images from the built example
// in public/, for those who work on the program: make screenshots. It needs
// Chromium.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// shot is one picture: which address of the site, in a window of which size.
type shot struct {
	name, address string
	width, height int
}

func shots() []shot {
	return []shot{
		{"home", "/", 1000, 800},
		{"story", "/stories/a-place-to-start/", 1000, 800},
		{"easy-read-phone", "/blog/what-co-production-is/easy-read/", 390, 1300},
		{"week", "/weeks/2022/", 1000, 800},
		{"your-consent", "/your-consent/", 1000, 700},
	}
}

func main() {
	if err := run("public", filepath.Join("docs", "images")); err != nil {
		log.Fatal(err)
	}
}

func run(site, images string) error {
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go http.Serve(listener, http.FileServer(http.Dir(site)))
	defer listener.Close()
	for _, s := range shots() {
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(s.address), "index.html")); err != nil {
			return fmt.Errorf("%s is not in %s; build the example first: %w", s.address, site, err)
		}
		file := filepath.Join(dir, s.name+".png")
		args := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + filepath.Join(dir, "profile"),
			fmt.Sprintf("--window-size=%d,%d", s.width, s.height), "--screenshot=" + file, "http://" + listener.Addr().String() + s.address}
		if os.Geteuid() == 0 { // Chromium's sandbox refuses the superuser
			args = append([]string{"--no-sandbox"}, args...)
		}
		if out, err := exec.Command(browser, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", s.name, err, out)
		}
		if err := shrink(file, filepath.Join(images, s.name+".png")); err != nil {
			return err
		}
	}
	return nil
}

func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("no Chromium was found; install it, and try again")
}

// shrink writes a picture anew with at most 256 colours, those that occur most
// often. Pages have few, so nobody sees a difference.
func shrink(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	full, err := png.Decode(in)
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	return errors.Join(encoder.Encode(out, fewer(full)), out.Close())
}

func fewer(full image.Image) image.Image {
	bounds := full.Bounds()
	often := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		r, g, b, _ := full.At(x, y).RGBA()
		return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
	}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			often[at(x, y)]++
		}
	}
	colours := make([]color.RGBA, 0, len(often))
	for c := range often {
		colours = append(colours, c)
	}
	number := func(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
	slices.SortFunc(colours, func(a, b color.RGBA) int {
		return cmp.Or(often[b]-often[a], number(a)-number(b))
	})
	var palette color.Palette
	for _, c := range colours[:min(256, len(colours))] {
		palette = append(palette, c)
	}
	small := image.NewPaletted(bounds, palette)
	nearest := map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := at(x, y)
			index, known := nearest[c]
			if !known {
				index = uint8(palette.Index(c))
				nearest[c] = index
			}
			small.SetColorIndex(x, y, index)
		}
	}
	return small
}
