package generator

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// halfSite is one in which the page that moves is of sam and alex, who approve its
// text; the text of blog/b changes by the move, as an address in it does.
var halfSite = map[string]string{
	"site.yaml":                     "title: T\nbase_url: https://www.example.org/\nmenu: [stories/gone]\n",
	"consent/sam.yaml":              "person: sam\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n",
	"consent/alex.yaml":             "person: alex\nconsents:\n  - {covers: [stories/gone, blog/b], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n",
	"content/stories/gone/index.md": "---\ntitle: Gone\npeople: [sam, alex]\ndate: 2026-06-01\n---\n[Me](/stories/gone/)\n",
	"content/blog/b.md":             "---\ntitle: B\npeople: [sam, alex]\ndate: 2026-06-01\n---\n[There](/stories/gone/)\n",
}

// codeOf gives the code of a page's standard version by a status.
func codeOf(t *testing.T, site, path string) string {
	t.Helper()
	return pageOf(t, site, path).Code
}

func pageOf(t *testing.T, site, path string) PageReport {
	t.Helper()
	r, err := Status(context.Background(), at(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Pages {
		if p.Page == path && p.Version == page.Standard {
			return p
		}
	}
	return PageReport{}
}

func approveAll(t *testing.T, site string) {
	t.Helper()
	for _, p := range []string{"stories/gone", "blog/b"} {
		code := codeOf(t, site, p)
		for _, id := range []string{"sam", "alex"} {
			if _, err := Approve(context.Background(), at(site), Approval{Person: id, Page: p, Code: code}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Whoever takes their consent back while a move is cut short can do so at once, by
// either path of the page, and even where the move cannot be completed; it holds at
// once; and when the move is completed, it still stands.
func TestWithdrawWhileCutShort(t *testing.T) {
	for _, pages := range [][]string{nil, {"stories/gone"}, {"stories/away"}, {"/stories/gone/", "blog/b"}} {
		for n := range 6 {
			site := writeSite(t, halfSite)
			approveAll(t, site)
			cutShort(t, site, n)
			// Somebody writes into a file that the move is still to change.
			stuck := filepath.Join(site, "content/blog/b.md")
			was, err := os.ReadFile(stuck)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(stuck, append(was, "More.\n"...), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, err := Move(context.Background(), at(site), "stories/gone", "stories/away"); err == nil {
				t.Fatalf("behind step %d: a move that cannot be completed is", n)
			}
			if _, err := Withdraw(context.Background(), at(site), "sam", pages); err != nil {
				t.Errorf("behind step %d: sam cannot withdraw %v: %v", n, pages, err)
			}
			for _, path := range []string{"stories/gone", "stories/away"} {
				if p := pageOf(t, site, path); p.State == "published" {
					t.Errorf("behind step %d: %s is published although sam withdrew %v", n, path, pages)
				}
			}
			if err := os.WriteFile(stuck, was, 0o644); err != nil {
				t.Fatal(err)
			}
			if m, err := Move(context.Background(), at(site), "stories/gone", "stories/away"); err != nil || !m.Resumed {
				t.Errorf("behind step %d: the move cannot be completed behind the withdrawal of %v: %v", n, pages, err)
			}
			p := pageOf(t, site, "stories/away")
			if p.State != "withheld" || len(p.Reasons) != 1 || p.Reasons[0].Code != "consent-withdrawn" || p.Reasons[0].Person != "sam" {
				t.Errorf("behind step %d: sam withdrew %v, and the page is %s: %v", n, pages, p.State, p.Reasons)
			}
			b := pageOf(t, site, "blog/b")
			if withdrawn := pages == nil || len(pages) > 1; withdrawn != (b.State == "withheld") {
				t.Errorf("behind step %d: sam withdrew %v, and blog/b is %s: %v", n, pages, b.State, b.Reasons)
			}
			record, err := os.ReadFile(filepath.Join(site, "consent/sam.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(record), "stories/gone") || strings.Count(string(record), "stories/away") > 3 {
				t.Errorf("behind step %d: sam's record names the old path still, or the new one twice:\n%s", n, record)
			}
		}
	}
}

// So does what somebody writes into a record by hand, by either path.
func TestWithdrawByHandWhileCutShort(t *testing.T) {
	for _, path := range []string{"stories/gone", "stories/away"} {
		for n := range 6 {
			site := writeSite(t, halfSite)
			approveAll(t, site)
			cutShort(t, site, n)
			record := filepath.Join(site, "consent/sam.yaml")
			text, err := os.ReadFile(record)
			if err != nil {
				t.Fatal(err)
			}
			more := "consents:\n  - {covers: [" + path + "], withdrawn: 2026-11-22}\n"
			if err := os.WriteFile(record, []byte(strings.Replace(string(text), "consents:\n", more, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{"stories/gone", "stories/away"} {
				if p := pageOf(t, site, path); p.State == "published" {
					t.Errorf("behind step %d: %s is published although sam withdrew", n, path)
				}
			}
		}
	}
}

// A yes to a text counts at either code while a move is cut short, and behind it.
func TestApproveWhileCutShort(t *testing.T) {
	for _, path := range []string{"stories/gone", "stories/away", "blog/b"} {
		for n := range 6 {
			site := writeSite(t, halfSite)
			before := map[string]string{"stories/gone": codeOf(t, site, "stories/gone"), "blog/b": codeOf(t, site, "blog/b")}
			before["stories/away"] = before["stories/gone"]
			cutShort(t, site, n)
			done, err := Approve(context.Background(), at(site), Approval{Person: "sam", Page: path, Code: before[path], How: "on paper"})
			if err != nil || done.CutShort == "" {
				t.Errorf("behind step %d: sam cannot approve %s: %v, %+v", n, path, err, done)
				continue
			}
			if m, err := Move(context.Background(), at(site), "stories/gone", "stories/away"); err != nil || !m.Resumed {
				t.Errorf("behind step %d: the move cannot be completed behind the approval of %s: %v", n, path, err)
			}
			if path == "stories/gone" {
				path = "stories/away"
			}
			for _, r := range pageOf(t, site, path).Reasons {
				if r.Person == "sam" {
					t.Errorf("behind step %d: sam approved %s, and it is withheld: %v", n, path, r)
				}
			}
		}
	}
}

// A change that everybody has approved while a move is cut short takes its place
// behind it, and keeps it from nothing.
func TestNextWhileCutShort(t *testing.T) {
	files := maps.Clone(halfSite)
	files["content/stories/gone/index.next.md"] = "---\ntitle: Gone\npeople: [sam]\ndate: 2026-06-01\n---\n[Me](/stories/gone/), more.\n"
	for n := range 6 {
		site := writeSite(t, files)
		r, err := Status(context.Background(), at(site), 0)
		if err != nil || len(r.Waiting) != 1 {
			t.Fatal(err, r.Waiting)
		}
		a := Approval{Person: "sam", Page: "stories/gone", Code: r.Waiting[0].Code}
		cutShort(t, site, n)
		done, err := Approve(context.Background(), at(site), a)
		if err != nil || len(done.Done) != 0 || len(done.Waiting) != 1 || done.CutShort == "" {
			t.Errorf("behind step %d: %v, %+v", n, err, done)
		}
		if _, err := Move(context.Background(), at(site), "stories/gone", "stories/away"); err != nil {
			t.Errorf("behind step %d: %v", n, err)
		}
		r, err = Status(context.Background(), at(site), 0)
		if err != nil || len(r.Waiting) != 1 || !r.Waiting[0].Ready() {
			t.Fatalf("behind step %d: %v, %+v", n, err, r.Waiting)
		}
		a.Page, a.Code = "stories/away", r.Waiting[0].Code
		if done, err := Approve(context.Background(), at(site), a); err != nil || len(done.Done) != 1 || done.CutShort != "" {
			t.Errorf("behind step %d: %v, %+v", n, err, done)
		}
	}
}
