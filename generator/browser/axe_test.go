package browser_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// look is what the tests ask of a page: look.js says what each part finds.
//
//go:embed look.js
var look string

// explained are the answers of axe that somebody has looked at, mostly where it
// is unsure: by rule; by the reason, where axe gives one; and by the elements
// within which it is so.
var explained = []struct{ Kind, Rule, Key, In, why string }{
	{"unsure", "color-contrast", "shortTextContent", ".letters, sup", "one letter, as in the A to Z: its colours are those of every link, which are looked at"},
	{"unsure", "color-contrast-enhanced", "shortTextContent", ".letters, sup", "as above"},
	{"unsure", "color-contrast", "shortTextContent", "pre b", "a line's number of one digit, on the preview's page of a mistake: longer ones are looked at"},
	{"unsure", "color-contrast-enhanced", "shortTextContent", "pre b", "as above"},
	{"unsure", "color-contrast", "elmPartiallyObscured", ".table", "a cell that is scrolled out of sight; in a wide window it is looked at"},
	{"unsure", "color-contrast-enhanced", "elmPartiallyObscured", ".table", "as above"},
	{"unsure", "label-content-name-mismatch", "", "a[href*='#fnref']", "the text is an arrow, which nobody can say; the name says where it leads"},
	{"unsure", "hidden-content", "", "", "it asks to look at whatever is hidden; what a reader makes appear is shown before axe looks"},
	{"unsure", "no-autoplay-audio", "", "audio, video", "recordings have preload=none, so axe cannot know how long they last; none plays by itself, which html-validate holds"},
	{"unsure", "video-caption", "", "video", "axe cannot read a caption file; the program demands one"},
	{"violation", "focus-order-semantics", "", ".table", "an experiment of axe's that knows no group which scrolls; as a region, each table would be a landmark"},
}

// preference is what a reader may have set, and the window.
type preference struct {
	name          string
	media         string
	features      []string // name, value
	width, height int64
	scale         float64
}

var preferences = []preference{
	{name: "light", features: []string{"prefers-color-scheme", "light"}},
	{name: "dark", features: []string{"prefers-color-scheme", "dark"}},
	{name: "more contrast, light", features: []string{"prefers-contrast", "more", "prefers-color-scheme", "light"}},
	{name: "more contrast, dark", features: []string{"prefers-contrast", "more", "prefers-color-scheme", "dark"}},
	{name: "forced colours", features: []string{"forced-colors", "active"}},
	{name: "reduced motion", features: []string{"prefers-reduced-motion", "reduce"}},
	{name: "print", media: "print"},
	{name: "320 px", width: 320, height: 640, scale: 2},
	{name: "400 %", width: 320, height: 256, scale: 4}, // of a window of 1280 by 1024
}

// as has the page shown as a reader with a preference has it.
func (p preference) as() chromedp.Action {
	media := emulation.SetEmulatedMedia().WithMedia(p.media)
	for i := 0; i < len(p.features); i += 2 {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: p.features[i], Value: p.features[i+1]})
	}
	if p.width == 0 {
		p.width, p.height, p.scale = 1280, 1024, 1
	}
	return chromedp.Tasks{media, emulation.SetDeviceMetricsOverride(p.width, p.height, p.scale, false)}
}

// ask gives what a function of look.js finds.
func ask(t testing.TB, ctx context.Context, call string) (found []string) {
	t.Helper()
	run(t, ctx, chromedp.Evaluate("look."+call, &found, awaited))
	return found
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// say reports what was found in a page; what every preference finds, once.
func say(t testing.TB, found map[string][]string) {
	t.Helper()
	where := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		for _, text := range found[name] {
			where[text] = append(where[text], name)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(where)) {
		t.Errorf("%s\n\t(%s)", text, strings.Join(where[text], "; "))
	}
}

// pages gives each page of kinds once, with the names of its kinds.
func pages(t testing.TB) map[string]string {
	t.Helper()
	names, all := map[string]string{}, kinds(t)
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		if names[all[kind]] != "" {
			names[all[kind]] += ", "
		}
		names[all[kind]] += kind
	}
	return names
}

// eachPage does something in a tab for every kind of page, two at once: a page
// costs Chromium more than the tests, and computers that test have few cores.
func eachPage(t *testing.T, do func(t *testing.T, ctx context.Context, address string)) {
	names := pages(t)
	queue := make(chan struct{}, 2)
	for _, address := range slices.Sorted(maps.Keys(names)) {
		t.Run(names[address], func(t *testing.T) {
			t.Parallel()
			queue <- struct{}{}
			defer func() { <-queue }()
			ctx := tab(t)
			stay(t, ctx, address)
			do(t, ctx, address)
		})
	}
}

// stay opens a page, and keeps the browser there: a page that has moved would
// lead away at once.
func stay(t testing.TB, ctx context.Context, address string) {
	t.Helper()
	chromedp.ListenTarget(ctx, func(event any) {
		paused, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		go func() {
			var answer chromedp.Action = fetch.ContinueRequest(paused.RequestID)
			if paused.Request.URL != address {
				answer = fetch.FailRequest(paused.RequestID, network.ErrorReasonAborted)
			}
			chromedp.Run(ctx, answer) // in a tab that was closed it has no effect
		}()
	})
	documents := []*fetch.RequestPattern{{ResourceType: network.ResourceTypeDocument}}
	run(t, ctx, fetch.Enable().WithPatterns(documents), preferences[0].as(), chromedp.Navigate(address), chromedp.Evaluate(look, nil))
}

// tool gives the path of a file that npm brought.
func tool(t testing.TB, folder string, file ...string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(append([]string{"..", "testdata", folder, "node_modules"}, file...)...))
	if err == nil {
		_, err = os.Stat(path)
	}
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("the tools that look at the built site are not installed; `make test` does it: %v", err)
	default:
		t.Skip("the tools that look at the built site are not installed; run `make test`, which does it")
	}
	return path
}

// appear shows what stands hidden in a page until a reader asks for it.
const appear = `for (const box of document.querySelectorAll("main input[type=checkbox]")) box.checked = true;
for (const more of document.querySelectorAll("details")) more.open = true;
const said = document.getElementById("exit-said"); if (said) said.textContent = said.dataset[2];`

// Every kind of page is open to everybody, whatever the reader has set: axe-core
// finds nothing with any of its rules, and is sure of it, but for what is explained.
func TestAxe(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "web", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := json.Marshal(explained)
	if err != nil {
		t.Fatal(err)
	}
	eachPage(t, func(t *testing.T, ctx context.Context, address string) {
		if strings.HasSuffix(address, "/search/") {
			write(t, ctx, "story")
		}
		run(t, ctx, chromedp.Evaluate(string(axe), nil), chromedp.Evaluate("{"+appear+"}", nil))
		found := map[string][]string{}
		for _, p := range preferences {
			run(t, ctx, p.as())
			found[p.name] = ask(t, ctx, fmt.Sprintf("axe(%s)", known))
		}
		say(t, found)
	})
}
