// Package hosting writes what a static host needs to be told about a site:
// which headers to send, and which old addresses lead where.
//
// Hosts differ in what they read, and a file that a host does not read is only
// another address on the site. So Files gives each host its own files alone.
// Everything here is made of constants and of addresses that are public.
package hosting

import "slices"

// File is a file at the top of public/.
type File struct {
	Path  string
	Bytes []byte
}

// Redirect is an old address and the address that it leads to, both within the
// site: /2022/07/an-old-address/.
type Redirect struct{ From, To string }

// Files gives the files that a list of hosts reads, as site.yaml names them,
// sorted by path. Prefix is the path of the site's base_url without its last
// slash: "" or /path.
//
// GitHub Pages reads none. GitLab Pages reads redirects; which headers it sends
// cannot be told from within public/.
func Files(hosts []string, prefix string, redirects []Redirect) []File {
	var files []File
	root, within := slices.Contains(hosts, "netlify") || slices.Contains(hosts, "cloudflare"), slices.Contains(hosts, "gitlab")
	if root {
		files = append(files, File{"_headers", Headers()})
	}
	// Netlify and Cloudflare look for an address in public/; GitLab looks for it
	// behind the project's name.
	var list []Redirect
	for _, r := range redirects {
		to := prefix + r.To
		if root {
			list = append(list, Redirect{r.From, to})
		}
		if within && !(root && prefix == "") {
			list = append(list, Redirect{prefix + r.From, to})
		}
	}
	if text := Redirects(list); len(text) > 0 {
		files = append(files, File{"_redirects", text})
	}
	return files
}
