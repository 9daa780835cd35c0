package generator

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"goldenthread/generator/approval"
	"goldenthread/generator/consent"
	"goldenthread/generator/desk"
	"goldenthread/generator/guard"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// site is a whole site that was read, decided and planned at one moment, ready to be
// shown. It is only read.
type site struct {
	world   *world
	maker   *maker
	watch   func() *guard.Guard     // made once it is asked for, when the site before is gone
	outputs map[string]*plan.Output // by path
	// around holds, of a site that another is taking the place of, sheets of its own, by path.
	around   map[string]*page.Sheet
	sections []string
	pages    map[string]int         // the pages that were found, by the file of each edition
	approved map[approval.Text]bool // by somebody
	shots    *shots
	desk     func() desk.Desk // is worked out when somebody asks for it
	// complete says that no picture is missing that may be published and was never made.
	complete bool
	isLight  bool // it has no plan, since another is taking its place
}

// site makes a site of what was read. Where later is true, pictures that may be published
// and were never made are left for another time.
func (o Options) site(ctx context.Context, root *os.Root, src *page.Source, at page.Day, a *album, later bool) (*site, error) {
	own := *src // what is found out of pictures on the way is this site's own
	own.Pictures = maps.Clone(src.Pictures)
	own.Problems = slices.Clone(src.Problems)
	a.later = later
	w, err := o.decided(ctx, root, &own, at, a)
	if err != nil {
		return nil, err
	}
	p, look, err := w.plan(plan.Former{})
	if err != nil {
		return nil, err
	}
	p = p.Printed(nil)
	s := &site{world: w, maker: &maker{look, a, w}, outputs: make(map[string]*plan.Output, len(p.Outputs())), pages: map[string]int{}, approved: approvedTexts(own.Records)}
	decided := own // without what is only shown here
	decided.Pictures = maps.Clone(own.Pictures)
	s.watch = sync.OnceValue(func() *guard.Guard {
		return guard.New(w.knowledge(&decided, p, look))
	})
	for i := range p.Outputs() {
		one := &p.Outputs()[i]
		s.outputs[one.Path()] = one
	}
	for i := range own.Pages {
		for _, v := range own.Pages[i].Versions() {
			s.pages[fileAt(own.Pages[i].Address(v.Edition))] = i
		}
	}
	s.complete = !later || !slices.ContainsFunc(w.cleared.Pictures(), func(p page.Picture) bool { return len(p.Renditions) == 0 })
	s.desk = sync.OnceValue(func() desk.Desk { return o.lookingAhead(w, w.overview(w.easyAdvice(nil))) })
	s.sections = w.cleared.Sections()
	withPrivate(own.Pictures)
	return s, nil
}

// light gives what is needed of a site while another takes its place: what was decided, and
// what stands around the pages that are shown meanwhile. All else is planned anew, and would
// be in memory twice.
func (s *site) light(shown map[string]changed) *site {
	light := &site{isLight: true, complete: s.complete, shots: s.shots, world: s.world, maker: s.maker, pages: s.pages, sections: s.sections, approved: s.approved, around: map[string]*page.Sheet{}}
	for _, one := range shown {
		for _, v := range one.page.Versions() {
			file := fileAt(one.page.Address(v.Edition))
			if sheet := s.sheet(file); sheet != nil {
				alone := *sheet
				if alone.View = nil; alone.Week != nil { // one view would keep them all
					week := *alone.Week
					alone.Week = &week
				}
				light.around[file] = &alone
			}
		}
	}
	return light
}

// sheet gives the sheet that was planned for a file; nil for none.
func (s *site) sheet(file string) *page.Sheet {
	if o, ok := s.outputs[file]; ok {
		return o.Body().Sheet
	}
	return s.around[file]
}

// fileAt gives the path within public/ of what is served at an address within the site.
func fileAt(address string) string {
	file := strings.TrimPrefix(address, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file
}

// public gives the bytes of a file as a build would publish it; ok is false of one that it
// would not, since nothing was planned there or the last look refuses it.
func (s *site) public(file string) (bytes []byte, ok bool, err error) {
	o, bytes, ok, err := s.rendered(file)
	if err != nil || !ok {
		return nil, false, err
	}
	_, problems, err := s.watch().Look(*o, bytes)
	return bytes, err == nil && len(problems) == 0, err
}

// rendered gives an output of the plan and its bytes, which nobody has looked at; ok is
// false where nothing was planned.
func (s *site) rendered(file string) (o *plan.Output, bytes []byte, ok bool, err error) {
	if o, ok = s.outputs[file]; !ok {
		return nil, nil, false, nil
	}
	bytes, err = s.maker.bytes(o.Body())
	return o, bytes, err == nil, err
}

// edition gives an edition of a page as those who work on it may see it.
func (s *site) edition(p *page.Page, e page.Edition) (consent.Private, bool) {
	all := s.world.decisions.Private(p)
	if i := slices.IndexFunc(all, func(one consent.Private) bool { return one.Decision.Edition == e }); i >= 0 {
		return all[i], true
	}
	return consent.Private{}, false
}

// private renders an edition of a page that is not published, or not as it now reads:
// with what stood around it when the whole was planned, if it stood there.
func (s *site) private(v *page.View) ([]byte, error) {
	sheet := page.Sheet{Layout: layoutOf(v), Frame: s.maker.look.Frame()}
	if planned := s.sheet(fileAt(v.Address)); planned != nil {
		sheet = *planned
	}
	sheet.Address, sheet.View, sheet.Title, sheet.Summary, sheet.Language = v.Address, v, v.Title, v.Summary, v.Language
	if v.Edition == page.EasyRead {
		sheet.Language = page.Simple(v.Language)
	}
	sheet.Hidden, sheet.Preview = true, nil
	return s.maker.look.Render(&sheet)
}

// layoutOf gives the layout in which an edition stands by itself.
func layoutOf(v *page.View) string {
	switch {
	case v.Edition == page.EasyRead:
		return "easy-read"
	case v.Section == "weeks" && !v.Own:
		return "week"
	}
	return "page"
}
