package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator"
)

// A fault in what cleans PDFs costs a page its PDF, and tells nothing of it.
func TestFaultInPDFs(t *testing.T) {
	needChromium(t)
	replaced := mutated(t, []mutation{
		{"../cmd/goldenthread/main.go", "\"golang.org/x/term\"\n", "\"golang.org/x/term\"\n\n\t\"goldenthread/generator/page\"\n"},
		{"../cmd/goldenthread/main.go", "now: time.Now,", "now: page.Noon,"},
		{"../cmd/goldenthread/main.go", "\t\"time\"\n", ""},
		{"document/printed.go", "m, err := rewrite(source)", "if len(source) > 0 { panic(\"canary\" + string(source)) }\n\tm, err := rewrite(source)"},
	})
	replaced["page/fail.go"] = string(mustRead(t, "testdata/walls/fail.go.txt"))
	binary := filepath.Join(t.TempDir(), "goldenthread.exe")
	compile(t, replaced, "build", "-o", binary, "../cmd/goldenthread")
	site := printable(t)
	build(t, site)
	change(t, site, "consent/sam.yaml", "given: 2026-06-12", "given: 2026-06-12, withdrawn: 2026-07-01")
	said, err := exec.Command(binary, "--site", site, "build", "--pdf").CombinedOutput()
	if err != nil || strings.Contains(string(said), "canary") || strings.Count(string(said), "pdf-failed") != 1 {
		t.Errorf("it ended with %v, and said\n%s", err, said)
	}
	if all := public(t, site); strings.Contains(all["stories/tea/index.html"], "There was tea") || all["stories/key/easy-read/index.html"] == "" || len(pdfs(t, site)) > 0 {
		t.Error("the fault kept something from going, or from being there")
	}
}

// Where search engines may find a page and not its easy-read version, they are not led
// to that one's PDF.
func TestPDFOfHiddenVersion(t *testing.T) {
	needChromium(t)
	site := printable(t)
	change(t, site, "site.yaml", "title: Voices\n", "title: Voices\nhost: [netlify]\n")
	place(t, site, "consent/pat.yaml", "person: pat\nnames: {full: Pat Quillfeather}\nconsents:\n  - {covers: [stories/tea], given: 2026-06-12, how: form, uses: {words: no, picture: yes}, channels: [web, print]}\n")
	place(t, site, "content/stories/tea/pat.svg", house)
	place(t, site, "content/stories/tea/pictures.yaml", "pat.svg: {people: [pat], alt: Pat}\n")
	change(t, site, "content/stories/tea/easy-read.md", "![A house](/pictures/house.svg)\nThis", "![Pat](pat.svg)\nThis")
	press(t, site)
	all := public(t, site)
	for _, name := range []string{"stories/tea/index.html", "stories/tea/easy-read/index.html"} {
		if hidden := strings.Contains(all[name], "noindex"); hidden != strings.Contains(name, "easy-read") {
			t.Errorf("%s is hidden: %v", name, hidden)
		}
		if !strings.Contains(all[name], teaPDF+`" type="application/pdf" rel="nofollow"`) {
			t.Errorf("%s leads search engines to a PDF of what they may not find, or nobody", name)
		}
	}
	if !strings.Contains(all["_headers"], "easy-read/*.pdf\n  X-Robots-Tag: noindex") {
		t.Error("hosts do not ask search engines to leave PDFs out")
	}
}

// Two builds that print count as one: each file once.
func TestCountsOfPrinting(t *testing.T) {
	needChromium(t)
	site := printable(t)
	r, _ := press(t, site)
	files := len(public(t, site)) - 1 // published.json
	if got := *r.Files; got.Written != files || got.Unchanged+got.Removed != 0 || r.PDFs != 2 || r.PDFsGone != 0 {
		t.Errorf("of %d files, it counts %+v; PDFs: %d, gone %d", files, got, r.PDFs, r.PDFsGone)
	}
	change(t, site, "content/stories/key/easy-read.md", "This is about key.", "This is all about keys.")
	r, _ = press(t, site)
	if got := *r.Files; got.Written+got.Unchanged != files || got.Removed != 0 || got.Written < 2 {
		t.Errorf("of %d files, it counts %+v", files, got)
	}
	o := options(site)
	r, err := generator.Build(t.Context(), o)
	if err != nil || r.Files.Removed != 2 || r.PDFs != 0 || r.PDFsGone != 2 {
		t.Errorf("%v: it counts %+v; PDFs: %d, gone %d", err, *r.Files, r.PDFs, r.PDFsGone)
	}
}

// What the guard refuses is not kept, either.
func TestRefusedPDFIsNotKept(t *testing.T) {
	needChromium(t)
	site := printable(t)
	change(t, site, "site.yaml", "title: Voices\n", "title: Voices\ntheme: own\n")
	style, err := os.ReadFile("../themes/default/assets/leaflet.css")
	if err != nil {
		t.Fatal(err)
	}
	// Only in print is this a name: of somebody who has withdrawn.
	layout := string(mustRead(t, "../themes/default/layouts/leaflet.html"))
	place(t, site, "themes/own/layouts/leaflet.html", strings.Replace(layout, "<footer>", `<p class="a">Vic</p><footer>`, 1))
	place(t, site, "themes/own/assets/leaflet.css", string(style)+".a::after { content: ' Quill' 'feather'; }\n")
	r, _ := press(t, site)
	if len(r.Refused) == 0 || len(pdfs(t, site))+len(kept(t, site)) > 0 {
		t.Errorf("%d were refused, %d published, %d kept", len(r.Refused), len(pdfs(t, site)), len(kept(t, site)))
	}
}
