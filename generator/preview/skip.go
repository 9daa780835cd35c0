package preview

import "strings"

// notTheSite says of what lies in a site's folder that no page is made of it.
func notTheSite(rel string) bool {
	top, _, _ := strings.Cut(rel, "/")
	switch strings.ToLower(top) { // some disks know no capitals
	case "content", "consent", "themes", "site.yaml", "words.yaml":
		return false
	}
	return true
}
