package document

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// bytes writes the whole file: no date, no name of a program, no number of its own.
func (m *made) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", m.version)
	var at []int
	for i, one := range m.bodies {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", i+1)
		write(&b, one.object)
		if one.stream != nil {
			b.WriteString("\nstream\n")
			b.Write(one.stream)
			b.WriteString("\nendstream")
		}
		b.WriteString("\nendobj\n")
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, place := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	info := ""
	if m.info > 0 {
		info = fmt.Sprintf("/Info %d 0 R", m.info)
	}
	fmt.Fprintf(&b, "trailer\n<<%s/Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", info, len(at)+1, start)
	return b.Bytes()
}

// write writes one object in its shortest form.
func write(b *bytes.Buffer, o types.Object) {
	switch o := o.(type) {
	case types.Dict:
		b.WriteString("<<")
		for _, key := range slices.Sorted(maps.Keys(o)) {
			name(b, key)
			b.WriteByte(' ')
			write(b, o[key])
		}
		b.WriteString(">>")
	case types.Array:
		b.WriteByte('[')
		for i, one := range o {
			if i > 0 {
				b.WriteByte(' ')
			}
			write(b, one)
		}
		b.WriteByte(']')
	case types.Name:
		name(b, string(o))
	case types.StringLiteral, types.HexLiteral:
		b.WriteByte('<')
		b.WriteString(hex.EncodeToString(raw(o)))
		b.WriteByte('>')
	case types.Integer:
		b.WriteString(strconv.Itoa(int(o)))
	case types.Float:
		b.WriteString(strconv.FormatFloat(float64(o), 'f', -1, 64))
	case types.Boolean:
		b.WriteString(strconv.FormatBool(bool(o)))
	case types.IndirectRef:
		fmt.Fprintf(b, "%d 0 R", o.ObjectNumber)
	default:
		b.WriteString("null")
	}
}

func name(b *bytes.Buffer, s string) {
	b.WriteByte('/')
	b.WriteString(types.EncodeName(s))
}

// raw gives the bytes of a text.
func raw(o types.Object) []byte {
	switch o := o.(type) {
	case types.StringLiteral:
		if b, err := types.Unescape(string(o)); err == nil {
			return b
		}
		return []byte(o)
	case types.HexLiteral:
		digits := make([]byte, 0, len(o)+1)
		for i := range len(o) {
			if strings.IndexByte("0123456789abcdefABCDEF", o[i]) >= 0 {
				digits = append(digits, o[i])
			}
		}
		if len(digits)%2 == 1 {
			digits = append(digits, '0')
		}
		b, _ := hex.DecodeString(string(digits)) // they are all digits
		return b
	}
	return nil
}
