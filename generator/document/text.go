package document

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

// What the words of one PDF, and what stands before one operator, have at most.
const (
	maxText     = 64 << 20 // bytes
	maxOperands = 1 << 20
)

// words gathers what a reader of the pages reads, sees or hears.
type words struct {
	strings.Builder
	fonts      map[int]*font
	unreadable bool
}

func (w *words) line(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	if w.Len()+len(s) > maxText {
		w.unreadable = true
		return
	}
	w.WriteString(s)
	w.WriteByte('\n')
}

// say adds a text of a dictionary, but for numbers that a picture or font wrote as
// a text.
func (w *words) say(as role, s string) {
	switch as {
	case "graphic", "graphics", "parameters":
	default:
		w.line(s)
	}
}

// spoken gives what a text of a dictionary says.
func spoken(o types.Object) string {
	b := raw(o)
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return wide(b[2:], false)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return wide(b[2:], true)
	case utf8.Valid(b):
		return strings.TrimPrefix(string(b), "\ufeff")
	}
	s, _ := charmap.Windows1252.NewDecoder().Bytes(b) // every byte is something in it
	return string(s)
}

func wide(b []byte, little bool) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		high, low := b[i], b[i+1]
		if little {
			high, low = low, high
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return string(utf16.Decode(units))
}

// page gathers the words that a page draws.
func (m *made) page(d types.Dict) {
	if d["Kids"] != nil {
		return
	}
	m.pages++
	resources, above := d["Resources"], d
	for range 50 { // from the pages above it
		if above = m.dict(above["Parent"]); resources != nil || above == nil {
			break
		}
		resources = above["Resources"]
	}
	parts, isList := m.resolve(d["Contents"]).(types.Array)
	if !isList {
		parts = types.Array{d["Contents"]}
	}
	var all []byte
	for _, part := range parts {
		if s, ok := m.resolve(part).(types.StreamDict); ok {
			if drawn, ok := m.unpack(&s, len(s.FilterPipeline)); ok {
				all = append(append(all, drawn...), '\n')
			}
		}
	}
	m.text.show(m, all, m.dict(resources))
}

// show reads what draws a page or a part of one, and gathers its words: once with
// a space at each gap, once with none.
func (w *words) show(m *made, drawn []byte, resources types.Dict) {
	var apart, joined strings.Builder
	var now *font
	var operands []token
	fonts := m.dict(resources["Font"])
	l := lexer{src: drawn}
	put := func(s string) {
		if now == nil {
			w.unreadable = true
			return
		}
		text, ok := now.decode(s, maxText-apart.Len())
		w.unreadable = w.unreadable || !ok
		apart.WriteString(text)
		joined.WriteString(text)
	}
	for t := l.next(); t.kind != 0; t = l.next() {
		if t.kind == '%' {
			continue
		}
		if t.kind != 'o' {
			if operands = append(operands, t); len(operands) > maxOperands {
				operands, w.unreadable = operands[:0], true
			}
			continue
		}
		switch t.text {
		case "Tf":
			for _, o := range operands {
				if o.kind == '/' {
					now = w.font(m, fonts[o.text])
				}
			}
		case "gs": // it may name a font, which hardly any program does
		case "Tj", "TJ", "'", "\"":
			if t.text == "'" || t.text == "\"" {
				apart.WriteByte(' ')
			}
			for _, o := range operands {
				switch o.kind {
				case 's':
					put(o.text)
				case 'n':
					if n, _ := strconv.ParseFloat(o.text, 64); t.text == "TJ" && n < -180 {
						apart.WriteByte(' ')
						joined.WriteByte(' ')
					}
				}
			}
		case "BDC", "DP": // what is spoken in place of what is drawn
			for _, o := range operands {
				if o.kind == 's' {
					w.line(spoken(types.HexLiteral(hex.EncodeToString([]byte(o.text)))))
				}
			}
		case "Td", "TD", "T*", "Tm", "ET":
			apart.WriteByte(' ')
		}
		operands = operands[:0]
	}
	w.line(apart.String())
	w.line(joined.String())
}
