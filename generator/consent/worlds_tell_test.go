package consent_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
)

// String is all of a world that matters, one line for each thing in it; of
// people, 0 is not said, 1 none, 2 a list; of uses, 1 no … 4 full, 5 yes.
func (w world) String() string {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	rules := w.src.Site.Consent
	put("today %s, longest %+v, approval %+v, people_required %v", w.today, rules.Longest, rules.Approval, rules.PeopleRequired.Names)
	for i := range w.src.Pages {
		p := &w.src.Pages[i]
		m := p.Meta
		put("page %q: people %d %v, authors %v, draft %v, from %s, until %s, cover %q, discreet %v, namesakes %v, made with %v", p.Path, m.People.Said, m.People.IDs, m.Authors, m.Draft, m.From, m.Until, m.Cover, m.Discreet, m.Namesakes, m.MadeWith)
		for _, v := range p.Versions() {
			put("  %s: fault %v, people %v, %s / %s / %s, text %.20s", v.File, v.Fault != nil, v.People, written(v.Title), written(v.Summary), written(v.Body), approval.TextOf(&w.src.Site, p, v, w.src.Pictures))
		}
	}
	for _, id := range []string{"ann", "bob", "cat", "dan"} {
		rec := w.src.Records[id]
		if rec == nil {
			continue
		}
		put("record %s: fault %v, staff %v, anonymous %v, adult_from %s, names %+v", id, rec.Fault != nil, rec.Staff, rec.Anonymous, rec.AdultFrom, rec.Names)
		for _, e := range rec.Entries {
			put("  covers %v: requested %s, given %s, refused %s, withdrawn %s, revoked %s, until %s, uses %v %v, channels [%s], shown_as %q", e.Covers, e.Requested, e.Given, e.Refused, e.Withdrawn, e.Revoked, e.Until, e.HasUses, e.Uses, e.Channels, e.ShownAs)
		}
		for _, a := range rec.Approvals {
			put("  approved %q %s %s %.20s", a.Page, a.Edition, a.On, a.Text)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(w.src.Pictures)) {
		if p := w.src.Pictures[file]; p.Renditions != nil || p.Fault != nil {
			put("picture %s: people %d %v, fault %v, uncertain %v", file, p.People.Said, p.People.IDs, p.Fault != nil, p.Uncertain)
		}
	}
	w.sayNames(put)
	return b.String()
}

// written gives nodes roughly as a writer would have typed them.
func written(nodes []page.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		switch n.Kind {
		case page.Text:
			b.WriteString(n.Text)
		case page.PersonName:
			b.WriteString(":person[" + n.Person + "]")
		case page.Image:
			b.WriteString("![" + n.Text + written(n.Children) + "](" + n.URL + " " + n.Title + ")")
		case page.Link:
			b.WriteString("[" + written(n.Children) + "](" + n.URL + " " + n.Title + ")")
		case page.Audio, page.Video:
			fmt.Fprintf(&b, "(%v %v)", n.Kind == page.Audio, n.Attrs)
		case page.QuoteBlock:
			fmt.Fprintf(&b, "quote:%d %v{%s}", n.Line, n.Attrs, written(n.Children))
		default:
			b.WriteString(nameOf(&n))
		}
	}
	return b.String()
}

// unshrunk are the fields without which a world would be no world.
var unshrunk = strings.Fields("Part HasUses Own ID File Path Section Edition Key Value Person URL BaseURL Unnamed Language Page Code Message Address Cover")

// shrink takes away from a value whatever can go while fails stays true, so
// that a failure can be understood.
func shrink(v reflect.Value, fails func() bool) {
	try := func(set, undo func()) bool {
		if set(); !fails() {
			undo()
			return false
		}
		return true
	}
	switch v.Kind() {
	case reflect.Bool, reflect.Pointer:
		if old := reflect.ValueOf(v.Interface()); !v.IsZero() && !try(v.SetZero, func() { v.Set(old) }) && v.Kind() == reflect.Pointer {
			shrink(v.Elem(), fails)
		}
	case reflect.String:
		if old := v.String(); old != "" {
			try(v.SetZero, func() { v.SetString(old) })
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !slices.Contains(unshrunk, name) {
				shrink(v.Field(i), fails)
			}
		}
	case reflect.Slice:
		for i := 0; i < v.Len(); {
			old := v.Slice(0, v.Len())
			less := reflect.AppendSlice(reflect.AppendSlice(reflect.Zero(v.Type()), v.Slice(0, i)), v.Slice(i+1, v.Len()))
			if !try(func() { v.Set(less) }, func() { v.Set(old) }) {
				if v.Index(i).Kind() != reflect.String {
					shrink(v.Index(i), fails)
				}
				i++
			}
		}
	case reflect.Map:
		if v.Type() == reflect.TypeFor[map[string]page.Picture]() {
			return // it holds whatever some page refers to
		}
		for _, key := range v.MapKeys() {
			old := v.MapIndex(key)
			if !try(func() { v.SetMapIndex(key, reflect.Value{}) }, func() { v.SetMapIndex(key, old) }) && old.Kind() == reflect.Pointer {
				shrink(old.Elem(), fails)
			}
		}
	}
}

// sayNames tells of what only worlds with names have.
func (w world) sayNames(put func(format string, args ...any)) {
	for i := range w.src.Pages {
		for _, v := range w.src.Pages[i].Versions() {
			if len(v.Front) > 0 {
				put("front of %s:", v.File)
			}
			for _, s := range v.Front {
				put("  %s: %q, line %d", s.Key, s.Text, s.Line)
			}
		}
	}
	for id, rec := range w.src.Records {
		if rec.NeverShow != nil || rec.Byline+rec.Bio != "" {
			put("also of %s: never_show %q, byline %q, bio %q", id, rec.NeverShow, rec.Byline, rec.Bio)
		}
	}
	for file, pic := range w.src.Pictures {
		if pic.Alt+pic.Credit+pic.Licence+pic.Words != "" {
			put("%s: alt %q, credit %q, licence %q, words %q, said %s", file, pic.Alt, pic.Credit, pic.Licence, pic.Words, pic.Said)
		}
	}
}

// nameOf spells a node of a world with names.
func nameOf(n *page.Node) string {
	switch n.Kind {
	case page.FootnoteRef, page.Footnote:
		return fmt.Sprintf("[^%d]<%s>", n.N, written(n.Children))
	case page.Details, page.Code, page.CodeBlock:
		return fmt.Sprintf("<%d: %q %s>", n.Kind, n.Text, written(n.Children))
	case page.HardBreak:
		return "\\"
	}
	return fmt.Sprintf("<%d: %s>", n.Kind, written(n.Children))
}
