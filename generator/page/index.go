package page

import (
	"net/url"
	"strings"
)

// Index finds pages by what links are written to. It knows every page that
// was read, withheld ones too.
type Index struct {
	base      *url.URL // nil where it cannot be read: then nothing leads to the site
	byFile    map[string]Ref
	byAddress map[string]Ref
}

// Ref is an edition of a page: its place in Source.Pages.
type Ref struct {
	Page    int
	Edition Edition
}

// NewIndex indexes the pages of a source.
func NewIndex(src *Source) *Index {
	x := &Index{byFile: make(map[string]Ref, 2*len(src.Pages)), byAddress: make(map[string]Ref, 2*len(src.Pages))}
	x.base, _ = url.Parse(src.Site.BaseURL)
	for i := range src.Pages {
		p := &src.Pages[i]
		for _, v := range p.Versions() {
			ref := Ref{i, v.Edition}
			x.byFile[v.File] = ref
			x.byAddress[p.Address(v.Edition)] = ref
			// A discreet page is linked to by its path, which no reader sees.
			if p.Meta.Discreet {
				plain := *p
				plain.Meta.Discreet = false
				x.byAddress[plain.Address(v.Edition)] = ref
			}
		}
		for _, v := range p.Next {
			x.byFile[v.File] = Ref{i, v.Edition}
		}
		if p.Standard != nil {
			x.byFile["content/"+p.Path] = Ref{i, Standard}
		}
	}
	return x
}

// LinkKind says where a link leads.
type LinkKind uint8

const (
	// LinkRefused has an address that may not stand in a page, such as
	// javascript:, or none that can be read.
	LinkRefused LinkKind = iota
	// LinkOutside leads to another site, an e-mail address or a telephone.
	LinkOutside
	// LinkSame leads to a place on the same page.
	LinkSame
	// LinkPage leads to a page of the site, be it published or not.
	LinkPage
	// LinkMade leads to an address of the site that no page has: one that the
	// program makes itself, or none at all.
	LinkMade
	// LinkNowhere is written as a path to a file that is no page.
	LinkNowhere
)

// Follow says where a link in a file leads: to ref for LinkPage, to address
// for LinkMade. suffix is its query and fragment.
func (x *Index) Follow(file, link string) (kind LinkKind, ref Ref, address, suffix string) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return LinkRefused, Ref{}, "", ""
	}
	if u.Fragment != "" {
		suffix = "#" + u.EscapedFragment()
	}
	target, inside := "", false
	if x.base != nil {
		target, inside = targetOf(x.base, file, *u)
	}
	if !inside {
		switch strings.ToLower(u.Scheme) {
		case "http", "https":
			// Without a host, browsers take the rest for a path of this site.
			if u.Host == "" {
				return LinkRefused, Ref{}, "", ""
			}
			return LinkOutside, Ref{}, "", ""
		case "mailto", "tel":
			return LinkOutside, Ref{}, "", ""
		case "":
			if u.Host != "" {
				return LinkOutside, Ref{}, "", ""
			}
		}
		return LinkRefused, Ref{}, "", ""
	}
	if u.Path == "" && u.Host == "" {
		return LinkSame, Ref{}, "", suffix
	}
	if !strings.HasPrefix(target, "/") {
		if ref, ok := x.byFile[target]; ok {
			return LinkPage, ref, "", suffix
		}
		// Some write addresses relative to the page's own.
		if from, ok := x.byFile[file]; ok && strings.HasPrefix(target, "content/") {
			if ref, ok := x.byAddress["/"+strings.TrimPrefix(target, "content/")+"/"]; ok && ref != from {
				return LinkPage, ref, "", suffix
			}
		}
		return LinkNowhere, Ref{}, "", ""
	}
	if ref, ok := x.byAddress[strings.TrimSuffix(strings.TrimSuffix(target, "index.html"), "/")+"/"]; ok {
		return LinkPage, ref, "", suffix
	}
	if ref, ok := x.byFile["content"+target]; ok {
		return LinkPage, ref, "", suffix
	}
	return LinkMade, Ref{}, target, suffix
}
