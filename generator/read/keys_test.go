package read

import (
	"testing"

	"goldenthread/generator/strict"
)

// Each example of the reference is a line that its mapping takes.
func TestKeyExamples(t *testing.T) {
	for _, m := range Mappings() {
		for _, k := range m.Keys {
			value, log := strict.Parse("example.yaml", []byte(k.Example+"\n"), 0)
			if read := m.of(value); log.Failed() || !read.Has(k.Name) {
				t.Errorf("%s: the example of '%s' is not taken: %v", m.Title, k.Name, log.Problems)
			}
			if k.Meaning == "" {
				t.Errorf("%s: '%s' has no meaning", m.Title, k.Name)
			}
		}
	}
}
