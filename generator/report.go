package generator

import (
	"context"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
	"goldenthread/generator/publish"
	"goldenthread/generator/work"
)

// Report is what a build or status has to say, in the form of the design's
// commands.md, "The report". It holds page paths, person ids, codes and places,
// and no word of what is withheld.
type Report struct {
	Today page.Day     `json:"today"`
	Pages []PageReport `json:"pages"` // sorted by page, then version
	Next  *NextChange  `json:"next_change,omitempty"`
	// Waiting are the changes that wait for approval; of a status.
	Waiting []Waiting       `json:"waiting,omitempty"`
	Files   *publish.Counts `json:"files,omitempty"` // of builds
	// Namesakes counts the pages that say of a name that somebody else bears it.
	Namesakes int            `json:"namesakes,omitempty"`
	Problems  []diag.Problem `json:"problems"`
	// Refused are the problems of files that the guard refused: then public/ is
	// safe, and not complete. They are among Problems, too.
	Refused []diag.Problem `json:"-"`
	// PDFs counts those of easy-read pages that a build leaves in public/, and PDFsGone
	// those that are there no more.
	PDFs, PDFsGone int `json:"-"`
}

// PageReport is one version of one page.
type PageReport struct {
	Page     string           `json:"page"`
	URL      string           `json:"url"`
	Version  page.Edition     `json:"version"`
	State    string           `json:"state"` // published or withheld
	Reasons  []consent.Reason `json:"reasons,omitempty"`
	Channels []string         `json:"channels,omitempty"`
	LeftOut  []LeftOut        `json:"left_out,omitempty"`
	Until    string           `json:"until,omitempty"`
	Text     string           `json:"text,omitempty"`
	Code     string           `json:"code,omitempty"`
}

// LeftOut is a part of a published page that is left out of it.
type LeftOut struct {
	What    string           `json:"what"`
	Reasons []consent.Reason `json:"reasons"`
}

// NextChange is the next day on which what is published changes by itself.
type NextChange struct {
	On    page.Day `json:"on"`
	Pages []string `json:"pages"`
}

// Status says what may be published on a day, and why not: on a later day, or,
// where at is zero, today. It writes nothing.
func Status(ctx context.Context, o Options, at page.Day) (Report, error) {
	w, err := o.foresee(ctx, at)
	if err != nil {
		return Report{}, err
	}
	defer w.root.Close()
	r := report(w.decisions, w.problems)
	r.Waiting = w.allWaiting()
	return r, nil
}

// foresee reads a site, decides about it and plans it, for a later day or, where at is
// zero, for today: its problems are those that a build finds before it makes anything.
// Where the plan fails, that is one of them: what was decided can be told all the same. It
// writes nothing.
func (o Options) foresee(ctx context.Context, at page.Day) (*world, error) {
	kept := o.readCache()
	defer kept.Close()
	w, err := o.decide(ctx, at, &album{cache: kept})
	if err != nil {
		return nil, err
	}
	err = work.Safely(func() error {
		_, _, err := w.plan(plan.Former{})
		return err
	})
	if err != nil {
		w.problems = append(w.problems, diag.Problem{Code: "not-planned", Place: diag.Place{File: "site.yaml"},
			Message: "The site cannot be put together, so a build fails, and dead links and the like are not told here.",
			Fix:     "Look at the theme that it names; or send those who make the program this line: " + err.Error()})
	}
	return w, nil
}

func report(d consent.Decisions, problems []diag.Problem) Report {
	r := Report{Today: d.Today, Pages: []PageReport{}, Namesakes: d.Namesakes, Problems: diag.Sort(problems)}
	if r.Problems == nil {
		r.Problems = []diag.Problem{}
	}
	for _, one := range d.List {
		p := PageReport{
			Page: one.Page, URL: one.Address, Version: one.Edition, State: "withheld", Reasons: one.Reasons,
			Text: string(one.Text), Code: one.Text.Code(), Until: one.Until.String(),
		}
		if one.Verdict == consent.Publish {
			p.State, p.Channels = "published", one.Channels.Names()
		}
		for _, l := range one.LeftOut {
			p.LeftOut = append(p.LeftOut, LeftOut(l))
		}
		r.Pages = append(r.Pages, p)
	}
	if d.Next.On != 0 {
		r.Next = &NextChange{On: d.Next.On, Pages: d.Next.Pages}
	}
	return r
}

// refuse takes the pages back whose files the guard refused: they were decided to
// be published, and are not.
func (r *Report) refuse(refused *refusals) {
	r.Refused = diag.Sort(refused.problems)
	for i := range r.Pages {
		p := &r.Pages[i]
		if p.State == "published" && slices.Contains(refused.paths, strings.TrimPrefix(p.URL, "/")+"index.html") {
			p.State, p.Channels, p.LeftOut, p.Until = "withheld", nil, nil, ""
			p.Reasons = []consent.Reason{{Code: consent.RefusedAtLastLook, Message: consent.RefusedAtLastLook.Message()}}
		}
	}
}

// Count says how many versions are published and withheld.
func (r Report) Count() (published, withheld int) {
	for _, p := range r.Pages {
		if p.State == "published" {
			published++
		} else {
			withheld++
		}
	}
	return published, withheld
}

// ToMend says whether there is something for a writer to mend.
func (r Report) ToMend() bool {
	for _, p := range r.Problems {
		if p.Severity != diag.Note {
			return true
		}
	}
	return false
}
