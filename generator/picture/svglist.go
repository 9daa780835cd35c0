package picture

import "strings"

// The lists of what a drawing may consist of. What is not here is left out.

// element lists the elements that are written.
func element(name string) bool {
	switch name {
	case "svg", "g", "defs", "symbol", "use", "switch",
		"path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
		"text", "tspan",
		"clipPath", "mask", "marker", "pattern",
		"linearGradient", "radialGradient", "stop":
		return true
	}
	return false
}

// drawn lists the elements that are not seen when their display is none;
// the others work all the same for those who refer to them.
func drawn(element string) bool {
	switch element {
	case "svg", "g", "use", "switch",
		"path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
		"text", "tspan":
		return true
	}
	return false
}

// refers lists the elements that may refer to another by href.
func refers(element string) bool {
	switch element {
	case "use", "pattern", "linearGradient", "radialGradient":
		return true
	}
	return false
}

// geometry lists the attributes that say where something is, and what it is to
// screen readers; a style cannot say these in the same words.
func geometry(attribute string) bool {
	switch attribute {
	case "viewBox", "preserveAspectRatio", "width", "height", "x", "y",
		"d", "points", "pathLength", "transform",
		"cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy", "fr",
		"dx", "dy", "rotate", "textLength", "lengthAdjust",
		"offset", "spreadMethod", "gradientUnits", "gradientTransform",
		"patternUnits", "patternContentUnits", "patternTransform",
		"clipPathUnits", "maskUnits", "maskContentUnits",
		"markerUnits", "markerWidth", "markerHeight", "refX", "refY", "orient",
		"systemLanguage", "role", "aria-hidden":
		return true
	}
	return false
}

// presentation lists the attributes that a style can say as well.
func presentation(attribute string) bool {
	switch attribute {
	case "fill", "fill-opacity", "fill-rule", "color", "opacity",
		"stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
		"stroke-miterlimit", "stroke-opacity", "stroke-width", "vector-effect", "paint-order",
		"stop-color", "stop-opacity", "color-interpolation",
		"clip-path", "clip-rule", "mask", "mask-type", "overflow",
		"marker-start", "marker-mid", "marker-end",
		"display", "visibility", "shape-rendering", "text-rendering",
		"font-family", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight",
		"text-anchor", "text-decoration", "letter-spacing", "word-spacing",
		"alignment-baseline", "baseline-shift", "dominant-baseline",
		"direction", "unicode-bidi", "writing-mode":
		return true
	}
	return false
}

// idle says whether a property that is not written changes nothing in a plain
// drawing, so that nobody need hear of it: drawing programs write dozens of
// them into every style.
func idle(property, value string) bool {
	switch {
	case strings.HasPrefix(property, "-"): // meant for one program only
		return true
	case property == "":
		return false
	}
	switch value {
	case "none", "normal", "auto", "initial", "inherit":
		return true
	}
	switch property {
	case "line-height", "white-space", "text-indent", "text-align", "text-orientation",
		"text-decoration-style", "text-decoration-color", "text-decoration-thickness",
		"inline-size", "shape-padding", "shape-margin", "block-progression",
		"color-rendering", "image-rendering", "color-interpolation-filters", "enable-background",
		"solid-color", "solid-opacity", "pointer-events", "cursor":
		return true
	}
	return false
}

// function lists the functions, in lower case, that a value may call. Local
// references (url) are taken out before.
func function(name string) bool {
	switch name {
	case "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color",
		"matrix", "translate", "rotate", "scale", "skewx", "skewy":
		return true
	}
	return false
}

// describe puts an element that is left out into words that may be shown.
func describe(element string) string {
	switch element {
	case "script", "handler", "listener":
		return "a program"
	case "style":
		return "a style sheet"
	case "foreignObject", "iframe", "audio", "video", "embed", "object":
		return "a piece of a web page"
	case "image", "feImage":
		return "an embedded picture"
	case "a":
		return "a link"
	case "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard", "mpath":
		return "a movement"
	}
	return "an effect or element that is not known here"
}
