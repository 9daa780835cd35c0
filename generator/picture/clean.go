package picture

import (
	"bytes"
	"image"

	"github.com/gen2brain/avif"

	"goldenthread/generator/diag"
	"goldenthread/generator/work"
)

// Clean gives the same picture, in the same format, at full size and upright,
// with nothing but its pixels, or of a drawing what is drawn: after it, Carries
// says nil. Of a picture that moves only the first moment is kept, as it is
// published, and a warning says so; one of 16 bits keeps 8.
//
// Of problems and ok the same holds as of Look. It may need more memory than
// Encode: of an AVIF a hundred bytes for each pixel, which the encoder takes.
func Clean(file string, source []byte) ([]byte, []diag.Problem, bool) {
	facts, h, problems, ok := look(file, source)
	if !ok || h.kind == markup {
		return facts.Drawing, problems, ok
	}
	m, err := decode(h, source)
	if err != nil {
		return nil, refused(file, damaged()), false
	}
	var clean []byte
	err = work.Safely(func() error {
		clean, err = encodeAs(h, pixels(h, m, m.Bounds(), h.size()))
		return err
	})
	if err != nil {
		return nil, refused(file, damaged()), false
	}
	return clean, problems, true
}

// encodeAs writes pixels in the format that they came in.
func encodeAs(h head, m *image.NRGBA) ([]byte, error) {
	switch h.kind {
	case jpegs:
		return encodeJPEG(m, cleanQuality)
	case pngs:
		return encodePNG(m)
	case gifs:
		return encodeGIF(m)
	case webps:
		return encodeWebP(m, h.lossless, cleanQuality)
	case avifs:
		var b bytes.Buffer
		// The library wants transparency multiplied in, which RGBA means.
		err := avif.Encode(&b, multiplied(m, m.Rect), avif.Options{
			Quality: cleanQuality, QualityAlpha: 100, Speed: 10, ChromaSubsampling: image.YCbCrSubsampleRatio444,
		})
		return b.Bytes(), err
	}
	return nil, errKind
}
