package picture

import "encoding/binary"

// movingGIF says whether a GIF has more than one frame. It steps over them
// without decoding, since a hundred frames can be a hundred large pictures.
func movingGIF(source []byte) bool {
	if len(source) < 13 {
		return false
	}
	rest := skip(source, 13+colourTable(source[10]))
	for frames := 0; len(rest) > 0; {
		switch rest[0] {
		case 0x21: // an extension: its label, then blocks
			rest = skipBlocks(skip(rest, 2))
		case 0x2c: // a frame: where it lies, its colours, then blocks
			if frames++; frames > 1 {
				return true
			}
			if len(rest) < 10 {
				return false
			}
			rest = skipBlocks(skip(rest, 10+colourTable(rest[9])+1))
		default: // the end, or damage
			return false
		}
	}
	return false
}

// colourTable gives the bytes of the table that a GIF's flags announce.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (1 + flags&7)
}

// skipBlocks steps over blocks with their length in front, up to an empty one.
func skipBlocks(b []byte) []byte {
	for len(b) > 0 && b[0] != 0 {
		b = skip(b, 1+int(b[0]))
	}
	return skip(b, 1)
}

// skip steps over n bytes, or to the end when there are fewer.
func skip(b []byte, n int) []byte { return b[min(n, len(b)):] }

// movingPNG says whether a PNG announces frames (acTL) before its pixels.
func movingPNG(source []byte) bool {
	const around = 12 // the bytes of a chunk's length, name and check sum
	rest := skip(source, 8)
	for len(rest) >= around {
		switch string(rest[4:8]) {
		case "acTL":
			return true
		case "IDAT":
			return false
		}
		n := int64(binary.BigEndian.Uint32(rest)) + around
		if n > int64(len(rest)) {
			return false
		}
		rest = rest[n:]
	}
	return false
}

// movingWebP reads the flag for it in the extended header.
func movingWebP(source []byte) bool {
	return len(source) > 20 && string(source[12:16]) == "VP8X" && source[20]&0x02 != 0
}
