package theme

import "strings"

// place finds a sheet's place in the menu: the entry that leads to it, else the
// one with the longest address above it.
func (t *Theme) place(address string) place {
	at := place{entry: -1, home: address == "/"}
	longest := 1
	for i, m := range t.menu {
		switch {
		case m.Address == address:
			return place{entry: i, at: true, home: at.home}
		case len(m.Address) > longest && strings.HasSuffix(m.Address, "/") && strings.HasPrefix(address, m.Address):
			at.entry, longest = i, len(m.Address)
		}
	}
	return at
}

func (t *Theme) around(at place) Around {
	a := Around{Frame: t.frame, Menu: make([]MenuItem, len(t.menu)), AtHome: at.home}
	for i, m := range t.menu {
		a.Menu[i] = MenuItem{Label: m.Label, Address: m.Address}
		if i == at.entry {
			a.Menu[i].Current = "true"
			if at.at {
				a.Menu[i].Current = "page"
			}
		}
	}
	return a
}
