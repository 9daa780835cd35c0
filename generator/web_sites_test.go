package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// webDay is the clock of the web tests.
func webDay() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

// webSites builds the sites that are looked at: the example, as `init` writes
// it; one with all that the example does not use; and that one at an address
// with a path.
func webSites(t *testing.T) map[string]outside {
	t.Helper()
	init := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(init, goldenthread.Example(), page.DayOf(fixed())); err != nil {
		t.Fatal(err)
	}
	hard, below := hardSite(t), hardSite(t)
	change(t, below, "site.yaml", "base_url: https://www.example.org/", "base_url: https://www.example.org/voices/")
	return map[string]outside{
		"example": webBuild(t, init, "https://www.example.org/"),
		"hard":    webBuild(t, hard, "https://www.example.org/"),
		"below":   webBuild(t, below, "https://www.example.org/voices/"),
	}
}

func webBuild(t *testing.T, site, base string) outside {
	t.Helper()
	if _, err := generator.Build(context.Background(), generator.Options{Site: site, Now: webDay}); err != nil {
		t.Fatal(err)
	}
	return outside{base: base, files: public(t, site)}
}

// hardSite writes the site of testdata/web/hard.txtar with pictures and enough
// stories for lists of several pages. One page of it was taken down.
func hardSite(t *testing.T) string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/web/hard.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := t.TempDir()
	for _, f := range archive.Files {
		put(t, site, f.Name, f.Data)
	}
	put(t, site, "content/stories/everything/photo.png", smallPNG(t))
	for i := range 45 {
		// Every seventh is kept from search engines and feeds.
		person := "sam"
		if i%7 == 3 {
			person = "quiet"
		}
		place(t, site, fmt.Sprintf("content/stories/number-%02d.md", i), fmt.Sprintf(
			"---\ntitle: Number %d\npeople: [%s]\ndate: 2026-05-%02d\ntags: [many]\n---\nWords of number %d.\n", i, person, i%28+1, i))
	}
	first, err := generator.Build(context.Background(), generator.Options{Site: site, Now: webDay})
	if err != nil {
		t.Fatal(err)
	}
	demandWithheld(t, first, "gone")
	change(t, site, "consent/leaving.yaml", "given: 2026-06-12", "given: 2026-06-12, withdrawn: 2026-11-23")
	second, err := generator.Build(context.Background(), generator.Options{Site: site, Now: webDay})
	if err != nil {
		t.Fatal(err)
	}
	demandWithheld(t, second, "gone", "leaves")
	return site
}

// demandWithheld demands that just these pages are withheld: what is not published
// is not looked at.
func demandWithheld(t *testing.T, r generator.Report, want ...string) {
	t.Helper()
	got := map[string]bool{}
	for _, p := range r.Pages {
		if p.State != "published" {
			got[p.Page] = true
		}
	}
	if is := slices.Sorted(maps.Keys(got)); !slices.Equal(is, want) {
		t.Errorf("withheld: %s; want %s", strings.Join(is, ", "), strings.Join(want, ", "))
	}
}

func smallPNG(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		picture.Set(x, x%30, color.RGBA{uint8(6 * x), 90, 120, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
