package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/desk"
	"goldenthread/generator/page"
	"goldenthread/generator/scaffold"
)

// onDesk are the answers of axe about the desk that somebody has looked at, besides those
// about pages.
var onDesk = append(slices.Clip(explained), []struct{ Kind, Rule, Key, In, why string }{
	{"unsure", "color-contrast", "", ".months svg", "the picture of a month: its colours are those of the words around it, and the list below it tells the same"},
	{"unsure", "color-contrast-enhanced", "", ".months svg", "as above"},
}...)

// deskPolicy is what a preview allows the desk.
const deskPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// desks gives the address of a report and of a live desk: of the example, with
// something to mend, a change that waits and something that runs out within the year.
func desks(t *testing.T) map[string]string {
	t.Helper()
	usual.need(t)
	site := filepath.Join(t.TempDir(), "site")
	if err := scaffold.Site(site, goldenthread.Example(), page.DayOf(asOf())); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"content/stories/no-title.md": "---\npeople: [sam]\ndate: 2026-01-01\nofficer: yes\n---\nWords.\n",
		"content/stories/later.md":    "---\ntitle: A title that is so long that it goes over several lines on a telephone, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch\npeople: [sam]\ndate: 2026-01-01\npublish_from: 2027-02-01\npublish_until: 2027-02-01\n---\nWords.\n",
		"consent/nobody.yaml":         "person: nobody\n",
		"consent/broken.yaml":         "person: broken\nconsents: nothing\n",
		"consent/asked.yaml":          "person: asked\nconsents:\n  - {covers: [stories/a-place-to-start], requested: 2026-11-01, uses: {words: yes}, channels: [web]}\n",
		"content/about.easy-read.md":  "---\ntitle: \"\"\n---\n::to-do Words.\n",
		"public/published.json":       `{"day": "2026-11-01", "pages": [{"page": "stories/gone", "version": "standard", "url": "/stories/gone/"}]}`,
	} {
		if err := os.WriteFile(filepath.Join(site, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	waits, err := os.ReadFile(filepath.Join(site, "content/stories/a-place-to-start/index.md"))
	if err == nil {
		err = os.WriteFile(filepath.Join(site, "content/stories/a-place-to-start/index.next.md"), append(waits, "\nMore.\n"...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	d, err := generator.Overview(context.Background(), generator.Options{Site: site, Now: asOf}, 0)
	if err != nil {
		t.Fatal(err)
	}
	report, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	d.Live = &desk.Live{Token: "token", Said: "The story is made, and open in your editor.", Link: desk.SaidLink{Label: "See it", Address: "/stories/a/"}, Forms: []string{"web-story"}}
	live, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/report" {
			w.Write(report)
			return
		}
		w.Header().Set("Content-Security-Policy", deskPolicy)
		w.Write(live)
	}))
	t.Cleanup(server.Close)
	return map[string]string{"report": server.URL + "/report", "live": server.URL + "/_desk/"}
}

// The desk is open to everybody: on a telephone, at 400 %, in the dark, in forced
// colours and on paper, axe-core finds nothing in it.
func TestDeskAxe(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "web", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := json.Marshal(onDesk)
	if err != nil {
		t.Fatal(err)
	}
	for name, address := range desks(t) {
		t.Run(name, func(t *testing.T) {
			ctx := tab(t)
			stay(t, ctx, address)
			run(t, ctx, chromedp.Evaluate(string(axe), nil), chromedp.Evaluate("{"+appear+"}", nil))
			found := map[string][]string{}
			for _, p := range preferences {
				run(t, ctx, p.as())
				found[p.name] = ask(t, ctx, fmt.Sprintf("axe(%s)", known))
			}
			say(t, found)
		})
	}
}

// It can be read by whoever needs it large, wide apart, or without a mouse.
func TestDeskLook(t *testing.T) {
	wide := preference{name: "1280 px", width: 1280, height: 800, scale: 1}
	small := preference{name: "320 px", width: 320, height: 568, scale: 2}
	zoom := preference{name: "400 %", width: 320, height: 256, scale: 4}
	for name, address := range desks(t) {
		t.Run(name, func(t *testing.T) {
			ctx := tab(t)
			stay(t, ctx, address)
			found := map[string][]string{}
			for _, as := range []preference{wide, small, zoom} {
				run(t, ctx, as.as())
				for _, call := range []string{"reflow()", "spacing()", "focus()"} {
					found[as.name+" "+call] = ask(t, ctx, call)
				}
			}
			say(t, found)
		})
	}
}
