package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image/png"
	"io"
)

// pngParts calls each for every part of a PNG, until each says no more. It
// gives what lies after the end, and whether there is an end.
func pngParts(source []byte, each func(name string, content []byte) bool) (rest []byte, ended bool) {
	const around = 12 // the bytes of a chunk's length, name and check sum
	rest = skip(source, 8)
	for len(rest) >= around {
		n := int64(binary.BigEndian.Uint32(rest)) + around
		if n > int64(len(rest)) {
			return nil, false
		}
		name, content := string(rest[4:8]), rest[8:n-4]
		rest = rest[n:]
		if !each(name, content) {
			return nil, false
		}
		if name == "IEND" {
			return rest, true
		}
	}
	return nil, false
}

// pngHead reads the head of a PNG.
func pngHead(source []byte) (head, error) {
	config, err := png.DecodeConfig(bytes.NewReader(source))
	h := head{width: config.Width, height: config.Height, orientation: 1}
	pixels := false
	pngParts(source, func(name string, content []byte) bool {
		switch {
		case name == "IHDR" && len(content) == 13:
			h.deep, h.progressive = content[8] == 16, content[12] == 1
		case name == "acTL" && !pixels:
			h.moving = true
		case name == "iCCP":
			h.profile = unpacked(content)
		case name == "cICP" && len(content) == 4:
			h.code = colourCode{int(content[0]), int(content[1])}
		case name == "eXIf":
			h.orientation = orientation(content)
		case name == "IDAT":
			pixels = true
		}
		return true
	})
	return h, err
}

// unpacked gives the profile of an iCCP part: its name, 0, 0, and it packed.
func unpacked(content []byte) []byte {
	_, rest, ok := bytes.Cut(content, []byte{0})
	if !ok || len(rest) < 1 {
		return nil
	}
	packed, err := zlib.NewReader(bytes.NewReader(rest[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(packed, maxProfile))
	if err != nil {
		return nil
	}
	return profile
}
