package generator

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator/cache"
	"goldenthread/generator/page"
)

// albumSite is a site with a page that shows a planted photograph, decided by an album.
func albumSite(t *testing.T, a *album) (*world, page.Picture) {
	t.Helper()
	photo, err := os.ReadFile("testdata/planted/jpg-comment.jpg")
	if err != nil {
		t.Fatal(err)
	}
	site := writeSite(t, map[string]string{
		"site.yaml":             "title: T\nbase_url: https://www.example.org/\nconsent: {approval: none}\n",
		"content/about.md":      "---\ntitle: A\npeople: none\n---\n![A](a.jpg)\n",
		"content/a.jpg":         string(photo),
		"content/pictures.yaml": "a.jpg: {people: none}\n",
	})
	w, err := at(site).decide(context.Background(), 0, a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.root.Close() })
	if n := len(w.cleared.Pictures()); n != 1 || len(w.cleared.Pictures()[0].Renditions) == 0 {
		t.Fatalf("%d pictures are cleared and made, not one", n)
	}
	return w, w.cleared.Pictures()[0]
}

// Without a cache, all is made all the same, and it is said.
func TestAlbumWithoutCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	a := newAlbum(filepath.Join(file, "pictures")) // where no folder can be
	w, p := albumSite(t, a)
	for i := range p.Renditions {
		if bytes, err := a.bytes(w, &p.Renditions[i]); err != nil || len(bytes) == 0 {
			t.Errorf("%s: %d bytes, %v", p.Renditions[i].Address, len(bytes), err)
		}
	}
	if problems := a.problems(); len(problems) != 1 || problems[0].Code != "cache" {
		t.Errorf("it says %v", problems)
	}
	if problems := (&album{}).problems(); problems != nil {
		t.Errorf("where nothing is wrong, it says %v", problems)
	}
}

// A file that took the place of a picture meanwhile is not published in its stead,
// not even where the cache is damaged: who is in it was said of another.
func TestAnotherPictureMeanwhile(t *testing.T) {
	a := newAlbum(filepath.Join(t.TempDir(), "pictures"))
	w, p := albumSite(t, a)
	defer a.cache.Close()
	if err := a.cache.Keep(nil); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile("testdata/planted/jpg-exif.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.root.WriteFile(p.File, other, 0o600); err != nil {
		t.Fatal(err)
	}
	if bytes, err := a.bytes(w, &p.Renditions[0]); bytes != nil || err == nil || !strings.Contains(err.Error(), cache.ErrDamaged.Error()) {
		t.Errorf("got %d bytes, %v", len(bytes), err)
	}
}
