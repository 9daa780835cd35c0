package generator_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/document"
	"goldenthread/generator/leaflet"
)

// needChromium skips a test where there is no browser, but never in CI.
func needChromium(t *testing.T) {
	t.Helper()
	if _, ok := leaflet.Find(); ok {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium is installed, and in CI these tests are never skipped")
	}
	t.Skip("no Chromium is installed: install it (on Debian: apt install chromium) to print PDFs")
}

const house = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="25" fill="#114a54"/></svg>`

// printable is a site with a story that may be printed, one that may not, one that
// search engines may not find, and one that is withheld.
func printable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	place(t, dir, "site.yaml", "title: Voices\nbase_url: https://www.example.org/voices/\nconsent: {approval: none}\norganisation: {name: Our Town, email: hello@example.org}\n")
	place(t, dir, "content/pictures/house.svg", house)
	place(t, dir, "content/pictures/pictures.yaml", "house.svg: {people: none, alt: A house}\n")
	for _, one := range []struct{ name, person, channels string }{
		{"tea", "sam", "[web, feed, search-engines, social, print]"}, {"bus", "kit", "[web, feed, search-engines, social]"},
		{"key", "alex", "[web, print]"}, {"rain", "vic", "all"},
	} {
		given := "2026-06-12"
		if one.person == "vic" {
			given += ", withdrawn: 2026-07-01"
		}
		place(t, dir, "consent/"+one.person+".yaml", fmt.Sprintf("person: %s\nnames: {full: %s Quillfeather}\nconsents:\n  - {covers: [stories/%s], given: %s, how: form, uses: {words: yes}, channels: %s}\n",
			one.person, one.person, one.name, given, one.channels))
		place(t, dir, "content/stories/"+one.name+"/index.md", fmt.Sprintf("---\ntitle: The %s story of many words\npeople: [%s]\ndate: 2026-06-01\n---\nThere was %s, and it was long ago in our town.\n", one.name, one.person, one.name))
		place(t, dir, "content/stories/"+one.name+"/easy-read.md", fmt.Sprintf("---\ntitle: Easy %s for all\n---\n![A house](/pictures/house.svg)\nThis is about %s.\nIt is **canary%s**.\n\n## Then\n\n![A house](/pictures/house.svg)\nI like %s more than anything else that I have ever known.\nRead [more](https://www.example.com/%s).\n",
			one.name, one.name, one.name, one.name, one.name))
	}
	return dir
}

// press builds with PDFs, and counts how many were printed.
func press(t *testing.T, site string) (r generator.Report, printed int) {
	t.Helper()
	var n atomic.Int64
	o := options(site)
	o.PDF = true
	o.Progress = func(phase string, _, _ int) {
		if phase == "printing" {
			n.Add(1)
		}
	}
	r, err := generator.Build(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r, int(n.Load())
}

// pdfs gives the PDFs of public/ by their paths.
func pdfs(t *testing.T, site string) map[string]string {
	t.Helper()
	all := public(t, site)
	for name := range all {
		if path.Ext(name) != ".pdf" {
			delete(all, name)
		}
	}
	return all
}

func names(all map[string]string) []string {
	var out []string
	for name := range all {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// kept are the PDFs that were kept for the next build.
func kept(t *testing.T, site string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(site, ".goldenthread", "leaflets", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func codes(r generator.Report, code string) (n int) {
	for _, p := range r.Problems {
		if p.Code == code {
			n++
		}
	}
	return n
}

const teaPDF, keyPDF = "stories/tea/easy-read/tea.pdf", "stories/key/easy-read/key.pdf"

// Each easy-read page that may be printed has a PDF, to which both versions lead;
// nothing of what is withheld is in any.
func TestPDFs(t *testing.T) {
	needChromium(t)
	site := printable(t)
	r, printed := press(t, site)
	all := public(t, site)
	if got := names(pdfs(t, site)); !slices.Equal(got, []string{keyPDF, teaPDF}) || printed != 2 || codes(r, "pdf-failed") > 0 {
		t.Fatalf("%d were printed: %q; %v", printed, got, r.Problems)
	}
	link := fmt.Sprintf(`href="/voices/%s"`, teaPDF)
	for _, name := range []string{"stories/tea/index.html", "stories/tea/easy-read/index.html"} {
		size := fmt.Sprintf("(PDF, %d KB)", (len(all[teaPDF])+999)/1000)
		if !strings.Contains(all[name], link) || !strings.Contains(all[name], size) || strings.Contains(all[name], "nofollow") {
			t.Errorf("%s does not lead to its PDF of %s", name, size)
		}
		if other := strings.Replace(name, "tea", "bus", 1); strings.Contains(all[other], ".pdf") {
			t.Errorf("%s leads to a PDF", other)
		}
		if other := strings.Replace(name, "tea", "key", 1); !strings.Contains(all[other], `rel="nofollow"`) {
			t.Errorf("%s leads search engines to its PDF", other)
		}
	}
	for name, pdf := range pdfs(t, site) {
		text, ok := document.Text([]byte(pdf))
		if !ok {
			t.Errorf("%s cannot be read", name)
		}
		mine := path.Base(strings.TrimSuffix(name, ".pdf"))
		for _, want := range []string{"Easy " + mine + " for all", "This is about " + mine, "canary" + mine, "A house", "https://www.example.com/" + mine, "hello@example.org", "https://www.example.org/voices/stories/" + mine + "/easy-read/"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
		for _, other := range []string{"tea", "bus", "key", "rain"} {
			if other != mine && strings.Contains(text, "canary"+other) {
				t.Errorf("%s holds what is of %s", name, other)
			}
		}
		for _, not := range []string{"Quillfeather", "Chrome", "Skia", "CreationDate", "/ID"} {
			if strings.Contains(text, not) || strings.Contains(pdf, not) {
				t.Errorf("%s holds %q", name, not)
			}
		}
	}
}

// The same page gives the same bytes, whatever was printed before it, and is printed
// once.
func TestPDFsAreMadeOnce(t *testing.T) {
	needChromium(t)
	site := printable(t)
	press(t, site)
	first := pdfs(t, site)
	if _, printed := press(t, site); printed != 0 {
		t.Errorf("nothing changed, and %d were printed", printed)
	}
	change(t, site, "content/stories/key/easy-read.md", "This is about key.", "This is all about keys.")
	_, printed := press(t, site)
	second := pdfs(t, site)
	if printed != 1 || first[teaPDF] != second[teaPDF] || first[keyPDF] == second[keyPDF] || len(kept(t, site)) != 2 {
		t.Errorf("one changed, and %d were printed; %d are kept", printed, len(kept(t, site)))
	}
	other := printable(t)
	press(t, other)
	if again := pdfs(t, other); again[teaPDF] != first[teaPDF] || again[keyPDF] != first[keyPDF] {
		t.Error("the same pages gave other bytes")
	}
	// What is damaged counts as not there.
	for _, file := range kept(t, site) {
		if err := os.WriteFile(file, []byte("%PDF-1.4 torn"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, printed := press(t, site); printed != 2 || pdfs(t, site)[teaPDF] != first[teaPDF] {
		t.Errorf("two were damaged, and %d were printed", printed)
	}
}

// A PDF goes with what it was made of: from public/, and from what is kept.
func TestPDFsGo(t *testing.T) {
	needChromium(t)
	site := printable(t)
	press(t, site)
	withdraw(t, site, "sam")
	if err := generator.Purge(context.Background(), options(site)); err != nil {
		t.Fatal(err)
	}
	if left := kept(t, site); len(left) > 0 {
		t.Errorf("%d are kept after a withdrawal", len(left))
	}
	press(t, site)
	if got := names(pdfs(t, site)); !slices.Equal(got, []string{keyPDF}) || len(kept(t, site)) != 1 {
		t.Errorf("after a withdrawal there are %q, and %d are kept", got, len(kept(t, site)))
	}
	change(t, site, "consent/alex.yaml", "[web, print]", "[web]")
	press(t, site)
	if len(pdfs(t, site))+len(kept(t, site)) > 0 {
		t.Error("there is a PDF of what nobody may print")
	}
	change(t, site, "consent/alex.yaml", "[web]", "[web, print]")
	press(t, site)
	build(t, site)
	if all := public(t, site); len(pdfs(t, site))+len(kept(t, site)) > 0 || strings.Contains(all["stories/key/index.html"], ".pdf") {
		t.Error("a build without PDFs leaves one, or leads to one")
	}
}

// Where there is no browser, or one that does not start, one problem says so, and
// everything else is there.
func TestPDFsWithoutChromium(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere, browsers are not found by PATH")
	}
	site := printable(t)
	build(t, site)
	want := public(t, site)
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	for _, with := range []string{"no browser", "a browser that ends at once"} {
		r, printed := press(t, site)
		if codes(r, "pdf-no-browser") != 1 || printed != 0 || len(r.Refused) > 0 {
			t.Errorf("%s: %v", with, r.Problems)
		}
		got := public(t, site)
		delete(got, "published.json")
		delete(want, "published.json")
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%s: %s is another", with, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: there are %d files, not %d", with, len(got), len(want))
		}
		place(t, bin, "chromium", "#!/bin/sh\nexit 1\n")
		if err := os.Chmod(filepath.Join(bin, "chromium"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// A page that cannot be printed has no PDF, and nothing leads to one; the rest is
// printed. What a layout asks for elsewhere is not asked.
func TestPDFOfOnePageFails(t *testing.T) {
	needChromium(t)
	site := printable(t)
	change(t, site, "site.yaml", "title: Voices\n", "title: Voices\ntheme: own\n")
	layout, err := os.ReadFile("../themes/default/layouts/leaflet.html")
	if err != nil {
		t.Fatal(err)
	}
	place(t, site, "themes/own/layouts/leaflet.html", strings.Replace(strings.Replace(string(layout), `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'">`, "", 1),
		"<footer>", `{{if eq .Title "Easy tea for all"}}<img src="https://elsewhere.example/x.png" alt="">{{end}}<footer>`, 1))
	r, printed := press(t, site)
	all := public(t, site)
	if codes(r, "pdf-failed") != 1 || printed != 2 || !slices.Equal(names(pdfs(t, site)), []string{keyPDF}) {
		t.Errorf("%d were printed: %q; %v", printed, names(pdfs(t, site)), r.Problems)
	}
	if strings.Contains(all["stories/tea/index.html"], ".pdf") || all["stories/tea/easy-read/index.html"] == "" {
		t.Error("the page that failed leads to a PDF, or is not there")
	}
	for _, p := range r.Problems {
		if p.Code == "pdf-failed" && p.File != "content/stories/tea/easy-read.md" {
			t.Errorf("the problem is at %v", p.Place)
		}
	}
}

// A withdrawal does not wait for a browser: what goes is gone before it is started,
// and whoever stops the build then keeps that.
func TestWithdrawnBeforePrinting(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere, browsers are not found by PATH")
	}
	site := printable(t)
	build(t, site)
	withdraw(t, site, "sam")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	bin := t.TempDir()
	place(t, bin, "chromium", fmt.Sprintf("#!/bin/sh\necho DevTools listening on ws://%s/x\nexec sleep 600\n", listener.Addr()))
	if err := os.Chmod(filepath.Join(bin, "chromium"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		if c, err := listener.Accept(); err == nil {
			defer c.Close()
			stop()
		}
	}()
	o := options(site)
	o.PDF = true
	if _, err := generator.Build(ctx, o); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "PDFs") {
		t.Errorf("it was stopped, and ended with %v", err)
	}
	if all := public(t, site); all["stories/key/index.html"] == "" || all["stories/tea/index.html"] != "" && strings.Contains(all["stories/tea/index.html"], "There was tea") {
		t.Error("what was withdrawn is still there")
	}
	// The next one ends what this one began.
	if _, err := generator.Build(context.Background(), options(site)); err != nil {
		t.Error(err)
	}
}
