package cache

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrinted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "leaflets")
	p, err := OpenPrinted(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	one, two := strings.Repeat("1a", 32), strings.Repeat("2b", 32)
	for _, name := range []string{one, two} {
		if _, ok := p.Get(name); ok {
			t.Error("something is in an empty cache")
		}
		if err := p.Put(name, []byte("%PDF "+name)); err != nil {
			t.Fatal(err)
		}
		if pdf, ok := p.Get(name); !ok || string(pdf) != "%PDF "+name {
			t.Errorf("got %q, %v", pdf, ok)
		}
	}
	if err := p.Put(one, []byte("%PDF new")); err != nil {
		t.Fatal(err)
	}
	if pdf, ok := p.Get(one); !ok || string(pdf) != "%PDF new" {
		t.Errorf("got %q, %v", pdf, ok)
	}
	whole, err := os.ReadFile(filepath.Join(dir, one))
	if err != nil {
		t.Fatal(err)
	}
	for what, bytes := range map[string][]byte{"torn": whole[:len(whole)-1], "nearly empty": whole[:3], "empty": nil, "changed": append(whole[:len(whole)-1:len(whole)-1], '!')} {
		if err := os.WriteFile(filepath.Join(dir, one), bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, ok := p.Get(one); ok {
			t.Errorf("what is %s counts", what)
		}
	}
	for _, name := range []string{".new-" + two, "mine.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Keep([]string{two}); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 || left[0].Name() != two || left[1].Name() != "mine.txt" {
		t.Errorf("left are %v, %v", left, err)
	}
	if info, err := os.Stat(filepath.Join(dir, two)); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Error("others may read what is kept")
	}
	var none Printed
	if _, ok := none.Get(one); ok || none.Put(one, nil) != nil || none.Keep(nil) != nil || none.Close() != nil {
		t.Error("the zero value keeps something")
	}
}
