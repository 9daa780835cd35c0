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
	for ctx.Err() == nil {
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
