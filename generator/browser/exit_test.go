package browser_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// until waits for a state of the page. A page that changes while it is asked is
// asked again.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	pause := time.NewTicker(20 * time.Millisecond) // the page needs the processor, too
	defer pause.Stop()
	for ctx.Err() == nil {
		<-pause.C
		var is bool
		if chromedp.Run(ctx, chromedp.Evaluate(expression, &is)) == nil && is {
			return
		}
	}
	t.Fatalf("never came to be: %s", expression)
}

// goes does what leads away, and waits until the page is there. Back out of the
// cache fires no load, so neither is waited for by chromedp.
func goes(t *testing.T, ctx context.Context, script, to string) {
	t.Helper()
	run(t, ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, err := runtime.Evaluate("setTimeout(function(){" + script + "})").Do(ctx)
		return err
	}))
	until(t, ctx, "location.href=='"+to+"' && document.readyState!='loading'")
}

// silent says that nothing of the site is to be seen: text, title, icon.
func silent(t *testing.T, ctx context.Context) {
	t.Helper()
	until(t, ctx, "document.title=='Page'")
	if text := eval[string](t, ctx, "document.documentElement.textContent"); text != "Page" {
		t.Errorf("after Back there is %.80q", text)
	}
	if icon := eval[string](t, ctx, "[].map.call(document.querySelectorAll('link'),function(l){return l.href}).join()"); !strings.Contains(icon, "/blank.") || strings.Contains(icon, ",") {
		t.Errorf("after Back the icon is %q", icon)
	}
}

func TestExitAndBack(t *testing.T) {
	s := example(t)
	for name, open := range map[string]func(testing.TB, ...chromedp.Action) context.Context{"cached": tab, "not cached": tabWithoutCache} {
		t.Run(name, func(t *testing.T) {
			home, list, story := s.url+"/", s.url+"/stories/", kinds(t)["story"]
			ctx := open(t, chromedp.Navigate(home))
			follow := func(to string) string {
				return "var a=document.querySelector('main a');a.href='" + to + "';a.click()"
			}
			goes(t, ctx, follow(list), list)
			goes(t, ctx, follow(story), story)
			// An ordinary link out, and Back: the page is there.
			goes(t, ctx, follow(s.outside), s.outside)
			goes(t, ctx, "history.back()", story)
			until(t, ctx, "!document.documentElement.hidden && document.body.innerText.length>500")
			goes(t, ctx, "document.getElementById('exit').click()", s.outside)
			goes(t, ctx, "history.back()", list)
			silent(t, ctx)
			goes(t, ctx, "history.back()", home)
			silent(t, ctx)
			goes(t, ctx, "location.reload()", home)
			until(t, ctx, "!!document.body && document.body.innerText.length>500")
		})
	}
}

// However somebody came to the page from which they exit, what Back and Forward
// lead to is blank. A page that was left for another site by a link is there when
// Back leads to it; /leaving-safely/ says so.
func TestExitStaysBlank(t *testing.T) {
	s := example(t)
	home, list, story := s.url+"/", s.url+"/stories/", kinds(t)["story"]
	follow := func(to string) [2]string {
		return [2]string{"var a=document.querySelector('main a');a.href='" + to + "';a.click()", to}
	}
	exit := [2]string{"document.getElementById('exit').click()", s.outside}
	back := func(to string) [2]string { return [2]string{"history.back()", to} }
	ways := map[string]struct{ way, after [][2]string }{ // what is done, and where it leads; then what has to be blank
		"past the menu":       {[][2]string{follow(story), {"document.querySelector('a.skip').click()", story + "#main"}, exit}, [][2]string{back(story), back(home)}},
		"typed addresses":     {[][2]string{{"location.assign('" + list + "')", list}, {"location.assign('" + story + "')", story}, exit}, [][2]string{back(list), back(home)}},
		"reloaded":            {[][2]string{follow(list), follow(story), {"location.reload()", story}, exit}, [][2]string{back(list), back(home)}},
		"Back, exit, Forward": {[][2]string{follow(list), follow(story), back(list), exit}, [][2]string{{"history.forward()", story}, {"history.go(-2)", home}}},
		"Back, Forward, exit": {[][2]string{follow(list), follow(story), back(list), {"history.forward()", story}, exit}, [][2]string{back(list), back(home), {"history.forward()", list}}},
		"come again":          {[][2]string{follow(list), exit, {"location.assign('" + story + "')", story}}, [][2]string{{"history.go(-2)", home}}},
		"from another site":   {[][2]string{follow(s.outside), {"location.assign('" + list + "')", list}, follow(story), exit}, [][2]string{back(list)}},
	}
	for how, open := range map[string]func(testing.TB, ...chromedp.Action) context.Context{"cached": tab, "not cached": tabWithoutCache} {
		for name, w := range ways {
			t.Run(how+", "+name, func(t *testing.T) {
				ctx := open(t, chromedp.Navigate(home))
				for _, step := range w.way {
					goes(t, ctx, step[0], step[1])
				}
				for _, step := range w.after {
					goes(t, ctx, step[0], step[1])
					silent(t, ctx)
				}
			})
		}
	}
}

// Whoever has not exited finds what they come back to.
func TestBackWithoutExit(t *testing.T) {
	s := example(t)
	home, list, story := s.url+"/", s.url+"/stories/", kinds(t)["story"]
	shown := func(ctx context.Context, script, to string) {
		t.Helper()
		goes(t, ctx, script, to)
		until(t, ctx, "!!document.body && !document.documentElement.hidden && document.body.innerText.length>500")
	}
	for _, open := range []func(testing.TB, ...chromedp.Action) context.Context{tab, tabWithoutCache} {
		ctx := open(t, chromedp.Navigate(s.outside), chromedp.Navigate(home), chromedp.Navigate(list), chromedp.Navigate(story))
		shown(ctx, "history.back()", list)
		shown(ctx, "history.back()", home)
		goes(t, ctx, "history.back()", s.outside)
		shown(ctx, "history.forward()", home)
		shown(ctx, "history.go(2)", story)
		goes(t, ctx, "document.querySelector('a.skip').click()", story+"#main")
		goes(t, ctx, "location.assign('"+s.url+"/feed.json')", s.url+"/feed.json")
		shown(ctx, "history.back()", story+"#main")
		shown(ctx, "history.back()", story)
		goes(t, ctx, "history.go(-3)", s.outside)
		shown(ctx, "history.go(3)", story)
	}
}

func TestExitByShift(t *testing.T) {
	s := example(t)
	ctx := tab(t, chromedp.Navigate(kinds(t)["story"]))
	press := "function p(k,c){['keydown','keyup'].forEach(function(n){document.dispatchEvent(new KeyboardEvent(n,{key:k,code:c}))})};var now=0;Date.now=function(){return now};"
	said := "document.getElementById('exit-said').textContent"
	run(t, ctx, chromedp.Evaluate(press, nil))
	for script, want := range map[string]string{
		"p('Shift','ShiftLeft')":                                        "two more",
		"p('a');p('Shift');p('Shift','ShiftRight')":                     "once more",
		"p('a');p('Shift');p('Shift');now+=5001;p('Shift','ShiftLeft')": "two more",
		"p('a');p('Shift');p('Shift');p('b');p('Shift')":                "two more",
	} {
		run(t, ctx, chromedp.Evaluate("p('x');"+script, nil))
		if got := eval[string](t, ctx, said); !strings.Contains(got, want) {
			t.Errorf("after %s it says %q", script, got)
		}
	}
	goes(t, ctx, "p('x');p('Shift','ShiftLeft');p('Shift','ShiftRight');p('Shift','ShiftLeft')", s.outside)
}

func TestExitWithoutScripts(t *testing.T) {
	s := example(t)
	for kind, address := range kinds(t) {
		text := s.read(t, strings.TrimPrefix(address, s.url))
		if !strings.Contains(text, s.outside) || !strings.Contains(text, "Content-Security-Policy") {
			t.Errorf("%s has no way out, or no policy", kind)
		}
	}
	ctx := tab(t, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(kinds(t)["story"]), chromedp.Click("#exit", chromedp.ByID))
	until(t, ctx, "location.href=='"+s.outside+"'")
}

// The first stop of the Tab key is the way past the menu, and the next the way
// out, on every kind of page.
func TestExitIsFirst(t *testing.T) {
	for kind, address := range kinds(t) {
		ctx := tab(t)
		stay(t, ctx, address)
		var stops []string
		for range 2 {
			run(t, ctx, chromedp.KeyEvent("\t"))
			stops = append(stops, eval[string](t, ctx, "document.activeElement.getAttribute('href')+' '+document.activeElement.id"))
		}
		if len(stops) < 2 || !strings.HasPrefix(stops[0], "#") || !strings.HasSuffix(stops[1], " exit") {
			t.Errorf("%s: the first stops are %q", kind, stops)
		}
	}
}

// The page is blank at once, and stays so where the other site does not answer.
func TestExitToNowhere(t *testing.T) {
	ctx := tab(t, chromedp.Navigate(kinds(t)["story"]))
	heading := eval[string](t, ctx, "document.querySelector('h1').textContent")
	at := eval[string](t, ctx, "var e=document.getElementById('exit');e.href='https://localhost:1/';e.click();document.title+' '+document.documentElement.textContent")
	if at != "Page Page" {
		t.Errorf("as it leaves, there is %.80q", at)
	}
	until(t, ctx, "location.protocol=='chrome-error:'")
	if text := eval[string](t, ctx, "document.documentElement.textContent"); strings.Contains(text, heading) {
		t.Error("the story is there still")
	}
}

// Every page says the same policy as the header files, for hosts that send none;
// but for frame-ancestors, which has no effect there.
func TestPolicy(t *testing.T) {
	s, sent := example(t), ""
	for _, b := range s.headers {
		for _, h := range b.headers {
			if h[0] == "Content-Security-Policy" && b.path.MatchString("/stories/") {
				sent = h[1]
			}
		}
	}
	want, _, ok := strings.Cut(sent, "; frame-ancestors")
	if !ok {
		t.Fatalf("the header file says %q", sent)
	}
	for _, address := range s.addresses(t) {
		text := s.read(t, address)
		if _, after, _ := strings.Cut(text, `http-equiv="Content-Security-Policy" content="`); !strings.HasPrefix(after, want+`"`) {
			t.Errorf("%s has another policy", address)
		}
	}
}
