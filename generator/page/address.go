package page

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"path"
	"strings"
	"unicode"
)

// Address gives the address of a page's edition within the site: /stories/x/,
// /stories/x/easy-read/, / for the home page. The address of a discreet page
// holds eight letters made from its path instead of its name.
func (p *Page) Address(e Edition) string {
	name := p.Path
	if p.Meta.Discreet && !p.Own {
		name = path.Join(p.Section, discreetName(p.Path))
	}
	address := "/"
	if name != "" {
		address = "/" + name + "/"
	}
	if e == EasyRead {
		address += "easy-read/"
	}
	return address
}

// discreetName gives eight letters a to z that depend on a page path alone.
func discreetName(pagePath string) string {
	sum := sha256.Sum256([]byte(pagePath))
	n := binary.BigEndian.Uint64(sum[:8])
	var letters [8]byte
	for i := range letters {
		letters[i] = 'a' + byte(n%26)
		n /= 26
	}
	return string(letters[:])
}

// Target gives the file or address within the site that a link or picture of a
// file leads to, cleaned and decoded, without query and fragment; ok is false
// where it leads elsewhere. A path without a slash in front is relative to the
// file's folder, and comes back as content/…; one with a slash, or with the
// site's own origin, comes back with the slash.
func (s *Site) Target(file, link string) (target string, ok bool) {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return "", false
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return "", false
	}
	return targetOf(base, file, *u)
}

// targetOf is Target for a link that was read, on a site at base.
func targetOf(base *url.URL, file string, u url.URL) (target string, ok bool) {
	if u.Opaque != "" {
		return "", false
	}
	absolute := strings.HasPrefix(u.Path, "/")
	if u.Host != "" {
		// Another folder of the same host is another site.
		within, ok := strings.CutPrefix(u.Path+"/", base.Path)
		if !strings.EqualFold(withoutDot(&u), withoutDot(base)) || !ok || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
			return "", false
		}
		absolute = true
		u.Path = "/" + strings.TrimSuffix(within, "/")
	} else if u.Scheme != "" {
		return "", false
	}
	switch {
	case absolute:
		target = path.Clean("/" + u.Path)
		if strings.HasSuffix(u.Path, "/") && target != "/" {
			target += "/"
		}
	case u.Path == "":
		return file, true
	default:
		target = path.Join(path.Dir(file), u.Path)
	}
	return target, true
}

// withoutDot gives the host and port of a URL without the dot that may stand
// behind a host's name.
func withoutDot(u *url.URL) string {
	return strings.TrimSuffix(u.Hostname(), ".") + ":" + u.Port()
}

// PictureFile gives the file of a picture or medium as a text refers to it, or
// "" where it leads out of content/.
func (s *Site) PictureFile(file, link string) string {
	target, ok := s.Target(file, link)
	if !ok {
		return ""
	}
	if strings.HasPrefix(target, "/") {
		target = "content" + target
	}
	if !strings.HasPrefix(target, "content/") || strings.ContainsFunc(target, unicode.IsControl) {
		return "" // reports say its name, and terminals would follow what it says
	}
	return target
}

// Elsewhere says whether an Audio or Video of a text plays what lies on another
// site, so that no more than a link to it is published.
func (s *Site) Elsewhere(file string, n *Node) bool {
	src := n.Attr("src")
	_, inside := s.Target(file, src)
	scheme, _, _ := strings.Cut(strings.ToLower(src), "://")
	return !inside && (scheme == "https" || scheme == "http")
}

// Prefix gives the path of base_url without its last slash: what stands before
// every address within the site.
func (s *Site) Prefix() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/")
}

// Absolute gives the whole URL of an address within the site.
func (s *Site) Absolute(address string) string {
	return strings.TrimSuffix(s.BaseURL, "/") + address
}

// Escaped percent-encodes what an address may hold beyond ASCII. There is one
// spelling of an address everywhere.
func Escaped(address string) string {
	if !strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x80 }) {
		return address
	}
	var b strings.Builder
	for i := 0; i < len(address); i++ {
		if c := address[i]; c < 0x80 && c > ' ' {
			b.WriteByte(c)
		} else {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}
