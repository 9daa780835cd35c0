package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"goldenthread/generator/page"
)

func opened(t *testing.T) (Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pictures")
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, dir
}

func picture(stem string, cover bool) page.Picture {
	return page.Picture{Stem: "/assets/" + stem, Cover: cover}
}

func renditions(stem string, bytes string) []page.Rendition {
	return []page.Rendition{
		{Address: "/assets/" + stem + "-480.webp", Type: "image/webp", Width: 480, Height: 320, Bytes: []byte(bytes)},
		{Address: "/assets/" + stem + "-480.jpg", Type: "image/jpeg", Width: 480, Height: 320, Bytes: []byte(bytes + "!")},
	}
}

func put(t *testing.T, f Folder, p page.Picture, bytes string) {
	t.Helper()
	if err := f.Put(p, renditions(filepath.Base(p.Stem), bytes)); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsPutIsThere(t *testing.T) {
	f, _ := opened(t)
	p := picture("abcdef0123456789", false)
	if _, ok := f.Get(p); ok {
		t.Error("something is in an empty cache")
	}
	put(t, f, p, "old")
	put(t, f, p, "new")
	made, ok := f.Get(p)
	if !ok || len(made) != 2 || made[0].Address != "/assets/abcdef0123456789-480.webp" || made[0].Width != 480 || made[0].Height != 320 || made[1].Type != "image/jpeg" || made[0].Bytes != nil {
		t.Errorf("got %+v, %v", made, ok)
	}
	if bytes, err := f.Bytes("/assets/abcdef0123456789-480.jpg"); string(bytes) != "new!" || err != nil {
		t.Errorf("got %q, %v", bytes, err)
	}
	if _, ok := f.Get(picture("abcdef0123456789", true)); ok {
		t.Error("what was made of a picture is taken for what is made of a cover")
	}
	put(t, f, picture("abcdef0123456789", true), "new")
	for _, cover := range []bool{true, false} {
		if _, ok := f.Get(picture("abcdef0123456789", cover)); !ok {
			t.Errorf("a cover is not there for one that is a cover: %v", cover)
		}
	}
	for _, stem := range []string{"ab", "abcdef012345678", "", ".new-abc", ".."} {
		if _, ok := f.Get(picture(stem, false)); ok {
			t.Errorf("there is something for %q", stem)
		}
	}
}

// A film and a sound may be made of files that hold the same.
func TestFilmIsNoSound(t *testing.T) {
	f, _ := opened(t)
	film, sound := picture("abcdef0123456789", false), picture("abcdef0123456789", false)
	film.As, sound.As = page.UseVideo, page.UseVoice
	put(t, f, film, "film")
	if _, ok := f.Get(sound); ok {
		t.Error("a film is given for a sound")
	}
	if _, ok := f.Get(film); !ok {
		t.Error("a film is not given for a film")
	}
}

func TestDamage(t *testing.T) {
	for reason, harm := range map[string]func(dir string) error{
		"cut short": func(dir string) error {
			return os.Truncate(filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp"), 1)
		},
		"another's bytes": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp"), []byte("xyz"), 0o600)
		},
		"gone": func(dir string) error {
			return os.Remove(filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp"))
		},
		"no list": func(dir string) error { return os.Remove(filepath.Join(dir, "abcdef0123456789", contentsFile)) },
		"a list that leads elsewhere": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "abcdef0123456789", contentsFile), []byte(`{"files": [{"address": "/assets/abcdef0123456789/../../index.html", "sha256": ""}]}`), 0o600)
		},
		"a list of what is no picture": func(dir string) error {
			list := `{"as": 2, "files": [{"address": "/assets/abcdef0123456789-480.html", "type": "text/html", "width": 1, "height": 1, "sha256": ""}]}`
			return os.WriteFile(filepath.Join(dir, "abcdef0123456789", contentsFile), []byte(list), 0o600)
		},
		"a folder in a file's place": func(dir string) error {
			name := filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp")
			return errors.Join(os.Remove(name), os.Mkdir(name, 0o700))
		},
		"a list of no files": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "abcdef0123456789", contentsFile), []byte(`{}`), 0o600)
		},
		"a link that leads out": func(dir string) error {
			return errors.Join(os.WriteFile(filepath.Join(dir, "../secret"), []byte("abc"), 0o600), os.Remove(filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp")),
				os.Symlink("../../secret", filepath.Join(dir, "abcdef0123456789/abcdef0123456789-480.webp")))
		},
	} {
		f, dir := opened(t)
		put(t, f, picture("abcdef0123456789", false), "abc")
		if err := harm(dir); err != nil {
			t.Fatal(err)
		}
		if bytes, err := f.Bytes("/assets/abcdef0123456789-480.webp"); !errors.Is(err, ErrDamaged) || bytes != nil {
			t.Errorf("%s: got %q, %v", reason, bytes, err)
		}
		if made, ok := f.Get(picture("abcdef0123456789", false)); ok && len(made) != 2 {
			t.Errorf("%s: got %+v", reason, made)
		}
	}
}

func TestKeep(t *testing.T) {
	f, dir := opened(t)
	for _, stem := range []string{"abcdef0123456789", "abcdef012345678a", "abcdef012345678b"} {
		put(t, f, picture(stem, false), stem)
	}
	for _, name := range []string{".new-abcdef0123456789", "somebody-elses"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Keep([]page.Picture{picture("abcdef0123456789", false), picture("never", false), {}}); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 || left[0].Name() != "abcdef0123456789" || left[1].Name() != "somebody-elses" {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Its owner alone can read it.
func TestPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	f, dir := opened(t)
	put(t, f, picture("abcdef0123456789", false), "abc")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestZeroFolder(t *testing.T) {
	var f Folder
	put(t, f, picture("abcdef0123456789", false), "abc")
	if _, ok := f.Get(picture("abcdef0123456789", false)); ok {
		t.Error("the zero folder holds something")
	}
	if err := errors.Join(f.Keep(nil), f.Close()); err != nil {
		t.Error(err)
	}
}

// A link in the folder's place is not followed: what is not known would be removed
// where it leads.
func TestLinkedFolder(t *testing.T) {
	top := t.TempDir()
	victim, dir := filepath.Join(top, "victim"), filepath.Join(top, "pictures")
	if err := errors.Join(os.MkdirAll(filepath.Join(victim, "0123456789abcdef"), 0o700), os.Symlink(victim, dir)); err != nil {
		t.Fatal(err)
	}
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Keep(nil); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(victim); err != nil || len(left) != 1 {
		t.Errorf("somebody else's folder was emptied: %v, %v", left, err)
	}
}
