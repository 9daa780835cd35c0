package amend_test

import (
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/amend"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

func day(s string) page.Day {
	d, err := page.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

const today = "2026-11-22"

// given is what an entry needs beside its dates.
const given = "how: form, uses: {words: yes}, channels: [web]"

func TestWithdraw(t *testing.T) {
	cases := []struct {
		name, reason, before, after string
	}{
		{"block", "the line goes behind the last date, comments stay", `
person: sam # our Sam
consents:
  # the paper form
  - covers: [stories/a]   # one
    given: 2026-06-12 # signed
    how: form

    uses:
      words: yes
    channels: [web]
  - covers: [stories/*]
    requested: 2026-01-01
# the end
`, `
person: sam # our Sam
consents:
  # the paper form
  - covers: [stories/a]   # one
    given: 2026-06-12 # signed
    withdrawn: 2026-11-22
    how: form

    uses:
      words: yes
    channels: [web]
  - covers: [stories/*]
    requested: 2026-01-01
    withdrawn: 2026-11-22
# the end
`},
		{"flow", "an entry in braces changes in its line", `
person: sam
consents:
- {covers: [a], given: "2026-06-12", ` + given + `} # x
- {covers: [b], refused: 2026-01-01}
`, `
person: sam
consents:
- {covers: [a], given: "2026-06-12", withdrawn: 2026-11-22, ` + given + `} # x
- {covers: [b], refused: 2026-01-01}
`},
		{"one line", "two entries on one line do not disturb each other", `
person: sam
consents: [{covers: [a], requested: 2026-06-12}, {covers: [b], requested: 2026-06-13}]
`, `
person: sam
consents: [{covers: [a], requested: 2026-06-12, withdrawn: 2026-11-22}, {covers: [b], requested: 2026-06-13, withdrawn: 2026-11-22}]
`},
		{"given again", "an old date gives way to today's", `
person: sam
consents:
  - covers: [a]
    withdrawn: '2025-01-01' # then
    given: 2026-06-12
    how: form
    uses: {words: yes}
    channels: all
`, `
person: sam
consents:
  - covers: [a]
    withdrawn: 2026-11-22 # then
    given: 2026-06-12
    how: form
    uses: {words: yes}
    channels: all
`},
		{"ahead", "an entry of a later day must not come back on that day", `
person: sam
consents:
  - covers: [b, a]
    given: 2026-12-01
    how: form
    uses: {words: yes}
    channels: all
`, `
person: sam
consents:
  - covers: [b, a]
    given: 2026-12-01
    withdrawn: 2026-11-22
    how: form
    uses: {words: yes}
    channels: all
  - {covers: [a, b], withdrawn: 2026-12-01} # so that what was dated ahead does not come back
`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				before, after := strings.ReplaceAll(c.before, "\n", end), strings.ReplaceAll(c.after, "\n", end)
				got, _, err := amend.Withdraw("sam.yaml", []byte(before), day(today))
				if err != nil || string(got) != after {
					t.Fatalf("%s (lines end in %q): %v\n%s", c.reason, end, err, got)
				}
			}
		})
	}
}

func TestAddToLists(t *testing.T) {
	approval := amend.Approval{Approval: page.Approval{Page: "stories/a", Edition: page.Standard, Text: "v1:sha256:00", On: day(today)}, How: "on paper", With: `"Pri": a`}
	const item = `- {page: stories/a, version: standard, text: "v1:sha256:00", on: 2026-11-22, how: on paper, with: "\"Pri\": a"}`
	const entry = `- {covers: [stories/a, b], withdrawn: 2026-11-22}`
	cases := []struct{ reason, before, approved, withdrawn string }{
		{"no list yet, and no line end at the end", "person: sam", "person: sam\napproved:\n  " + item + "\n", "person: sam\nconsents:\n  " + entry + "\n"},
		{"empty lists", "person: sam\nconsents: [] # none\napproved: []\n",
			"person: sam\nconsents: [] # none\napproved:\n  " + item + "\n",
			"person: sam\nconsents: # none\n  " + entry + "\napproved: []\n"},
		{"lists with every item taken out", "person: sam\nconsents: # none now\n  # - {covers: [a]}\napproved:\n",
			"person: sam\nconsents: # none now\n  # - {covers: [a]}\napproved:\n  " + item + "\n",
			"person: sam\nconsents: # none now\n  " + entry + "\n  # - {covers: [a]}\napproved:\n"},
		{"lists with items", "person: sam\nconsents:\n- covers: [a]\n  requested: 2026-01-01\n\n# then\napproved:\n    - {page: b, version: standard, text: x, on: 2026-01-01}\n",
			"person: sam\nconsents:\n- covers: [a]\n  requested: 2026-01-01\n\n# then\napproved:\n    - {page: b, version: standard, text: x, on: 2026-01-01}\n    " + item + "\n",
			"person: sam\nconsents:\n- covers: [a]\n  requested: 2026-01-01\n" + entry + "\n\n# then\napproved:\n    - {page: b, version: standard, text: x, on: 2026-01-01}\n"},
		{"lists in brackets, which begin with what is new", "person: sam\nconsents: [{covers: [a], requested: 2026-01-01}]\napproved: [{page: b, version: standard, text: x, on: 2026-01-01}]\n",
			"person: sam\nconsents: [{covers: [a], requested: 2026-01-01}]\napproved: [" + item[2:] + ", {page: b, version: standard, text: x, on: 2026-01-01}]\n",
			"person: sam\nconsents: [" + entry[2:] + ", {covers: [a], requested: 2026-01-01}]\napproved: [{page: b, version: standard, text: x, on: 2026-01-01}]\n"},
	}
	for _, c := range cases {
		got, err := amend.Approve("sam.yaml", []byte(c.before), approval)
		if err != nil || string(got) != c.approved {
			t.Errorf("%s: approve: %v\n%s", c.reason, err, got)
		}
		got, err = amend.WithdrawPages("sam.yaml", []byte(c.before), []string{"stories/a", "b"}, day(today), amend.Said{})
		if err != nil || string(got) != c.withdrawn {
			t.Errorf("%s: withdraw: %v\n%s", c.reason, err, got)
		}
	}
}

func TestUnreadableIsRefused(t *testing.T) {
	if _, _, err := amend.Withdraw("sam.yaml", []byte("person: [sam\n"), day(today)); err != amend.ErrUnreadable {
		t.Errorf("got %v", err)
	}
}

// Whatever a record looks like, what is written reads as what was meant, or
// nothing is written.
func FuzzWithdraw(f *testing.F) {
	f.Add("person: sam\nconsents:\n  - covers: [a]\n    given: 2026-06-12\n    how: x\n    uses: {words: yes}\n    channels: all\n")
	f.Add("person: sam\nconsents: [{covers: [a], requested: 2026-06-12}]\napproved: []")
	f.Add("consents:\r\n- {requested: 2026-06-12,\r\n covers: [a]}\r\n")
	f.Fuzz(func(t *testing.T, src string) {
		out, changed, err := amend.Withdraw("sam.yaml", []byte(src), day(today))
		if err != nil {
			return
		}
		text, bad := read.Text("sam.yaml", out)
		if bad != nil {
			t.Fatalf("what was written is no text: %v", bad)
		}
		rec, _, _ := read.Record("sam.yaml", text)
		// Where the entries could not be changed one by one, one ends them all.
		whole := slices.ContainsFunc(rec.Entries, func(e page.Entry) bool {
			return e.Withdrawn >= day(today) && !e.HasUses && slices.Contains(e.Covers, "everything")
		})
		n := 0
		for _, e := range rec.Entries {
			if e.Withdrawn >= day(today) {
				n++
			}
			if e.Refused == 0 && e.Withdrawn == 0 && e.Revoked == 0 && !whole {
				t.Fatalf("an entry is still not negative:\n%s", out)
			}
		}
		if n < changed {
			t.Fatalf("%d entries changed, %d withdrawn:\n%s", changed, n, out)
		}
	})
}
