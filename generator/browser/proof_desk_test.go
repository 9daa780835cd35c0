package browser_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	proof "goldenthread/generator/ask"
)

// The desk's form sends what was chosen, with a script and without, and nothing else
// sends it: not Enter behind a name, nor the second click of a double one.
func TestDeskForm(t *testing.T) {
	w := walkOf(t)
	w.Form = &proof.Form{Action: "/_desk/answer", Token: "t0ken", Walk: "7"}
	html, err := w.HTML()
	if err != nil {
		t.Fatal(err)
	}
	done, err := w.Done()
	if err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]bool{"with a script": true, "without a script": false} {
		t.Run(name, func(t *testing.T) {
			var got []proof.Posted
			server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				out.Header().Set("Content-Type", "text/html; charset=utf-8")
				out.Header().Set("Content-Security-Policy", proof.Policy(true)+"; frame-ancestors 'none'")
				if r.Method != http.MethodPost {
					out.Write(html)
					return
				}
				if err := r.ParseForm(); err != nil {
					t.Error(err)
				}
				p, err := proof.ReadForm(r.PostForm)
				if err != nil {
					t.Error(err)
				}
				got = append(got, p)
				out.Write(done)
			}))
			defer server.Close()
			ctx := tab(t, emulation.SetScriptExecutionDisabled(!script), chromedp.Navigate(server.URL))
			next := func() {
				if script {
					run(t, ctx, chromedp.Click("#next", chromedp.ByQuery))
				}
			}
			for range 3 {
				next()
			}
			run(t, ctx, chromedp.Click(`[name="name"][value="yes"]`, chromedp.ByQuery))
			for range 4 {
				next()
			}
			run(t, ctx, chromedp.SendKeys("#helper", "Priya"+kb.Enter, chromedp.ByQuery))
			if len(got) > 0 {
				t.Fatalf("Enter sends %+v", got)
			}
			if script { // this is the second click alone
				run(t, ctx, chromedp.DoubleClick(`button[value="yes"]`, chromedp.ByQuery))
			}
			run(t, ctx, chromedp.Click(`button[value="no"]`, chromedp.ByQuery))
			until(t, ctx, `document.body.innerText.includes("Thank you")`)
			if len(got) != 1 {
				t.Fatalf("sent %d times", len(got))
			}
			p := got[0]
			if p.Say != proof.No || !p.Name || p.Allows(0) || p.Helped != "Priya" || p.Token != "t0ken" || p.Walk != "7" || p.Person != "marian" || p.Page != "stories/sunday-choir" || p.Asked != w.Asked() || len(p.Texts) != 2 {
				t.Errorf("%+v", p)
			}
			if kept := eval[string](t, ctx, "JSON.stringify(localStorage)"); kept != "{}" {
				t.Errorf("it keeps %s", kept)
			}
		})
	}
}
