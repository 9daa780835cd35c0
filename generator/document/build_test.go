package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
)

// The PDFs that the tests clean, made by hand so that something can be hidden in
// every place.

// built is a PDF in the making: objects from 1 on, each with its dictionary and
// perhaps a stream.
type built struct {
	objects []string
	trailer string
}

func stream(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

func zipped(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(data))
	z.Close()
	return b.String()
}

func (p built) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range p.objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, p.trailer, start)
	return b.Bytes()
}

// photo is a JPEG that hides a word in its Exif, a comment and behind its end.
func photo(hidden string) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		panic(err)
	}
	part := func(mark byte, s string) string { return string([]byte{0xff, mark, 0, byte(len(s) + 2)}) + s }
	src := b.String()
	if hidden == "" {
		return src
	}
	return src[:2] + part(0xe1, "Exif\x00\x00"+hidden) + part(0xfe, hidden) + src[2:] + hidden
}

const drawn = "BT /F1 12 Tf 72 700 Td (Two bu) Tj [(ses) -300 (home)] TJ T* <01> Tj ET\n/Im1 Do /Fm1 Do"

// leaflet is a PDF that hides word in every place; where word is empty, it hides
// nothing.
func leaflet(word string) built {
	at := func(s string) string { // what is there only where something is hidden
		if word == "" {
			return ""
		}
		return strings.ReplaceAll(s, "WORD", word)
	}
	return built{trailer: at("/Info 13 0 R"), objects: []string{
		"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Outlines 9 0 R/ViewerPreferences<</DisplayDocTitle true>>/AcroForm<</Fields[16 0 R]>>" +
			at("/Metadata 14 0 R/PieceInfo<</P<</Private(WORD)>>>>/Names<</EmbeddedFiles<</Names[(WORD)<</Type/Filespec/F(WORD)/EF<</F 15 0 R>>>>]>>/JavaScript<</Names[(x)<</S/JavaScript/JS(WORD)>>]>>>>/OpenAction<</S/JavaScript/JS(WORD)>>/AA<</WC<</S/JavaScript/JS(WORD)>>>>") + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 11 0 R>>/XObject<</Im1 7 0 R/Fm1 8 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0/Annots[10 0 R 16 0 R" + at(" 17 0 R") + "]" +
			at("/Thumb 14 0 R/LastModified(D:2026 WORD)/PieceInfo<</A(WORD)>>/VP[<</Measure<</Subtype/GEO/GCS(WORD)>>>>]/Metadata 14 0 R") + ">>",
		stream("/Filter/FlateDecode", zipped(drawn+at("\n% WORD\n"))+at("WORD")),
		"<</Type/StructTreeRoot/K 6 0 R" + at("/Private(WORD)") + ">>",
		"<</Type/StructElem/S/Figure/P 5 0 R/Pg 3 0 R/Alt(A red bus)/K 0" + at("/T(WORD)/A<</O/UserProperties/P[<</N(x)/V(WORD)>>]>>") + ">>",
		stream("/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"+at("/Metadata 14 0 R"), photo(word)),
		stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 11 0 R>>>>"+at("/PieceInfo<</A(WORD)>>/PTEX.FileName(WORD)"), "BT /F1 9 Tf (At six) Tj ET"),
		"<</Type/Outlines/Count 1/First 18 0 R/Last 18 0 R>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(The hall)/A<</S/URI/URI(https://hall.example/)" + at("/Next<</S/JavaScript/JS(WORD)>>") + ">>" + at("/NM(WORD)/M(WORD)") + ">>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1/eacute]>>>>",
		stream("", "unused"),
		at("<</Title(WORD)/Author(WORD)/Subject(WORD)/Keywords(WORD)/Creator(WORD)/Producer(WORD)/CreationDate(WORD)/Company(WORD)>>") + " null",
		stream("/Type/Metadata/Subtype/XML/Filter/FlateDecode", zipped("<x:xmpmeta>"+word+"</x:xmpmeta>")),
		stream("/Type/EmbeddedFile", word),
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(your-bus)/TU(Which bus?)/Rect[0 0 9 9]/P 3 0 R" + at("/V(WORD)/AP<</N 19 0 R>>") + ">>",
		"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(" + word + ")/Contents(" + word + ")>>",
		"<</Title(By bus)/Parent 9 0 R/Dest[3 0 R/Fit]>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", word),
	}}
}

// hidden is a leaflet with earlier versions of itself and something around it.
func hidden(word string) []byte {
	src := leaflet(word).bytes()
	last := bytes.LastIndex(src, []byte("startxref"))
	prev := strings.Fields(string(src[last:]))[1]
	at := len(src)
	src = fmt.Appendf(src, "6 0 obj\n<</Type/StructElem/S/Figure/P 5 0 R/Pg 3 0 R/Alt(A red bus)/K 0>>\nendobj\n")
	start := len(src)
	src = fmt.Appendf(src, "xref\n6 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Info 13 0 R/Size 20/Prev %s>>\nstartxref\n%d\n%%%%EOF\n%s", at, prev, start, word)
	return src
}

// packed is a PDF whose objects without streams stand in a stream of objects, as
// most programs write them now. behind is put behind the last of them.
func (p built) packed(behind string) []byte {
	var b, index, objects bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	type place struct{ kind, at, nth int }
	places := make([]place, len(p.objects)+2)
	n := 0
	for i, o := range p.objects {
		if strings.Contains(o, "\nstream\n") {
			places[i+1] = place{1, b.Len(), 0}
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
			continue
		}
		places[i+1] = place{2, len(p.objects) + 1, n}
		fmt.Fprintf(&index, "%d %d ", i+1, objects.Len())
		objects.WriteString(o + " ")
		n++
	}
	places[len(p.objects)+1] = place{1, b.Len(), 0}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(p.objects)+1,
		stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", n, index.Len()), zipped(index.String()+objects.String()+behind)))
	start := b.Len()
	places = append(places, place{1, start, 0})
	var table []byte
	for i, one := range places {
		if i == 0 {
			table = append(table, 0, 0, 0, 0, 0xff)
			continue
		}
		table = append(table, byte(one.kind), byte(one.at>>16), byte(one.at>>8), byte(one.at), byte(one.nth))
	}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(places)-1,
		stream(fmt.Sprintf("/Type/XRef/W[1 3 1]/Size %d/Root 1 0 R%s/Filter/FlateDecode", len(places), p.trailer), zipped(string(table))), start)
	return b.Bytes()
}
