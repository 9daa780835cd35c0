// Package work runs things on all processors, and keeps what goes wrong in them
// from telling more than it may.
//
// A panic is a fault of the program. Its value may hold words of a page that is
// withheld, so it is dropped: what is left is a Panic, an error that says where
// the fault is and nothing else.
package work

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Panic is an error that stands for a panic.
type Panic struct {
	// Rule is what Go says of a fault that it finds itself, such as an index out
	// of range; "" for any other.
	Rule string
	// Trail leads to the fault, function by function, the innermost first.
	Trail []string
}

func (p *Panic) Error() string {
	text := "the program has a fault"
	if p.Rule != "" {
		text += " (" + p.Rule + ")"
	}
	return text + " at " + strings.Join(p.Trail, " < ")
}

// Each calls do for 0 … n-1, several at once, some of them one after the other
// in each goroutine. It stops at the first error, or when ctx ends, and gives
// that error.
func Each(ctx context.Context, n int, do func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	batch := max(1, min(64, n/(4*runtime.GOMAXPROCS(0))))
	for from := 0; from < n; from += batch {
		g.Go(func() error {
			return Safely(func() error {
				for i := from; i < min(from+batch, n); i++ {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := do(i); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	return g.Wait()
}

// All calls do for 0 … n-1 like Each, where nothing can fail. A panic in one of
// them is one of the caller's.
func All(n int, do func(i int)) {
	err := Each(context.Background(), n, func(i int) error { do(i); return nil })
	if err != nil {
		panic(err)
	}
}

// Safely calls do, and makes a panic in it an error.
func Safely(do func() error) (err error) {
	defer func() {
		switch value := recover().(type) {
		case nil:
		case *Panic: // from a goroutine that do waited for
			err = value
		default:
			err = fault(value)
		}
	}()
	return do()
}

// fault says where a panic is.
func fault(value any) *Panic {
	p := &Panic{}
	if known, ok := value.(runtime.Error); ok {
		p.Rule = strings.TrimPrefix(known.Error(), "runtime error: ")
	}
	var callers [32]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for more := true; more && len(p.Trail) < 6; {
		var f runtime.Frame
		f, more = frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			p.Trail = append(p.Trail, fmt.Sprintf("%s (%s:%d)", path.Base(f.Function), path.Base(f.File), f.Line))
		}
	}
	return p
}
