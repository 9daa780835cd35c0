package document

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pixels writes a picture without what stands behind its last pixel, which nobody
// sees.
func (m *made) pixels(to types.Dict, s *types.StreamDict) body {
	most := m.most(s.Dict)
	filters := s.FilterPipeline
	if most == 0 && len(s.Raw) > 0 {
		m.err = errDamaged
		return body{object: to}
	}
	single := len(filters) == 1 && filters[0].Name == filter.Flate
	if len(filters) == 0 && int64(len(bytes.TrimRight(s.Raw, blanks))) <= most {
		return m.filtered(to, filters, s.Raw)
	}
	if single {
		before := m.budget
		b := m.flate(to, s)
		rows := int64(0)
		if filters[0].DecodeParms != nil { // each row may say in one byte how it is written
			height, _ := m.resolve(s.Dict["Height"]).(types.Integer)
			rows = int64(height)
		}
		if m.err != nil || before-m.budget <= most+rows {
			return b
		}
	}
	out, ok := m.unpack(s, len(filters))
	if !ok {
		return body{object: to}
	}
	if int64(len(bytes.TrimRight(out, blanks))) > most {
		m.left[unseen] = true
		return m.packed(to, out[:most])
	}
	if len(filters) > 0 && filters[0].Name == filter.Flate {
		return m.flate(to, s)
	}
	return m.filtered(to, filters, s.Raw)
}

// most is how many bytes the pixels of a picture take, at the most.
func (m *made) most(d types.Dict) int64 {
	number := func(key string) int { n, _ := m.resolve(d[key]).(types.Integer); return int(n) }
	parts, bits := m.parts(d["ColorSpace"]), number("BitsPerComponent")
	if m.resolve(d["ImageMask"]) == types.Boolean(true) {
		parts, bits = 1, 1
	}
	return area(number("Width"), number("Height"), bits, parts)
}

// parts says of how many numbers a colour consists: four where that is not said, and
// no more than 32.
func (m *made) parts(space types.Object) int {
	space = m.resolve(space)
	list, _ := space.(types.Array)
	if len(list) > 0 {
		space = m.resolve(list[0])
	}
	switch name, _ := space.(types.Name); name {
	case "DeviceGray", "CalGray", "G", "Indexed", "I", "Separation":
		return 1
	case "DeviceRGB", "CalRGB", "RGB", "Lab":
		return 3
	case "ICCBased":
		if len(list) > 1 {
			if n, ok := m.resolve(m.dict(list[1])["N"]).(types.Integer); ok {
				return int(n)
			}
		}
	case "DeviceN":
		if len(list) > 1 {
			names, _ := m.resolve(list[1]).(types.Array)
			return len(names)
		}
	}
	return 4
}
