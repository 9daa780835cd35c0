package generator

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
)

// Waiting is a change that waits for approval: a file ending in .next.md. It
// tells nothing of the text.
type Waiting struct {
	Page    string       `json:"page"`
	Version page.Edition `json:"version"`
	File    string       `json:"file"`
	Text    string       `json:"text,omitempty"`
	Code    string       `json:"code,omitempty"`
	// People are those who have yet to approve it.
	People []string `json:"people,omitempty"`
	// Reasons speak against putting it in place, approved or not: with it, this
	// version, or another of the page that is published now, would be withheld.
	Reasons []consent.Reason `json:"reasons,omitempty"`
}

// Ready says whether the change can take its place.
func (n Waiting) Ready() bool { return n.Text != "" && len(n.People) == 0 && len(n.Reasons) == 0 }

// place is the file that the change will be.
func (n Waiting) place() string { return strings.TrimSuffix(n.File, ".next.md") + ".md" }

// withNext gives a page as it will be once a change has taken its place.
func withNext(p *page.Page, next *page.Version) page.Page {
	after, v := *p, *next
	v.File = Waiting{File: next.File}.place()
	after.Next = slices.DeleteFunc(slices.Clone(p.Next), func(n page.Version) bool { return n.File == next.File })
	if v.Edition == page.EasyRead {
		after.EasyRead = &v
	} else {
		after.Standard, after.Meta = &v, *p.NextMeta
	}
	return after
}

// waiting lists the changes of a page that wait for somebody's approval. Those
// that wait for nobody are problems instead.
func (w *world) waiting(i int) []Waiting {
	p := &w.src.Pages[i]
	var list []Waiting
	for j := range p.Next {
		v := &p.Next[j]
		n := Waiting{Page: p.Path, Version: v.Edition, File: v.File}
		if v.Fault != nil {
			n.Reasons = []consent.Reason{{Code: consent.Unreadable, Place: v.Fault.Place, Message: v.Fault.Message}}
			list = append(list, n)
			continue
		}
		after := withNext(p, v)
		approvers := consent.Approvers(w.src, &after)
		if len(approvers) == 0 {
			continue
		}
		// Nothing but addresses makes the decision about one page depend on others.
		src := *w.src
		src.Pages = []page.Page{after}
		if after.Meta.Discreet != p.Meta.Discreet {
			src.Pages = slices.Clone(w.src.Pages)
			src.Pages[i] = after
		}
		n.ask(&src, w.decisions, approvers)
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b Waiting) int {
		return cmp.Or(strings.Compare(string(b.Version), string(a.Version)), strings.Compare(a.File, b.File))
	})
	return list
}

// needless gives the problems of changes that wait for nobody.
func (w *world) needless() []diag.Problem {
	var problems []diag.Problem
	for i := range w.src.Pages {
		p := &w.src.Pages[i]
		for k := range p.Next {
			v := &p.Next[k]
			if after := withNext(p, v); v.Fault == nil && len(consent.Approvers(w.src, &after)) == 0 {
				problems = append(problems, diag.Problem{Code: "next-not-needed", Place: diag.Place{File: v.File},
					Message: "Nobody's approval is asked for this page, so this change waits for nothing.", Fix: "Put its text into the page itself, and take this file away."})
			}
		}
	}
	return problems
}

// ask fills in what a source with the change in place comes to: who has yet to
// approve it, and what would speak against it if all of them had.
func (n *Waiting) ask(src *page.Source, now consent.Decisions, approvers []string) {
	d, _ := consent.Decide(src, now.Today)
	mine := func(one consent.Decision) bool { return one.Page == n.Page && one.Edition == n.Version }
	for _, one := range d.List {
		if !mine(one) {
			continue
		}
		n.Text, n.Code = string(one.Text), one.Text.Code()
		for _, r := range one.Reasons {
			if slices.Contains(approvers, r.Person) && (r.Code == consent.NotApproved || r.Code == consent.ChangedSince) {
				n.People = append(n.People, r.Person)
			}
		}
	}
	// Where something else is against it, nobody asks for an approval.
	for _, id := range approvers {
		if rec := src.Records[id]; rec == nil || !n.approvedBy(rec, now.Today) {
			n.People = append(n.People, id)
		}
	}
	slices.Sort(n.People)
	n.People = slices.Compact(n.People)
	published := map[page.Edition]bool{}
	for _, one := range now.List {
		if one.Page == n.Page {
			published[one.Edition] = one.Verdict == consent.Publish
		}
	}
	d, _ = consent.Decide(n.approved(src, approvers, now.Today), now.Today)
	for _, one := range d.List {
		if one.Page != n.Page || !mine(one) && !published[one.Edition] {
			continue
		}
		for _, r := range one.Reasons {
			if r.File == n.place() {
				r.File = n.File
			}
			if !mine(one) {
				r.Message = fmt.Sprintf("Of the %s version: %s", one.Edition, r.Message)
			}
			n.Reasons = append(n.Reasons, r)
		}
	}
}

// approvedBy says whether a person has said yes to this very text.
func (n *Waiting) approvedBy(rec *page.Record, today page.Day) bool {
	return slices.ContainsFunc(rec.Approvals, func(a page.Approval) bool {
		return a.Page == n.Page && a.Edition == n.Version && a.Text == n.Text && a.On <= today
	})
}

// approved gives a source in which everybody who is asked has approved the change.
func (n *Waiting) approved(src *page.Source, approvers []string, today page.Day) *page.Source {
	out := *src
	out.Records = map[string]*page.Record{}
	for id, rec := range src.Records {
		if slices.Contains(approvers, id) {
			approved := *rec
			approved.Approvals = append(slices.Clone(rec.Approvals), page.Approval{Page: n.Page, Edition: n.Version, Text: n.Text, On: today})
			rec = &approved
		}
		out.Records[id] = rec
	}
	return &out
}

// allWaiting lists every change that waits for approval, by page and version.
func (w *world) allWaiting() []Waiting {
	var list []Waiting
	for i := range w.src.Pages {
		if len(w.src.Pages[i].Next) > 0 {
			list = append(list, w.waiting(i)...)
		}
	}
	return list
}

// settle puts the changes of a page in place that everybody has approved, and
// gives them, and those that still wait. The present text goes: what was
// approved before stays in the records, and Git has the text.
//
// Each change is one rename, so that a reader of the folder finds either text
// whole. Approvals are in the records by then. Where it is cut short, the change
// still waits with nobody left to ask; approving it again puts it in place. So it
// does while a move that was cut short is still to write these files. It is called
// while the records are held.
func (o Options) settle(ctx context.Context, pagePath string) (done, wait []Waiting, err error) {
	for {
		w, err := o.decide(ctx, 0, nil)
		if err != nil {
			return done, nil, err
		}
		wait = nil
		for i := range w.src.Pages {
			if w.src.Pages[i].Path == pagePath {
				wait = append(wait, w.waiting(i)...)
			}
		}
		ready := slices.IndexFunc(wait, Waiting.Ready)
		if ready < 0 || len(unfinished(w.root)) > 0 {
			return done, wait, w.root.Close()
		}
		err = put(w.root, wait[ready])
		w.root.Close()
		if err != nil {
			return done, wait, err
		}
		done = append(done, wait[ready])
	}
}

// put renames a change to the file that it will be. Neither may be a link, nor
// lie behind one.
func put(root *os.Root, n Waiting) error {
	if !nolink.File(root.FS(), n.File) {
		return fmt.Errorf("%s is no plain file", n.File)
	}
	if _, err := fs.Lstat(root.FS(), n.place()); err == nil && !nolink.File(root.FS(), n.place()) {
		return fmt.Errorf("%s is no plain file", n.place())
	}
	return root.Rename(n.File, n.place())
}

// nextOf gives a page as each of its changes that can be read will make it.
func nextOf(p *page.Page) []page.Page {
	var list []page.Page
	for i := range p.Next {
		if v := &p.Next[i]; v.Fault == nil {
			list = append(list, withNext(p, v))
		}
	}
	return list
}
