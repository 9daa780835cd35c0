package picture

import (
	"bytes"
	"encoding/binary"
	"image/color"
	"image/jpeg"
)

// jpegParts calls each for every part of a JPEG from its start on, with the
// part's marker and content, until each says no more. Compressed pixels are
// stepped over. It gives what lies after the end, and whether there is an end.
func jpegParts(source []byte, each func(marker byte, content []byte) bool) (rest []byte, ended bool) {
	rest = skip(source, 2) // the start of the image
	for len(rest) >= 2 && rest[0] == 0xff {
		marker := rest[1]
		switch {
		case marker == 0xff: // filling
			rest = rest[1:]
			continue
		case marker == 0xd9:
			return rest[2:], true
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7: // no content
			rest = rest[2:]
			continue
		case len(rest) < 4:
			return nil, false
		}
		n := int(binary.BigEndian.Uint16(rest[2:]))
		if n < 2 || 2+n > len(rest) {
			return nil, false
		}
		if !each(marker, rest[4:2+n]) {
			return nil, false
		}
		rest = rest[2+n:]
		if marker == 0xda {
			rest = skipScan(rest)
		}
	}
	return nil, false
}

// skipScan steps over compressed pixels, in which 0xff is followed by 0 or the
// number of a restart.
func skipScan(b []byte) []byte {
	for {
		at := bytes.IndexByte(b, 0xff)
		if at < 0 || at+1 >= len(b) {
			return nil
		}
		if next := b[at+1]; next != 0 && (next < 0xd0 || next > 0xd7) {
			return b[at:]
		}
		b = b[at+2:]
	}
}

const (
	exifMark = "Exif\x00\x00"
	iccMark  = "ICC_PROFILE\x00"
)

// jpegHead reads the head of a JPEG.
func jpegHead(source []byte) (head, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(source))
	h := head{width: config.Width, height: config.Height, orientation: 1, inks: config.ColorModel == color.CMYKModel}
	pieces := map[byte][]byte{}
	var count byte
	jpegParts(source, func(marker byte, content []byte) bool {
		if tiff, ok := bytes.CutPrefix(content, []byte(exifMark)); ok && marker == 0xe1 && h.orientation == 1 {
			h.orientation = orientation(tiff)
		}
		if piece, ok := bytes.CutPrefix(content, []byte(iccMark)); ok && marker == 0xe2 && len(piece) > 2 {
			pieces[piece[0]], count = piece[2:], piece[1]
		}
		h.progressive = h.progressive || marker == 0xc2
		return marker != 0xda
	})
	if h.progressive {
		jpegParts(source, func(marker byte, _ []byte) bool {
			if marker == 0xda {
				h.passes++
			}
			return h.passes <= maxPasses
		})
	}
	for i := byte(1); i <= count && i != 0; i++ {
		if pieces[i] == nil {
			h.profile = nil
			break
		}
		h.profile = append(h.profile, pieces[i]...)
	}
	return h, err
}
