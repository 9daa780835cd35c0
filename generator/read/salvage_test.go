package read

import (
	"slices"
	"testing"
)

// What is guarded of a record that cannot be read.
func TestNamesOfUnreadableRecords(t *testing.T) {
	for _, c := range []struct {
		reason, src string
		full        string
		also        []string
	}{
		{"YAML that breaks elsewhere", "person: sam\nnames:\n  full: Samuel Okafor-Bright\n  also: [Sammy OB, sam_ob]\nconsents:\n\t- x\n", "Samuel Okafor-Bright", []string{"Sammy OB", "sam_ob"}},
		{"in braces", "names: {full: Samuel Okafor-Bright, first: Samuel, also: [Sammy, OB]\n", "Samuel Okafor-Bright", []string{"Sammy", "OB"}},
		{"a key misspelt", "names:\n  ful: Samuel Okafor\n", "Samuel Okafor", nil},
		{"a key that says more", "full name: Samuel Okafor\nalso known as: Sammy\n: :\n", "Samuel Okafor", []string{"Sammy"}},
		{"a key without its colon", "names:\n  full Samuel Okafor\n", "Samuel Okafor", nil},
		{"an open quotation mark", "names:\n  full: \"Samuel Okafor\n  first: Sam\n", "Samuel Okafor", nil},
		{"escapes", "names:\n  full: \"Jos\\u00e9 Silva\"\n  also: [\n", "José Silva", nil},
		{"the name on the next line", "names:\n  full:\n    Samuel Okafor\n : x\n", "Samuel Okafor", nil},
		{"a list on lines of its own", "names:\n  also:\n    - Sammy\n    - \"OB\"\n  full: [\n", "", []string{"Sammy", "OB"}},
		{"behind a comment", "names:\n  full: Samuel Okafor # their whole name\n x", "Samuel Okafor", nil},
		{"two full names", "names:\n  full: Samuel Okafor\n  full: Sammy Bright\n x", "Samuel Okafor", []string{"Sammy Bright"}},
		{"a wrong day alone", "person: sam\nnames: {full: Samuel Okafor}\nadult_from: soon\n", "Samuel Okafor", nil},
		{"no name at all", "person sam\nThis is Samuel Okafor-Bright, called Sam O'Neil of Leeds.\n", "", []string{"This", "Samuel Okafor-Bright", "Sam O'Neil"}[1:]},
	} {
		rec, _, log := Record("sam.yaml", []byte(c.src))
		if !log.Failed() {
			t.Errorf("%s: can be read", c.reason)
		}
		if rec.Names.Full != c.full || !slices.Equal(rec.Names.Also, c.also) {
			t.Errorf("%s: full %q, also %q; expected %q, %q", c.reason, rec.Names.Full, rec.Names.Also, c.full, c.also)
		}
	}
}
