package guard

import (
	"bytes"
	"html"
	"regexp"

	"goldenthread/generator/fold"
	"goldenthread/generator/page"
)

// This file takes markup and escapes away. It is meant to see too much rather
// than too little: whatever is neither the name of an element, attribute or
// class comes out as text.

// depth bounds how often a text is decoded: HTML in JSON in an attribute.
const depth = 4

// decoder takes texts apart. It is used again and again.
type decoder struct {
	levels    [depth]parts
	languages map[string]bool // of the site and its pages: these are no text
}

// parts is what a piece of markup holds.
type parts struct {
	text  []byte // as it runs on for readers
	aside []byte // attributes, comments, scripts
	rest  []byte // addresses
	// inner says that this was escaped in something else: then what looks like a
	// tag need not be one, and names of attributes are text.
	inner     bool
	languages map[string]bool
	heading
}

// each gives check every text that a file holds, in every form in which it can
// be read.
func (d *decoder) each(ext string, src []byte, check func(text []byte, prose bool)) {
	switch ext {
	case ".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss":
		d.markup(0, ext, src, check)
	case ".json":
		d.json(src, check)
	case ".ics":
		d.plain(ext, unfolded(src), check)
	default:
		d.plain(ext, src, check)
	}
}

func (d *decoder) plain(ext string, src []byte, check func([]byte, bool)) {
	check(src, true)
	d.deeper(0, ext, src, true, check)
}

func (d *decoder) markup(level int, ext string, src []byte, check func([]byte, bool)) {
	p := &d.levels[level]
	p.text, p.aside, p.rest, p.inner = p.text[:0], p.aside[:0], p.rest[:0], level > 0
	p.languages = d.languages
	xml := ext == ".xml" || ext == ".atom" || ext == ".rss"
	p.take(src, xml)
	p.endHeading()
	if !xml || !holdsMarkup(p.text) { // a feed's pages are read once more, without their tags
		check(p.text, true)
	}
	check(p.aside, true)
	check(p.rest, false)
	d.deeper(level, ext, p.text, true, check)
	d.deeper(level, "", p.aside, true, check)
	d.deeper(level, "", p.rest, false, check)
}

// deeper decodes once more what still holds escapes or markup.
func (d *decoder) deeper(level int, ext string, text []byte, prose bool, check func([]byte, bool)) {
	if level+1 == depth {
		return
	}
	for _, decode := range []func([]byte) []byte{percent, escapes, styleEscapes} {
		if read := decode(text); read != nil {
			check(read, prose)
			d.deeper(level+1, "", read, prose, check)
		}
	}
	if !prose && bytes.IndexByte(text, '+') >= 0 { // a space, in a query
		check(bytes.ReplaceAll(text, []byte("+"), []byte(" ")), prose)
	}
	if holdsMarkup(text) {
		d.markup(level+1, "", text, check)
	}
}

// holdsMarkup says whether there is a tag or an entity in a text.
func holdsMarkup(text []byte) bool {
	for rest := text; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 || i+1 == len(rest) {
			break
		}
		if c := rest[i+1]; isLetter(c) || c == '/' || c == '!' || c == '?' {
			return true
		}
		rest = rest[i+1:]
	}
	for rest := text; ; {
		i := bytes.IndexByte(rest, '&')
		if i < 0 || i+1 == len(rest) {
			return false
		}
		if c := rest[i+1]; isLetter(c) || c == '#' {
			return true
		}
		rest = rest[i+1:]
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isSpace(c byte) bool  { return c == ' ' || c >= '\t' && c <= '\r' }

// take takes markup apart, as the HTML standard's tokenizer does (13.2.5). In
// XML, each tag parts what stands before it from what stands behind.
func (p *parts) take(src []byte, xml bool) {
	if !p.inner {
		p.run(src, xml)
		return
	}
	for piece := range bytes.SplitSeq(src, []byte{fold.Break}) { // no tag runs from one text into the next
		p.run(piece, xml)
		p.text = append(p.text, fold.Break)
	}
}

func (p *parts) run(src []byte, xml bool) {
	for len(src) > 0 {
		i := bytes.IndexByte(src, '<')
		if i < 0 {
			break
		}
		p.text = appendDecoded(p.text, src[:i])
		src = src[i:]
		switch {
		case bytes.HasPrefix(src, []byte("<!--")):
			src = p.until(src[4:], "-->", &p.aside)
		case xml && bytes.HasPrefix(src, []byte("<![CDATA[")):
			src = p.until(src[9:], "]]>", &p.text)
		case len(src) > 1 && (src[1] == '!' || src[1] == '?'):
			src = p.until(src[2:], ">", &p.aside)
		case len(src) > 1 && isLetter(src[1]), len(src) > 2 && src[1] == '/' && isLetter(src[2]):
			src = p.tag(src, xml)
		default:
			p.text = append(p.text, '<')
			src = src[1:]
		}
	}
	p.text = appendDecoded(p.text, src)
}

// until copies what stands before end, and gives what stands behind it.
func (p *parts) until(src []byte, end string, into *[]byte) []byte {
	before, after, _ := bytes.Cut(src, []byte(end))
	if into == &p.aside {
		p.aside = append(p.aside, fold.Break)
	}
	*into = append(*into, before...)
	if into == &p.aside {
		p.aside = append(p.aside, fold.Break)
	}
	return after
}

// tag reads a tag with its attributes, and gives what stands behind it.
func (p *parts) tag(src []byte, xml bool) []byte {
	i := 1
	closing := src[1] == '/'
	if closing {
		i++
	}
	start := i
	for i < len(src) && !isSpace(src[i]) && src[i] != '/' && src[i] != '>' {
		i++
	}
	var room [16]byte
	name := lowered(room[:0], src[start:i])
	what := runsOn(name)
	if p.inner && what == through && !isInline(name) {
		p.aside = append(append(p.aside, ' '), name...) // perhaps no tag at all
	}
	switch {
	case xml || what == parting:
		p.text = append(p.text, fold.Break)
	case what == lineEnd:
		p.text = append(p.text, ' ')
	}
	if isHeading(name) {
		p.endHeading()
		p.begun = !closing && !p.inner && !xml
	}
	tag := src[i:]
	src = p.attributes(tag)
	p.begun = false
	if raw := string(name); !closing && !xml && (raw == "script" || raw == "style") {
		return p.raw(src, name, raw == "script" && isLinked(tag[:len(tag)-len(src)]))
	}
	return src
}

// raw takes a script or style, which goes on to its closing tag. What is linked is
// taken apart.
func (p *parts) raw(src, name []byte, linked bool) []byte {
	take := func(text []byte) {
		if p.aside = append(p.aside, fold.Break); linked {
			p.linked(text)
			return
		}
		p.aside = append(p.aside, text...)
	}
	for i := 0; ; i++ {
		next := bytes.Index(src[i:], []byte("</"))
		if next < 0 {
			take(src)
			return nil
		}
		i += next
		if rest := src[i+2:]; len(rest) >= len(name) && bytes.EqualFold(rest[:len(name)], name) {
			take(src[:i])
			return src[i:]
		}
	}
}

// attributes reads what stands between a tag's name and its end, and gives what
// stands behind.
func (p *parts) attributes(src []byte) []byte {
	i := 0
	for {
		for i < len(src) && (isSpace(src[i]) || src[i] == '/') {
			i++
		}
		if i == len(src) {
			return nil
		}
		if src[i] == '>' {
			return src[i+1:]
		}
		start := i
		for i++; i < len(src) && !isSpace(src[i]) && src[i] != '/' && src[i] != '>' && src[i] != '='; {
			i++
		}
		name := src[start:i]
		for i < len(src) && isSpace(src[i]) {
			i++
		}
		if i == len(src) || src[i] != '=' {
			if p.inner {
				p.aside = append(append(p.aside, ' '), name...)
			}
			continue
		}
		for i++; i < len(src) && isSpace(src[i]); {
			i++
		}
		if i == len(src) {
			return nil
		}
		start = i
		if quote := src[i]; quote == '"' || quote == '\'' {
			start++
			end := bytes.IndexByte(src[start:], quote)
			if end < 0 {
				p.attribute(name, src[start:])
				return nil
			}
			i = start + end
			p.attribute(name, src[start:i])
			i++
			continue
		}
		for i < len(src) && !isSpace(src[i]) && src[i] != '>' {
			i++
		}
		p.attribute(name, src[start:i])
	}
}

// attribute takes the value of an attribute.
func (p *parts) attribute(name, value []byte) {
	var room [24]byte
	switch string(lowered(room[:0], name)) {
	case "class":
		return
	case "id":
		if p.begun && len(p.id) == 0 {
			p.id, p.from = appendDecoded(p.id[:0], value), len(p.text)
			return
		}
		p.rest = appendDecoded(append(p.rest, fold.Break), value)
	case "lang", "xml:lang", "hreflang":
		if !p.languages[string(value)] {
			p.aside = appendDecoded(append(p.aside, fold.Break), value)
		}
	case "dir", "datetime", "width", "height":
		if !noName.Match(value) {
			p.aside = appendDecoded(append(p.aside, fold.Break), value)
		}
	case "href", "src", "srcset", "action", "formaction", "cite", "poster", "data", "for", "xlink:href", "ping", "background":
		p.rest = appendDecoded(append(p.rest, fold.Break), value)
	default:
		if looksLikeAddress(value) {
			p.rest = appendDecoded(append(p.rest, fold.Break), value)
			return
		}
		p.aside = appendDecoded(append(p.aside, fold.Break), value)
	}
}

// noName is the form of what nobody is called: a direction, a number, a day or a moment.
var noName = regexp.MustCompile(`^(?:ltr|rtl|auto|\d+(?:%|px)?|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)$`)

// languages gives the languages of a site and its pages, each in easy words, too.
func languages(src *page.Source) map[string]bool {
	known := map[string]bool{}
	add := func(language string) {
		if language != "" {
			known[language], known[page.Simple(language)] = true, true
		}
	}
	add(src.Site.Language)
	for i := range src.Pages {
		add(src.Pages[i].Meta.Language)
	}
	return known
}

// looksLikeAddress says whether a value is an address, though its attribute does
// not say so.
func looksLikeAddress(value []byte) bool {
	return len(value) > 0 && bytes.IndexByte(value, ' ') < 0 && (value[0] == '/' || bytes.Contains(value, []byte("://")))
}

func lowered(into, name []byte) []byte {
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		into = append(into, c)
	}
	return into
}

// running says what a tag does to the words around it.
type running uint8

const (
	through running = iota // they run on
	lineEnd
	parting
)

// runsOn says what an element of this name does to the text around it. Unknown
// elements let it run on, as browsers do.
func runsOn(name []byte) running {
	switch string(name) {
	case "br":
		return lineEnd
	case "address", "article", "aside", "audio", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
		"fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
		"iframe", "input", "legend", "li", "link", "main", "menu", "meta", "nav", "noscript", "object", "ol", "optgroup", "option", "p", "pre", "script", "search",
		"section", "select", "source", "style", "summary", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "track",
		"text", "desc", "metadata", "ul", "video":
		return parting
	}
	return through
}

// isInline says whether this is the name of an element that runs on with the words
// around it.
func isInline(name []byte) bool {
	switch string(name) {
	case "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "picture",
		"q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// appendDecoded appends a text with its entities decoded.
func appendDecoded(into, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return append(into, text...)
	}
	return append(into, html.UnescapeString(string(text))...)
}
