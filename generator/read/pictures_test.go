package read

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>`

// raster makes a small picture of the kind that a name says.
func raster(t *testing.T, name string) string {
	t.Helper()
	var b bytes.Buffer
	var err error
	m := image.NewGray(image.Rect(0, 0, 4, 2))
	switch filepath.Ext(name) {
	case ".png":
		err = png.Encode(&b, m)
	case ".jpg":
		err = jpeg.Encode(&b, m, nil)
	case ".gif":
		err = gif.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pngHeader is the beginning of a PNG that claims a size.
func pngHeader(width, height uint32) string {
	chunk := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	chunk = binary.BigEndian.AppendUint32(chunk, height)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	return "\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + string(binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk)))
}

const pageHead = "---\ntitle: T\npeople: none\ndate: 2026-01-01\n---\n"

// showing is a page that shows these, as files beside it or paths.
func showing(links ...string) string {
	text := pageHead
	for _, link := range links {
		text += "![x](<" + link + ">)\n\n"
	}
	return text
}

// Who is in a picture goes by its own line, or by "*" as far as that holds for
// its kind.
func TestPeopleInPictures(t *testing.T) {
	none, sam, unsaid := page.People{Said: page.SaidNone}, page.People{Said: page.SaidList, IDs: []string{"sam"}}, page.People{}
	all := []string{"x.jpg", "x.jpeg", "x.JPG", "x.webp", "x.avif", "x.png", "x.PNG", "x.gif", "x.svg"}
	photos, drawings := all[:5], all[5:]
	cases := []struct {
		reason, notes string
		files         []string
		want          page.People
	}{
		{"nothing is said", "", all, unsaid},
		{"of another picture alone", "y.jpg: {people: [sam]}\ny.png: {people: none}\n", all, unsaid},
		{"its own line says none", "FILE: {people: none}\n", all, none},
		{"its own line, with a dot and a slash", "./FILE: {people: none}\n", all, none},
		{"its own line says who", "FILE: {people: [sam]}\n", all, sam},
		{"its own line says nothing of people", "FILE: {alt: x}\n", all, unsaid},
		{"its own line lists nobody", "FILE: {people: []}\n", all, page.People{Said: page.SaidList}},
		{"all say none: drawings", `"*": {people: none}` + "\n", drawings, none},
		{"all say none: photographs", `"*": {people: none}` + "\n", photos, unsaid},
		{"all say who", `"*": {people: [sam]}` + "\n", all, sam},
		{"all say nothing of people", `"*": {credit: x}` + "\n", all, unsaid},
		{"its own line owes nothing to all: none", "\"*\": {people: [sam]}\nFILE: {people: none}\n", all, none},
		{"its own line owes nothing to all: who", "FILE: {people: [sam]}\n\"*\": {people: none}\n", all, sam},
		{"its own line owes nothing to all: nothing", "\"*\": {people: [sam]}\nFILE: {alt: x}\n", all, unsaid},
		{"its own line owes nothing to all: nothing, where all say none", "\"*\": {people: none}\nFILE: {alt: x}\n", all, unsaid},
	}
	for _, c := range cases {
		for _, file := range c.files {
			f, problems := pictureNotes("content/pictures/pictures.yaml", []byte(strings.ReplaceAll(c.notes, "FILE", file)))
			got := f.picture("content/pictures/" + file)
			if got.People.Said != c.want.Said || !slices.Equal(got.People.IDs, c.want.IDs) || got.Uncertain || len(problems) > 0 {
				t.Errorf("%s: %s: got %+v, want %+v; problems: %v", c.reason, file, got.People, c.want, problems)
			}
			if got.File != "content/pictures/"+file {
				t.Errorf("%s: the file is %s", c.reason, got.File)
			}
		}
	}
}

func TestWhatElseIsSaidOfPictures(t *testing.T) {
	f, _ := pictureNotes("content/a/pictures.yaml", []byte(`
"*": {people: none, credit: The group, licence: CC0, alt: of all}
own.png: {alt: its own}
decoration.png: {alt: ""}
silent.png: {credit: Priya}
`))
	for file, want := range map[string]page.Picture{
		"own.png":        {Alt: "its own", AltSaid: true},
		"decoration.png": {AltSaid: true},
		"silent.png":     {Credit: "Priya"},
		"other.png":      {Alt: "of all", AltSaid: true, Credit: "The group", Licence: "CC0"},
	} {
		got := f.picture("content/a/" + file)
		if got.Alt != want.Alt || got.AltSaid != want.AltSaid || got.Credit != want.Credit || got.Licence != want.Licence {
			t.Errorf("%s: got %+v, want %+v", file, got, want)
		}
	}
}

// A pictures.yaml with any mistake leaves every picture beside it uncertain, and
// no other.
func TestUnreadablePictureNotes(t *testing.T) {
	cases := []struct{ reason, text, code string }{
		{"no YAML", "x.svg: {people: none\ny", "yaml"},
		{"a tab", "x.svg:\n¦\tpeople: none\n", "tab"},
		{"a misspelt key", "x.svg: {¦poeple: [sam]}\n", "unknown-key"},
		{"an unknown key", "x.svg: {people: none, ¦canary: x}\n", "unknown-key"},
		{"a comma in a text", "x.svg: {people: none, alt: two people, ¦canary}\n", "unknown-key"},
		{"people as a text", "x.svg: {people: ¦canary}\n", "wrong-type"},
		{"people as null", "x.svg: {people: ¦~}\n", "wrong-type"},
		{"a name for an id", "x.svg: {people: [¦Zeb Quill]}\n", "person-id"},
		{"a picture twice", "x.svg: {people: [sam]}\n¦x.svg: {people: none}\n", "duplicate-key"},
		{"people twice", "x.svg: {people: [sam], ¦people: none}\n", "duplicate-key"},
		{"all twice", "\"*\": {people: [sam]}\n¦'*': {people: none}\n", "duplicate-key"},
		{"a text for a picture", "x.svg: ¦canary\n", "wrong-type"},
		{"a list", "¦- x.svg\n", "wrong-type"},
		{"an alt that is a list", "x.svg: {alt: ¦[canary]}\n", "wrong-type"},
		{"an anchor", "x.svg: ¦&a {people: none}\n", "yaml"},
		{"a second part", "x.svg: {people: none}\n¦---\nx.svg: {people: none}\n", "yaml"},
		{"another encoding", "x.svg: {alt: caf¦\xe9}\n", "bad-encoding"},
		{"far too much", "x.svg: {people: none}\n#" + strings.Repeat("canary ", 200_000), "too-large"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := c.text, 0, 0
			if strings.Contains(text, "¦") {
				text, line, column = mark(t, text)
			}
			src := readSite(t, siteWith(t, map[string]string{
				"content/index.md": showing("/pictures/x.svg", "/pictures/other.svg", "/blog/y.svg"), "content/pictures/pictures.yaml": text,
				"content/pictures/x.svg": drawing, "content/pictures/other.svg": drawing, "content/blog/y.svg": drawing, "content/blog/pictures.yaml": "y.svg: {people: none}\n",
			}))
			for file, want := range map[string]bool{"pictures/x.svg": true, "pictures/other.svg": true, "blog/y.svg": false} {
				if p := src.Pictures["content/"+file]; p.Uncertain != want || p.Sum == ([32]byte{}) {
					t.Errorf("%s: uncertain is %v, want %v", file, p.Uncertain, want)
				}
			}
			if len(src.Problems) == 0 {
				t.Fatal("nothing is reported")
			}
			p := src.Problems[0]
			if p.Code != c.code || p.File != "content/pictures/pictures.yaml" || line > 0 && (p.Line != line || p.Column != column) || p.Fix == "" {
				t.Errorf("got %s at %s, want %s at %d:%d", p.Code, p.Place, c.code, line, column)
			}
			quotes(t, src.Problems)
		})
	}
}

// A file that gives no picture is a fault of that picture alone; its digest is
// known where it is there.
func TestFilesThatAreNoPicture(t *testing.T) {
	photo := raster(t, "x.jpg")
	cases := []struct {
		reason, file, source, code string
		there                      bool
	}{
		{"missing", "x.png", "", "picture-missing", false},
		{"empty", "x.png", "", "picture-unreadable", true},
		{"a text", "x.jpg", "canary", "picture-unreadable", true},
		{"a page", "x.svg", "<html><body>canary</body></html>", "picture-unreadable", true},
		{"900 million pixels", "x.png", pngHeader(30_000, 30_000), "picture-too-large", true},
		{"no pixels", "x.png", pngHeader(0, 0), "", true},
		{"another kind than its name says", "x.png", photo, "picture-wrong-ending", true},
		{"HEIC", "x.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "picture-format", true},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			files := map[string]string{"content/index.md": showing(c.file, "good.svg"), "content/good.svg": drawing, "content/pictures.yaml": "x.png: {people: [sam]}\n"}
			if c.there {
				files["content/"+c.file] = c.source
			}
			src := readSite(t, siteWith(t, files))
			p := src.Pictures["content/"+c.file]
			if p.Fault == nil || c.code != "" && p.Fault.Code != c.code || p.Fault.File != "content/"+c.file || p.Fault.Fix == "" ||
				!slices.ContainsFunc(src.Problems, func(q diag.Problem) bool { return q == *p.Fault || !c.there && q.Code == c.code && q.Line > 0 }) {
				t.Errorf("got %+v, want %s, reported: %v", p.Fault, c.code, src.Problems)
			}
			if len(p.Renditions) > 0 || (p.Stem != "") != c.there || (p.Sum != [32]byte{}) != c.there {
				t.Errorf("something would be published of it, or it has the wrong digest: %+v", p)
			}
			if g := src.Pictures["content/good.svg"]; g.Fault != nil || len(g.Renditions) != 1 || g.Renditions[0].Width != 4 || g.Renditions[0].Height != 2 || !strings.HasPrefix(g.Stem, "/assets/") {
				t.Errorf("the picture beside it: %+v", g)
			}
			if src.Pages[0].Standard.Fault != nil {
				t.Error("the page is unreadable")
			}
			quotes(t, src.Problems)
		})
	}
}

// A picture may be as large as 64 MB, and a recording as 100.
func TestHugeFiles(t *testing.T) {
	dir := siteWith(t, map[string]string{"content/index.md": pageHead + "![x](x.png)\n\n::video{src=x.mp4 people=none}\n\n::audio{src=y.mp3 people=none}\n"})
	for name, size := range map[string]int64{"x.png": maxPicture + 1, "x.mp4": maxPicture + 1, "y.mp3": maxMedium + 1} {
		put(t, dir, "content/"+name, "")
		if err := os.Truncate(filepath.Join(dir, "content", name), size); err != nil {
			t.Fatal(err)
		}
	}
	src := readSite(t, dir)
	if f := src.Pictures["content/x.png"].Fault; f == nil || f.Code != "picture-too-large" {
		t.Errorf("the picture: got %+v, want picture-too-large", f)
	}
	if p := src.Pictures["content/x.mp4"]; p.Fault != nil || p.Sum == ([32]byte{}) || p.Renditions != nil {
		t.Errorf("the film: %+v", p.Fault)
	}
	if f := src.Pictures["content/y.mp3"].Fault; f == nil || f.Code != "media-too-large" {
		t.Errorf("the sound: got %+v, want media-too-large", f)
	}
}

// Of a drawing it is known at once what is published; pixels are not even decoded
// before it is decided whether anybody may see them.
func TestEachKindOfPicture(t *testing.T) {
	files := map[string]string{"content/index.md": showing("a.png", "a.jpg", "a.gif", "a.svg"), "content/a.svg": drawing}
	for _, name := range []string{"a.png", "a.jpg", "a.gif"} {
		files["content/"+name] = raster(t, name)
	}
	src := readSite(t, siteWith(t, files))
	for _, name := range []string{"a.png", "a.jpg", "a.gif", "a.svg"} {
		p := src.Pictures["content/"+name]
		if p.Fault != nil || p.Stem == "" || p.As != page.UsePicture || (len(p.Renditions) > 0) != (name == "a.svg") {
			t.Errorf("%s: got %+v", name, p)
		}
	}
}

// watched is a file system that knows which files were opened.
type watched struct {
	fstest.MapFS
	mu     *sync.Mutex
	opened map[string]bool
}

func (w watched) Open(name string) (fs.File, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened[name] = true
	return w.MapFS.Open(name)
}

// However a text writes where a picture is, nothing out of content/ is opened.
func TestWherePicturesAre(t *testing.T) {
	cases := []struct{ reason, link, file string }{
		{"beside the page", "near.svg", "content/stories/a/near.svg"},
		{"beside the page, with a dot", "./near.svg", "content/stories/a/near.svg"},
		{"one up", "../up.svg", "content/stories/up.svg"},
		{"two up", "../../pictures/far.svg", "content/pictures/far.svg"},
		{"from the top", "/pictures/far.svg", "content/pictures/far.svg"},
		{"with the site's address", "https://www.example.org/pictures/far.svg", "content/pictures/far.svg"},
		{"with a query", "near.svg?x=1#y", "content/stories/a/near.svg"},
		{"with a space, escaped", "two%20words.svg", "content/stories/a/two words.svg"},
		{"with a space", "two words.svg", "content/stories/a/two words.svg"},
		{"a roundabout way", "../../stories/./a/../a/near.svg", "content/stories/a/near.svg"},
		{"out of content", "../../../secret.svg", ""},
		{"out of content, to a record", "../../../consent/other.yaml", ""},
		{"far out", "../../../../../../../../secret.svg", ""},
		{"out, escaped", "%2e%2e/%2e%2e/%2e%2e/secret.svg", ""},
		{"out, with escaped slashes", "..%2f..%2f..%2fsecret.svg", ""},
		{"out, from the top", "/../secret.svg", "content/secret.svg"},
		{"out, from the top, escaped", "/%2e%2e/secret.svg", "content/secret.svg"},
		{"out, with the site's address", "https://www.example.org/../secret.svg", "content/secret.svg"},
		{"a folder whose name begins alike", "../../../content-old/secret.svg", ""},
		{"another site", "https://elsewhere.example/pictures/far.svg", ""},
		{"another site, without its scheme", "//elsewhere.example/pictures/far.svg", ""},
		{"a file of the computer", "file:///etc/hostname", ""},
		{"data", "data:image/svg+xml,secret", ""},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			site := fstest.MapFS{"site.yaml": {Data: []byte(siteYAML)}, "content/stories/a/index.md": {Data: []byte(showing(c.link))}}
			for _, name := range []string{"secret.svg", "consent/other.yaml.svg", "content-old/secret.svg", "content/pictures/far.svg",
				"content/stories/up.svg", "content/stories/a/near.svg", "content/stories/a/two words.svg"} {
				site[name] = &fstest.MapFile{Data: []byte(drawing)}
			}
			w := watched{site, &sync.Mutex{}, map[string]bool{}}
			r := newReader(t.Context(), w)
			src, err := r.folder()
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]bool{}
			if c.file != "" {
				want[c.file] = true
			}
			if len(src.Pictures) != len(want) || c.file != "" && src.Pictures[c.file].File != c.file {
				t.Errorf("got %v, want %q", src.Pictures, c.file)
			}
			if _, there := site[c.file]; there && len(src.Pictures[c.file].Renditions) == 0 {
				t.Errorf("%s was not read", c.file)
			}
			for name := range w.opened {
				if strings.Contains(name, "secret") || strings.HasPrefix(name, "consent/") || strings.Contains(name, "..") {
					t.Errorf("%s was opened", name)
				}
			}
		})
	}
}

func TestLinksToPicturesAreNotFollowed(t *testing.T) {
	dir := siteWith(t, map[string]string{"content/stories/a/index.md": showing("linked.svg", "../b/x.svg", "real.svg"), "content/stories/a/real.svg": drawing,
		"consent/sam.yaml": "person: sam\n", "outside/x.svg": drawing, "content/stories/c/x.svg": drawing})
	for link, to := range map[string]string{"content/stories/a/linked.svg": "real.svg", "content/stories/b": "../../outside"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	src := readSite(t, dir)
	for _, file := range []string{"content/stories/a/linked.svg", "content/stories/b/x.svg"} {
		if p := src.Pictures[file]; p.Fault == nil || p.Fault.Code != "picture-missing" || p.Sum != ([32]byte{}) || len(p.Renditions) > 0 {
			t.Errorf("%s: got %+v, want picture-missing", file, p)
		}
	}
	for _, file := range []string{"content/stories/a/linked.svg", "content/stories/b"} {
		if !slices.ContainsFunc(src.Problems, func(p diag.Problem) bool { return p.Code == "symlink" && p.File == file }) {
			t.Errorf("%s is not reported: %v", file, src.Problems)
		}
	}
	if src.Pictures["content/stories/a/real.svg"].Fault != nil {
		t.Error("the real picture cannot be read")
	}
}

// Covers, films with captions and transcripts, and pictures of an easy-read
// version are read too; what no text refers to is not.
func TestWhatIsReadOfAFolder(t *testing.T) {
	src := readSite(t, siteWith(t, map[string]string{
		"content/stories/a/index.md":     strings.Replace(pageHead, "people", "cover: cover.svg\npeople", 1) + "::video{src=a.mp4 captions=a.vtt transcript=a.txt people=none}\n::audio{src=a.mp3 people=none}\n",
		"content/stories/a/easy-read.md": "---\ntitle: T\n---\n> - [![x](easy.svg)](https://elsewhere.example/)\n",
		"content/stories/a/cover.svg":    drawing, "content/stories/a/easy.svg": drawing, "content/stories/a/unused.svg": drawing, "content/stories/a/a.mp4": "film", "content/stories/a/a.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n", "content/stories/a/a.txt": "Hello\nyou\n\nThere\n",
	}))
	var got []string
	for file, p := range src.Pictures {
		state := " digest"
		switch {
		case p.Fault != nil:
			state = " " + p.Fault.Code
		case p.Words != "":
			state = " captions"
		case p.Transcript != nil:
			state = " transcript"
		case len(p.Renditions) > 0:
			state = " picture"
		}
		got = append(got, strings.TrimPrefix(file, "content/stories/a/")+state)
	}
	slices.Sort(got)
	want := []string{"a.mp3 picture-missing", "a.mp4 digest", "a.txt transcript", "a.vtt captions", "cover.svg picture", "easy.svg picture"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
