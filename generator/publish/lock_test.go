package publish

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestSecondBuildWaits(t *testing.T) {
	s := newSite(t)
	firstBuild, err := Open(t.Context(), s.out, s.private, func() { t.Error("the first build waits") })
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan struct{}, 2)
	opened := make(chan error)
	go func() {
		second, err := Open(context.Background(), s.out, s.private, func() { waits <- struct{}{} })
		if err == nil {
			err = second.Close()
		}
		opened <- err
	}()
	<-waits
	select {
	case err := <-opened:
		t.Fatalf("two builds hold the folder: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	if err := firstBuild.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	if len(waits) != 0 {
		t.Error("waiting was called twice")
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	s := newSite(t)
	f, err := Open(t.Context(), s.out, s.private, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, s.out, s.private, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

// A build that failed to open, and one that ended, hold nothing.
func TestNothingIsHeldAfterwards(t *testing.T) {
	s := newSite(t)
	s.write(t, "letter.txt", "x")
	for range 2 {
		_, err := Open(t.Context(), s.out, s.private, func() { t.Error("it waits") })
		if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) {
			t.Fatal(err)
		}
	}
	s.out += "2"
	for range 2 {
		f, err := Open(t.Context(), s.out, s.private, func() { t.Error("it waits") })
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
