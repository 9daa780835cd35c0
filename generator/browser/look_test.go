package browser_test

import (
	"context"
	"testing"
)

// Every kind of page can be read by whoever needs it large, wide apart, or
// without a mouse.
func TestLook(t *testing.T) {
	wide := preference{name: "1280 px", features: []string{"prefers-reduced-motion", "reduce"}, width: 1280, height: 800, scale: 1}
	small := preference{name: "320 px", features: []string{"prefers-reduced-motion", "reduce"}, width: 320, height: 568, scale: 2}
	low := preference{name: "a telephone on its side", features: []string{"prefers-reduced-motion", "reduce"}, width: 568, height: 320, scale: 2}
	zoom := preference{name: "400 %", features: []string{"prefers-reduced-motion", "reduce"}, width: 320, height: 256, scale: 4}
	calls := []struct {
		as    preference
		calls []string
	}{
		{wide, []string{"structure()", "reflow()", "spacing()", "focus()", "targets()", "type()"}},
		{small, []string{"reflow()", "spacing()", "focus()", "targets()", "type()"}},
		{low, []string{"focus()"}},
		{zoom, []string{"reflow()", "spacing()", "focus()"}},
	}
	eachPage(t, func(t *testing.T, ctx context.Context, address string) {
		found := map[string][]string{}
		for _, c := range calls {
			run(t, ctx, c.as.as())
			for _, call := range c.calls {
				found[c.as.name+" "+call] = ask(t, ctx, call)
			}
		}
		say(t, found)
	})
}
