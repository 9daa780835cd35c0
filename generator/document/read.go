package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"goldenthread/generator/work"
)

// The library would make a folder in the user's home.
func init() { model.ConfigPath = "disable" }

// open reads the objects of a PDF.
func open(source []byte) (*model.Context, error) {
	if !Known(source) {
		return nil, errDamaged
	}
	if err := bounded(source); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), maxTime)
	defer stop()
	// Streams of objects are unpacked all at once, so they share what there is.
	each := int64(maxUnpack / 2 / (1 + bytes.Count(source, []byte("ObjStm"))))
	c, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(source), &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Eol: types.EolLF,
		Limits: model.ResourceLimits{
			MaxStreamBytes: maxSource, MaxDecodeBytes: min(each, maxOne),
			MaxImagePixels: 1, MaxImageBytes: 1,
			MaxObjectCount: maxPacked, MaxObjectStreamCount: maxPacked, MaxObjectStreamFirst: 16 << 20,
			MaxXRefEntries: maxPacked, MaxRecursionDepth: 100,
		},
	})
	switch {
	case encrypt.Match(source), c != nil && c.Encrypt != nil, errors.Is(err, pdfcpu.ErrEncrypted):
		return nil, errLocked
	case err != nil, c.Root == nil:
		return nil, errDamaged
	}
	for _, e := range c.Table {
		if lazy, ok := e.Object.(types.LazyObjectStreamObject); ok {
			if e.Object, err = lazy.DecodedObject(ctx); err != nil {
				return nil, errDamaged
			}
		}
	}
	return c, nil
}

// encrypt is how a PDF says that it is locked.
var encrypt = regexp.MustCompile(`/Encrypt[\s<]`)

// rewrite makes a PDF anew. What a library stumbles over cannot be read.
func rewrite(source []byte) (m *made, err error) {
	fault := work.Safely(func() error {
		m, err = rewritten(source)
		return nil
	})
	if fault != nil {
		return nil, errDamaged
	}
	return m, err
}

func rewritten(source []byte) (*made, error) {
	ctx, err := open(source)
	if err != nil {
		return nil, err
	}
	m := &made{
		table: ctx.Table, numbers: map[job]int{}, left: map[string]bool{}, seen: map[int]bool{},
		budget: maxUnpack, version: version(ctx), text: &words{fonts: map[int]*font{}},
	}
	if err := m.all(ctx); err != nil {
		return nil, err
	}
	m.beside(source, ctx)
	return m, nil
}

func version(ctx *model.Context) string {
	v := model.V14
	if ctx.HeaderVersion != nil {
		v = max(v, *ctx.HeaderVersion)
	}
	if ctx.RootVersion != nil {
		v = max(v, *ctx.RootVersion)
	}
	return min(v, model.V20).String()
}

// all writes everything that the catalogue leads to.
func (m *made) all(ctx *model.Context) error {
	catalog, ok := m.resolve(*ctx.Root).(types.Dict)
	if !ok {
		return errDamaged
	}
	if pages, ok := m.resolve(catalog["Pages"]).(types.Dict); !ok || pages == nil {
		return errDamaged
	}
	if err := m.refused(catalog); err != nil {
		return err
	}
	m.ref(*ctx.Root, "catalog")
	for i := 0; i < len(m.queue) && m.err == nil; i++ {
		m.bodies = append(m.bodies, m.object(m.queue[i]))
	}
	if m.redraw && m.form != nil {
		m.form["NeedAppearances"] = types.Boolean(true)
	}
	if m.pages == 0 && m.err == nil {
		return errDamaged
	}
	return m.err
}

// refused looks for what cannot be cleaned away.
func (m *made) refused(catalog types.Dict) error {
	if catalog["Perms"] != nil || catalog["DSS"] != nil {
		return errSigned
	}
	if layers, ok := m.resolve(catalog["OCProperties"]).(types.Dict); ok {
		config, _ := m.resolve(layers["D"]).(types.Dict)
		off, _ := m.resolve(config["OFF"]).(types.Array)
		base, _ := m.resolve(config["BaseState"]).(types.Name)
		if len(off) > 0 || base == "OFF" {
			return errLayers
		}
	}
	for _, n := range slices.Sorted(maps.Keys(m.table)) { // the same reason each time
		d, _ := m.table[n].Object.(types.Dict)
		if kind, _ := d["Subtype"].(types.Name); kind == "Redact" && d["Rect"] != nil {
			return errRedact
		}
		if kind, _ := d["FT"].(types.Name); kind == "Sig" && m.resolve(d["V"]) != nil {
			return errSigned
		}
	}
	return nil
}

// about says which keys of the dictionary about a document mean what.
var about = map[string]string{
	"Title": "its title", "Author": "its author", "Subject": "its subject", "Keywords": "its keywords",
	"Creator": "the program that made it", "Producer": "the program that made it",
	"CreationDate": "when it was made or changed", "ModDate": "when it was made or changed",
	"Trapped": "",
}

var (
	starts     = regexp.MustCompile(`startxref\s`)
	linearized = regexp.MustCompile(`/Linearized\b`)
	end        = []byte("%%EOF")
)

// beside notes what lies in the file beside its pages.
func (m *made) beside(source []byte, ctx *model.Context) {
	if ctx.Info != nil {
		info, _ := m.resolve(*ctx.Info).(types.Dict)
		m.seen[ctx.Info.ObjectNumber.Value()] = true
		if title := m.resolve(info["Title"]); !empty(title) {
			m.title = spoken(title)
		}
		for _, key := range slices.Sorted(maps.Keys(info)) {
			value := info[key]
			switch o := m.resolve(value).(type) {
			case types.StringLiteral, types.HexLiteral:
				m.text.line(spoken(o))
			}
			what, known := about[key]
			if !known {
				what = notes
			}
			if what != "" && !empty(m.resolve(value)) {
				m.left[what] = true
			}
		}
	}
	revisions := 1
	if linearized.Match(source[:min(len(source), 2048)]) {
		revisions = 2
	}
	if len(starts.FindAllIndex(source, revisions+1)) > revisions {
		m.left["earlier versions of itself"] = true
	}
	if i := bytes.LastIndex(source, end); i >= 0 && len(bytes.Trim(source[i+len(end):], "\x00\t\n\f\r ")) > 0 {
		m.left["something behind its end"] = true
	}
	if !bytes.HasPrefix(source, []byte("%PDF-")) {
		m.left["something in front of it"] = true
	}
	m.between(source)
	for n, e := range m.table {
		if n != 0 && !e.Free && !m.seen[n] && !structural(e.Object) && len(m.left) == 0 {
			m.left["parts that no page shows"] = true
		}
	}
}

// structural says whether an object is of the file's own making.
func structural(o types.Object) bool {
	switch o := o.(type) {
	case nil, types.ObjectStreamDict, types.XRefStreamDict, types.Integer:
		return true
	case types.StreamDict:
		kind, _ := o.Dict["Type"].(types.Name)
		return kind == "XRef" || kind == "ObjStm"
	case types.Dict:
		return o["Linearized"] != nil || len(o) == 0
	}
	return false
}

func empty(o types.Object) bool {
	switch o := o.(type) {
	case nil:
		return true
	case types.StringLiteral, types.HexLiteral:
		return strings.TrimSpace(spoken(o)) == ""
	case types.Dict:
		return len(o) == 0
	}
	return fmt.Sprint(o) == ""
}
