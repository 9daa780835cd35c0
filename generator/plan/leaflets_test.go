package plan

import (
	"slices"
	"testing"

	"goldenthread/generator/page"
)

// planned is a plan of a page in both versions, with its PDF, and of another page.
func planned() Plan {
	leaflet := page.Leaflet{Address: "/a/easy-read/a.pdf"}
	sheet := func(address string, l page.Leaflet) Output {
		return Output{path: htmlFile(address), body: Body{Sheet: &page.Sheet{Address: address, Leaflet: l}}}
	}
	return Plan{made: true, outputs: []Output{
		sheet("/a/", leaflet), sheet("/a/easy-read/", leaflet),
		{path: "a/easy-read/a.pdf", body: Body{Leaflet: &page.Sheet{Address: "/a/easy-read/"}}},
		sheet("/b/", page.Leaflet{}),
	}}
}

func paths(p Plan) (all []string) {
	for _, o := range p.Outputs() {
		all = append(all, o.Path())
	}
	return all
}

// What was not printed is not planned, and nothing leads to it.
func TestPrinted(t *testing.T) {
	p := planned().Printed(map[string]int{"a/easy-read/a.pdf": 1234})
	if got := p.Outputs()[0].Body().Sheet.Leaflet; len(p.Leaflets()) != 1 || len(p.Outputs()) != 4 || got.Size != 1234 || got.Address == "" {
		t.Errorf("what was printed is %q, and is led to by %+v", paths(p), got)
	}
	for _, sizes := range []map[string]int{nil, {"other.pdf": 1}} {
		p := planned().Printed(sizes)
		if len(p.Leaflets()) != 0 || slices.Contains(paths(p), "a/easy-read/a.pdf") || len(p.Outputs()) != 3 {
			t.Errorf("what was not printed is planned: %q", paths(p))
		}
		for _, o := range p.Outputs() {
			if s := o.Body().Sheet; s.Leaflet != (page.Leaflet{}) {
				t.Errorf("%s leads to what was not printed", o.Path())
			}
		}
	}
}

// A PDF goes with its page, where that is refused on its way out.
func TestPDFGoesWithItsPage(t *testing.T) {
	p := planned().Printed(map[string]int{"a/easy-read/a.pdf": 1})
	if got := paths(p.Without([]string{"a/easy-read/index.html"})); !slices.Equal(got, []string{"a/index.html", "b/index.html"}) {
		t.Errorf("left are %q", got)
	}
	if got := paths(p.Without([]string{"b/index.html"})); !slices.Contains(got, "a/easy-read/a.pdf") {
		t.Errorf("left are %q", got)
	}
}
