package picture

import "math"

// An AVIF is boxes in boxes. The box meta lists items (pictures, and parts of
// them; notes), where their bytes are, and the properties that each has.

// box is a part of an AVIF.
type box struct {
	name    string
	content []byte
}

// boxes gives the boxes in b, and whether they fill it.
func boxes(b []byte) (all []box, whole bool) {
	for len(b) >= 8 {
		in := cursor{b: b}
		size, name, before := in.uint(4), string(in.bytes(4)), 8
		switch size {
		case 0:
			size = uint64(len(b))
		case 1:
			size, before = in.uint(8), 16
		}
		if in.bad || size < uint64(before) || size > uint64(len(b)) {
			return all, false
		}
		all = append(all, box{name, b[before:size]})
		b = b[size:]
	}
	return all, len(b) == 0
}

// within gives the content of the first box of a name, nil when there is none.
func within(all []box, name string) []byte {
	for _, b := range all {
		if b.name == name {
			return b.content
		}
	}
	return nil
}

// item is a thing that an AVIF holds.
type item struct {
	kind, name string // av01 for a picture, grid for one of several
	properties []box
	extents    [][]byte
	lost       bool // some of its bytes are not there
}

// avifItems gives the items of an AVIF, and which of them is the picture.
func avifItems(source []byte) (items map[uint64]*item, primary uint64, ok bool) {
	top, _ := boxes(source)
	meta, _ := boxes(skip(within(top, "meta"), 4))
	items = map[uint64]*item{}
	infos, _ := boxes(skip(within(meta, "iinf"), 6))
	if info := within(meta, "iinf"); len(info) > 0 && info[0] > 0 {
		infos, _ = boxes(skip(info, 8))
	}
	for _, info := range infos {
		in := cursor{b: info.content}
		version := in.uint(1)
		in.bytes(3)
		id := in.uint(wide(version >= 3, 4, 2))
		in.bytes(2)
		if kind := string(in.bytes(4)); !in.bad {
			items[id] = &item{kind: kind, name: string(in.b)}
		}
	}
	in := cursor{b: within(meta, "pitm")}
	version := in.uint(1)
	in.bytes(3)
	primary = in.uint(wide(version > 0, 4, 2))
	ok = !in.bad && items[primary] != nil &&
		placeItems(items, within(meta, "iloc"), source, within(meta, "idat")) &&
		describeItems(items, within(meta, "iprp"))
	return items, primary, ok
}

// placeItems finds the bytes of the items.
func placeItems(items map[uint64]*item, iloc, source, idat []byte) bool {
	in := cursor{b: iloc}
	version := in.uint(1)
	in.bytes(3)
	sizes := in.uint(2)
	offset, length, base, index := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		index = 0
	}
	for n := in.uint(wide(version == 2, 4, 2)); n > 0 && !in.bad; n-- {
		found := items[in.uint(wide(version == 2, 4, 2))]
		from := source
		if version > 0 && in.uint(2)&15 == 1 {
			from = idat
		}
		in.bytes(2)
		start := in.uint(base)
		for m := in.uint(2); m > 0 && !in.bad; m-- {
			in.bytes(index)
			at, size := start+in.uint(offset), in.uint(length)
			if found == nil {
				continue
			}
			if at > uint64(len(from)) || size > uint64(len(from))-at {
				found.lost = true
				continue
			}
			if size == 0 {
				size = uint64(len(from)) - at
			}
			found.extents = append(found.extents, from[at:at+size])
		}
	}
	return !in.bad
}

// describeItems gives the items their properties.
func describeItems(items map[uint64]*item, iprp []byte) bool {
	parts, _ := boxes(iprp)
	properties, _ := boxes(within(parts, "ipco"))
	for _, part := range parts {
		if part.name != "ipma" {
			continue
		}
		in := cursor{b: part.content}
		version, flags := in.uint(1), in.uint(3)
		for n := in.uint(4); n > 0 && !in.bad; n-- {
			found := items[in.uint(wide(version > 0, 4, 2))]
			for m := in.uint(1); m > 0 && !in.bad; m-- {
				i := in.uint(1) & 0x7f
				if flags&1 != 0 {
					i = i<<8 | in.uint(1)
				}
				if found != nil && i > 0 && i <= uint64(len(properties)) {
					found.properties = append(found.properties, properties[i-1])
				}
			}
		}
		if in.bad {
			return false
		}
	}
	return true
}

// avifHead reads the head of an AVIF.
func avifHead(source []byte) (head, error) {
	h := head{orientation: 1}
	top, whole := boxes(source)
	if within(top, "moov") != nil {
		h.moving = true
	}
	items, primary, ok := avifItems(source)
	if !ok || !whole && len(top) == 0 {
		return h, errCut
	}
	picture := items[primary]
	h.width, h.height = picture.size()
	angle, mirror := 0, -1
	for _, p := range picture.properties {
		switch {
		case p.name == "irot" && len(p.content) > 0:
			angle = int(p.content[0] & 3)
		case p.name == "imir" && len(p.content) > 0:
			mirror = int(p.content[0] & 1)
		case p.name == "clap":
			h.cropped = true
		case p.name == "colr" && len(p.content) > 4:
			in := cursor{b: p.content[4:]}
			switch string(p.content[:4]) {
			case "prof", "rICC":
				h.profile = p.content[4:]
			case "nclx":
				h.code = colourCode{int(in.uint(2)), int(in.uint(2))}
			}
		}
	}
	h.orientation = turnedAndMirrored(angle, mirror)
	return h, honest(items, h)
}

// turnedAndMirrored gives the Exif orientation that does the same as turning by
// angle times 90 degrees against the clock and then mirroring: 0 swaps top and
// bottom, 1 left and right.
func turnedAndMirrored(angle, mirror int) int {
	return [4][3]int{{1, 4, 2}, {8, 5, 7}, {3, 2, 4}, {6, 7, 5}}[angle][mirror+1]
}

// size gives the size that an item claims to have.
func (i *item) size() (w, h int) {
	for _, p := range i.properties {
		if p.name == "ispe" {
			in := cursor{b: skip(p.content, 4)}
			w, h = int(in.uint(4)), int(in.uint(4))
		}
	}
	return w, h
}

// honest says whether the pictures in an AVIF, of which one picture may be put
// together, are as large as the file claims: the decoder makes room for as many
// pixels as the compressed picture asks for, and stretches a small one. errCut
// means that a part is not there, or has another size than it says.
func honest(items map[uint64]*item, h head) error {
	whole := int64(h.width) * int64(h.height)
	if whole > maxPixels {
		return nil // which is the larger problem
	}
	var sum int64
	for _, i := range items {
		if i.lost {
			return errCut
		}
		if i.kind != "av01" {
			continue
		}
		w, h := i.size()
		if !framesWithin(i.extents, w, h) {
			return errCut
		}
		sum += int64(min(w, math.MaxInt32)) * int64(min(h, math.MaxInt32))
	}
	if sum == 0 || sum > 4*whole+1<<20 { // transparency, a preview, what is left over at the edges
		return errCut
	}
	return nil
}

func wide(is bool, yes, no int) int {
	if is {
		return yes
	}
	return no
}

// cursor reads numbers, the largest part first. Once there are no bytes left
// it is bad, and all that it gives is 0.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) bytes(n int) []byte {
	if n > len(c.b) {
		c.b, c.bad = nil, true
		return nil
	}
	b := c.b[:n]
	c.b = c.b[n:]
	return b
}

func (c *cursor) uint(n int) uint64 {
	var v uint64
	for _, b := range c.bytes(n) {
		v = v<<8 | uint64(b)
	}
	return v
}
