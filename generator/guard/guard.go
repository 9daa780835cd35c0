// Package guard is the only door between what was made and what is published.
//
// It reads every byte that is about to leave, and shares no code with those who
// made it. Only what it has passed can be published: publish takes Passed, and
// only Look makes one.
package guard

import (
	"fmt"

	"goldenthread/generator/plan"
)

// Passed is an output that may leave. The zero value is refused by publish.
type Passed struct {
	output plan.Output
	bytes  []byte
}

// Output is what was planned.
func (p Passed) Output() plan.Output { return p.output }

// Bytes are what is written.
func (p Passed) Bytes() []byte { return p.bytes }

// Look reads an output and lets it pass. It fails for an output that nobody
// planned.
func Look(o plan.Output, bytes []byte) (Passed, error) {
	if o.Path() == "" {
		return Passed{}, fmt.Errorf("an output that was not planned came to the guard")
	}
	return Passed{output: o, bytes: bytes}, nil
}
