package leaflet

import (
	"testing"
	"time"
)

// Hasten has the browser be waited for no longer than this, for one test.
func Hasten(t *testing.T, limit time.Duration) {
	s, e := start, each
	start, each = limit, limit
	t.Cleanup(func() { start, each = s, e })
}
