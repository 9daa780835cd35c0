package strict

import "testing"

// What failed is known key by key, wherever below the key the mistake stands.
func TestFailed(t *testing.T) {
	value, log := Parse("x.yaml", []byte("a: 1\nb: {c: [1, ~]}\nd: {e: 1}\n"), 3)
	m := value.Map("a page", "a", "b", "d")
	m.Map("b", "b", "c").Strings("c")
	m.Map("d", "d", "f")
	oneProblem(t, &Log{Problems: log.Problems[:1]}, "wrong-type", 5, 12, "")
	if m.Failed("a") || !m.Failed("b") || !m.Failed("d") || m.Failed("other") {
		t.Errorf("a: %v, b: %v, d: %v, other: %v", m.Failed("a"), m.Failed("b"), m.Failed("d"), m.Failed("other"))
	}
}
