package document

import (
	"errors"
	"strings"
	"testing"
)

// TestInlinePictures says that a picture in the middle of what draws something is
// kept where it is its pixels alone, and refused otherwise: in a page, a form, a
// pattern, a glyph and the look of a field.
func TestInlinePictures(t *testing.T) {
	with := func(picture string) map[string][]byte {
		drawing := "q BI " + picture + " EI Q"
		page, form, pattern, glyph, look := leaflet(""), leaflet(""), leaflet(""), leaflet(""), leaflet("")
		page.objects[3] = stream("", drawing)
		form.objects[7] = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", drawing)
		pattern.objects[1] = strings.Replace(pattern.objects[1], "/Font<<", "/Pattern<</P 20 0 R>>/Font<<", 1)
		pattern.objects = append(pattern.objects, stream("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>", drawing))
		glyph.objects[10] = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 1/LastChar 1/Widths[9]/Encoding<</Differences[1/a]>>/CharProcs<</a 20 0 R>>>>"
		glyph.objects = append(glyph.objects, stream("", "9 0 d0 "+drawing))
		look.objects[15] = strings.Replace(look.objects[15], "/Rect", "/AP<</N 20 0 R>>/Rect", 1)
		look.objects = append(look.objects, stream("/BBox[0 0 9 9]", drawing))
		return map[string][]byte{"page": page.bytes(), "form": form.bytes(), "pattern": pattern.bytes(), "glyph": glyph.bytes(), "look": look.bytes()}
	}
	for _, c := range []struct {
		picture string
		fine    bool
	}{
		{"/W 2 /H 2 /CS /G /BPC 8 ID abcd", true},
		{"/Width 9 /Height 1 /ImageMask true ID ab", true},
		{"/W 2 /H 2 /CS /RGB /BPC 8 /F /Fl ID " + zipped("abcdefghijkl"), true},
		{"/W 2 /H 2 /CS /G /BPC 8 /F [/AHx] /DP [null] ID 61626364>", true},
		{"/W 2 /H 2 /CS /G /BPC 8 ID abcd" + canary, false},
		{"/W 2 /H 2 /CS /G /BPC 8 /F /Fl ID " + zipped("abcd"+canary), false},
		{"/W 2 /H 2 /CS /G /BPC 8 /F /Fl ID " + zipped("abcd") + canary, false},
		{"/W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 61626364>" + canary, false},
		{"/W 16 /H 16 /CS /G /BPC 8 /F /DCT ID " + photo(canary), false},
		{"/W 16 /H 16 /CS /G /BPC 8 /Filter [/AHx /DCTDecode] ID 61>", false},
		{"/W 2 /H 2 /CS /G /BPC 8 /Author (" + canary + ") ID abcd", false},
		{"/W 2 /H 2 /CS /G /BPC 8 (" + canary + ")", false},
	} {
		for place, src := range with(c.picture) {
			made, err := rewrite(src)
			if c.fine != (err == nil) || err != nil && !errors.Is(err, errInline) {
				t.Errorf("%s in a %s: %v", strings.ToValidUTF8(c.picture, "?"), place, err)
			}
			if err != nil {
				if what, known := Carries(src); !known || len(what) == 0 {
					t.Errorf("in a %s: nobody says that it carries something", place)
				}
			} else if !strings.Contains(everywhere(made.bytes()), " EI") {
				t.Errorf("in a %s: the picture is gone", place)
			}
		}
	}
}

func TestPlainDrawing(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"q 1 0 0 1 0 0 cm /Im1 Do Q", "same"},
		{"BT /F1 12 Tf -.5 +3 Td [(a) -3 <62>] TJ (c) ' 1 2 (d) \" ET", "same"},
		{"/Span <</MCID 0/ActualText(fi)/Lang(en)>> BDC EMC /P /MC0 BDC EMC", "same"},
		{"/Span <</Attached[/Top]/BBox [0 0 1 1] /Type /Pagination>> BDC EMC", "same"},
		{"1 0 0-3 5 re f", "same"},
		{"/Artifact <</" + canary + "(" + canary + ")/MCID 1>> BDC EMC", "/Artifact << /MCID 1>> BDC EMC"},
		{"/Artifact <</A<</B(" + canary + ")>>/MCID 1>> BDC EMC", "/Artifact << /MCID 1>> BDC EMC"},
		{"/Artifact <</MCID 1/Alt<</B(" + canary + ")>>>> BDC EMC", "/Artifact <</MCID 1 >> BDC EMC"},
		{"/Artifact (" + canary + ") <</MCID 1>> BDC EMC", "/Artifact <</MCID 1>> BDC EMC"},
		{"/Artifact <</MCID 1 (" + canary + ") >> BDC EMC", "/Artifact <</MCID 1 >> BDC EMC"},
		{"q (" + canary + ") " + canary + " Q", "q Q"},
		{"(" + canary + ") 1 0 0 rg", "1 0 0 rg"},
		{"<</A(" + canary + ")>> 1 w", "1 w"},
		{"q % " + canary + "\nQ", "q Q"},
		{"q (" + canary + ") % " + canary + "\n x Q", "q Q"},
	} {
		clean, found, err := plainDrawing([]byte(c.src))
		if c.want == "same" {
			if err != nil || found || string(clean) != c.src {
				t.Errorf("%s is changed: %s, %v", c.src, clean, err)
			}
			continue
		}
		if got := strings.Join(strings.Fields(string(clean)), " "); err != nil || !found || got != c.want {
			t.Errorf("%s: %s, %v, %v; want %s", c.src, got, found, err, c.want)
		}
	}
	p := leaflet("")
	p.objects[3] = stream("", "/Span <</ActualText("+canary+")>> BDC EMC")
	if text, _ := Text(p.bytes()); !strings.Contains(text, canary) {
		t.Error("what is spoken in place of what is drawn is not among the words")
	}
}
