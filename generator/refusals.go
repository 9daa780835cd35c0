package generator

import (
	"fmt"
	"sync"

	"goldenthread/generator/diag"
	"goldenthread/generator/plan"
)

// refusals are the outputs that are not to be published: the guard refused them,
// or they could not be made.
type refusals struct {
	mutex    sync.Mutex
	paths    []string
	problems []diag.Problem
	failed   error // of the first of them, by its path, that could not be made
	at       string
}

func (r *refusals) fail(output plan.Output, err error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.paths = append(r.paths, output.Path())
	if r.failed == nil || output.Path() < r.at {
		r.at, r.failed = output.Path(), fmt.Errorf("%s: %w", output.Path(), err)
	}
}

func (r *refusals) add(output plan.Output, problems []diag.Problem) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.paths, r.problems = append(r.paths, output.Path()), append(r.problems, problems...)
}
