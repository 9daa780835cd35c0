package consent

import (
	"path"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// verdicts is what becomes of the parts of a version: its quotations, pictures
// and media.
type verdicts struct {
	leftOut []LeftOut
	// closed are the channels that somebody in a shown part has not agreed to.
	closed page.Channels
	cover  bool // the cover may be shown
	shown  []verdict
}

// parts decides about each part of a version, in the order in which readers
// would come to them; the cover first.
func (j *judge) parts(s *subject, v *page.Version, today page.Day) verdicts {
	var out verdicts
	seen := map[string]bool{}
	record := func(part verdict) bool {
		if part.reason == nil {
			out.closed |= page.AllChannels &^ part.channels
			out.shown = append(out.shown, part)
			return true
		}
		key := part.what
		if strings.HasPrefix(string(part.reason.Code), "media-") {
			key += " " + part.reason.Place.String() // who is in a recording is said where it stands
		}
		if !seen[key] {
			seen[key] = true
			out.leftOut = append(out.leftOut, LeftOut{What: part.what, Reasons: []Reason{*part.reason}})
		}
		return false
	}
	if v.Edition == page.Standard && j.hasCover(s.page, v) {
		at := diag.Place{File: v.File, Line: s.page.Meta.Lines["cover"]}
		out.cover = record(j.picturePart(s.page, v, s.page.Meta.Cover, at, today))
	}
	j.eachPart(s.page, v, v.Body, j.deadNotes(s.page, v, today), today, record)
	return out
}

// deadNotes gives the numbers of the footnotes to which nothing leads that is
// shown: they are not shown either, nor is anything in them.
func (j *judge) deadNotes(p *page.Page, v *page.Version, today page.Day) map[int32]bool {
	var dead map[int32]bool
	for i := range v.Body {
		if v.Body[i].Kind != page.FootnoteList {
			continue
		}
		dead = map[int32]bool{}
		for _, note := range v.Body[i].Children {
			dead[note.N] = true
		}
	}
	if dead == nil {
		return nil
	}
	shown := page.Footnotes(page.Map(v.Body, func(n *page.Node) page.Fate {
		if part, is := j.part(p, v, n, today); is && part.reason != nil {
			return page.Drop
		}
		return page.Keep
	}))
	for n := range page.Walk(shown) {
		if n.Kind == page.Footnote {
			delete(dead, n.N)
		}
	}
	return dead
}

// hasCover says whether a page has a cover to decide about: a discreet page has
// none, and one that is not there is a problem, no more.
func (j *judge) hasCover(p *page.Page, v *page.Version) bool {
	if p.Meta.Cover == "" || p.Meta.Discreet {
		return false
	}
	pic, ok := j.src.Pictures[j.src.Site.PictureFile(v.File, p.Meta.Cover)]
	return ok && (pic.Fault == nil || pic.Fault.Code != page.PictureMissing)
}

// eachPart decides about every part in nodes, and does not look into those
// that are left out.
func (j *judge) eachPart(p *page.Page, v *page.Version, nodes []page.Node, dead map[int32]bool, today page.Day, record func(verdict) bool) {
	for i := range nodes {
		n := &nodes[i]
		if n.Kind == page.Footnote && dead[n.N] {
			continue
		}
		if part, is := j.part(p, v, n, today); is && !record(part) {
			continue
		}
		j.eachPart(p, v, n.Children, dead, today, record)
	}
}

// verdict is what was decided about one part.
type verdict struct {
	what     string
	reason   *Reason // nil: it may be shown
	channels page.Channels
	quoted   string // the id of a quotation's person
	others   bool   // it shows somebody
}

func leftOut(what string, r Reason) verdict { return verdict{what: what, reason: &r} }

// part decides about a node; is says whether it is a part at all.
func (j *judge) part(p *page.Page, v *page.Version, n *page.Node, today page.Day) (part verdict, is bool) {
	at := diag.Place{File: v.File, Line: int(n.Line)}
	switch n.Kind {
	case page.QuoteBlock:
		if n.Person == "" {
			return verdict{channels: page.AllChannels}, true
		}
		return j.quotePart(p, n.Person, at, today), true
	case page.Image:
		return j.picturePart(p, v, n.URL, at, today), true
	case page.Audio:
		return j.mediaPart(p, v, n, page.UseVoice, at, today), true
	case page.Video:
		return j.mediaPart(p, v, n, page.UseVideo, at, today), true
	}
	return verdict{}, false
}

// quotePart decides about a quotation: its person allows their words on this
// page through the web. No approval is asked.
func (j *judge) quotePart(p *page.Page, id string, at diag.Place, today page.Day) verdict {
	r := j.notAgreed(QuotationNotAgreed, id, at)
	if rec, ok := j.record(id); ok {
		a := answer(rec, p, page.UseWords, j.src.Site.Consent, today)
		if a.Allowed() && a.Channels.Has(page.Web) {
			return verdict{what: at.String(), channels: j.personChannels(p, id, today), quoted: id, others: true}
		}
	}
	return leftOut(at.String(), r)
}

// picturePart decides about a picture: everybody in it is known and has agreed
// to `picture` on this page, and it can be shown.
func (j *judge) picturePart(p *page.Page, v *page.Version, link string, at diag.Place, today page.Day) verdict {
	file := j.src.Site.PictureFile(v.File, link)
	pic, ok := j.src.Pictures[file]
	if file == "" || !ok {
		return leftOut(at.String(), because(PictureUnreadable, "", at))
	}
	needsWord := strings.ToLower(path.Ext(file)) != ".svg"
	if pic.Uncertain || needsWord && unsaid(pic.People) {
		return leftOut(file, because(PictureUnknown, "", at))
	}
	channels, against := j.agree(p, pic.People.IDs, page.UsePicture, today)
	switch {
	case against != "":
		return leftOut(file, j.notAgreed(PictureNotAgreed, against, at))
	case pic.Fault != nil:
		return leftOut(file, because(PictureUnreadable, "", pic.Fault.Place))
	case pic.As != page.UsePicture: // a film
		return leftOut(file, because(PictureUnreadable, "", at))
	}
	return verdict{what: file, channels: channels, others: len(pic.People.IDs) > 0}
}

// notAgreed is the reason that somebody has not agreed to a part; of whom there is no
// record, it says so.
func (j *judge) notAgreed(code Code, id string, at diag.Place) Reason {
	r := because(code, id, at)
	if j.src.Records[id] == nil {
		r.Message = "There is no consent record for this person; look for a misspelt id."
	}
	return r
}

func unsaid(people page.People) bool {
	return people.Said == page.SaidNothing || people.Said == page.SaidList && len(people.IDs) == 0
}

// mediaPart decides about a film or sound: everybody in it is known and has
// agreed to `voice` or `video` on this page, and it can be published, with what
// lets people follow it who cannot hear or see it. One that lies elsewhere is no
// more than a link.
func (j *judge) mediaPart(p *page.Page, v *page.Version, n *page.Node, use page.Use, at diag.Place, today page.Day) verdict {
	what := j.src.Site.PictureFile(v.File, n.Attr("src"))
	if what == "" {
		what = at.String()
	}
	people := n.MediaPeople()
	if unsaid(people) {
		return leftOut(what, because(MediaUnknown, "", at))
	}
	channels, against := j.agree(p, people.IDs, use, today)
	switch {
	case against != "":
		return leftOut(what, j.notAgreed(MediaNotAgreed, against, at))
	case !j.src.Site.Elsewhere(v.File, n) && !j.mediaFiles(v, n).whole(use):
		return leftOut(what, because(MediaUnreadable, "", at))
	}
	return verdict{what: what, channels: channels, others: len(people.IDs) > 0}
}

// mediaFiles are the files of a recording; one that is not there has no stem.
type mediaFiles struct{ medium, captions, transcript page.Picture }

func (j *judge) mediaFiles(v *page.Version, n *page.Node) mediaFiles {
	file := func(attr string) page.Picture { return j.src.Pictures[j.src.Site.PictureFile(v.File, n.Attr(attr))] }
	return mediaFiles{file("src"), file("captions"), file("transcript")}
}

// whole says whether all that a recording needs is there and can be read: a
// transcript, and of a film captions, too. A file that another page uses as a film
// is no sound here: who lets their voice be heard has not agreed to be seen.
func (m mediaFiles) whole(use page.Use) bool {
	sound := func(p page.Picture) bool { return p.Stem != "" && p.Fault == nil }
	return sound(m.medium) && m.medium.As == use && sound(m.transcript) && (use == page.UseVoice || sound(m.captions))
}

// agree gives the channels that all of these people agreed to for a use, and
// the first who has not agreed to the web; "" if all have.
func (j *judge) agree(p *page.Page, ids []string, use page.Use, today page.Day) (channels page.Channels, against string) {
	channels = page.AllChannels
	for _, id := range ids {
		rec, ok := j.record(id)
		if !ok {
			return 0, id
		}
		a, shown := imageAnswer(rec, p, use, j.src.Site.Consent, today)
		if !shown {
			return 0, id
		}
		channels &= a.Channels
	}
	return channels, ""
}

// others lists the people who are quoted on a page, and those in its pictures
// and media: their answers can change what is shown of it.
func (j *judge) others(p *page.Page) (quoted, shown []string) {
	for _, v := range p.Versions() {
		if v.Edition == page.Standard && j.hasCover(p, v) {
			shown = append(shown, j.src.Pictures[j.src.Site.PictureFile(v.File, p.Meta.Cover)].People.IDs...)
		}
		for n := range page.Walk(v.Body) {
			switch n.Kind {
			case page.QuoteBlock:
				if n.Person != "" {
					quoted = append(quoted, n.Person)
				}
			case page.Image:
				shown = append(shown, j.src.Pictures[j.src.Site.PictureFile(v.File, n.URL)].People.IDs...)
			case page.Audio, page.Video:
				shown = append(shown, n.MediaPeople().IDs...)
			}
		}
	}
	return quoted, shown
}
