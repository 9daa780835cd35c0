package document

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// inProfile says in plain words what goes from a colour profile.
const inProfile = "names and dates in its colour profiles"

const (
	profileHead = 128
	profileTag  = 12
)

// profileTags are the parts of a colour profile that say what a colour looks like.
// The others are texts, and notes of the program that made it.
const profileTags = "wtpt bkpt rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC chad A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 B2D0 B2D1 B2D2 gamt pre0 pre1 pre2"

// profile writes a colour profile with nothing but colours.
func (m *made) profile(to types.Dict, s *types.StreamDict) body {
	src, ok := m.unpack(s, len(s.FilterPipeline))
	if !ok {
		return body{object: to}
	}
	if len(s.FilterPipeline) > 0 && s.FilterPipeline[0].Name == filter.Flate {
		m.end(s.Raw)
	}
	clean, hidden, ok := cleanProfile(src)
	if !ok {
		m.err = errColours
		return body{object: to}
	}
	if hidden {
		m.left[inProfile] = true
	}
	return m.packed(to, clean)
}

// cleanProfile writes a profile anew: of its head what colours are, and the parts
// that a list knows, one behind the other. hidden says that there was more.
func cleanProfile(src []byte) (clean []byte, hidden, ok bool) {
	if len(src) < profileHead+4 || string(src[36:40]) != "acsp" {
		return nil, false, false
	}
	head := make([]byte, profileHead)
	for _, kept := range [][2]int{{8, 24}, {36, 40}, {64, 80}} { // its kind and colours, its mark, how to read it
		copy(head[kept[0]:kept[1]], src[kept[0]:kept[1]])
	}
	count := binary.BigEndian.Uint32(src[profileHead:])
	if count > 100 || int(count)*profileTag > len(src)-profileHead-4 {
		return nil, false, false
	}
	type tag struct {
		name     string
		from, to uint64
	}
	var tags []tag
	for i := range int(count) {
		e := src[profileHead+4+i*profileTag:]
		from := uint64(binary.BigEndian.Uint32(e[4:]))
		t := tag{string(e[:4]), from, from + uint64(binary.BigEndian.Uint32(e[8:]))}
		if t.to > uint64(len(src)) || t.from > t.to {
			return nil, false, false
		}
		if slices.Contains(strings.Fields(profileTags), t.name) && !slices.ContainsFunc(tags, func(o tag) bool { return o.name == t.name }) {
			tags = append(tags, t)
		}
	}
	if len(tags) == 0 {
		return nil, false, false
	}
	clean = binary.BigEndian.AppendUint32(head, uint32(len(tags)))
	data, start := []byte{}, uint32(len(clean)+len(tags)*profileTag)
	placed := map[[2]uint64]uint32{} // curves may be shared
	for _, t := range tags {
		at, there := placed[[2]uint64{t.from, t.to}]
		if !there {
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
			at = start + uint32(len(data))
			placed[[2]uint64{t.from, t.to}] = at
			data = append(data, src[t.from:t.to]...)
		}
		clean = append(clean, t.name...)
		clean = binary.BigEndian.AppendUint32(clean, at)
		clean = binary.BigEndian.AppendUint32(clean, uint32(t.to-t.from))
	}
	for clean = append(clean, data...); len(clean)%4 != 0; {
		clean = append(clean, 0)
	}
	binary.BigEndian.PutUint32(clean, uint32(len(clean)))
	return clean, string(clean) != string(src), true
}
