package generator_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"goldenthread/generator"
)

// The preview asks what a proof asks, also about a photograph that no build has made
// anything of: whoever is in one has mostly not said yes yet.
func TestWalkIsAsk(t *testing.T) {
	site := asked(t)
	change(t, site, "content/stories/a/index.md", "![One](one.svg)", "![One](one.svg)\n\n![Me](me.jpg)\n\n![Nobody](bus.jpg)")
	change(t, site, "content/stories/a/pictures.yaml", "one.svg:", "me.jpg: {people: [sam], alt: Me}\nbus.jpg: {people: none, alt: Bus}\none.svg:")
	place(t, site, "content/stories/a/me.jpg", jpegOf(t, shaded(600, 400, 0)))
	place(t, site, "content/stories/a/bus.jpg", jpegOf(t, shaded(600, 400, 1)))
	want, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
	if err != nil || len(want.Pictures) != 3 || strings.Contains(want.Versions[1].Body, "Ask us to show it") {
		t.Fatal(err, len(want.Pictures))
	}
	end, m := settledLive(t, site)
	defer end()
	got, err := m.Walk("sam", "stories/a")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the preview asks something else than the proof")
	}
}

// settledLive opens a site as the preview does, and gives it when it is decided; end
// closes it.
func settledLive(t *testing.T, site string) (end func(), m generator.Moment) {
	t.Helper()
	live, err := generator.OpenLive(options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { live.Run(ctx); close(ended) }()
	if m, err = live.Settled(ctx); err != nil {
		t.Fatal(err)
	}
	return func() { cancel(); <-ended; live.Close() }, m
}
