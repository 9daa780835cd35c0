package work

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
)

const secret = "words of a withheld page"

func TestPanicsSayWhereAndNotWhat(t *testing.T) {
	for _, c := range []struct {
		reason, says string
		do           func()
	}{
		{"a text", "", func() { panic(secret) }},
		{"an error", "", func() { panic(errors.New(secret)) }},
		{"a fault that Go finds", "index out of range", func() { i := len(secret); _ = []int{}[i] }},
	} {
		for where, err := range map[string]error{
			"alone":    Safely(func() error { c.do(); return nil }),
			"of many":  Each(context.Background(), 100, func(int) error { c.do(); return nil }),
			"of all":   Safely(func() error { All(100, func(int) { c.do() }); return nil }),
			"of one":   Each(context.Background(), 1, func(int) error { c.do(); return nil }),
			"in depth": Safely(func() error { All(3, func(int) { All(3, func(int) { c.do() }) }); return nil }),
		} {
			var p *Panic
			if !errors.As(err, &p) || !strings.Contains(err.Error(), "work_test.go:") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s, %s: %v", c.reason, where, err)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s, %s: tells %v", c.reason, where, err)
			}
		}
	}
}

func TestEachCallsEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 63, 64, 65, 1000} {
		var sum atomic.Int64
		if err := Each(context.Background(), n, func(i int) error { sum.Add(int64(i + 1)); return nil }); err != nil || sum.Load() != int64(n*(n+1)/2) {
			t.Errorf("%d: %v, %d", n, err, sum.Load())
		}
	}
	failed := errors.New("failed")
	if err := Each(context.Background(), 1000, func(int) error { return failed }); err != failed {
		t.Errorf("%v, expected its own error", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Each(ctx, 10, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, expected that it was stopped", err)
	}
}
