package consent_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"goldenthread/generator/consent"
	"goldenthread/generator/page"
)

// byPackage tells the same of what the package decided.
func byPackage(w world) (map[string]told, consent.Cleared) {
	decisions, cleared := consent.Decide(w.src, w.today)
	views := map[string]*page.View{}
	for i, v := range cleared.Views() {
		views[v.Path+" "+v.Address] = &cleared.Views()[i]
	}
	out := map[string]told{}
	for _, d := range decisions.List {
		t := told{page: d.Page, published: d.Verdict == consent.Publish}
		view := views[d.Page+" "+d.Address]
		if (view != nil) != t.published {
			t.decision = "the verdict and the views disagree; "
		}
		if !t.published {
			t.decision += withheld(flatReasons(d.Reasons), d.People, string(d.Text))
			if d.Until != 0 || d.Channels != 0 || len(d.LeftOut) > 0 {
				t.decision += "; and what only a published one has"
			}
		} else if view != nil {
			var left []string
			for _, l := range d.LeftOut {
				left = append(left, l.What+": "+strings.Join(flatReasons(l.Reasons), " and "))
			}
			slices.Sort(left)
			t.decision = fmt.Sprintf("published: %s; left out %v; people %v; text %s", d.Channels, slices.Compact(left), d.People, d.Text)
			t.view = flatView(view)
		}
		out[d.File] = t
	}
	if len(out) != len(decisions.List) || len(views) != len(cleared.Views()) || !slices.IsSortedFunc(decisions.List, func(a, b consent.Decision) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), -cmp.Compare(a.Edition, b.Edition))
	}) {
		out["twice, or not sorted"] = told{}
	}
	return out, cleared
}

// flatReasons gives reasons as the oracle does: those for names behind all
// others, with their places, sorted.
func flatReasons(reasons []consent.Reason) []string {
	var out, names []string
	places := map[string]bool{}
	for _, r := range reasons {
		if r.Message == "" {
			out = append(out, "no message for")
		}
		flat := strings.TrimSpace(string(r.Code) + " " + r.Person)
		if r.Code != consent.ShowsGuardedName {
			if len(names) > 0 && r.Code != consent.PageWithheld {
				out = append(out, "out of order:")
			}
			out = append(out, flat)
			continue
		}
		names = append(names, fmt.Sprintf("%s %s:%d", flat, r.File, r.Line))
		// One reason for each place and person.
		exactly := flat + r.Place.String()
		if places[exactly] && !knownTwice {
			out = append(out, "twice:")
		}
		places[exactly] = true
	}
	slices.Sort(names)
	return append(out, slices.Compact(names)...)
}

func flatView(v *page.View) string {
	var made []string
	for _, m := range v.MadeWith {
		made = append(made, m.Who+" "+m.Did)
	}
	cover := ""
	if v.Cover != nil {
		cover = fmt.Sprintf("%s %s", v.Cover.Renditions[0].Address, v.Cover.Channels&v.Channels)
	}
	summary := v.Summary
	if v.SummaryMade {
		if summary = "made of what is not in the text"; isBeginning(v.Summary, v.Body) {
			summary = ""
		}
	}
	return fmt.Sprintf("%s %s %s; %s; %s; %s; by %v; made %v; cover %s; %s",
		v.Address, v.Standard, v.EasyRead, v.Title, summary, v.Channels, v.Byline, made, cover, flatNodes(v.Body, v.Channels))
}

// isBeginning says whether a made summary is a run of the words of one paragraph.
func isBeginning(summary string, body []page.Node) bool {
	for i := range body {
		var words strings.Builder
		for n := range page.Walk(body[i : i+1]) {
			switch n.Kind {
			case page.Text, page.Code, page.PersonName:
				words.WriteString(n.Text)
			case page.HardBreak:
				words.WriteByte(' ')
			}
		}
		if body[i].Kind == page.Paragraph && strings.Contains(strings.Join(strings.Fields(words.String()), " "), strings.TrimSuffix(summary, "…")) {
			return true
		}
	}
	return false
}

func flatNodes(nodes []page.Node, through page.Channels) string {
	var b strings.Builder
	for i := range nodes {
		n := &nodes[i]
		switch n.Kind {
		case page.Text, page.PersonName:
			b.WriteString(n.Text)
		case page.Link:
			fmt.Fprintf(&b, "%s(%s)", flatNodes(n.Children, through), n.URL)
		case page.Image:
			fmt.Fprintf(&b, "(%s %s %s)", n.Text+flatNodes(n.Children, through), n.Renditions[0].Address, n.Channels&through)
		case page.QuoteBlock:
			fmt.Fprintf(&b, "{%s%s %s:%s}", n.Text, n.Attr("by"), n.Channels&through, flatNodes(n.Children, through))
		case page.Audio, page.Video:
			said := n.URL
			if said == "" {
				said = strings.TrimRight(n.Renditions[0].Address+" "+n.Captions, " ") + " " + flatNodes(n.Children, through)
			}
			fmt.Fprintf(&b, "(%s %s %s)", n.Text, said, n.Channels&through)
		default:
			b.WriteString(flatNodes(n.Children, through))
		}
	}
	return b.String()
}

// disagreement says where oracle and package differ on the day; "" where they
// do not.
func disagreement(w world) string {
	mine := newOracle(w.src, w.today).all()
	theirs, cleared := byPackage(w)
	var b strings.Builder
	var pictures, cleanPictures []string
	for _, file := range slices.Sorted(maps.Keys(mine)) {
		m, t := mine[file], theirs[file]
		if m.decision != t.decision || m.view != t.view {
			fmt.Fprintf(&b, "%s\n  oracle:  %s\n           %s\n  package: %s\n           %s\n", file, m.decision, m.view, t.decision, t.view)
		}
		pictures = append(pictures, m.pictures...)
	}
	if len(mine) != len(theirs) {
		fmt.Fprintf(&b, "%d versions, but %d decisions\n", len(mine), len(theirs))
	}
	slices.Sort(pictures)
	for _, p := range cleared.Pictures() {
		cleanPictures = append(cleanPictures, p.File)
	}
	if pictures = slices.Compact(pictures); b.Len() == 0 && !slices.Equal(pictures, cleanPictures) {
		fmt.Fprintf(&b, "pictures, oracle: %v, package: %v\n", pictures, cleanPictures)
	}
	return b.String()
}

// ahead tries one day after the other: until is "the last day on which it may
// still be published as things stand", next "the next day on which what is
// published changes by itself".
func (o *oracle) ahead() (map[string]page.Day, consent.Change) {
	now := o.on(o.today).all()
	untils := map[string]page.Day{}
	var next consent.Change
	for day := o.today + 1; day <= o.horizon(); day++ {
		then := o.on(day).all()
		for file, t := range now {
			if t.published && !then[file].published && untils[file] == 0 {
				untils[file] = day - 1
			}
			if t.view != then[file].view && (next.On == 0 || next.On == day) && !slices.Contains(next.Pages, t.page) {
				next.On = day
				next.Pages = append(next.Pages, t.page)
			}
		}
	}
	slices.Sort(next.Pages)
	return untils, next
}

// horizon is a day after which nothing is known to change.
func (o *oracle) horizon() page.Day {
	last := o.today
	for i := range o.src.Pages {
		last = max(last, o.src.Pages[i].Meta.From, o.src.Pages[i].Meta.Until)
	}
	for _, rec := range o.src.Records {
		last = max(last, rec.AdultFrom)
		for _, e := range rec.Entries {
			last = max(last, e.Given, e.Until)
		}
		for _, a := range rec.Approvals {
			last = max(last, a.On)
		}
	}
	return later(last, o.src.Site.Consent.Longest) + 2
}
