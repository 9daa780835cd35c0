package picture

import "encoding/binary"

// tag is an entry of an Exif directory whose value is a small number; for
// others the value means nothing.
type tag struct {
	id, kind uint16
	value    uint16
}

// directory gives the tags of the first directory of an Exif part, and whether
// there is a second one, which is that of a small copy. It gives what can be
// read of a broken one.
func directory(tiff []byte) (tags []tag, more bool) {
	if len(tiff) < 8 {
		return nil, false
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return nil, false
	}
	start := int64(order.Uint32(tiff[4:]))
	if start+2 > int64(len(tiff)) {
		return nil, false
	}
	entries := tiff[start+2:]
	n := order.Uint16(tiff[start:])
	for ; n > 0 && len(entries) >= 12; n-- {
		tags = append(tags, tag{order.Uint16(entries), order.Uint16(entries[2:]), order.Uint16(entries[8:])})
		entries = entries[12:]
	}
	return tags, n == 0 && len(entries) >= 4 && order.Uint32(entries) != 0
}

// orientation reads how a camera was held, 1 to 8, from an Exif part: 1 when it
// does not say so or makes no sense. It is the only thing that is ever used of
// Exif: without it the pixels would lie on their side.
func orientation(tiff []byte) int {
	const id, short = 0x0112, 3
	tags, _ := directory(tiff)
	for _, t := range tags {
		if t.id == id && t.kind == short {
			if t.value >= 1 && t.value <= 8 {
				return int(t.value)
			}
			return 1
		}
	}
	return 1
}
