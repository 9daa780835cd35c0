package picture

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"goldenthread/generator/diag"
)

// quality is that of the JPEG that is written, of 100: beyond it files grow
// faster than anybody can see.
const quality = 85

var errKind = errors.New("not a raster picture")

// cleanRaster decodes the pixels of source, which is of a raster kind, and
// encodes them anew.
func cleanRaster(file string, kind kind, source []byte) (Picture, []diag.Problem, bool) {
	if kind == webps && movingWebP(source) {
		return refuse(file, diag.Problem{
			Code:    "picture-format",
			Message: "This WebP picture moves, and moving WebP cannot be read here.",
			Fix:     "Save one moment of it as JPEG or PNG and use that, or show the movement as a video.",
		})
	}
	// The size comes first: a few bytes can ask for gigabytes of pixels.
	size, err := measure(kind, source)
	switch {
	case err != nil:
		return refuse(file, damaged())
	case size.Width <= 0 || size.Height <= 0:
		return refuse(file, tooLarge("The size of this picture cannot be right: a side of it is 0 pixels long."))
	case int64(size.Width)*int64(size.Height) > maxPixels:
		return refuse(file, tooLarge("This picture has more than 100 million pixels."))
	}
	pixels, err := decode(kind, source, size)
	if err != nil {
		return refuse(file, damaged())
	}
	p := Picture{Ext: ".png", Width: pixels.Bounds().Dx(), Height: pixels.Bounds().Dy()}
	if kind == jpegs || kind == webps && isOpaque(pixels) {
		p.Ext = ".jpg"
	}
	if p.Bytes, err = encode(p.Ext, pixels); err != nil {
		return refuse(file, damaged())
	}
	if kind == gifs && movingGIF(source) || kind == pngs && movingPNG(source) {
		return p, []diag.Problem{stopped(file)}, true
	}
	return p, nil, true
}

func damaged() diag.Problem {
	return unreadable("This picture is damaged or cut short, and cannot be read.")
}

func stopped(file string) diag.Problem {
	return diag.Problem{
		Severity: diag.Warning,
		Code:     "picture-animated",
		Place:    diag.Place{File: file},
		Message:  "This picture moves, and only its first moment is published.",
		Fix:      "Use a picture that stands still, or show the movement as a video, which readers can stop.",
	}
}

// measure reads no more than the size that a picture claims to have.
func measure(kind kind, source []byte) (image.Config, error) {
	r := bytes.NewReader(source)
	switch kind {
	case jpegs:
		return jpeg.DecodeConfig(r)
	case pngs:
		return png.DecodeConfig(r)
	case gifs:
		return gif.DecodeConfig(r)
	case webps:
		return webp.DecodeConfig(r)
	}
	return image.Config{}, errKind
}

// decode gives the pixels as a browser would show them: upright, on the whole
// of their canvas, and with nothing under what is fully transparent.
func decode(kind kind, source []byte, size image.Config) (image.Image, error) {
	r := bytes.NewReader(source)
	switch kind {
	case jpegs:
		m, err := jpeg.Decode(r)
		if err != nil {
			return nil, err
		}
		return upright(m, orientation(source)), nil
	case pngs:
		m, err := png.Decode(r)
		return blankHidden(m), err
	case gifs:
		m, err := gif.Decode(r) // the first frame, no more
		if err != nil {
			return nil, err
		}
		return blankHidden(onCanvas(m, image.Rect(0, 0, size.Width, size.Height))), nil
	case webps:
		m, err := webp.Decode(r)
		if err != nil {
			return nil, err
		}
		return blankHidden(fullRange(m)), nil
	}
	return nil, errKind
}

// encode writes pixels, and only them, into a new file.
func encode(ext string, pixels image.Image) ([]byte, error) {
	var b bytes.Buffer
	if ext == ".jpg" {
		if m, ok := pixels.(*image.NRGBA); ok {
			// It is opaque, so RGBA has the same bytes, and a quick way in the encoder.
			pixels = &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
		}
		err := jpeg.Encode(&b, pixels, &jpeg.Options{Quality: quality})
		return b.Bytes(), err
	}
	err := png.Encode(&b, pixels)
	return b.Bytes(), err
}

// isOpaque says whether nothing can be seen through m.
func isOpaque(m image.Image) bool {
	o, ok := m.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// onCanvas puts a frame, which may be smaller, where it belongs on its canvas.
func onCanvas(frame image.Image, canvas image.Rectangle) image.Image {
	if frame.Bounds() == canvas {
		return frame
	}
	m := image.NewNRGBA(canvas)
	draw.Draw(m, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return m
}
