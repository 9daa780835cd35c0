package document

import (
	"bytes"
	"compress/zlib"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

const unseen = "data that no page shows"

// stream writes a stream: what draws a page without notes in it, photographs
// without what a camera wrote into them, and of packed data nothing behind its end.
func (m *made) stream(s *types.StreamDict, j job) body {
	as := j.role
	if as == "looks" {
		as = "graphic"
	}
	to := m.entries(s.Dict, as)
	sub, _ := m.resolve(s.Dict["Subtype"]).(types.Name)
	tiling := m.resolve(s.Dict["PatternType"]) == types.Integer(1)
	filters := s.FilterPipeline
	last, first := "", ""
	if len(filters) > 0 {
		first, last = filters[0].Name, filters[len(filters)-1].Name
	}
	switch {
	case as == "content" || as == "glyph" || sub == "Form" || tiling || j.role == "looks" && sub != "Image":
		drawn, ok := m.unpack(s, len(filters))
		if !ok {
			return body{object: to}
		}
		if first == filter.Flate {
			m.end(s.Raw)
		}
		if as == "graphic" {
			m.text.show(m, drawn, m.dict(s.Dict["Resources"]))
		}
		clean, found, err := plainDrawing(drawn)
		if err != nil {
			m.err = err
			return body{object: to}
		}
		if found {
			m.left[notes] = true
		}
		return m.packed(to, clean)
	case last == filter.DCT || last == filter.JPX:
		picture, ok := m.unpack(s, len(filters)-1)
		if !ok {
			return body{object: to}
		}
		clean, hidden, ok := cleanPicture(picture, last)
		if !ok {
			m.err = errDamaged
			return body{object: to}
		}
		if hidden {
			m.left["what a camera or a program wrote into its pictures"] = true
		}
		return m.filtered(to, filters[len(filters)-1:], clean)
	case as == "profile":
		return m.profile(to, s)
	case sub == "Image" && last != filter.CCITTFax && last != filter.JBIG2:
		return m.pixels(to, s)
	case first == filter.Flate:
		return m.flate(to, s)
	}
	return m.filtered(to, filters, s.Raw)
}

// unpack takes the first n filters of a stream off.
func (m *made) unpack(s *types.StreamDict, n int) ([]byte, bool) {
	if n == 0 {
		m.budget -= int64(len(s.Raw))
		return s.Raw, m.budget > 0
	}
	one := types.StreamDict{Dict: s.Dict, Raw: s.Raw, FilterPipeline: s.FilterPipeline[:n]}
	if len(s.Raw) == 0 {
		return nil, true
	}
	if m.budget <= 0 {
		m.err = errLarge
		return nil, false
	}
	out, err := one.DecodeLengthWithLimit(-1, min(m.budget, maxOne))
	m.budget -= int64(len(out))
	if err != nil {
		m.err = errDamaged
		return nil, false
	}
	return out, true
}

// flate cuts off what stands behind packed data.
func (m *made) flate(to types.Dict, s *types.StreamDict) body {
	used, ok := m.end(s.Raw)
	if ok {
		return m.filtered(to, s.FilterPipeline, s.Raw[:used])
	}
	if m.err == nil { // damaged: viewers show what they can of it
		if out, ok := m.unpack(s, len(s.FilterPipeline)); ok {
			return m.packed(to, out)
		}
	}
	return body{object: to}
}

// end says where packed data end, and notes what is behind it.
func (m *made) end(data []byte) (used int, ok bool) {
	in := bytes.NewReader(data)
	z, err := zlib.NewReader(in)
	if err == nil {
		var n int64
		n, err = io.Copy(io.Discard, io.LimitReader(z, m.budget))
		m.budget -= n
	}
	if m.budget <= 0 {
		m.err = errLarge
		return 0, false
	}
	used = len(data) - in.Len()
	if err != nil || len(bytes.TrimSpace(data[used:])) > 0 {
		m.left[unseen] = true
	}
	return used, err == nil
}

// packed writes data in the usual packing.
func (m *made) packed(to types.Dict, data []byte) body {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data) // into memory: it cannot fail
	z.Close()
	return m.filtered(to, []types.PDFFilter{{Name: filter.Flate}}, b.Bytes())
}

// filtered writes data as it is, and says how it is packed.
func (m *made) filtered(to types.Dict, filters []types.PDFFilter, data []byte) body {
	var names, parameters types.Array
	any := false
	for _, f := range filters {
		names = append(names, types.Name(f.Name))
		if len(f.DecodeParms) == 0 {
			parameters = append(parameters, nil)
			continue
		}
		parameters, any = append(parameters, m.entries(f.DecodeParms, "parameters")), true
	}
	switch {
	case len(names) == 1 && any:
		to["Filter"], to["DecodeParms"] = names[0], parameters[0]
	case len(names) == 1:
		to["Filter"] = names[0]
	case len(names) > 1:
		to["Filter"] = names
		if any {
			to["DecodeParms"] = parameters
		}
	}
	to["Length"] = types.Integer(len(data))
	if data == nil {
		data = []byte{}
	}
	return body{object: to, stream: data}
}
