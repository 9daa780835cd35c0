package consent_test

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// parts is what becomes of a version's pictures, quotations and media.
type parts struct {
	leftOut  []string      // each "what: code person"
	channels page.Channels // of the version
	through  page.Channels // that are named of its parts
	cover    string
	shown    []string       // what is shown, flat
	pictures []string       // the addresses of those shown
	kept     map[int32]bool // footnotes
}

// notAgreed: "somebody in it unknown, unreadable or not agreeing", "where one
// of its people does not list web". It names the first; ok is that there is
// none. It also gives the channels that all of them list.
func (o *oracle) notAgreed(ids []string, p *page.Page, use page.Use) (first string, channels page.Channels, ok bool) {
	channels = page.AllChannels
	for _, id := range ids {
		yes, its := o.allows(id, p, use)
		if !yes || !its.Has(page.Web) {
			return id, 0, false
		}
		channels &= its
	}
	return "", channels, true
}

// picture gives why a picture is left out, or the ways in which it may go out.
func (o *oracle) picture(file string, p *page.Page) (against string, channels page.Channels) {
	pic := o.src.Pictures[file]
	// "not said (an empty list is not said)"; site-format.md: "SVG drawings need
	// none, though a list given for one holds"; page.Picture: of an uncertain
	// one "nobody knows who is in it".
	said := pic.People.Said == page.SaidNone || len(pic.People.IDs) > 0
	if pic.Uncertain || !said && path.Ext(file) != ".svg" {
		return "picture-unknown-people", 0
	}
	first, channels, ok := o.notAgreed(pic.People.IDs, p, page.UsePicture)
	switch {
	case !ok:
		return "picture-not-agreed " + first, 0
	case pic.Fault != nil:
		return "picture-unreadable", 0
	}
	return "", channels
}

// close: "where one does not list search-engines or print, the version that
// shows it counts as not agreed for it; feed and social leave out the part
// alone".
func (r *parts) close(channels page.Channels) {
	r.channels &= channels | page.Web | page.Feed | page.Social
}

func (o *oracle) parts(r *parts, p *page.Page, v *page.Version, nodes []page.Node) {
	for i := range nodes {
		n := &nodes[i]
		what := ""
		if n.Part != nil {
			what = o.src.Site.PictureFile(v.File, n.URL+n.Attr("src"))
		}
		switch n.Kind {
		case page.Text:
			r.shown = append(r.shown, n.Text)
		case page.PersonName:
			r.shown = append(r.shown, o.called(n.Person, p))
		case page.Link:
			// site-format.md: "a link to a withheld page keeps its words and loses
			// its address".
			o.parts(r, p, v, n.Children)
			if address := o.linked(n.URL); address != "" && !o.ownOnly {
				r.shown = append(r.shown, "("+address+")")
			}
		case page.Image:
			against, channels := o.picture(what, p)
			if against != "" {
				r.leftOut = append(r.leftOut, what+": "+against)
				continue
			}
			r.close(channels)
			r.pictures = append(r.pictures, what)
			// site-format.md: "Markdown's alt text wins over alt".
			alt := n.Text
			for _, child := range n.Children {
				if alt += child.Text; child.Kind == page.PersonName {
					alt += o.called(child.Person, p)
				}
			}
			if alt == "" {
				alt = o.src.Pictures[what].Alt
			}
			r.shown = append(r.shown, fmt.Sprintf("(%s %s %s)", alt, address(o.src.Pictures[what]), channels&r.through))
		case page.Audio, page.Video:
			against, channels := o.medium(n, p, v)
			if against != "" {
				r.leftOut = append(r.leftOut, cmp.Or(what, fmt.Sprintf("%s:%d", v.File, n.Line))+": "+against)
				continue
			}
			r.close(channels)
			said := n.Attr("src")
			if what != "" {
				r.pictures = append(r.pictures, what)
				said = address(o.src.Pictures[what])
				if n.Kind == page.Video {
					captions := o.src.Site.PictureFile(v.File, n.Attr("captions"))
					r.pictures = append(r.pictures, captions)
					said += " " + address(o.src.Pictures[captions])
				}
				transcript := o.src.Pictures[o.src.Site.PictureFile(v.File, n.Attr("transcript"))].Transcript
				said += " " + strings.ReplaceAll(strings.Join(transcript, ""), "\n", "")
			}
			r.shown = append(r.shown, fmt.Sprintf("(%s %s %s)", n.Text, said, channels&r.through))
		case page.Footnote:
			if r.kept[n.N] {
				o.parts(r, p, v, n.Children)
			}
		case page.QuoteBlock:
			source, channels := n.Attr("by"), page.AllChannels
			if n.Person != "" {
				// "the quoted person does not allow words here through web (no
				// approval is asked for a quotation)"
				first, _, ok := o.notAgreed([]string{n.Person}, p, page.UseWords)
				if !ok {
					r.leftOut = append(r.leftOut, fmt.Sprintf("%s:%d: quote-not-agreed %s", v.File, n.Line, first))
					continue // "What is left out is not looked at."
				}
				source, channels = o.called(n.Person, p), o.quotable(n.Person, p)
			}
			r.close(channels)
			r.shown = append(r.shown, fmt.Sprintf("{%s %s:", source, channels&r.through))
			o.parts(r, p, v, n.Children)
			r.shown = append(r.shown, "}")
		default:
			o.parts(r, p, v, n.Children)
		}
	}
}

// linked gives the address to which a link may lead; "" for none.
func (o *oracle) linked(url string) string {
	for i := range o.src.Pages {
		if p := &o.src.Pages[i]; url == "/"+p.Path+"/" {
			if p.Standard == nil || len(o.reasons(p, p.Standard)) > 0 {
				return ""
			}
			return p.Address(page.Standard)
		}
	}
	return url
}

// address gives where what is published of a picture or recording lies.
func address(p page.Picture) string { return p.Renditions[0].Address }

// medium gives why a medium is left out, or the ways in which it may go out:
// "people: on ::audio and ::video likewise (voice, video)". It needs a transcript,
// and a film captions; one on another site is a link.
func (o *oracle) medium(n *page.Node, p *page.Page, v *page.Version) (against string, channels page.Channels) {
	use := page.UseVideo
	if n.Kind == page.Audio {
		use = page.UseVoice
	}
	ids := strings.FieldsFunc(n.Attr("people"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		return "media-unknown-people", 0
	}
	channels = page.AllChannels
	if n.Attr("people") != "none" {
		first, its, ok := o.notAgreed(ids, p, use)
		if !ok {
			return "media-not-agreed " + first, 0
		}
		channels = its
	}
	if strings.HasPrefix(n.Attr("src"), "https:") {
		return "", channels
	}
	for _, key := range []string{"src", "transcript", "captions"} {
		if key == "captions" && n.Kind == page.Audio {
			continue
		}
		if its, there := o.src.Pictures[o.src.Site.PictureFile(v.File, n.Attr(key))]; !there || its.Fault != nil {
			return "media-unreadable", 0
		}
	}
	// A yes to `voice` is none to `video`.
	if o.src.Pictures[o.src.Site.PictureFile(v.File, n.Attr("src"))].As != use {
		return "media-unreadable", 0
	}
	return "", channels
}

// version gives the parts of a version, with those of their channels through
// which the version goes out.
func (o *oracle) version(p *page.Page, v *page.Version, through page.Channels) parts {
	r := parts{through: through, channels: o.pageChannels(p)}
	// "the cover belongs to the standard version alone"; site-format.md:
	// "discreet: no cover".
	if file := o.src.Site.PictureFile(v.File, p.Meta.Cover); v.Edition == page.Standard && p.Meta.Cover != "" && !p.Meta.Discreet {
		against, channels := o.picture(file, p)
		if against != "" {
			r.leftOut = append(r.leftOut, file+": "+against)
		} else {
			r.close(channels)
			r.pictures = append(r.pictures, file)
			r.cover = fmt.Sprintf("%s %s", address(o.src.Pictures[file]), channels&through)
		}
	}
	r.kept = o.footnotes(p, v.Body)
	o.parts(&r, p, v, v.Body)
	return r
}

// told is everything about one version that must be the same for both.
type told struct {
	page      string
	published bool
	decision  string
	view      string   // of a published one: what readers get
	pictures  []string // the files of those that it shows
}

func (o *oracle) tell(p *page.Page, v *page.Version) told {
	reasons := o.reasons(p, v)
	out := told{page: p.Path, published: len(reasons) == 0}
	if !out.published {
		out.decision = withheld(reasons, o.people(p), o.texts[v])
		return out
	}
	// Twice: what closes channels of the version closes those of its parts.
	first := o.version(p, v, page.AllChannels)
	r := o.version(p, v, first.channels)
	slices.Sort(r.leftOut)
	var byline, made []string
	for _, id := range o.byline(p) {
		if name := o.called(id, p); !slices.Contains(byline, name) {
			byline = append(byline, name)
		}
	}
	for _, m := range p.Meta.MadeWith {
		if m.Person != "" {
			made = append(made, o.called(m.Person, p)+" "+m.Did)
		} else {
			made = append(made, m.Group+" "+m.Did)
		}
	}
	line := func(nodes []page.Node) string {
		var line parts
		o.parts(&line, p, v, nodes)
		return strings.Join(line.shown, "")
	}
	easy := ""
	if p.EasyRead != nil && len(o.reasons(p, p.EasyRead)) == 0 {
		easy = p.Address(page.EasyRead)
	}
	out.pictures = r.pictures
	out.decision = fmt.Sprintf("published: %s; left out %v; people %v; text %s", r.channels, slices.Compact(r.leftOut), o.people(p), o.texts[v])
	out.view = fmt.Sprintf("%s %s %s; %s; %s; %s; by %v; made %v; cover %s; %s",
		p.Address(v.Edition), p.Address(page.Standard), easy, line(v.Title), line(v.Summary), r.channels, byline, made, r.cover, strings.Join(r.shown, ""))
	return out
}

// withheld tells of a version that is; consent.md does not say what is told of
// one that cannot be read.
func withheld(reasons, people []string, text string) string {
	if reasons[0] == "unreadable" {
		return fmt.Sprintf("withheld: %v", reasons)
	}
	if reasons[0] == "page-withheld" {
		people = nil
	}
	return fmt.Sprintf("withheld: %v; people %v; text %s", reasons, people, text)
}

// all tells of every version, by its file.
func (o *oracle) all() map[string]told {
	out := map[string]told{}
	for i := range o.src.Pages {
		for _, v := range o.src.Pages[i].Versions() {
			out[v.File] = o.tell(&o.src.Pages[i], v)
		}
	}
	return out
}
