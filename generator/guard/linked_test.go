package guard

import (
	"strings"
	"testing"
)

// What a page holds for search engines is read as the page is, however it is
// escaped; and the words that such data is made of are nobody's.
func TestLinkedData(t *testing.T) {
	w := newWorld(t, strings.Replace(formats, "Don, Em, Blockquote", "Article, Headline, Textual, Startdate, Ld", 1))
	const path = "stories/unnamed/index.html"
	made := w.made(path)
	const whole = `{"@context":"https://schema.org","@type":"Article","headline":"Nobody in particular","inLanguage":"en-GB","datePublished":"2026-06-02",` +
		`"accessMode":["textual"],"accessibilityFeature":["structuralNavigation","unlocked"],"url":"https://www.example.org/stories/unnamed/"}`
	for _, c := range []struct{ old, new, want, why string }{
		{"", "", "", "the words of schema.org are nobody's"},
		{"Nobody in particular", "Victoria Blunt", "name", "everywhere"},
		{"Nobody in particular", `\u0056ictoria \u0042lunt`, "name", "escapes are read"},
		{"Nobody in particular", `\u0056ictori\u0061\nBlunt`, "name", "a line feed is a space"},
		{"Nobody in particular", `Vic\u003cem\u003etoria\u003c/em\u003e Blunt`, "name", "markup in it is markup"},
		{"Nobody in particular", `Victoria Bl\u0026#117;nt`, "name", "entities in it are entities"},
		{"Nobody in particular", `Peas of \"Samuel\"`, "name", "a quotation mark ends no text"},
		{"Nobody in particular", "Textual", "name", "a word of schema.org in another place is text"},
		{`"en-GB"`, `"Victoria-Blunt"`, "name", "a language that nothing here is written in is text"},
		{`"2026-06-02"`, `"Victoria-Blunt"`, "name", "what has not the form of a day is text"},
		{`"headline"`, `"Victoria Blunt"`, "name", "a key that is not ours is text"},
		{`["textual"]`, `["textual"],"note":"textual"`, "name", "and so is what stands behind it"},
		{`"2026-06-02"`, `"2026-06-02","startDate":"2026-06-02"`, "name", "a key that we never write is not ours"},
		{`"2026-06-02"`, `Victoria Blunt`, "name", "what stands in no quotation marks is text"},
		{"unnamed/", "victoria-blunt/", "name", "an address is read"},
		{"unnamed/", "victoria%2Dblunt/", "name", "however it is escaped"},
		{`"unlocked"]`, `"Victoria Blunt`, "name", "a text that does not end"},
	} {
		if !strings.Contains(whole, c.old) {
			t.Fatalf("no %q", c.old)
		}
		data := strings.Replace(whole, c.old, c.new, 1)
		for _, kind := range []string{`type="application/ld+json"`, `TYPE=application/LD+JSON`} {
			page := strings.Replace(made, "</head>", "<script "+kind+">"+data+"</script></head>", 1)
			if got := w.look(path, page); got != c.want {
				t.Errorf("%s with %q breaks %q, want %q: %s", kind, c.new, got, c.want, c.why)
			}
		}
	}
}
