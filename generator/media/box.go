package media

import (
	"encoding/binary"
	"iter"
	"slices"
)

// box is one of the parts, inside one another, that an MP4 file consists of.
type box struct {
	name string
	body []byte
}

// boxes gives the boxes that b consists of, up to the first that reaches over
// its end. What follows is found wanting where it is looked for.
func boxes(b []byte) iter.Seq[box] {
	return func(yield func(box) bool) {
		for len(b) >= 8 {
			size, header := uint64(binary.BigEndian.Uint32(b)), uint64(8)
			switch size {
			case 0:
				size = uint64(len(b))
			case 1:
				if len(b) < 16 {
					return
				}
				size, header = binary.BigEndian.Uint64(b[8:]), 16
			}
			if size < header || size > uint64(len(b)) || !yield(box{string(b[4:8]), b[header:size]}) {
				return
			}
			b = b[size:]
		}
	}
}

// find goes down a path of names and gives the body of the first box there, or
// nil.
func find(b []byte, names ...string) []byte {
	for _, name := range names {
		var found []byte
		for inner := range boxes(b) {
			if inner.name == name {
				found = inner.body
				break
			}
		}
		if b = found; b == nil {
			return nil
		}
	}
	return b
}

// field is the number in four bytes of b; 0 where b ends before.
func field(b []byte, at int) uint32 {
	if at+4 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint32(b[at:])
}

// long is the number in eight bytes of b; 0 where b ends before.
func long(b []byte, at int) uint64 {
	return uint64(field(b, at))<<32 | uint64(field(b, at+4))
}

// short is the number in two bytes of b; 0 where b ends before.
func short(b []byte, at int) uint16 {
	if at+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}

// table gives the rows of a table: width bytes each, as many as the number
// before them says or as there are.
func table(body []byte, width int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if len(body) < 8 {
			return
		}
		rows := body[8:]
		for range min(int(field(body, 4)), len(rows)/width) {
			if !yield(rows[:width]) {
				return
			}
			rows = rows[width:]
		}
	}
}

// newBox writes a box of these parts.
func newBox(name string, parts ...[]byte) []byte {
	size := 8
	for _, p := range parts {
		size += len(p)
	}
	b := binary.BigEndian.AppendUint32(make([]byte, 0, size), uint32(size))
	b = append(b, name...)
	return append(b, slices.Concat(parts...)...)
}

// numbers writes numbers of four bytes each.
func numbers[N int | int32 | uint32](all ...N) []byte {
	b := make([]byte, 0, 4*len(all))
	for _, n := range all {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return b
}

// newTable writes a box with a table of rows of the given width.
func newTable(name string, version int, width int, rows []byte) []byte {
	return newBox(name, numbers(version<<24, len(rows)/width), rows)
}
