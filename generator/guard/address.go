package guard

import (
	"bytes"
	"crypto/sha256"
	"net/url"
	"path"
	"strings"
	"sync"

	"goldenthread/generator/page"
)

// addresses knows the addresses of what is withheld: of pages, and the paths of
// those that have an address made of letters instead; the old addresses that led
// to them; and those of withheld pictures.
type addresses struct {
	host, prefix string
	known        map[string]bool // in lower case, without the last slash: /stories/x
	stems        map[string]bool // of withheld pictures: /assets/2d711642b726b044
	// passing gives those that also stand in what is published. It is worked out
	// once one of them is found.
	passing func() map[string]bool
}

func newAddresses(site *page.Site, all []*version, own []string, sheets map[string]*page.Sheet) *addresses {
	a := &addresses{prefix: strings.ToLower(site.Prefix()), known: map[string]bool{}, stems: map[string]bool{}}
	a.passing = sync.OnceValue(func() map[string]bool { return a.letPass(all, own) })
	if u, err := url.Parse(site.BaseURL); err == nil {
		a.host = strings.ToLower(u.Host)
	}
	public := map[string]bool{}
	for address, s := range sheets {
		switch s.Layout {
		case "page", "easy-read", "week":
		default: // lists stand where a section's own page would
			public[normal(address)] = true
		}
	}
	for _, v := range all {
		if v.published {
			public[normal(v.address)] = true
			for _, old := range v.page.Meta.OldURLs {
				public[normal(old)] = true
			}
		}
	}
	add := func(address string) {
		if address = normal(address); len(address) > 1 && !public[address] {
			a.known[address] = true
		}
	}
	for _, v := range all {
		if v.published && !v.page.Meta.Discreet {
			continue
		}
		own := "/" + v.page.Path
		if v.edition == page.EasyRead {
			own += "/easy-read"
		}
		add(own)
		if !v.published {
			add(v.address)
			for _, old := range v.page.Meta.OldURLs {
				add(old)
			}
		}
	}
	return a
}

func normal(address string) string {
	address = strings.TrimSuffix(strings.ToLower(address), "index.html")
	if address = strings.TrimRight(address, "/"); address == "" {
		return "/"
	}
	return address
}

// in says whether a withheld address stands in a text of an output in this folder.
func (a *addresses) in(text []byte, folder string) bool {
	found := false
	a.each(text, folder, func(address string) bool {
		found = !a.passing()[address]
		return !found
	})
	return found
}

// letPass gives the withheld addresses that stand in texts which may be shown.
func (a *addresses) letPass(all []*version, own []string) map[string]bool {
	passing := map[string]bool{}
	add := func(text string) {
		a.each([]byte(text), "/", func(address string) bool { passing[address] = true; return true })
	}
	for _, text := range own {
		add(text)
	}
	for _, v := range all {
		if v.published {
			for _, s := range v.sayings() {
				if !s.withheld {
					add(s.text)
				}
			}
		}
	}
	return passing
}

// each yields the withheld addresses in a text until yield says that it is
// enough.
func (a *addresses) each(text []byte, folder string, yield func(string) bool) {
	if len(a.known)+len(a.stems) == 0 {
		return
	}
	for at := 0; ; {
		slash := bytes.IndexByte(text[at:], '/')
		if slash < 0 {
			return
		}
		from, to := at+slash, at+slash
		for from > at && inAddress(text[from-1]) {
			from--
		}
		for to < len(text) && (inAddress(text[to]) || text[to] == '/') {
			to++
		}
		run := bytes.ToLower(text[from:min(to, from+longestAddress)])
		if !a.run(string(run), folder, yield) {
			return
		}
		at = to
	}
}

// longestAddress is how much of an address is looked at, in bytes. What leads
// further down from a withheld page is known by its beginning.
const longestAddress = 2048

// inAddress says whether a character may stand in an address of the site, or in
// front of one.
func inAddress(c byte) bool {
	return isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~' || c == ':' || c == '%' || c == '@'
}

// run looks up what a run of such characters leads to: on the site itself, or from
// a folder of it.
func (a *addresses) run(run, folder string, yield func(string) bool) bool {
	if scheme := strings.Index(run, "://"); scheme >= 0 {
		run = run[scheme+1:]
	}
	if rest, ok := strings.CutPrefix(run, "//"); ok {
		host, way, _ := strings.Cut(rest, "/")
		if !a.isHost(host) {
			return true
		}
		return a.path("/"+way, yield)
	}
	first, way, _ := strings.Cut(run, "/")
	switch {
	case a.isHost(first):
		return a.path("/"+way, yield)
	case isDomain(first):
		return true // of another site
	}
	if colon := strings.LastIndexByte(first, ':'); colon >= 0 {
		run = run[colon+1:] // url:/stories/x/
	}
	if strings.HasPrefix(run, "/") {
		return a.path(run, yield)
	}
	if strings.HasSuffix(first, ".") && strings.Trim(first, ".") != "" { // see./stories/x/
		return a.path("/"+way, yield)
	}
	return a.path("/"+run, yield) && a.path(path.Join(folder, run), yield)
}

func (a *addresses) isHost(host string) bool {
	host = host[strings.LastIndexByte(host, '@')+1:]
	return host == a.host || strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80") == a.host
}

// isDomain says whether something is the name of a host.
func isDomain(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot > 0 && len(s)-dot > 2 && !strings.Contains(s, "..")
}

// path looks a path up, and each folder above it.
func (a *addresses) path(p string, yield func(string) bool) bool {
	p = path.Clean("/" + strings.TrimRight(p, ".:"))
	if rest, ok := strings.CutPrefix(p, a.prefix+"/"); ok && a.prefix != "" {
		p = "/" + rest
	}
	p = normal(p)
	for len(p) > 1 {
		if a.known[p] || a.stems[stem(p)] {
			return yield(p)
		}
		p = p[:strings.LastIndexByte(p, '/')]
	}
	return true
}

// stem gives what the addresses of all that is published of one picture begin
// with, of the address of one such file.
func stem(address string) string {
	name := path.Base(address)
	if end := strings.IndexAny(name, "-."); end >= 0 {
		return address[:len(address)-len(name)+end]
	}
	return address
}

// withholdPictures adds the addresses of pictures and recordings that no
// published page shows, and gives their digests: of what they were, and of what
// was made of them.
func (a *addresses) withholdPictures(all []*version, pictures map[string]page.Picture) map[[32]byte]bool {
	sums, shown := map[[32]byte]bool{}, map[string]bool{}
	for _, v := range all {
		if v.published {
			for _, file := range v.shows() {
				shown[file] = true
			}
		}
	}
	each := func(withheld bool, do func(p page.Picture, sums [][32]byte)) {
		for file, p := range pictures {
			if p.Stem == "" || shown[file] == withheld {
				continue
			}
			if p.Fault != nil && p.Fault.Code == page.PictureUnreadable && len(p.People.IDs) == 0 {
				continue // it is no picture, and of nobody: perhaps a leaflet that a page names by mistake
			}
			all := [][32]byte{p.Sum}
			for _, r := range p.Renditions {
				if r.Bytes != nil {
					all = append(all, sha256.Sum256(r.Bytes))
				}
			}
			do(p, all)
		}
	}
	each(true, func(p page.Picture, all [][32]byte) {
		a.stems[p.Stem] = true
		for _, sum := range all {
			sums[sum] = true
		}
	})
	// The same picture may be shown elsewhere.
	each(false, func(p page.Picture, all [][32]byte) {
		delete(a.stems, p.Stem)
		for _, sum := range all {
			delete(sums, sum)
		}
	})
	return sums
}
