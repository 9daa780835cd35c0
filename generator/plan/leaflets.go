package plan

import (
	"path"
	"strings"

	"goldenthread/generator/page"
)

// leaflet plans the PDF of an easy-read page, where the channel `print` is agreed, and
// gives its address for the page's sheets; "" where there is to be none.
func (b *builder) leaflet(v *page.View) page.Leaflet {
	easy := b.easy[v.Path]
	if easy == nil || !easy.Channels.Has(page.Print) {
		return page.Leaflet{}
	}
	address := easy.Address + path.Base(strings.TrimSuffix(easy.Address, "/easy-read/")) + ".pdf"
	if v == easy {
		s := b.sheet("leaflet", easy.Address, own(easy), hidden)
		s.Preview = nil
		b.add(strings.TrimPrefix(address, "/"), Pages, Body{Leaflet: s})
	}
	return page.Leaflet{Address: address, Hidden: !easy.Channels.Has(page.SearchEngines)}
}

// leafletPattern keeps search engines from all PDFs, since a PDF itself cannot ask them to
// stay away, as the page does that they may not find. Where they may, they find the page.
// Package hosting has the hosts ask it that can.
const leafletPattern = "/*/easy-read/*.pdf$"

// IsLeaflet says whether a file of public/ is the PDF of an easy-read page, by its path.
func IsLeaflet(name string) bool {
	dir, file := path.Split(name)
	of, easy := strings.CutSuffix(dir, "/easy-read/")
	return easy && file == path.Base(of)+".pdf"
}

// Leaflets are the planned PDFs.
func (p Plan) Leaflets() []Output {
	var all []Output
	for _, o := range p.outputs {
		if o.body.Leaflet != nil {
			all = append(all, o)
		}
	}
	return all
}

// Printed says which PDFs could be made, by their paths, and how many bytes they
// have. It gives the plan without the others, to which nothing leads any more. It is
// to be called before anything is rendered, since the sheets are the plan's own.
func (p Plan) Printed(sizes map[string]int) Plan {
	outputs := make([]Output, 0, len(p.outputs))
	for _, o := range p.outputs {
		if _, made := sizes[o.path]; o.body.Leaflet != nil && !made {
			continue
		}
		if s := o.body.Sheet; s != nil && s.Leaflet.Address != "" {
			size, made := sizes[strings.TrimPrefix(s.Leaflet.Address, "/")]
			if s.Leaflet.Size = size; !made {
				s.Leaflet = page.Leaflet{}
			}
		}
		outputs = append(outputs, o)
	}
	p.outputs = outputs
	return p
}
