package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
)

// gifHead reads the head of a GIF.
func gifHead(source []byte) (head, error) {
	config, err := gif.DecodeConfig(bytes.NewReader(source))
	h := head{width: config.Width, height: config.Height, orientation: 1}
	frames := 0
	gifParts(source, func(label byte, _ []byte) bool {
		if label == frameLabel {
			frames++
		}
		return frames < 2
	})
	h.moving = frames > 1
	return h, err
}

const frameLabel = 0x2c

// gifParts calls each for every part of a GIF, until each says no more: with
// the label of an extension and what it holds, or with frameLabel. It steps
// over frames without decoding them, since a hundred frames can be a hundred
// large pictures. It gives what lies after the end, and whether there is one.
func gifParts(source []byte, each func(label byte, content []byte) bool) (rest []byte, ended bool) {
	if len(source) < 13 {
		return nil, false
	}
	rest = skip(source, 13+colourTable(source[10]))
	for len(rest) > 0 {
		switch rest[0] {
		case 0x21: // an extension: its label, then blocks
			if len(rest) < 2 {
				return nil, false
			}
			after := skipBlocks(rest[2:])
			if !each(rest[1], rest[2:len(rest)-len(after)]) {
				return nil, false
			}
			rest = after
		case frameLabel: // a frame: where it lies, its colours, then blocks
			if !each(frameLabel, nil) || len(rest) < 10 {
				return nil, false
			}
			rest = skipBlocks(skip(rest, 10+colourTable(rest[9])+1))
		case 0x3b:
			return rest[1:], true
		default: // damage
			return nil, false
		}
	}
	return nil, false
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

// encodeGIF writes a picture that came as a GIF. Its colours fit into one
// palette, but for one where a frame of all 256 does not fill its canvas: the
// last one becomes the one that is most like it.
func encodeGIF(m *image.NRGBA) ([]byte, error) {
	few := asPaletted(m)
	if few == nil {
		few = image.NewPaletted(m.Rect, make(color.Palette, 256))
		for i, c := range coloursOf(m, 257)[:256] {
			few.Palette[i] = c
		}
		draw.Draw(few, few.Rect, m, m.Rect.Min, draw.Src)
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{few}, Delay: []int{0}})
	return b.Bytes(), err
}
