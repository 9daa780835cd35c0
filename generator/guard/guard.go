// Package guard is the only door between what was made and what is published.
//
// It reads every byte that is about to leave, and shares no code with those who
// made it: it takes HTML, XML, JSON and styles apart by itself (decode.go), and
// looks for what it knows to be withheld: on each page the names that are
// guarded there (names.go), the texts, titles and alt texts of whatever is
// withheld (texts.go), and its addresses and pictures (address.go). What it knows
// comes from what was read and what was decided; of what was planned it knows only
// which pages stand together on a list.
// Only what it has passed can be published: publish takes Passed, and only Look
// makes one.
//
// A hit is a fault of the program or of a theme, or stands in a file that
// site.yaml names. It says which output and which rule, and nothing of what was
// found.
//
// It cannot see what is drawn in a picture or said in a recording, nor what is
// packed (zip, gzip, base64; of a PDF it reads the words, as far as their fonts
// let it), and knows no text of less than eight words that
// is neither a title nor an alt text. published.json does not pass here: it holds
// nothing but the paths, digests and addresses of what did.
package guard

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"sync"

	"goldenthread/generator/consent"
	"goldenthread/generator/diag"
	"goldenthread/generator/document"
	"goldenthread/generator/fold"
	"goldenthread/generator/page"
	"goldenthread/generator/plan"
)

// Rule says what must not leave. Its text is the code of the problem.
type Rule string

// The rules.
const (
	Name    Rule = "guard-name"    // a name that is guarded where it stands
	Text    Rule = "guard-text"    // a title, an alt text or a run of eight words of what is withheld
	Address Rule = "guard-address" // the address of a page that is withheld
	Picture Rule = "guard-picture" // a picture that is withheld
	Beside  Rule = "guard-beside"  // something beside the pixels of a picture
	Unread  Rule = "guard-unread"  // words of a printed page that cannot be read
)

// Rules lists every rule.
func Rules() []Rule { return []Rule{Name, Text, Address, Picture, Beside, Unread} }

func (r Rule) message() string {
	switch r {
	case Name:
		return "A name that may not be shown there stands in this file, so it was not published."
	case Text:
		return "Words of something that is withheld stand in this file, so it was not published."
	case Address:
		return "The address of something that is withheld stands in this file, so it was not published."
	case Beside:
		return "This file is to be a picture, and holds something beside its pixels, so it was not published."
	case Unread:
		return "Some words in this file cannot be read by the last look, so it was not published."
	default:
		return "This file is a picture that is withheld, so it was not published."
	}
}

// Knowledge is what the guard knows.
type Knowledge struct {
	Source    *page.Source
	Decisions consent.Decisions
	Plan      plan.Plan
	// Theme is the theme's own words, piece by piece, and those of whatever else is
	// the same on every site.
	Theme []string
}

// Guard looks at outputs. It is not changed by use, and may be used by several
// goroutines at once.
type Guard struct {
	site      *page.Site
	names     consent.Names
	nowhere   consent.NamesOn       // the rules for what stands on no page
	pages     map[string]*version   // those that are published, by address
	showing   map[string][]*version // those that show a picture, by the stem of its addresses
	sheets    map[string]*page.Sheet
	own       ownWords
	languages map[string]bool // of the site and its pages
	texts     *texts
	addresses *addresses
	pictures  map[[32]byte]bool
	spare     sync.Pool // of *look
}

// New makes a guard.
func New(k Knowledge) *Guard {
	g := &Guard{
		site: &k.Source.Site, names: k.Decisions.Names, nowhere: k.Decisions.Names.On(consent.Nowhere),
		pages: map[string]*version{}, showing: map[string][]*version{}, sheets: map[string]*page.Sheet{},
		languages: languages(k.Source),
	}
	g.spare.New = func() any { return new(look) }
	for _, o := range k.Plan.Outputs() {
		if s := o.Body().Sheet; s != nil {
			g.sheets[s.Address] = s
		}
	}
	all := versions(k)
	ownTexts := slices.Concat(siteTexts(g.site), k.Theme, formatWords(g.site), g.sections(all))
	g.own = newOwnWords(g.names.Finder(), ownTexts, g.site, g.languages)
	ownTexts = append(ownTexts, wordTexts(g.site)...)
	for _, v := range all {
		if !v.published {
			if g.pages[v.address] == nil { // a change that waits has its page's address
				g.pages[v.address] = v
			}
			continue
		}
		g.pages[v.address] = v
		// Whoever links to it writes its address, which is no text of theirs.
		ownTexts = append(ownTexts, g.site.Absolute(v.address))
		for _, file := range v.shows() {
			s := k.Source.Pictures[file].Stem
			g.showing[s] = append(g.showing[s], v)
		}
	}
	g.addresses = newAddresses(g.site, all, ownTexts, g.sheets)
	g.pictures = g.addresses.withholdPictures(all, k.Source.Pictures)
	g.texts = newTexts(append(all, bios(k, all)...), ownTexts, newPieces(append(k.Theme, g.site.Unnamed)))
	return g
}

// Problems gives, once every output was looked at, the published pages that
// repeat what is withheld on another.
func (g *Guard) Problems() []diag.Problem { return g.texts.problems }

// Passed is an output that may leave. The zero value is refused by publish.
type Passed struct {
	output plan.Output
	bytes  []byte
}

// Output is what was planned.
func (p Passed) Output() plan.Output { return p.output }

// Bytes are what is written.
func (p Passed) Bytes() []byte { return p.bytes }

// Look reads an output, and lets it pass if it holds nothing that the guard
// knows to be withheld. Else the problems say which rules it breaks, and what is
// passed is nothing. The error is for an output that nobody planned.
func (g *Guard) Look(o plan.Output, bytes []byte) (Passed, []diag.Problem, error) {
	problems, err := g.judge(o, path.Ext(o.Path()), bytes)
	if err != nil || len(problems) > 0 {
		return Passed{}, problems, err
	}
	return Passed{output: o, bytes: bytes}, nil, nil
}

// LookBefore reads the HTML that an output will be printed from, as its page. What
// breaks a rule there is not to be printed.
func (g *Guard) LookBefore(o plan.Output, html []byte) ([]diag.Problem, error) {
	return g.judge(o, ".html", html)
}

// judge looks at bytes of this ending that are, or will become, an output.
func (g *Guard) judge(o plan.Output, ext string, bytes []byte) ([]diag.Problem, error) {
	if o.Path() == "" {
		return nil, fmt.Errorf("an output that was not planned came to the guard")
	}
	l := g.spare.Get().(*look)
	defer g.spare.Put(l)
	l.begin(g, o)
	if r := o.Body().Rendition; r != nil && holdsMore(r.Type, bytes) {
		l.breaks(Beside)
	}
	readable := l.read(ext, bytes)
	if o.Body().Leaflet != nil && ext == ".pdf" && !readable {
		l.breaks(Unread)
	}
	if body := o.Body(); body.Feed != nil || body.JSONFeed != nil || body.SiteMap != nil || body.Search != nil {
		g.eachEntry(body, bytes, func(entry []byte, of []stand) {
			l.stands, l.byPerson = of, nil
			clear(l.judged)
			l.read(ext, entry)
		})
	}
	if len(l.broken) == 0 {
		return nil, nil
	}
	var problems []diag.Problem
	for _, r := range Rules() {
		if l.broken[r] {
			problems = append(problems, diag.Problem{Code: string(r), Place: diag.Place{File: "public/" + o.Path()}, Message: r.message(),
				Fix: g.fix(o.Path())})
		}
	}
	return problems, nil
}

// fix says who can mend it that an output was refused.
func (g *Guard) fix(name string) string {
	if slices.ContainsFunc(g.site.Files, func(f page.File) bool { return f.Path == name }) {
		return "site.yaml names this file under 'files': take what may not be shown out of the file, or take the file out there."
	}
	return "This is a fault of the program or of your theme; tell those who look after it which file and which rule."
}

// look is one output as it is looked at. It is used again and again.
type look struct {
	*Guard
	folder string // the address of its folder, for what leads on from there
	stands []stand
	// byPerson are the stands that are somebody's, once they are needed.
	byPerson map[string][]stand
	judged   map[int]judgement // by name
	decoder  decoder
	words    fold.Text
	hits     []fold.Hit
	broken   map[Rule]bool
}

func (l *look) begin(g *Guard, o plan.Output) {
	l.Guard, l.stands = g, l.stands[:0]
	l.decoder.languages = g.languages
	l.folder = "/" + path.Dir(o.Path())
	l.byPerson = nil
	clear(l.judged)
	clear(l.broken)
	g.standsOn(l, o)
	l.check([]byte(o.Path()), false)
}

func (l *look) breaks(r Rule) {
	if l.broken == nil {
		l.broken = map[Rule]bool{}
	}
	l.broken[r] = true
}

// read looks at the bytes of a file with this ending, in every form in which
// they can be read. It says whether it is a PDF of which all words could be.
func (l *look) read(ext string, bytes []byte) (whole bool) {
	l.checkPicture(bytes)
	if document.Known(bytes) {
		var words string
		words, whole = document.Text(bytes) // as many as can be read
		l.check([]byte(words), true)
	}
	if isText(bytes) {
		l.decoder.each(ext, bytes, l.check)
		return whole
	}
	for _, said := range metadata(bytes) {
		l.check(said, true)
	}
	if isMarkup(ext) { // a byte that is no UTF-8 keeps no browser from reading the rest
		l.decoder.each(ext, bytes, l.check)
		l.decoder.each(ext, fromLatin1(bytes), l.check)
	}
	return whole
}

func (l *look) checkPicture(bytes []byte) {
	if len(l.pictures) > 0 && l.pictures[sha256.Sum256(bytes)] {
		l.breaks(Picture)
	}
}

// check looks at a text in which nothing needs decoding any more. In prose,
// names that are words count only as they are written.
func (l *look) check(text []byte, prose bool) {
	l.words.Read(text)
	l.hits = l.names.Finder().Find(&l.words, prose, l.hits[:0])
	if l.showsName(prose) {
		l.breaks(Name)
	}
	if l.texts.in(l.words.Words) {
		l.breaks(Text)
	}
	if l.addresses.in(text, l.folder) {
		l.breaks(Address)
	}
}
