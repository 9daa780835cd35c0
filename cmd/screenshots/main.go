// Command screenshots takes the pictures of docs/images from the built example
// in public/, for those who work on the program: make screenshots. It needs
// Chromium.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/leaflet"
	"goldenthread/generator/preview"
)

// shot is one picture: which address of the site, in a window of which size.
type shot struct {
	name, address string
	width, height int
	dark          bool
	from          int  // how far down it begins
	private       bool // of the preview
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
		{name: "preview", address: "/stories/a-door-of-my-own/", width: 1000, height: 700, private: true},
		{name: "desk", address: "/_desk/", width: 1280, height: 1000, private: true},
		{name: "walk-phone", address: "/_desk/ask/sam/stories/a-place-to-start", width: 390, height: 844, private: true},
	}
}

func main() {
	if err := run("public", filepath.Join("bin", "example"), filepath.Join("docs", "images")); err != nil {
		log.Fatal(err)
	}
}

// run takes the pictures of the site that was built into a folder, and of the preview of
// that of which it was built.
func run(site, source, images string) error {
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
	defer listener.Close()
	private, closePreview, err := previewed(source)
	if err != nil {
		return err
	}
	defer closePreview()
	go http.Serve(listener, framed(http.FileServer(http.Dir(site)), private))
	for _, s := range shots() {
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(s.address), "index.html")); err != nil && !s.private {
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
	return fmt.Sprintf("/frame?width=%d&height=%d&from=%d&private=%v&address=%s", s.width, s.height+s.from, s.from, s.private, url.QueryEscape(s.address))
}

func (s shot) scheme() string {
	if s.dark {
		return "--blink-settings=preferredColorScheme=0"
	}
	return "--blink-settings=preferredColorScheme=1"
}

// framed serves what frame leads to, and what is in it: the site, or its preview.
func framed(site, private http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		switch {
		case r.URL.Path == "/frame":
			http.SetCookie(w, &http.Cookie{Name: "private", Value: q.Get("private")})
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!DOCTYPE html><body style="margin:0;overflow:hidden"><iframe src=%q width=%q height=%q style="display:block;border:0;margin-top:-%spx"></iframe>`,
				q.Get("address"), q.Get("width"), q.Get("height"), q.Get("from"))
		case isPrivate(r):
			private.ServeHTTP(w, r)
		default:
			site.ServeHTTP(w, r)
		}
	})
}

func isPrivate(r *http.Request) bool {
	c, err := r.Cookie("private")
	return err == nil && c.Value == "true"
}

// previewed gives the preview of a site, as a browser sees it that was let in; without
// what keeps it out of frames, so that its picture can be taken.
func previewed(source string) (http.Handler, func(), error) {
	server, err := preview.Open(preview.Options{Site: generator.Options{Site: source, Now: time.Now}, Say: func(string) {}})
	if err != nil {
		return nil, nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	go server.Serve(ctx)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	in, err := client.Get(server.Address())
	if err != nil {
		stop()
		return nil, nil, err
	}
	in.Body.Close()
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: in.Request.URL.Host})
			r.Out.Host = in.Request.URL.Host
			r.Out.Header = http.Header{}
			for _, c := range in.Cookies() {
				r.Out.AddCookie(c)
			}
		},
		ModifyResponse: func(r *http.Response) error {
			for _, header := range []string{"X-Frame-Options", "Content-Security-Policy", "Cross-Origin-Opener-Policy"} {
				r.Header.Del(header)
			}
			return nil
		},
	}
	return proxy, stop, nil
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
