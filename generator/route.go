package generator

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// route says what leads where once a page stands under another path.
type route struct {
	source   *page.Source
	index    *page.Index
	page     int // its place in source.Pages
	from, to string
	// names are the page's names in addresses, each with its new one: its path, and
	// of a discreet page the eight letters.
	names []renaming
	files []renaming // files, or one folder
}

// renaming is a name before the move, and behind it.
type renaming struct{ was, is string }

// after gives the name that a file will have.
func (r *route) after(file string) string {
	for _, f := range r.files {
		if file == f.was || strings.HasPrefix(file, f.was+"/") {
			return f.is + file[len(f.was):]
		}
	}
	return file
}

// link gives what an address in a file becomes, so that it leads to the same as
// before. It stays as it is written where it does so by itself.
func (r *route) link(file, link string) string {
	site := &r.source.Site
	target, ok := site.Target(file, link)
	u, err := url.Parse(strings.TrimSpace(link))
	if !ok || err != nil || u.Path == "" {
		return link
	}
	after := r.after(file)
	want := r.target(file, link, target)
	if now, ok := site.Target(after, link); ok && now == want {
		return link
	}
	return r.spell(after, link, u, want)
}

// target gives where a target within the site will be.
func (r *route) target(file, link, target string) string {
	top := "content/"
	if strings.HasPrefix(target, "/") {
		top = "/"
	}
	rest, ok := strings.CutPrefix(target, top)
	if !ok {
		return target
	}
	if now := r.after("content/" + rest); now != "content/"+rest {
		return top + strings.TrimPrefix(now, "content/")
	}
	if kind, ref, _, _ := r.index.Follow(file, link); kind != page.LinkPage || ref.Page != r.page {
		return target
	}
	for _, name := range r.names {
		if rest == name.was || strings.HasPrefix(rest, name.was+"/") || strings.HasPrefix(rest, name.was+".") {
			return top + name.is + rest[len(name.was):]
		}
	}
	return target
}

// spell writes a target as a link was written: whole, from the top of the site, or
// from the file's folder; with its query and fragment.
func (r *route) spell(file, link string, u *url.URL, want string) string {
	link = strings.TrimSpace(link)
	end := strings.IndexAny(link, "?#")
	if end < 0 {
		end = len(link)
	}
	written, suffix, head := link[:end], link[end:], ""
	switch {
	case strings.HasPrefix(want, "/"):
		if u.Host != "" {
			host := strings.Index(written, "//") + 2
			head = written[:host] + strings.SplitN(written[host:], "/", 2)[0] + r.source.Site.Prefix()
		}
	case strings.HasPrefix(want, ".."): // out of the site
		return link
	default:
		rel, err := filepath.Rel(filepath.FromSlash(path.Dir(file)), filepath.FromSlash(want))
		if err != nil {
			return link
		}
		want = filepath.ToSlash(rel)
		if strings.HasPrefix(written, "./") && !strings.HasPrefix(want, ".") {
			want = "./" + want
		}
	}
	if strings.HasSuffix(written, "/") && !strings.HasSuffix(want, "/") {
		want += "/"
	}
	return head + (&url.URL{Path: want}).EscapedPath() + suffix
}

// newRoute says how a page comes to another path. It may be given no more than a
// page whose every version can be read.
func newRoute(src *page.Source, i int, to string) *route {
	p := &src.Pages[i]
	r := &route{source: src, index: page.NewIndex(src), page: i, from: p.Path, to: to}
	after := atPath(p, to)
	short := func(p *page.Page) string { return strings.Trim(p.Address(page.Standard), "/") }
	r.names = []renaming{{p.Path, to}}
	if short(p) != p.Path {
		r.names = append(r.names, renaming{short(p), short(&after)})
	}
	was, is := "content/"+p.Path, "content/"+to
	if folderPage(p) {
		r.files = []renaming{{was, is}}
		return r
	}
	for _, v := range slices.Concat(p.Versions(), nextVersions(p)) {
		r.files = append(r.files, renaming{v.File, is + strings.TrimPrefix(v.File, was)})
	}
	return r
}

func nextVersions(p *page.Page) []*page.Version {
	var list []*page.Version
	for i := range p.Next {
		list = append(list, &p.Next[i])
	}
	return list
}

// folderPage says whether a page has a folder of its own.
func folderPage(p *page.Page) bool {
	return strings.HasPrefix(p.Standard.File, "content/"+p.Path+"/")
}

// atPath gives a page under another path.
func atPath(p *page.Page, to string) page.Page {
	after := *p
	after.Path = to
	if after.Section = path.Dir(to); after.Section == "." {
		after.Section = ""
	}
	return after
}
