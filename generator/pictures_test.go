package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"goldenthread/generator"
)

// shaded gives a picture whose pixels differ, and that differs by its number.
func shaded(w, h int, number uint8) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), number, 255})
		}
	}
	return m
}

func jpegOf(tb testing.TB, m image.Image) string {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func pngOf(tb testing.TB, m image.Image) string {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// pictureSite is a site with a blog post that shows these files, of each of which it
// is said that nobody is in it.
func pictureSite(tb testing.TB, pictures map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	place(tb, dir, "site.yaml", "title: T\nbase_url: https://www.example.org/\nlanguage: en-GB\ntimezone: Europe/London\norganisation: {name: O, email: o@example.org}\nconsent: {approval: none}\n")
	var body, notes strings.Builder
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		place(tb, dir, "content/blog/a/"+name, pictures[name])
		fmt.Fprintf(&body, "![Shades](%s)\n\n", name)
		fmt.Fprintf(&notes, "%s: {people: none}\n", name)
	}
	place(tb, dir, "content/blog/a/index.md", "---\ntitle: A post\ndate: 2026-06-01\npeople: none\n---\nWords.\n\n"+body.String())
	place(tb, dir, "content/blog/a/pictures.yaml", notes.String())
	return dir
}

// encodes builds a site, and counts the pictures and recordings that were encoded.
func encodes(tb testing.TB, site string) (count int, r generator.Report) {
	tb.Helper()
	var n atomic.Int64
	o := options(site)
	o.Progress = func(phase string, _, _ int) {
		if phase == "pictures" {
			n.Add(1)
		}
	}
	r, err := generator.Build(context.Background(), o)
	if err != nil {
		tb.Fatal(err)
	}
	return int(n.Load()), r
}

func cached(tb testing.TB, site string) map[string]string {
	return tree(tb, filepath.Join(site, ".goldenthread", "pictures"))
}

// assets gives the files of pictures in public/, by their ending: stem-480.webp.
func assets(files map[string]string, ending string) (names []string) {
	for name := range files {
		if strings.HasPrefix(name, "assets/") && strings.HasSuffix(name, ending) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// A picture is encoded once, however often the site is built, and a missing or
// damaged cache changes nothing but the work.
func TestPicturesAreMadeOnce(t *testing.T) {
	site := pictureSite(t, map[string]string{"a.jpg": jpegOf(t, shaded(1000, 700, 0)), "b.png": pngOf(t, shaded(500, 400, 9))})
	if n, _ := encodes(t, site); n != 2 {
		t.Fatalf("the first build encoded %d pictures, not 2", n)
	}
	first, kept := public(t, site), cached(t, site)
	want := []string{"-1000.jpg", "-1000.webp", "-480.jpg", "-480.webp", "-960.jpg", "-960.webp"}
	for _, ending := range want {
		if len(assets(first, ending)) == 0 {
			t.Errorf("there is no picture that ends in %s: %q", ending, slices.Sorted(maps.Keys(first)))
		}
	}
	for _, c := range []struct {
		reason string
		harm   func()
		want   int
	}{
		{"nothing has changed", func() {}, 0},
		{"public/ is gone", func() { must(t, os.RemoveAll(filepath.Join(site, "public"))) }, 0},
		{"the cache is gone", func() { must(t, os.RemoveAll(filepath.Join(site, ".goldenthread", "pictures"))) }, 2},
		{"a file of the cache is cut short", func() {
			for name, text := range kept {
				if strings.HasSuffix(name, "-480.webp") {
					place(t, site, ".goldenthread/pictures/"+name, text[:len(text)/2])
				}
			}
		}, 0}, // it is made anew where it is needed
		{"an entry lacks a file", func() {
			for name := range kept {
				if strings.HasSuffix(name, "-960.jpg") {
					must(t, os.Remove(filepath.Join(site, ".goldenthread/pictures", name)))
				}
			}
		}, 1},
		{"what lists an entry's files cannot be read", func() {
			for name := range kept {
				if strings.HasSuffix(name, "contents.json") {
					place(t, site, ".goldenthread/pictures/"+name, "{")
				}
			}
		}, 2},
		{"something else lies in the cache", func() { place(t, site, ".goldenthread/pictures/.new-0123456789abcdef/x", "x") }, 0},
	} {
		c.harm()
		if n, _ := encodes(t, site); n != c.want {
			t.Errorf("where %s, %d pictures were encoded, not %d", c.reason, n, c.want)
		}
		if now := public(t, site); !maps.Equal(now, first) {
			t.Errorf("where %s, public/ differs: %q", c.reason, differing(now, first))
		}
		if now := cached(t, site); !maps.Equal(now, kept) {
			t.Errorf("where %s, the cache differs: %q", c.reason, differing(now, kept))
		}
	}
}

// Whatever is wrong with the cache, what was withdrawn is taken down.
func TestBrokenCacheDelaysNothing(t *testing.T) {
	for reason, harm := range map[string]func(dir string) error{
		"a file":          func(dir string) error { return os.WriteFile(dir, nil, 0o600) },
		"a dangling link": func(dir string) error { return os.Symlink("nowhere", dir) },
		"a link to elsewhere": func(dir string) error {
			return errors.Join(os.MkdirAll(dir+"-other/0123456789abcdef", 0o700), os.Symlink(filepath.Base(dir)+"-other", dir))
		},
		"an entry that is a file": func(dir string) error {
			return errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "0123456789abcdef"), nil, 0o600))
		},
	} {
		site := pictureSite(t, map[string]string{"a.jpg": jpegOf(t, shaded(600, 400, 0)), "b.jpg": jpegOf(t, shaded(600, 400, 1))})
		place(t, site, "content/blog/a/pictures.yaml", "a.jpg: {people: none}\nb.jpg: {people: [sam]}\n")
		place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: yes, voice: no, video: no", "[web]"))
		build(t, site)
		before := public(t, site)
		withdraw(t, site, "sam")
		dir := filepath.Join(site, ".goldenthread", "pictures")
		must(t, errors.Join(os.RemoveAll(dir), harm(dir)))
		_, err := generator.Build(context.Background(), options(site))
		if after := public(t, site); len(assets(before, ".webp")) != 4 || len(assets(after, ".webp")) != 2 {
			t.Errorf("%s: %v; public/ held %q, and holds %q", reason, err, assets(before, ".webp"), assets(after, ".webp"))
		}
		if other := dir + "-other/0123456789abcdef"; reason == "a link to elsewhere" {
			if _, err := os.Stat(other); err != nil {
				t.Error("what the link led to was emptied")
			}
		}
	}
}

// agreed is a record of somebody who agreed to their words, and to these uses,
// everywhere, through these channels.
func agreed(id, full, uses, channels string) string {
	return "person: " + id + "\nnames: {full: " + full + "}\nconsents:\n  - covers: [everything]\n    given: 2026-01-01\n    how: email\n    uses: {words: yes, name: no, " + uses + "}\n    channels: " + channels + "\n"
}

// Nothing of a picture is encoded that is not shown, and nothing is kept of one
// that is withheld.
func TestWithheldPicturesAreNotKept(t *testing.T) {
	site := pictureSite(t, map[string]string{"a.jpg": jpegOf(t, shaded(600, 400, 0)), "b.jpg": jpegOf(t, shaded(600, 400, 1)), "c.jpg": jpegOf(t, shaded(600, 400, 2))})
	place(t, site, "content/blog/a/pictures.yaml", "a.jpg: {people: none}\nb.jpg: {people: [sam]}\n")
	place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: yes, voice: no, video: no", "[web]"))
	if n, r := encodes(t, site); n != 2 {
		t.Fatalf("%d pictures were encoded, not two of three: %+v", n, r.Problems)
	}
	entries := func() int {
		there, err := os.ReadDir(filepath.Join(site, ".goldenthread", "pictures"))
		must(t, err)
		return len(there)
	}
	if n := entries(); n != 2 {
		t.Errorf("the cache holds %d pictures, not two", n)
	}
	withdraw(t, site, "sam")
	must(t, generator.Purge(context.Background(), options(site)))
	if n := entries(); n != 1 {
		t.Errorf("after a withdrawal without a build, the cache holds %d pictures, not one", n)
	}
	build(t, site)
	if n := entries(); n != 1 {
		t.Errorf("after a withdrawal, the cache holds %d pictures, not one", n)
	}
	if left := assets(public(t, site), ".webp"); len(left) != 2 {
		t.Errorf("after a withdrawal, public/ holds %q", left)
	}
}

// A bad picture is a problem of that picture alone: build and status say the same,
// and the page is published without it.
func TestBadPictures(t *testing.T) {
	photo := jpegOf(t, shaded(600, 400, 0))
	drawn := pngOf(t, shaded(60, 40, 0))
	header := func(w, h string) string { return drawn[:16] + w + h + drawn[24:] } // with a wrong check sum
	for _, c := range []struct{ reason, name, source, code string }{
		{"cut short", "x.jpg", photo[:len(photo)/2], "picture-unreadable"},
		{"cut short in its last bytes", "x.png", drawn[:len(drawn)-20], "picture-unreadable"},
		{"empty", "x.jpg", "", "picture-unreadable"},
		{"text", "x.webp", "not a picture", "picture-unreadable"},
		{"of another kind", "x.png", photo, "picture-wrong-ending"},
		{"a bomb", "x.png", header("\x00\x01\x00\x00", "\x00\x01\x00\x00"), ""},
		{"HEIC", "x.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "picture-format"},
		{"one pixel", "x.png", pngOf(t, shaded(1, 1, 0)), "picture-too-small"},
		{"65 MB", "x.jpg", photo + strings.Repeat("\x00", 65<<20), "picture-too-large"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			site := pictureSite(t, map[string]string{c.name: c.source, "good.jpg": photo})
			status, err := generator.Status(context.Background(), options(site), 0)
			must(t, err)
			for what, r := range map[string]generator.Report{"status": status, "build": build(t, site)} {
				if published, codes := state(t, r, "blog/a"); !published {
					t.Fatalf("%s: the page is withheld: %s", what, codes)
				}
				var left, said []string
				for _, p := range r.Pages {
					for _, l := range p.LeftOut {
						left = append(left, l.What+" "+string(l.Reasons[0].Code))
					}
				}
				for _, p := range r.Problems {
					if p.File == "content/blog/a/"+c.name && (c.code == "" || p.Code == c.code) && p.Fix != "" {
						said = append(said, p.Code)
					}
				}
				if want := "content/blog/a/" + c.name + " picture-unreadable"; !slices.Equal(left, []string{want}) || len(said) != 1 {
					t.Errorf("%s: left out %q, problems %q of %+v", what, left, said, r.Problems)
				}
			}
			sheet := public(t, site)["blog/a/index.html"]
			if strings.Count(sheet, "<img") != 1 {
				t.Errorf("the page has not one picture:\n%s", sheet)
			}
		})
	}
}

// Who lets their voice be heard has not agreed to be seen: a film is no sound, though
// another page, or another file that holds the same, shows it as a film.
func TestFilmsAreNoSound(t *testing.T) {
	film, err := os.ReadFile("media/testdata/film.mp4")
	must(t, err)
	for _, other := range []string{"/blog/a/a.mp4", "b.mp4"} {
		site := pictureSite(t, nil)
		for _, name := range []string{"a/a", "b/b"} {
			place(t, site, "content/blog/"+name+".mp4", string(film))
		}
		place(t, site, "content/blog/a/a.txt", "Rain.")
		place(t, site, "content/blog/a/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nRain.\n")
		change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n::audio[Rain]{src=a.mp4 transcript=a.txt people=sam}\n")
		place(t, site, "content/blog/b/index.md", "---\ntitle: B\ndate: 2026-06-01\npeople: none\n---\nWords.\n\n::video[Rain]{src="+other+" captions=/blog/a/a.vtt transcript=/blog/a/a.txt people=none}\n")
		place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: no, voice: yes, video: no", "[web]"))
		for _, built := range []string{"first", "second"} {
			build(t, site)
			files := public(t, site)
			if len(assets(files, ".mp4")) != 1 || !strings.Contains(files["blog/b/index.html"], "<video") {
				t.Fatalf("the film is not shown at all: %q", slices.Sorted(maps.Keys(files)))
			}
			if strings.Contains(files["blog/a/index.html"], "<audio") {
				t.Errorf("%s, %s build: a film is published as sound", other, built)
			}
		}
	}
}

// What has the same bytes has the same files, however it is used.
func TestTwins(t *testing.T) {
	photo := jpegOf(t, shaded(1300, 800, 0))
	site := pictureSite(t, map[string]string{"a.jpg": photo, "b.jpg": photo})
	if n, _ := encodes(t, site); n != 1 {
		t.Errorf("twins were encoded %d times", n)
	}
	change(t, site, "content/blog/a/index.md", "people: none\n", "people: none\ncover: b.jpg\n")
	n, _ := encodes(t, site)
	files := public(t, site)
	previews := assets(files, "-preview.jpg")
	if n != 1 || len(previews) != 1 || len(assets(files, ".webp")) != 3 {
		t.Fatalf("%d encoded, previews %q, %q", n, previews, assets(files, ".webp"))
	}
	m, err := jpeg.DecodeConfig(strings.NewReader(files[previews[0]]))
	if err != nil || m.Width != 1200 || m.Height != 630 {
		t.Errorf("the preview is %+v, %v", m, err)
	}
	sheet := files["blog/a/index.html"]
	for _, want := range []string{`property="og:image" content="https://www.example.org/` + previews[0], `og:image:width" content="1200"`, `og:image:height" content="630"`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(sheet, `srcset="/`+previews[0]) {
		t.Error("the preview stands among the sizes of the picture")
	}
	if n, _ := encodes(t, site); n != 0 {
		t.Errorf("a third build encoded %d", n)
	}
}

// The picture of a link preview is made only where everybody in it, and the page,
// agreed to `social`.
func TestPreviewsNeedSocial(t *testing.T) {
	photo := jpegOf(t, shaded(1300, 800, 0))
	for channels, want := range map[string]int{"[web]": 0, "[web, social]": 1} {
		site := pictureSite(t, map[string]string{"a.jpg": photo})
		change(t, site, "content/blog/a/index.md", "people: none\n", "people: none\ncover: a.jpg\n")
		place(t, site, "content/blog/a/pictures.yaml", "a.jpg: {people: [sam]}\n")
		place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: yes, voice: no, video: no", channels))
		build(t, site)
		if files := public(t, site); len(assets(files, "-preview.jpg")) != want || len(assets(files, ".webp")) != 3 {
			t.Errorf("%s: %q", channels, slices.Sorted(maps.Keys(files)))
		}
	}
}

// A line for a picture that is nearly one that is there is not passed over for the
// line of all: somebody may be in it.
func TestNearlyNamed(t *testing.T) {
	for _, c := range []struct {
		line  string
		shown int
	}{
		{"team.png: {people: [sam]}", 0},
		{"Team.png: {people: [sam]}", 0},
		{"tema.png: {people: [sam]}", 0},
		{"team.jpg: {people: [sam]}", 0},
		{"\"te%61m.png\": {people: [sam]}", 0},
		{"crowd.png: {people: [sam]}", 1}, // of a picture that is gone
		{"Team.png: {people: none}", 1},
	} {
		site := pictureSite(t, map[string]string{"team.png": pngOf(t, shaded(60, 40, 0))})
		place(t, site, "content/blog/a/pictures.yaml", c.line+"\n\"*\": {people: none}\n")
		place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: no, voice: no, video: no", "[web]"))
		build(t, site)
		if got := strings.Count(public(t, site)["blog/a/index.html"], "<img"); got != c.shown {
			t.Errorf("with %q, %d pictures are shown, not %d", c.line, got, c.shown)
		}
	}
}

// Whoever is said to be in one of two files that hold the same is in both.
func TestSameBytesSamePeople(t *testing.T) {
	photo := jpegOf(t, shaded(600, 400, 0))
	site := pictureSite(t, map[string]string{"a.jpg": photo, "b.jpg": photo})
	place(t, site, "content/blog/a/pictures.yaml", "a.jpg: {people: none}\nb.jpg: {people: [sam]}\n")
	place(t, site, "consent/sam.yaml", agreed("sam", "Sam Okafor", "picture: no, voice: no, video: no", "[web]"))
	build(t, site)
	if left := assets(public(t, site), ".jpg"); len(left) > 0 {
		t.Errorf("shown: %q", left)
	}
}

// What a page shows by mistake as a picture, and is none, is still published where
// site.yaml names it.
func TestLeafletIsNoPicture(t *testing.T) {
	site := pictureSite(t, map[string]string{"verify.txt": "a leaflet"})
	change(t, site, "site.yaml", "consent:", "files: [blog/a/verify.txt]\nconsent:")
	build(t, site)
	if files := public(t, site); files["blog/a/verify.txt"] == "" || strings.Contains(files["blog/a/index.html"], "<img") {
		t.Errorf("%q", slices.Sorted(maps.Keys(files)))
	}
}
