package read

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// The bank holds what any page may show, and nothing that shows somebody.
func TestBank(t *testing.T) {
	const folder = "content/pictures/"
	for _, c := range []struct{ reason, notes, want string }{
		{"drawings in SVG need no word", "", "a.svg"},
		{"none is in it", "b.png: {people: none, alt: B}", "a.svg b.png=B"},
		{"none is in any drawing", `"*": {people: none}`, "a.svg b.png"},
		{"somebody is in any picture", `"*": {people: [sam]}`, ""},
		{"somebody is in it", "a.svg: {people: [sam]}", ""},
		{"with its tags", "a.svg: {alt: A, tags: [one, two words]}", "a.svg=A#one#two words"},
		{"tags of all are of none", "\"*\": {people: none, tags: [x]}\na.svg: {alt: A}", "a.svg=A b.png"},
		{"a mistake in a line of another", "a.svg: {alt: A}\nc.jpg: {poeple: none}", ""},
		{"what cannot be read", "a.svg: [", ""},
		{"tags that are no list", "a.svg: {tags: one}", ""},
	} {
		fsys := fstest.MapFS{folder + "a.svg": {}, folder + "b.png": {}, folder + "c.jpg": {}, folder + ".d.svg": {}, folder + "e.txt": {}, folder + "f/g.svg": {}, "content/h.svg": {},
			folder + "i.svg": {Mode: fs.ModeSymlink}}
		if c.notes != "" {
			fsys[folder+"pictures.yaml"] = &fstest.MapFile{Data: []byte(c.notes)}
		}
		bank, problems := Bank(fsys)
		var got []string
		for _, d := range bank {
			s := strings.TrimPrefix(d.File, folder)
			if d.Alt != "" {
				s += "=" + d.Alt
			}
			got = append(got, strings.Join(append([]string{s}, d.Tags...), "#"))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, not %q", c.reason, s, c.want)
		}
		if c.want == "" && !strings.Contains(c.notes, "sam") && len(problems) == 0 {
			t.Errorf("%s: nobody is told", c.reason)
		}
	}
}

// A file that is meant to be pictures.yaml may say who is in a drawing.
func TestBankMisnamed(t *testing.T) {
	for _, name := range []string{"pictures.yml", "Pictures.yaml", "pictures.yaml.txt"} {
		fsys := fstest.MapFS{"content/pictures/a.svg": {}, "content/pictures/" + name: {Data: []byte("a.svg: {people: [sam]}")}}
		if bank, _ := Bank(fsys); len(bank) > 0 {
			t.Errorf("%s is passed over", name)
		}
	}
	if bank, problems := Bank(fstest.MapFS{}); bank != nil || problems != nil {
		t.Error("no folder", bank, problems)
	}
}
