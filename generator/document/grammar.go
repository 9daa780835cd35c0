package document

import "strings"

// A role is what an object is in a PDF. Roles say which keys an object of that role
// may have, and the role of what stands behind each. What no role knows is left out.
type role = string

type rule struct {
	keys map[string]role
	// rest is the role of what stands behind every other key: of dictionaries whose
	// keys are names of their own. "" leaves it out.
	rest role
}

// plain is the role of numbers, names, texts and lists of them.
const plain = "plain"

// keysOf makes keys of lines like "a b c: role"; those without a role are plain.
func keysOf(lines ...string) map[string]role {
	keys := map[string]role{}
	for _, line := range lines {
		names, to, found := strings.Cut(line, ": ")
		if !found {
			to = plain
		}
		for _, name := range strings.Fields(names) {
			keys[name] = to
		}
	}
	return keys
}

// rules is the grammar, after ISO 32000.
var rules = map[role]rule{
	"catalog": {keys: keysOf(
		"Type Version Lang PageLayout PageMode", "Pages: pages", "PageLabels: labels", "Names: names", "Dests: targets",
		"Outlines: bookmark", "OpenAction: action", "ViewerPreferences MarkInfo: viewer", "StructTreeRoot: tag", "AcroForm: form",
	)},
	"viewer": {keys: keysOf(`HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle NonFullScreenPageMode
		Direction ViewArea ViewClip PrintArea PrintClip PrintScaling Duplex PickTrayByPDFSize PrintPageRange NumCopies
		Marked UserProperties Suspects`)},
	"labels": {keys: keysOf("Limits Type S P St", "Kids Nums: labels")},
	"pages": {keys: keysOf(
		"Type Count MediaBox CropBox BleedBox TrimBox ArtBox Rotate Tabs StructParents UserUnit",
		"Parent Kids: pages", "Resources: resources", "Contents: content", "Group: graphic", "Annots: mark",
	)},

	"content": {}, // the data alone
	"glyph":   {},
	"glyphs":  {rest: "glyph"},

	// What leads somewhere.
	"names":    {keys: keysOf("Dests: nametree")},
	"nametree": {keys: keysOf("Limits", "Kids: nametree", "Names: target")},
	"targets":  {rest: "target"},
	"target":   {keys: keysOf("D: target")},
	"action":   {keys: keysOf("Type S URI IsMap N", "D: target")},
	"bookmark": {keys: keysOf("Type Count Title C F", "First Last Next Prev Parent: bookmark", "Dest: target", "A: action", "SE: tag")},

	// Links, and the fields of a form.
	"mark": {keys: keysOf(
		"Type Subtype Rect Border H QuadPoints Contents C F StructParent FT Ff T TU MaxLen Opt DA Q AS TI I",
		"BS: border", "Dest: target", "A: action", "P: pages", "Kids Parent: mark", "MK: look", "AP: looks",
	)},
	"border": {keys: keysOf("Type W S D")},
	"look":   {keys: keysOf("R BC BG CA RC AC TP", "I RI IX: graphic", "IF: fit")},
	"fit":    {keys: keysOf("SW S A FB")},
	"looks":  {rest: "looks"}, // streams are graphics
	"form":   {keys: keysOf("NeedAppearances DA Q", "Fields: mark", "DR: resources")},

	// What screen readers go by.
	"tag": {keys: keysOf(
		"Type S ID R Lang Alt E ActualText MCID ParentTreeNextKey", "K P StmOwn: tag", "Pg: pages", "A C: tagging", "ClassMap: taggings",
		"RoleMap: plainmap", "ParentTree: tagtree", "IDTree: tagtree", "Obj: shown", "Stm: graphic", "NS Namespaces: space",
	)},
	"tagtree":  {keys: keysOf("Limits", "Kids: tagtree", "Nums Names: tag")},
	"taggings": {rest: "tagging"},
	"tagging": {keys: keysOf(`O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Color Padding
		SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign InlineAlign TBorderStyle
		TPadding BaselineShift LineHeight TextDecorationColor TextDecorationThickness TextDecorationType RubyAlign RubyPosition
		GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths ListNumbering ContinuedList ContinuedFrom Role checked Desc
		RowSpan ColSpan Headers Scope Summary Short Type Subtype Contents Attached`)},
	"space":    {keys: keysOf("Type NS", "RoleMapNS: plainmap")},
	"plainmap": {rest: plain},

	// What can be seen.
	"resources": {keys: keysOf("ProcSet", "ExtGState ColorSpace Pattern Shading XObject Font: graphics", "Properties: properties")},
	"graphics":  {rest: "graphic"},
	"graphic": {keys: keysOf(
		"Type Subtype Name",
		"BBox Matrix FormType StructParent StructParents", "Resources: resources", "Group: graphic", // forms
		"Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte", "ColorSpace Mask SMask: graphic", // pictures
		`BaseFont FirstChar LastChar Widths DW W DW2 W2 FontMatrix FontBBox FontName FontFamily FontStretch FontWeight Flags
		ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang
		Registry Ordering Supplement BaseEncoding Differences CMapName WMode Length1 Length2 Length3`, // fonts
		"Encoding ToUnicode UseCMap FontDescriptor DescendantFonts CIDSystemInfo CIDToGIDMap FontFile FontFile2 FontFile3 CIDSet Style: graphic",
		"CharProcs: glyphs", "FD: graphics", "Panose",
		"PatternType PaintType TilingType XStep YStep", "Shading ExtGState: graphic", // patterns
		"ShadingType Background AntiAlias Domain Coords Extend BitsPerCoordinate BitsPerFlag VerticesPerRow", "Function: graphic",
		"FunctionType Range Size BitsPerSample Order Encode C0 C1 N Bounds", "Functions: graphic", // functions
		"WhitePoint BlackPoint Gamma", "Alternate Process: graphic", "Colorants: graphics", "Components", // colours
		"LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK", "Font BG BG2 UCR UCR2 TR TR2 HT G: graphic", "S BC CS I K: graphic",
		"HalftoneType Frequency Angle AccurateScreens Xsquare Ysquare Width2 Height2", "SpotFunction TransferFunction: graphic",
		"OC: property",
	)},
	"profile": {keys: keysOf("N Range", "Alternate: graphic")},
	"parameters": {keys: keysOf(`Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock
		BlackIs1 DamagedRowsBeforeError ColorTransform`, "JBIG2Globals: graphic")},
	"properties": {rest: "property"},
	"property":   {keys: keysOf("Type MCID Lang ActualText Alt E Subtype BBox Attached P VE", "OCGs: property")},
}

// notes is what is said of whatever has no name of its own.
const notes = "notes that only programs see"

// meaning says in plain words what stands behind a key that no role knows.
var meaning = map[string]string{
	"Metadata": "what programs noted in it (XMP)", "PieceInfo": "notes of the program that made it",
	"LastModified": "when it was made or changed", "M": "when it was made or changed", "CreationDate": "when it was made or changed",
	"Thumb": "small copies of its pages", "AF": "attached files", "EmbeddedFiles": "attached files", "Collection": "attached files",
	"EF": "attached files", "JavaScript": "programs", "JS": "programs", "AA": "programs", "Next": "programs",
	"V": "answers typed into its form", "DV": "answers typed into its form", "RV": "answers typed into its form", "XFA": "answers typed into its form",
	"VP": "a place on a map", "Measure": "a place on a map", "LGIDict": "a place on a map",
	"Popup": comments, "Alternates": "other versions of its pictures", "OPI": "names of files that it was made of",
	"OutputIntents": "a profile for printers", "OCProperties": "the names of its layers",
}

const comments = "comments or marks on its pages"

// silent are keys that are left out without a word: they hold nothing of their own.
var silent = map[string]bool{"SigFlags": true, "NeedsRendering": true, "Length": true, "Filter": true, "DecodeParms": true, "DL": true, "CO": true}

func meant(key string) string {
	if w := meaning[key]; w != "" {
		return w
	}
	if strings.HasPrefix(key, "PTEX.") {
		return "names of files that it was made of"
	}
	return notes
}
