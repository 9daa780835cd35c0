package picture

import (
	"image"
	"strconv"
)

// widths are those in which a picture is published, as far as it is that wide;
// a picture that is less wide than the last of them, in its own width too.
var widths = [...]int{480, 960, 1600}

// maxSide is the longest side of a rendition. A picture that would be higher is made
// as if it came less wide, so that it is this high.
const maxSide = 8192

// sizes gives the sizes of the renditions, the smallest first.
func sizes(picture image.Point) []image.Point {
	w, h := picture.X, picture.Y
	top := min(w, widths[len(widths)-1])
	if scaled(h, top, w) > maxSide {
		top = max(1, maxSide*w/h)
	}
	var all []image.Point
	for _, width := range widths {
		if width < top {
			all = append(all, image.Pt(width, scaled(h, width, w)))
		}
	}
	return append(all, image.Pt(top, min(maxSide, scaled(h, top, w))))
}

// scaled gives v * to / from, rounded, and at least 1.
func scaled(v, to, from int) int {
	return max(1, int((int64(v)*int64(to)*2+int64(from))/(2*int64(from))))
}

// renditions makes every rendition but the preview.
func renditions(h head, stored image.Image) ([]Rendition, error) {
	goals := sizes(h.size())
	last := goals[len(goals)-1]
	largest := pixels(h, stored, stored.Bounds(), last)
	pen := flat(stored, h)
	all := make([]Rendition, 0, 2*len(goals))
	m := largest
	for i := len(goals) - 1; i >= 0; i-- {
		if goals[i] != m.Rect.Size() {
			m = straight(resize(m, m.Rect, goals[i].X, goals[i].Y))
		}
		pair, err := encodePair(m, pen)
		if err != nil {
			return nil, err
		}
		all = append(pair, all...)
	}
	return all, nil
}

// pixels gives an area of a stored picture upright, as large as goal and in the
// colours of the web.
func pixels(h head, stored image.Image, area image.Rectangle, goal image.Point) *image.NRGBA {
	unturned := upright(h.orientation, goal.X, goal.Y).Max
	var m *image.NRGBA
	if unturned == area.Size() {
		m = same(stored, area)
	} else {
		m = straight(resize(stored, area, unturned.X, unturned.Y))
	}
	toScreen(m, h)
	return turned(m, h.orientation)
}

// The size of the picture that is shown with links to a page, and the size
// that what is cut out for it must have at least.
const (
	previewWidth, previewHeight = 1200, 630
	leastPreview                = 600
)

// preview makes the picture for links to the page: as much as fits, from the
// middle of a wide picture, and from somewhat above the middle of a high one,
// where faces are. ok is false when that would be too few pixels.
func preview(h head, stored image.Image) (rendition Rendition, ok bool, err error) {
	size := h.size()
	cut := image.Pt(size.X, scaled(size.X, previewHeight, previewWidth))
	if cut.Y > size.Y {
		cut = image.Pt(scaled(size.Y, previewWidth, previewHeight), size.Y)
	}
	if cut.X < leastPreview || cut.Y < leastPreview*previewHeight/previewWidth {
		return Rendition{}, false, nil
	}
	at := image.Pt((size.X-cut.X)/2, (size.Y-cut.Y)/2)
	if size.Y > size.X {
		at.Y = (size.Y - cut.Y) / 3
	}
	area := asStored(image.Rectangle{Min: at, Max: at.Add(cut)}, h).Add(stored.Bounds().Min)
	m := pixels(h, stored, area, image.Pt(previewWidth, previewHeight))
	bytes, err := encodeJPEG(onWhite(m), formQuality)
	return Rendition{Name: "preview.jpg", Type: "image/jpeg", Width: previewWidth, Height: previewHeight, Bytes: bytes}, true, err
}

// asStored finds an area of the upright picture in the stored one.
func asStored(area image.Rectangle, h head) image.Rectangle {
	x0, y0 := stored(h.orientation, area.Min.X, area.Min.Y, h.width, h.height)
	x1, y1 := stored(h.orientation, area.Max.X-1, area.Max.Y-1, h.width, h.height)
	return image.Rect(min(x0, x1), min(y0, y1), max(x0, x1)+1, max(y0, y1)+1)
}

func name(width int, ending string) string { return strconv.Itoa(width) + ending }
