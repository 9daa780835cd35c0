package generator

import (
	"context"
	"errors"
	"maps"

	"goldenthread/generator/diag"
	"goldenthread/generator/read"
)

// Moment is a site as it stands at one moment. It is only read.
type Moment struct {
	live  *Live
	site  *site
	fault error
	ahead map[string]changed
	Next  <-chan struct{} // closed when there is another moment
	// Settled says that every change so far is in it, decided together.
	Settled bool
	read    int  // which changes are in it
	wholly  bool // more has changed since than the text of pages
}

// Now gives the site as it stands, once it has been read.
func (l *Live) Now(ctx context.Context) (Moment, error) {
	return l.wait(ctx, func(m Moment) bool { return m.site != nil || m.fault != nil })
}

// Settled gives the site with every change that was told before, decided together. Its
// pictures may still be missing that were never made.
func (l *Live) Settled(ctx context.Context) (Moment, error) { return l.settled(ctx, false) }

// Complete is Settled with all of its pictures.
func (l *Live) Complete(ctx context.Context) (Moment, error) { return l.settled(ctx, true) }

func (l *Live) settled(ctx context.Context, complete bool) (Moment, error) {
	number := l.await(1)
	defer l.await(-1)
	return l.wait(ctx, func(m Moment) bool {
		return m.read >= number && (m.fault != nil || !m.site.isLight && (m.site.complete || !complete))
	})
}

// await counts those who wait for the whole, and says which change is the last so far:
// nobody rests while there are any, and no site is let go of.
func (l *Live) await(n int) (number int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.waiting += n
	select {
	case l.asked <- struct{}{}:
	default:
	}
	return l.changes
}

func (l *Live) wait(ctx context.Context, enough func(Moment) bool) (Moment, error) {
	for {
		m := l.moment()
		if enough(m) {
			return m, nil
		}
		select {
		case <-m.Next:
		case <-ctx.Done():
			return Moment{}, ctx.Err()
		}
	}
}

func (l *Live) moment() Moment {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return Moment{
		live: l, site: l.site, fault: l.fault, ahead: maps.Clone(l.ahead), Next: l.next,
		Settled: l.read == l.changes, read: l.read, wholly: l.wholly > l.read,
	}
}

// Fault says why the site cannot be read at all, and what a writer can mend of that; nil
// where it can be read.
func (m Moment) Fault() (problems []diag.Problem, err error) {
	var wrong *read.SiteError
	if errors.As(m.fault, &wrong) {
		return wrong.Problems, m.fault
	}
	return nil, m.fault
}
