package read

import (
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/page"
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
		{"an anchor", "names:\n  full: &n Samuel Okafor\n", "Samuel Okafor", nil},
		{"a tag of YAML", "names:\n  full: !!str Samuel Okafor\n", "Samuel Okafor", nil},
		{"a folded text", "names:\n  full: >-\n    Samuel Okafor\n\tx", "Samuel Okafor", nil},
		{"a first name alone: the rest may be elsewhere", "names:\n  first: Sam\n  surname: Samuel Okafor\n", "", []string{"Samuel Okafor"}},
		{"a key that is none", "names:\n  name: Samuel Okafor\n", "", []string{"Samuel Okafor"}},
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

// A record saved in Latin-1 is no text, and its names are guarded all the same.
func TestNamesInLatin1(t *testing.T) {
	src := asText([]byte("names:\n  full: Ren\xe9e Dupont\n"))
	var rec page.Record
	salvageNames(&rec, string(src))
	if rec.Names.Full != "Renée Dupont" {
		t.Errorf("full is %q", rec.Names.Full)
	}
}

// Nothing that somebody writes into a record keeps the program at work for long:
// it looks at each line a bounded number of times.
func TestLongUnreadableRecords(t *testing.T) {
	var rec page.Record
	salvageNames(&rec, strings.Repeat("- also:\n", 5_000)+"full: "+strings.Repeat("x", 100_000))
	if rec.Names.Full != "" || len(rec.Names.Also) > 1 {
		t.Errorf("%d bytes are a name", len(rec.Names.Full))
	}
}
