package markdown

import (
	"cmp"
	"html"
	"net/url"
	"strconv"
	"strings"

	"goldenthread/generator/page"
)

// recording writes sound or film with its transcript. Nothing of it loads before
// somebody plays it.
func (w *writer) recording(n *page.Node) {
	if n.Part == nil {
		return
	}
	if n.URL != "" { // it lies elsewhere, and what lies elsewhere is never embedded
		w.put("<p>")
		w.link(n.URL, "")
		w.text(cmp.Or(n.Text, host(n.URL)))
		w.put("</a>")
		w.warning()
		w.put("</p>\n")
		return
	}
	if len(n.Renditions) == 0 {
		return
	}
	file := n.Renditions[0]
	w.put(`<figure class="recording">`)
	if n.Text != "" {
		w.put("<figcaption>")
		w.text(n.Text)
		w.put("</figcaption>")
	}
	w.put("\n")
	tag := "audio"
	if n.Kind == page.Video {
		tag = "video"
	}
	w.put("<", tag, ` controls preload="none"`)
	w.label(n.Text)
	if n.Kind == page.Video {
		w.put(" playsinline")
		if file.Width > 0 && file.Height > 0 {
			w.put(` width="`, strconv.Itoa(file.Width), `" height="`, strconv.Itoa(file.Height), `"`)
		}
	}
	w.put(` src="`, w.address(file.Address), `">`)
	if n.Captions != "" {
		w.put(`<track kind="captions" src="`, w.address(n.Captions), `" label="`, html.EscapeString(w.Captions), `" default>`)
	}
	w.put("</", tag, ">\n")
	w.wrap(w.details()+"<summary>"+html.EscapeString(w.Transcript)+"</summary>\n", n, "</details>\n")
	w.put("</figure>\n")
}

// warning says that a link leads to a site for films, which learns who watches what.
func (w *writer) warning() {
	if w.Elsewhere != "" {
		w.put(` <span class="elsewhere">(`)
		w.text(w.Elsewhere)
		w.put(`)</span>`)
	}
}

// showsFilms says whether an address is one of a site for films. Links to it are
// links with a warning.
func showsFilms(address string) bool {
	h := host(address)
	for _, site := range []string{"youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "dai.ly", "tiktok.com", "twitch.tv", "fb.watch", "rumble.com"} {
		if h == site || strings.HasSuffix(h, "."+site) {
			return true
		}
	}
	return false
}

// host gives the host of an address, without the www that says nothing.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
