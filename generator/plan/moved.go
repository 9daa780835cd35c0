package plan

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/hosting"
	"goldenthread/generator/page"
)

// moved plans a page at each old address, which leads to where its page stands
// now. It never takes the place of anything else, so it comes last.
func (b *builder) moved() {
	for i := range b.views {
		v := &b.views[i]
		if v.Edition != page.Standard {
			continue
		}
		for _, old := range v.OldURLs {
			file, ok := oldFile(old.Address)
			switch {
			case !ok:
				b.oldURL(v, old, "No page can be made for this address.",
					"Write a plain path, without a question mark: /2022/07/an-old-address/. What leads on from other addresses, your host has to be told: goldenthread help wordpress.")
			case b.busy(file):
				if !b.sheetAt[file] { // of which writers are told anyhow
					b.oldURL(v, old, "The program has a file of its own at this address, so it does not lead here.", "Take it out of 'old_urls'.")
				}
			default:
				s := b.sheet("moved", "/"+strings.TrimSuffix(file, "index.html"), hidden)
				s.MovedTo, s.Discreet = v.Address, v.Discreet
				if v.EasyRead != "" && strings.HasSuffix(file, "/easy-read/index.html") {
					s.MovedTo = v.EasyRead
				}
				b.add(file, Lists, Body{Sheet: s})
				b.sheetAt[file] = true
				b.redirects = append(b.redirects, hosting.Redirect{From: old.Address, To: s.MovedTo})
			}
		}
	}
}

func (b *builder) oldURL(v *page.View, old page.OldURL, message, fix string) {
	b.problems = append(b.problems, diag.Problem{Severity: diag.Warning, Code: "old-url", Place: diag.Place{File: v.File, Line: old.Line, Column: old.Column}, Message: message, Fix: fix})
}

// oldFile gives the file that is served at an old address; ok is false where a
// static host could not serve one.
func oldFile(address string) (file string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	name := strings.Trim(u.Path, "/")
	if !fs.ValidPath(name) || len(name) > 1000 || name == "." || strings.HasPrefix(name, "_") || strings.ContainsAny(name, "\\:*?\"<>|") {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part[0] == '.' || strings.HasSuffix(part, ".") || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' }) || len(part) > longestName {
			return "", false
		}
	}
	if ext := strings.ToLower(path.Ext(name)); !strings.HasSuffix(u.Path, "/") && (ext == ".html" || ext == ".htm") {
		return name, true
	}
	return name + "/index.html", true
}

// hosts plans what the site's hosts need to be told: headers, and the old
// addresses, which they can forward faster than a page does.
func (b *builder) hosts() {
	var of []string
	for _, r := range b.redirects {
		of = append(of, r.To)
	}
	for _, f := range hosting.Files(b.site.Host, b.site.Prefix(), b.redirects) {
		if b.busy(f.Path) {
			b.problems = append(b.problems, diag.Problem{Code: "files", Place: b.named(f.Path),
				Message: "'files' names a file that the program writes itself for a host in 'host'.", Fix: "Take the file out of 'files', or the host out of 'host'."})
			continue
		}
		b.add(f.Path, Assets, Body{Bytes: f.Bytes, Of: of})
	}
}

// named gives where site.yaml names a file.
func (b *builder) named(file string) diag.Place {
	if i := slices.IndexFunc(b.site.Files, func(f page.File) bool { return f.Path == file }); i >= 0 {
		return b.site.Files[i].At
	}
	return diag.Place{File: "site.yaml"}
}
