package document

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
)

// cleanPicture takes out of a photograph all but what makes its pixels. hidden says
// that there was something. ok is false where it is no such picture.
func cleanPicture(src []byte, kind string) (clean []byte, hidden, ok bool) {
	if kind == filter.DCT {
		return cleanJPEG(src)
	}
	return cleanJPX(src)
}

// The marks of a JPEG's parts.
const (
	jpegStart, jpegEnd, jpegScan = 0xd8, 0xd9, 0xda
	jpegComment                  = 0xfe
)

// cleanJPEG keeps the parts of a JPEG that a decoder needs: those with the pixels,
// and the two that say how colours are to be read.
func cleanJPEG(src []byte) (clean []byte, hidden, ok bool) {
	if !bytes.HasPrefix(src, []byte{0xff, jpegStart}) {
		return nil, false, false
	}
	clean = append(clean, src[:2]...)
	rest := src[2:]
	for len(rest) >= 2 {
		if rest[0] != 0xff {
			return nil, false, false
		}
		mark := rest[1]
		switch {
		case mark == 0xff: // a filler
			rest = rest[1:]
			continue
		case mark == jpegEnd:
			tail := bytes.Trim(rest[2:], "\x00\r\n ")
			return append(clean, 0xff, jpegEnd), hidden || len(tail) > 0, true
		case mark == 0 || mark >= 0xd0 && mark <= 0xd7 || mark == jpegStart || len(rest) < 4:
			return nil, false, false
		}
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if size < 4 || size > len(rest) {
			return nil, false, false
		}
		part, kept := jpegPart(rest[:size])
		clean, hidden = append(clean, part...), hidden || !kept
		rest = rest[size:]
		if mark == jpegScan {
			n := scanned(rest)
			clean, rest = append(clean, rest[:n]...), rest[n:]
		}
	}
	// Cut short: viewers show what there is.
	return append(clean, 0xff, jpegEnd), hidden, true
}

// jpegPart gives what stays of a part, and whether that is all of it.
func jpegPart(part []byte) (stays []byte, all bool) {
	mark, content := part[1], part[4:]
	switch {
	case mark == 0xe0 && bytes.HasPrefix(content, []byte("JFIF\x00")) && len(content) >= 14:
		stays = slices.Concat([]byte{0xff, 0xe0, 0, 16}, content[:12], []byte{0, 0}) // no small copy
		return stays, len(content) == 14
	case mark == 0xee && bytes.HasPrefix(content, []byte("Adobe")) && len(content) >= 12:
		return append([]byte{0xff, 0xee, 0, 14}, content[:12]...), len(content) == 12
	case mark >= 0xe0 && mark <= 0xef || mark == jpegComment:
		return nil, false
	}
	return part, true
}

// scanned says where a scan's pixels end: at the next mark that is none of theirs.
func scanned(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == 0xff && b[i+1] != 0 && b[i+1] != 0xff && (b[i+1] < 0xd0 || b[i+1] > 0xd7) {
			return i
		}
	}
	return len(b)
}

// cleanJPX keeps the boxes of a JPEG 2000 that a decoder needs. It may be without
// boxes.
func cleanJPX(src []byte) (clean []byte, hidden, ok bool) {
	if bytes.HasPrefix(src, []byte{0xff, 0x4f}) {
		return codestream(src)
	}
	for rest := src; len(rest) > 0; {
		if len(rest) < 8 {
			return clean, true, len(clean) > 0
		}
		size, head := uint64(binary.BigEndian.Uint32(rest)), 8
		switch {
		case size == 0:
			size = uint64(len(rest))
		case size == 1 && len(rest) >= 16:
			size, head = binary.BigEndian.Uint64(rest[8:]), 16
		}
		if size < uint64(head) || size > uint64(len(rest)) {
			return nil, false, false
		}
		name, content := string(rest[4:8]), rest[head:size]
		switch name {
		case "jP  ", "ftyp", "jp2h", "rreq":
		case "jp2c":
			var more bool
			if content, more, ok = codestream(content); !ok {
				return nil, false, false
			}
			hidden = hidden || more
		default:
			hidden, rest = true, rest[size:]
			continue
		}
		clean = binary.BigEndian.AppendUint32(clean, uint32(8+len(content)))
		clean = append(append(clean, name...), content...)
		rest = rest[size:]
	}
	return clean, hidden, ok
}

// codestream takes the comments out of the head of a JPEG 2000's pixels, and what
// stands behind them.
func codestream(src []byte) (clean []byte, hidden, ok bool) {
	const start, tiles, comment = 0xff4f, 0xff90, 0xff64
	if len(src) < 4 || binary.BigEndian.Uint16(src) != start {
		return nil, false, false
	}
	clean = append(clean, src[:2]...)
	for rest := src[2:]; len(rest) >= 4; {
		mark, size := binary.BigEndian.Uint16(rest), 2+int(binary.BigEndian.Uint16(rest[2:]))
		if mark == tiles {
			end := bytes.LastIndex(rest, []byte{0xff, 0xd9})
			if end < 0 {
				return append(clean, rest...), hidden, true
			}
			tail := bytes.Trim(rest[end+2:], "\x00\r\n ")
			return append(clean, rest[:end+2]...), hidden || len(tail) > 0, true
		}
		if mark>>8 != 0xff || size > len(rest) {
			return nil, false, false
		}
		if mark == comment {
			hidden = true
		} else {
			clean = append(clean, rest[:size]...)
		}
		rest = rest[size:]
	}
	return nil, false, false
}
