package document

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What the dictionaries of the file itself may say.
var (
	trailerKeys = setOf("Size Root Info ID Prev XRefStm Encrypt")
	xrefKeys    = setOf("Type Size Root Info ID Prev Encrypt Index W Filter DecodeParms Length")
	packedKeys  = setOf("Type N First Extends Filter DecodeParms Length")
)

// between reads the file itself, from object to object, and notes what stands
// between and behind them: the library passes over it.
func (m *made) between(source []byte) {
	g := gaps{m: m, l: lexer{src: source, objects: true}, lengths: map[int]int{}, numbers: map[int]bool{}}
	for _, e := range m.table {
		switch s := e.Object.(type) {
		case types.StreamDict:
			g.lengths[int(s.StreamOffset)] = len(s.Raw)
		case types.ObjectStreamDict:
			g.lengths[int(s.StreamOffset)] = len(s.Raw)
			m.packedObjects(&s.StreamDict)
		}
	}
	g.l.at = max(0, bytes.Index(source, []byte("%PDF-"))) // what is in front is noted elsewhere
	head := g.l.next()
	if len(bytes.TrimSpace(source[head.start:head.end])) > len("%PDF-1.7") {
		m.left[notes] = true
	}
	for t := g.l.next(); t.kind != 0; t = g.l.next() {
		switch {
		case t.kind == '%':
			g.comment(source[t.start:t.end], head.end == t.start || head.end+2 >= t.start)
		case t.kind == 'o' && !g.inside():
			g.word(t)
		default:
			g.now = append(g.now, t)
			g.nest(t)
		}
		if len(g.now) > maxOperands {
			g.expect(false)
			g.now = nil
		}
	}
	g.expect(len(g.now) == 0)
	for n := range g.numbers {
		if e := m.table[n]; e == nil || e.Free {
			m.left["parts that no page shows"] = true
		}
	}
}

// packedObjects notes what stands in a stream of objects besides them.
func (m *made) packedObjects(s *types.StreamDict) {
	out, ok := m.unpack(s, len(s.FilterPipeline))
	first, _ := m.resolve(s.Dict["First"]).(types.Integer)
	count, _ := m.resolve(s.Dict["N"]).(types.Integer)
	if !ok || first < 0 || int(first) > len(out) {
		m.left[unseen] = true
		return
	}
	if len(s.FilterPipeline) > 0 && s.FilterPipeline[0].Name == filter.Flate {
		m.end(s.Raw)
	}
	for i, part := range [][]byte{out[:first], out[first:]} {
		g := gaps{m: m}
		l := lexer{src: part, objects: true}
		for t := l.next(); t.kind != 0; t = l.next() {
			g.expect(t.kind != '%' && (i > 0 || t.kind == 'n'))
			g.now = append(g.now, t)
		}
		g.expect(g.values() == int(count)*(2-i))
	}
}

// gaps walks through a file.
type gaps struct {
	m       *made
	l       lexer
	lengths map[int]int  // of streams, by where their data begin
	numbers map[int]bool // of the objects so far
	number  int
	now     []token // since the last word of the file's own
	depth   int
	table   bool // in a list of places
}

func (g *gaps) inside() bool { return g.depth > 0 }

func (g *gaps) nest(t token) {
	switch t.kind {
	case '{', '[':
		g.depth++
	case '}', ']':
		g.depth = max(0, g.depth-1)
	}
}

func (g *gaps) expect(ok bool) {
	if !ok {
		g.m.left[notes] = true
	}
}

// comment knows the second line of a file, of bytes that are no letters, and its end.
func (g *gaps) comment(c []byte, second bool) {
	binary := second && len(c) <= 16 && !bytes.ContainsFunc(bytes.TrimSpace(c[1:]), func(r rune) bool { return r < 0x80 })
	g.expect(binary || string(bytes.TrimSpace(c)) == "%%EOF")
}

// word reads a word of the file's own, or a value that is a word.
func (g *gaps) word(t token) {
	switch t.text {
	case "true", "false", "null", "R":
		g.now = append(g.now, t)
		return
	case "n", "f":
		g.expect(g.table)
	case "obj":
		g.object()
	case "endobj":
		g.expect(g.values() <= 1)
	case "stream":
		g.expect(g.values() == 1)
		g.stream()
		return
	case "xref":
		g.expect(g.values() == 0)
		g.table = true
		g.now = nil
		return
	case "trailer":
		g.expect(g.table && g.values()%2 == 0)
		g.trailer()
	case "startxref":
		g.expect(g.values() == 0)
		g.l.next()
	default:
		if t.isOperator() {
			g.expect(false)
			break
		}
		g.now = append(g.now, t) // an odd number
		return
	}
	g.now = nil
}

// values counts what stands since the last word, by itself.
func (g *gaps) values() int {
	n := 0
	for i := 0; i < len(g.now); i++ {
		if g.now[i].text == "R" && g.now[i].kind == 'o' {
			n -= 2
			continue
		}
		n++
		i = closing(g.now, i)
	}
	return n
}

// object reads the number of an object, which stands once in a file.
func (g *gaps) object() {
	g.table = false
	if g.expect(len(g.now) == 2); len(g.now) < 2 {
		return
	}
	n, err := strconv.Atoi(g.now[len(g.now)-2].text)
	if g.expect(err == nil); g.numbers[n] {
		g.m.left["earlier versions of itself"] = true
	}
	g.number, g.numbers[n] = n, true
}

// stream passes over the data of a stream.
func (g *gaps) stream() {
	switch kind := g.entry("Type"); kind {
	case "XRef": // it need not be in its own list
		delete(g.numbers, g.number)
		g.keys(xrefKeys)
	case "ObjStm":
		g.keys(packedKeys)
	}
	src := g.l.src
	if at := g.l.at; bytes.HasPrefix(src[at:], []byte("\r\n")) {
		g.l.at += 2
	} else if at < len(src) {
		g.l.at++
	}
	if n, known := g.lengths[g.l.at]; known {
		g.l.at = min(len(src), g.l.at+n)
		if rest := bytes.TrimLeft(src[g.l.at:], blanks); !bytes.HasPrefix(rest, endOf) {
			g.m.left[unseen] = true
		}
	}
	if end := bytes.Index(src[g.l.at:], endOf); end >= 0 {
		g.l.at += end + len(endOf)
	} else {
		g.l.at = len(src)
	}
	g.now = []token{{kind: 'n'}} // the stream is the object's only value
}

func (g *gaps) trailer() {
	g.table, g.now = false, nil
	for t := g.l.next(); t.kind != 0; t = g.l.next() {
		if t.kind == '%' {
			g.comment(g.l.src[t.start:t.end], false)
			continue
		}
		g.now = append(g.now, t)
		if g.nest(t); g.depth == 0 {
			break
		}
	}
	g.keys(trailerKeys)
}

// entries gives the entries of the dictionary that was read last: a key each, and
// what stands behind it.
func (g *gaps) entries(do func(key string, value []token)) {
	if len(g.now) < 2 || g.now[0].kind != '{' {
		return
	}
	rest := g.now[1 : len(g.now)-1]
	for len(rest) > 0 {
		end := 1
		for end < len(rest) && (end == 1 || rest[end].kind != '/') {
			end = closing(rest, end) + 1
		}
		do(rest[0].text, rest[1:max(1, end)])
		rest = rest[end:]
	}
}

func (g *gaps) entry(name string) (text string) {
	g.entries(func(key string, value []token) {
		if key == name && len(value) > 0 {
			text = value[0].text
		}
	})
	return text
}

// keys notes what a dictionary of the file itself says besides what it must.
func (g *gaps) keys(known map[string]bool) {
	g.entries(func(key string, value []token) {
		g.expect(known[key])
		for _, v := range value {
			g.expect(v.kind != 's' || key == "ID" && isSum(v.text))
			g.expect(v.kind != '/' || key == "Type" || key == "Filter" || key == "DecodeParms")
			g.expect(v.kind != '{' || key == "DecodeParms")
		}
		g.expect(key == "ID" || key == "Index" || key == "W" || key == "Filter" || key == "DecodeParms" || len(value) == 1 || len(value) == 3 && value[2].text == "R")
	})
}

// isSum says whether the number of a file is a sum of its bytes, as programs make
// them, and not a text.
func isSum(s string) bool {
	return s == "" || len(s) == 16 && slices.ContainsFunc([]byte(s), func(b byte) bool { return b < ' ' || b >= 0x7f })
}
