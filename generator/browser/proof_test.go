package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"goldenthread/generator"
	proof "goldenthread/generator/ask"
)

// walkOf gives the walk of somebody with a name and a picture on a page.
func walkOf(t testing.TB) proof.Walk {
	t.Helper()
	w, err := generator.Ask(context.Background(), generator.Options{Site: filepath.Dir(example(t).public), Now: asOf}, "marian", "stories/sunday-choir")
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Versions) != 2 || w.Name == "" || len(w.Pictures) != 1 {
		t.Fatalf("the example is another: %d versions, %d pictures", len(w.Versions), len(w.Pictures))
	}
	return w
}

// written writes a document, and gives its address on the disk.
func written(t testing.TB, html []byte, err error) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "walk.private.html")
	if err == nil {
		err = os.WriteFile(file, html, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + file
}

// proofFile writes the proof of walkOf.
func proofFile(t testing.TB) string {
	t.Helper()
	html, err := walkOf(t).HTML()
	return written(t, html, err)
}

const steps = `[...document.querySelectorAll(".step:not(.screen)")]`

// at gives the id of the step that is shown.
func at(t testing.TB, ctx context.Context) string {
	t.Helper()
	return eval[string](t, ctx, `[...document.querySelectorAll(".step")].filter(s => s.checkVisibility()).map(s => s.id).join()`)
}

// press types keys.
func press(t testing.TB, ctx context.Context, keys ...string) {
	t.Helper()
	for _, k := range keys {
		run(t, ctx, chromedp.KeyEvent(k))
	}
}

// to presses Tab until something has the focus.
func to(t testing.TB, ctx context.Context, selector string) {
	t.Helper()
	for range 40 {
		press(t, ctx, kb.Tab)
		if eval[bool](t, ctx, fmt.Sprintf("document.activeElement.matches(%q)", selector)) {
			return
		}
	}
	t.Fatalf("Tab never comes to %s in the step %s", selector, at(t, ctx))
}

// The walk by keyboard alone, to each of the answers; what it ends on, the program
// reads as what was chosen.
func TestProofByKeyboard(t *testing.T) {
	w, address := walkOf(t), proofFile(t)
	ctx := tab(t, chromedp.Navigate(address))
	for _, step := range []string{"easy-read", "standard", "name"} {
		to(t, ctx, "#next")
		press(t, ctx, kb.Enter)
		if got := at(t, ctx); got != step {
			t.Fatalf("Next leads to %s, not %s", got, step)
		}
		if !eval[bool](t, ctx, "document.activeElement.tagName === 'H2'") {
			t.Error("the focus is not on the heading of", step)
		}
	}
	to(t, ctx, "input[type=radio]")
	press(t, ctx, " ")
	to(t, ctx, "#next")
	press(t, ctx, kb.Enter)
	to(t, ctx, "input[type=radio]")
	press(t, ctx, kb.ArrowDown) // the second: no
	for range 3 {
		to(t, ctx, "#next")
		press(t, ctx, kb.Enter)
	}
	to(t, ctx, "#helper")
	press(t, ctx, "P", kb.Enter)
	if got := at(t, ctx); got != "answer" {
		t.Fatalf("Enter behind a name leads to %s", got)
	}
	for _, say := range []proof.Say{proof.Yes, proof.NotYet, proof.No, proof.TakeDown} {
		to(t, ctx, `button[value="`+say.String()+`"]`)
		press(t, ctx, kb.Enter)
		if got := at(t, ctx); got != "end" {
			t.Fatalf("%s ends on %s", say, got)
		}
		short := eval[string](t, ctx, `document.getElementById("short").textContent`)
		r, is, err := proof.Read(short)
		if err != nil || !is || r.Say != say || !r.Name || r.Allows(0) || r.Asked != w.Asked() || !slices.Equal(r.Codes, []string{w.Versions[0].Code, w.Versions[1].Code}) {
			t.Errorf("%s: %q is read as %+v, %v", say, short, r, err)
		}
		if got := eval[string](t, ctx, `document.getElementById("with").innerText`); got != "This person helped you: P" {
			t.Errorf("%s: who helped reads %q", say, got)
		}
		to(t, ctx, "#again")
		press(t, ctx, kb.Enter)
	}
}

// Every answer ends on the same words in the same place; nothing says which it was.
func TestProofNeutral(t *testing.T) {
	address := proofFile(t)
	seen := map[string]string{}
	for _, say := range []string{"yes", "not-yet", "no", "take-down"} {
		ctx := tab(t, preferences[7].as(), chromedp.Navigate(address))
		run(t, ctx, chromedp.Evaluate(`for (let i = 0; i < 20; i++) document.getElementById("next").click(); document.querySelector('.live [value="`+say+`"]').click()`, nil))
		code := eval[string](t, ctx, `document.getElementById("short").textContent`)
		state := eval[string](t, ctx, `(() => {
			const code = document.getElementById("short").textContent;
			const boxes = [...document.querySelectorAll("body *")].filter(e => e.checkVisibility()).map(e => { const b = e.getBoundingClientRect(); return e.tagName + [b.x, b.y, b.width, b.height].join(); });
			return [document.title, location.href, history.length, document.activeElement.id, document.body.innerText.replace(code, "CODE"), document.body.outerHTML.replace(code, "CODE"), boxes.join(" "), scrollY, JSON.stringify(localStorage)].join("\n");
		})()`)
		if !strings.Contains(state, "CODE") || !strings.HasSuffix(state, "{}") {
			t.Errorf("%s: there is no code, or something is kept", say)
		}
		seen[state] += say + " " + code + "; "
	}
	if len(seen) != 1 {
		t.Errorf("the last step is not the same for every answer: %d kinds", len(seen))
	}
}

// It can be left, and taken up again; what is kept for that holds no words, and goes.
func TestProofTakenUpAgain(t *testing.T) {
	address := proofFile(t)
	ctx := tab(t, chromedp.Navigate(address))
	run(t, ctx, chromedp.Evaluate(`for (let i = 0; i < 3; i++) document.getElementById("next").click(); document.querySelector('[name=name][value=yes]').click()`, nil))
	kept := eval[string](t, ctx, "JSON.stringify(localStorage)")
	if !regexp.MustCompile(`^\{"for-you [0-9A-Z -]+":"\{\\"step\\":3,\\"ticks\\":\{\\"name\\":\\"yes\\"\}\}"\}$`).MatchString(kept) {
		t.Errorf("it keeps %s", kept)
	}
	run(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	if got := at(t, ctx); got != "name" || !eval[bool](t, ctx, "document.querySelector('[name=name][value=yes]').checked") {
		t.Errorf("it goes on at %s, or the tick is gone", got)
	}
	run(t, ctx, chromedp.Click("#forget", chromedp.ByQuery))
	if got := at(t, ctx); got != "start" || eval[string](t, ctx, "JSON.stringify(localStorage)") != "{}" || eval[int](t, ctx, "document.querySelectorAll(':checked').length") != 0 {
		t.Errorf("after forgetting it shows %s, or something is left", got)
	}
	run(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	if got := at(t, ctx); got != "start" || eval[int](t, ctx, "document.querySelectorAll(':checked').length") != 0 {
		t.Errorf("it begins at %s, or with a tick", got)
	}
}

// A device that keeps nothing shows it all the same.
func TestProofKeepsNothing(t *testing.T) {
	ctx := tab(t)
	before(t, ctx, `Object.defineProperty(window, "localStorage", { get() { throw new Error("no") } })`)
	run(t, ctx, chromedp.Navigate(proofFile(t)), chromedp.Click("#next", chromedp.ByQuery))
	if got := at(t, ctx); got != "easy-read" {
		t.Errorf("it shows %s", got)
	}
}

// before runs a script in each page before its own.
func before(t testing.TB, ctx context.Context, script string) {
	t.Helper()
	run(t, ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	}))
}

// The script writes the short answers of the docs, which the program reads.
func TestProofVectors(t *testing.T) {
	text, err := os.ReadFile("../../docs/saying-yes.md")
	if err != nil {
		t.Fatal(err)
	}
	ctx := tab(t, chromedp.Navigate(proofFile(t)))
	rows := regexp.MustCompile("(?m)^\\| `([^`]*)` \\| `([^`]*)` \\| (\\S+) \\| (yes|no) \\| ([a-z ]*?) *\\| `([^`]*)` \\|$").FindAllStringSubmatch(string(text), -1)
	if len(rows) < 6 {
		t.Fatal("the docs hold too few examples")
	}
	for _, m := range rows {
		says := []string{"not-yet", "no", "take-down", "yes"}
		pictures := []bool{}
		for _, p := range strings.Fields(m[5]) {
			pictures = append(pictures, p == "yes")
		}
		list, _ := json.Marshal(pictures)
		got := eval[string](t, ctx, fmt.Sprintf("document.forms[0].short(%q, %q, %d, %v, %s)", m[1], m[2], slices.Index(says, m[3]), m[4] == "yes", list))
		if got != m[6] {
			t.Errorf("%s, and in the docs %s", got, m[6])
		}
	}
}

// It asks for nothing, breaks no policy of its own, and its style and pictures are there.
func TestProofAlone(t *testing.T) {
	var said []string
	ctx := tab(t, network.Enable(), cdplog.Enable(), runtime.Enable())
	address := proofFile(t)
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != address && !strings.HasPrefix(e.Request.URL, "data:") {
				said = append(said, "asks for "+e.Request.URL)
			}
		case *cdplog.EventEntryAdded:
			said = append(said, e.Entry.Text)
		case *runtime.EventExceptionThrown:
			said = append(said, e.ExceptionDetails.Error())
		}
	})
	before(t, ctx, watch+look)
	run(t, ctx, chromedp.Navigate(address))
	run(t, ctx, chromedp.Evaluate(steps+`.forEach(s => { s.hidden = false })`, nil))
	said = append(said, ask(t, ctx, "settle()")...)
	said = append(said, eval[[]string](t, ctx, "violations")...)
	if eval[string](t, ctx, "getComputedStyle(document.body).fontSize") != "24px" {
		said = append(said, "its style is not applied")
	}
	run(t, ctx, chromedp.Evaluate(`for (let i = 0; i < 20; i++) document.getElementById("next").click(); document.querySelector('.live [value=yes]').click()`, nil))
	for _, s := range said {
		t.Error(s)
	}
}

// Without a script it is a form on paper: everything in order, with boxes to tick, and
// no button that does nothing.
func TestProofWithoutScript(t *testing.T) {
	ctx := tab(t, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(proofFile(t)))
	if shown := strings.Split(at(t, ctx), ","); len(shown) != 9 || shown[0] != "start" || shown[8] != "answer" {
		t.Errorf("it shows %q", shown)
	}
	if n := eval[int](t, ctx, `[...document.querySelectorAll("button")].filter(b => b.checkVisibility()).length`); n != 0 {
		t.Errorf("it shows %d buttons", n)
	}
	if n := eval[int](t, ctx, `[...document.querySelectorAll(".paper .box, .paper .line")].filter(b => b.checkVisibility()).length`); n != 6 {
		t.Errorf("it shows %d boxes and lines", n)
	}
}

// Printed from within the walk, it is the same form.
func TestProofPrinted(t *testing.T) {
	ctx := tab(t, chromedp.Navigate(proofFile(t)), emulation.SetEmulatedMedia().WithMedia("print"))
	if shown := strings.Split(at(t, ctx), ","); len(shown) != 9 {
		t.Errorf("it prints %q", shown)
	}
	if n := eval[int](t, ctx, `[...document.querySelectorAll("button, #progress, #end")].filter(b => b.checkVisibility()).length`); n != 0 {
		t.Errorf("it prints %d buttons", n)
	}
	if kept := eval[string](t, ctx, `getComputedStyle(document.querySelector(".paper .answers")).breakInside`); kept != "avoid" {
		t.Errorf("the answers may fall on two pages: %s", kept)
	}
}

// Voices of the device alone: without one there is no button to listen.
func TestProofListen(t *testing.T) {
	const voices = `var spoken = [], stopped = 0;
	Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => [{ lang: "en-GB", localService: %s, name: "A" }], speak: (u) => { spoken.push(u.text) }, cancel: () => { stopped++ }, addEventListener() {} } });
	window.SpeechSynthesisUtterance = function (text) { this.text = text };`
	for _, local := range []bool{true, false} {
		ctx := tab(t)
		before(t, ctx, fmt.Sprintf(voices, fmt.Sprint(local)))
		run(t, ctx, chromedp.Navigate(proofFile(t)))
		if eval[bool](t, ctx, `document.getElementById("listen").checkVisibility()`) != local {
			t.Fatalf("with voices of the device (%v) there is a button, or is not", local)
		}
		if !local {
			continue
		}
		run(t, ctx, chromedp.Click("#listen", chromedp.ByQuery))
		if said := eval[string](t, ctx, `spoken.join("|")`); !strings.HasPrefix(said, "Is this page all right?|Hello.|") || strings.Contains(said, "Next") || strings.Contains(said, "Listen") {
			t.Errorf("it says %q", said)
		}
		run(t, ctx, chromedp.Click("#listen", chromedp.ByQuery))
		if eval[int](t, ctx, "stopped") != 1 {
			t.Error("it does not stop")
		}
	}
}

// The four answers have the same size and colours.
func TestProofEqual(t *testing.T) {
	for _, p := range []preference{preferences[0], preferences[1], preferences[7]} {
		ctx := tab(t, p.as(), chromedp.Navigate(proofFile(t)))
		run(t, ctx, chromedp.Evaluate(`for (let i = 0; i < 20; i++) document.getElementById("next").click()`, nil))
		kinds := eval[[]string](t, ctx, `[...new Set([...document.querySelectorAll(".live button")].map(b => { const r = b.getBoundingClientRect(), s = getComputedStyle(b), i = b.querySelector("img").getBoundingClientRect(); return [Math.round(r.width), Math.round(r.height), s.backgroundColor, s.color, s.borderColor, s.borderWidth, s.fontSize, i.width].join() }))]`)
		if len(kinds) != 1 {
			t.Errorf("%s: the answers differ: %q", p.name, kinds)
		}
	}
	ctx := tab(t, chromedp.EmulateViewport(390, 660), chromedp.Navigate(proofFile(t)))
	run(t, ctx, chromedp.Evaluate(`for (let i = 0; i < 20; i++) document.getElementById("next").click()`, nil))
	if high := eval[float64](t, ctx, `document.querySelector(".answers.live").getBoundingClientRect().height`); high > 560 {
		t.Errorf("on a phone the answers are %v pixels high, and not all in sight at once", high)
	}
}

// documents are those that a person may be shown, each with all its steps in sight.
func documents(t *testing.T) map[string]string {
	w := walkOf(t)
	desk := w
	desk.Form = &proof.Form{Action: "/_desk/answer", Token: "token", Back: "/_desk/"}
	html, err := desk.HTML()
	done, failed := desk.Done()
	return map[string]string{"proof": proofFile(t), "desk": written(t, html, err), "done": written(t, done, failed)}
}

// all shows every step at once.
const all = `document.querySelectorAll(".step, .step.screen, #way button").forEach(s => { s.hidden = false }); if (document.getElementById("short")) document.getElementById("short").textContent = "6J2T-Q1W8 GDPF-X93Z 7DQ84"; document.querySelectorAll("[value=no][type=radio]").forEach(r => { r.checked = true })`

// Axe finds nothing in a walk, in any preference; it reflows, shows the focus, and is
// large enough.
func TestProofOpenToEverybody(t *testing.T) {
	axe, err := os.ReadFile(tool(t, "web", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := json.Marshal(explained)
	if err != nil {
		t.Fatal(err)
	}
	for name, address := range documents(t) {
		t.Run(name, func(t *testing.T) {
			ctx := tab(t)
			run(t, ctx, preferences[0].as(), chromedp.Navigate(address), chromedp.Evaluate(look+";"+all, nil), chromedp.Evaluate(string(axe), nil))
			found := map[string][]string{}
			for _, p := range preferences {
				run(t, ctx, p.as())
				found[p.name] = ask(t, ctx, fmt.Sprintf("axe(%s)", known))
				switch p.name {
				case "light":
					found[p.name+" structure"] = ask(t, ctx, "structure()")
					found[p.name+" type"] = ask(t, ctx, "type()")
					fallthrough
				case "320 px":
					for _, call := range []string{"reflow()", "spacing()", "focus()", "targets()"} {
						found[p.name+" "+call] = ask(t, ctx, call)
					}
				case "400 %":
					found[p.name+" reflow"] = ask(t, ctx, "reflow()")
				}
			}
			say(t, found)
		})
	}
}
