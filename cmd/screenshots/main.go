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
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"goldenthread/generator/leaflet"
)

// shot is one picture: which address of the site, in a window of which size.
type shot struct {
	name, address string
	width, height int
	dark          bool
	from          int // how far down it begins
}

func shots() []shot {
	return []shot{
		{name: "home", address: "/", width: 1280, height: 1000},
		{name: "story", address: "/stories/a-place-to-start/", width: 1000, height: 900},
		{name: "story-dark", address: "/stories/the-kettle-is-on/", width: 1000, height: 900, from: 1550, dark: true},
		{name: "easy-read-phone", address: "/blog/what-co-production-is/easy-read/", width: 390, height: 1300},
		{name: "story-phone", address: "/stories/a-place-to-start/", width: 390, height: 1300},
		{name: "search", address: "/search/", width: 1000, height: 800},
		{name: "week", address: "/weeks/2022/", width: 1000, height: 800},
		{name: "your-consent", address: "/your-consent/", width: 1000, height: 700},
	}
}

func main() {
	if err := run("public", filepath.Join("docs", "images")); err != nil {
		log.Fatal(err)
	}
}

func run(site, images string) error {
	browser, found := leaflet.Find()
	if !found {
		return errors.New("no Chromium was found; install it, and try again")
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
	go http.Serve(listener, framed(http.FileServer(http.Dir(site))))
	defer listener.Close()
	for _, s := range shots() {
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(s.address), "index.html")); err != nil {
			return fmt.Errorf("%s is not in %s; build the example first: %w", s.address, site, err)
		}
		file := filepath.Join(dir, s.name+".png")
		args := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + filepath.Join(dir, "profile"),
			fmt.Sprintf("--window-size=%d,%d", s.width, s.height), "--screenshot=" + file, s.scheme(), "http://" + listener.Addr().String() + s.frame()}
		if os.Geteuid() == 0 { // Chromium's sandbox refuses the superuser
			args = append([]string{"--no-sandbox"}, args...)
		}
		if out, err := exec.Command(browser.Path(), args...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", s.name, err, out)
		}
		if err := shrink(file, filepath.Join(images, s.name+".png")); err != nil {
			return err
		}
	}
	return nil
}

// frame is the address of a page that holds nothing but the part of another that
// is to be seen: Chromium's own window is never as narrow as a telephone.
func (s shot) frame() string {
	return fmt.Sprintf("/frame?width=%d&height=%d&from=%d&address=%s", s.width, s.height+s.from, s.from, url.QueryEscape(s.address))
}

func (s shot) scheme() string {
	if s.dark {
		return "--blink-settings=preferredColorScheme=0"
	}
	return "--blink-settings=preferredColorScheme=1"
}

// framed serves what frame leads to, and the site.
func framed(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/frame" {
			site.ServeHTTP(w, r)
			return
		}
		q := r.URL.Query()
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!DOCTYPE html><body style="margin:0;overflow:hidden"><iframe src=%q width=%q height=%q style="display:block;border:0;margin-top:-%spx"></iframe>`,
			q.Get("address"), q.Get("width"), q.Get("height"), q.Get("from"))
	})
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
