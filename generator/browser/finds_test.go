package browser_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Each question finds what it is for, in a page that was broken so.
func TestLookFinds(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "web", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []struct{ broken, call, want string }{
		{`document.querySelector("main p").style.width = "3000px"`, "reflow()", "the page is"},
		{`{ const p = document.querySelector("main p"); p.style.height = "5px"; p.style.overflow = "hidden" }`, "reflow()", "is cut off"},
		{`{ const p = document.querySelector("main p"); p.style.height = p.offsetHeight + "px"; p.style.overflow = "hidden" }`, "spacing()", "is cut off"},
		{`document.querySelector("main a").style.outline = "none"`, "focus()", "does not show the focus"},
		{`{ const d = document.createElement("div"); d.style = "position: fixed; inset: 0 0 20% 0; background: red"; document.body.append(d) }`, "focus()", "stands over it"},
		{`document.querySelector("footer a").style = "display: inline-block; min-height: 0; padding: 0; height: 20px"`, "targets()", "not 44 by 44"},
		{`document.querySelector("main p").style.fontSize = "19px"`, "type()", "is set at 19px"},
		{`document.querySelector("main p").style.lineHeight = "1.4"`, "type()", "lines 1.4 apart"},
		{`document.querySelector("main p").style.textAlign = "justify"`, "type()", "is justified"},
		{`document.querySelector("main p").style.hyphens = "auto"`, "type()", "hyphenated"},
		{`{ const p = document.querySelector("main p"); p.style.maxWidth = "none"; p.style.whiteSpace = "nowrap"; p.textContent = "word ".repeat(30) }`, "type()", "has a line of"},
		{`document.querySelector("main").append(document.createElement("h1"))`, "structure()", "2 h1"},
		{`document.documentElement.lang = ""`, "structure()", "no lang"},
		{`{ const i = new Image(); i.src = "/nothing.png"; document.body.append(i) }`, "settle()", "does not show"},
		{`document.querySelector("main").append(new Image())`, "axe([])", "image-alt"},
		{`document.querySelector("main p").style.color = "#888"`, "axe([])", "color-contrast-enhanced"},
		{`document.cookie = "a=b"`, "kept()", "cookie"},
		{`localStorage.a = "b"`, "kept()", "localStorage"},
		{`sessionStorage.a = "b"`, "kept()", "sessionStorage"},
		{`caches.open("a")`, "kept()", "cache"},
	} {
		ctx := tab(t)
		stay(t, ctx, example(t).url+"/")
		run(t, ctx, preferences[5].as(), chromedp.Evaluate(string(axe), nil), chromedp.Evaluate(b.broken, nil, awaited))
		if found := ask(t, ctx, b.call); !slices.ContainsFunc(found, func(text string) bool { return strings.Contains(text, b.want) }) {
			t.Errorf("%s: want %q of %s, have %q", b.broken, b.want, b.call, found)
		}
	}
}
