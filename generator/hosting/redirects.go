package hosting

import (
	"cmp"
	"slices"
	"strings"
)

// Redirects gives the file _redirects as Netlify, Cloudflare Pages and GitLab
// Pages read it: a line `FROM TO 301` for each old address, sorted; nothing
// where there is none.
//
// Everything that has a meaning of its own in such a line (a wildcard, a
// placeholder, a space) is percent-encoded. What cannot be said in one is left
// out: an address with a query, of which a host would take the path alone; one
// that leads to itself; one that begins with two slashes, which is another site.
// Of two lines from one address the first holds.
func Redirects(list []Redirect) []byte {
	var lines []Redirect
	for _, r := range list {
		from, ok := line(r.From)
		to, fine := line(r.To)
		if ok && fine && from != to {
			lines = append(lines, Redirect{from, to})
		}
	}
	slices.SortFunc(lines, func(a, b Redirect) int { return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To)) })
	lines = slices.CompactFunc(lines, func(a, b Redirect) bool { return a.From == b.From })
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.From + " " + l.To + " 301\n")
	}
	return []byte(b.String())
}

// line gives an address as it may stand in a line, and whether it may.
func line(address string) (string, bool) {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "?#") {
		return "", false
	}
	const plain = "/-._~!$&'()+,;=@"
	var b strings.Builder
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(plain, c) >= 0:
			b.WriteByte(c)
		case c == '%' && i+2 < len(address) && hexadecimal(address[i+1]) && hexadecimal(address[i+2]):
			b.WriteByte(c)
		default:
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String(), true
}

func hexadecimal(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
