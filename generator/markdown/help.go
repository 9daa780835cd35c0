package markdown

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

func (w *writer) help(n *page.Node) {
	w.put(`<div class="box help" role="note">`, "\n")
	w.boxTitle(w.GetHelp)
	w.wrap("", n, "")
	if list := HelpFor(w.Help, strings.FieldsFunc(n.Attr("topics"), isListGap)); len(list) > 0 {
		w.put("<ul", Lang(w.Own), ">\n")
		for _, h := range list {
			w.put("<li>")
			w.helpItem(h)
			w.put("</li>\n")
		}
		w.put("</ul>\n")
	}
	w.put("</div>\n")
}

// boxTitle writes the theme's words for what a box is.
func (w *writer) boxTitle(title string) {
	if title == "" {
		return
	}
	w.put(`<p class="box-title"`, Lang(w.Own), ">")
	w.text(title)
	w.put("</p>\n")
}

func isListGap(r rune) bool { return r == ',' || r == ' ' }

// HelpFor gives the places of all that help with one of the topics; every
// place where no topic is asked for.
func HelpFor(all []page.Help, topics []string) []page.Help {
	if len(topics) == 0 {
		return all
	}
	var out []page.Help
	for _, h := range all {
		for _, t := range topics {
			if slices.Contains(h.Topics, t) {
				out = append(out, h)
				break
			}
		}
	}
	return out
}

func (w *writer) helpItem(h page.Help) {
	if h.URL != "" {
		w.link(h.URL, "")
		w.text(h.Name)
		w.put("</a>")
	} else {
		w.text(h.Name)
	}
	if h.Phone != "" {
		w.put(`: <a href="`, Tel(h.Phone), `">`)
		w.text(Unbroken(h.Phone))
		w.put("</a>")
	}
}

// Tel gives the link of a telephone number: its digits, and a plus in front. The
// nought in +44 (0)20 is for those who dial within the country.
func Tel(number string) string {
	if strings.HasPrefix(strings.TrimSpace(number), "+") {
		number = strings.Replace(number, "(0)", "", 1)
	}
	var b strings.Builder
	b.WriteString("tel:")
	for _, r := range number {
		if r >= '0' && r <= '9' || r == '+' && b.Len() == len("tel:") {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Unbroken gives a telephone number that stays on one line.
func Unbroken(number string) string {
	return strings.NewReplacer(" ", "\u00a0", "-", "\u2011").Replace(number)
}
