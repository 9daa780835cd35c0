package amend_test

import (
	"errors"
	"strings"
	"testing"

	"goldenthread/generator/amend"
	"goldenthread/generator/page"
)

const page1 = "---\ntitle: A\npeople: none\n---\n"

// What looks like an address and is none stays; what is one changes, however it
// is written, and no other byte does.
func TestPage(t *testing.T) {
	change := amend.PageChange{Link: func(address string) string {
		switch address {
		case "/a/":
			return "/b/"
		case "/b/": // what /a/ becomes may have been the address of something else
			return "/c/"
		case "a.md":
			return "../x/a.md"
		}
		return address
	}}
	cases := []struct{ name, before, after string }{
		{"links", "[a](/a/) [b](/b/) [c](</a/> \"/a/\") /a/ `[x](/a/)`", "[a](/b/) [b](/c/) [c](</b/> \"/a/\") /a/ `[x](/a/)`"},
		{"twice on a line", "[a](/a/)[a](/a/)", "[a](/b/)[a](/b/)"},
		{"in a picture's words", "[![a /a/](a.md)](/a/)", "[![a /a/](../x/a.md)](/b/)"},
		{"references", "[a][r]\n\n[r]: /a/\n", "[a][r]\n\n[r]: /b/\n"},
		{"a reference on two lines", "[a]\n\n[a]:\n   /a/\n   'a'\n", "[a]\n\n[a]:\n   /b/\n   'a'\n"},
		{"in a quotation and a list", "> - [a](/a/)\n> - a\n", "> - [a](/b/)\n> - a\n"},
		{"in a table", "| a |\n| - |\n| [a](/a/) |\n", "| a |\n| - |\n| [a](/b/) |\n"},
		{"in a footnote", "a[^1]\n\n[^1]: [a](/a/)\n", "a[^1]\n\n[^1]: [a](/b/)\n"},
		{"directives", "::video[/a/]{src=a.md captions=\"a.md\"}\n\n:::quote{by=\"/a/\" url='/a/'}\n/a/\n:::\n", "::video[/a/]{src=../x/a.md captions=\"../x/a.md\"}\n\n:::quote{by=\"/a/\" url='/b/'}\n/a/\n:::\n"},
		{"line ends of Windows", "[a](/a/)\r\n[r]\r\n\r\n[r]: /a/\r\n", "[a](/b/)\r\n[r]\r\n\r\n[r]: /b/\r\n"},
		{"no last line end", "[a](/a/)", "[a](/b/)"},
		{"nothing", "a.md and /a/", "a.md and /a/"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, _, err := amend.Page("content/x.md", []byte(page1+c.before), change)
			if err != nil || string(got) != page1+c.after {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
	_, _, err := amend.Page("content/x.md", []byte(page1+"a\n\n[a](&#47;a/)\n"), change)
	if bad := new(amend.LinkError); !errors.As(err, &bad) || bad.Line != 7 {
		t.Errorf("an address in another spelling: %v", err)
	}
	if _, _, err := amend.Page("content/x.md", []byte(page1+":::nothing\n[a](/a/)\n:::\n"), change); !errors.Is(err, amend.ErrNoText) {
		t.Errorf("a text that cannot be read: %v", err)
	}
}

func TestPageKeys(t *testing.T) {
	change := amend.PageChange{
		Link: func(address string) string { return strings.Replace(address, "a.svg", "../x/a.svg", 1) },
		Week: "2026", NewWeek: "summer", Add: []string{"/new/", "/new/easy-read/"}, Drop: []string{"/gone/"},
	}
	cases := []struct{ name, before, after string }{
		{"none yet", "title: A # a.svg\n", "title: A # a.svg\nold_urls: [/new/, /new/easy-read/]\n"},
		{"in brackets", "old_urls: [/o/, \"/gone/\", /p/] # two\nweek: \"2026\"\n", "old_urls: [/new/, /new/easy-read/, /o/, /p/] # two\nweek: \"summer\"\n"},
		{"below each other", "old_urls:\n  - /o/ # old\n  - /gone/\ntitle: A\n", "old_urls:\n  - /o/ # old\n  - /new/\n  - /new/easy-read/\ntitle: A\n"},
		{"empty", "old_urls: []\n", "old_urls:\n  - /new/\n  - /new/easy-read/\n"},
		{"a cover and events", "cover: 'a.svg' # a.svg\nevents:\n  - {title: a.svg, url: a.svg}\n  - title: b\n", "cover: '../x/a.svg' # a.svg\nevents:\n  - {title: a.svg, url: ../x/a.svg}\n  - title: b\nold_urls: [/new/, /new/easy-read/]\n"},
		{"line ends of Windows", "title: A\r\nweek: 2026\r\n", "title: A\r\nweek: summer\r\nold_urls: [/new/, /new/easy-read/]\r\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, _, err := amend.Page("content/x.md", []byte("---\n"+c.before+"---\nText.\n"), change)
			if want := "---\n" + c.after + "---\nText.\n"; err != nil || string(got) != want {
				t.Errorf("%v\n%s", err, got)
			}
		})
	}
	drop := amend.PageChange{Link: change.Link, Drop: []string{"/gone/"}}
	got, _, err := amend.Page("content/x.md", []byte("---\nold_urls:\n- /gone/\n---\n"), drop)
	if err != nil || string(got) != "---\nold_urls:\n []\n---\n" {
		t.Errorf("the last one: %v\n%s", err, got)
	}
}

// A record follows in every form, and between names both paths.
func TestMove(t *testing.T) {
	m := amend.MovedPage{From: "stories/a", To: "blog/z", Texts: map[amend.TextOf]string{{Page: "stories/b", Edition: page.Standard, Text: "v1:old"}: "v1:new"}}
	cases := []struct{ name, before, between, final string }{
		{
			"in brackets", "consents:\n  - {covers: [x, stories/a, 'stories/*'], requested: 2026-01-01} # stories/a\n",
			"consents:\n  - {covers: [x, blog/z, stories/a, 'stories/*'], requested: 2026-01-01} # stories/a\n",
			"consents:\n  - {covers: [x, blog/z, 'stories/*'], requested: 2026-01-01} # stories/a\n",
		},
		{
			"below each other", "consents:\n- covers:\n  - \"stories/a\" # it\n  - stories/ab\n  withdrawn: 2026-01-01",
			"consents:\n- covers:\n  - blog/z\n  - \"stories/a\" # it\n  - stories/ab\n  withdrawn: 2026-01-01",
			"consents:\n- covers:\n  - \"blog/z\" # it\n  - stories/ab\n  withdrawn: 2026-01-01",
		},
		{
			"approvals", "approved:\n  - {page: stories/a, version: standard, text: \"v1:x\", on: 2026-01-01, how: stories/a}\n  - {page: stories/b, version: standard, text: \"v1:old\", on: 2026-01-01}\n  - {page: stories/b, version: easy-read, text: \"v1:old\", on: 2026-01-01}\n",
			"approved:\n  - {page: stories/a, version: standard, text: \"v1:x\", on: 2026-01-01, how: stories/a}\n  - {page: stories/b, version: standard, text: \"v1:old\", on: 2026-01-01}\n  - {page: stories/b, version: easy-read, text: \"v1:old\", on: 2026-01-01}\n  - {page: blog/z, version: standard, text: \"v1:x\", on: 2026-01-01}\n  - {page: stories/b, version: standard, text: \"v1:new\", on: 2026-01-01}\n",
			"approved:\n  - {page: blog/z, version: standard, text: \"v1:x\", on: 2026-01-01, how: stories/a}\n  - {page: stories/b, version: standard, text: \"v1:new\", on: 2026-01-01}\n  - {page: stories/b, version: easy-read, text: \"v1:old\", on: 2026-01-01}\n",
		},
		{
			"approvals in brackets", "approved: [{page: stories/a, version: standard, text: \"v1:x\", on: 2026-01-01, how: paper}] # all\n",
			"approved: [{page: blog/z, version: standard, text: \"v1:x\", on: 2026-01-01}, {page: stories/a, version: standard, text: \"v1:x\", on: 2026-01-01, how: paper}] # all\n",
			"approved: [{page: blog/z, version: standard, text: \"v1:x\", on: 2026-01-01, how: paper}] # all\n",
		},
		{"nothing of it", "never_show: [stories/a]\n", "never_show: [stories/a]\n", "never_show: [stories/a]\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before, final := "person: sam\n"+c.before, "person: sam\n"+c.final
			between, err := amend.Both("sam.yaml", []byte(before), m)
			if want := "person: sam\n" + c.between; err != nil || string(between) != want {
				t.Errorf("between: %v\n%s\nwant\n%s", err, between, want)
			}
			// However often it is done, and from wherever: the same comes of it.
			if again, err := amend.Both("sam.yaml", between, m); err != nil || string(again) != string(between) {
				t.Errorf("between, again: %v\n%s", err, again)
			}
			for _, from := range []string{before, string(between), final} {
				got, _, _, err := amend.Follow("sam.yaml", []byte(from), m)
				if err != nil || string(got) != final {
					t.Errorf("%v\nof\n%s\ncame\n%s\nwant\n%s", err, from, got, final)
				}
			}
		})
	}
	for _, unread := range []string{"consents: [ {covers: [stories/a]\n", "consents:\n  - {covers: stories/a, withdrawn: 2026-01-01}\n"} {
		_, err := amend.Both("sam.yaml", []byte("person: sam\n"+unread), m)
		_, _, _, err2 := amend.Follow("sam.yaml", []byte("person: sam\n"+unread), m)
		if !errors.Is(err, amend.ErrUnreadable) || !errors.Is(err2, amend.ErrUnreadable) {
			t.Errorf("a record that cannot be read: %v, %v", err, err2)
		}
	}
}
