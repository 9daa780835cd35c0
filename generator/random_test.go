package generator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/page"
)

// randomSite is a small site on the disk, made from a seed, with what its maker
// knows of it. Every field of every page, record and picture carries a token: a
// word that stands nowhere else. So a test can say of every byte that leaves
// where it came from.
type randomSite struct {
	*rand.Rand
	tb       testing.TB
	seed     uint64
	dir      string
	today    page.Day
	zone     string
	approval string      // of site.yaml: all, none, or a list
	longest  page.Period // of site.yaml
	people   []*randomPerson
	pages    []*randomPage
	pictures []*randomPicture
	tokens   map[string]*token
	files    map[string]string // what was written
	naming   bool              // people's names stand in free text
	typings  []typing
	said     map[*randomEdition]map[string]bool // as says has worked it out
	shows    map[*randomEdition]bool            // as publishes has
}

// randomPage is a page; its editions hold its texts.
type randomPage struct {
	path, section string
	own, folder   bool
	nobody        string // what `people` says where it lists nobody: none, [] or nothing
	people        []*randomPerson
	authors       []*randomPerson
	draft         bool
	discreet      bool
	from, until   page.Day
	cover         *randomPicture
	taken         bool // another page has its address
	lonely        bool // it has no standard version
	namesakes     []*randomPerson
	named         []string // the words of a name that stands in its path
	editions      []*randomEdition
	name          *token // in its path
}

// token is a word that stands in one place of the site alone.
type token struct {
	word    string
	kind    string // of the place: title, body, evidence …
	page    *randomPage
	edition page.Edition   // "" for what both editions of the page show
	part    *randomPart    // what holds it within the page
	long    bool           // in a text of which the last look knows every eight words
	person  *randomPerson  // whose name it is, or in whose record it stands
	picture *randomPicture // in or about which it stands
	never   bool           // it may never leave
	must    bool           // the page's own sheet has to show it, if it may leave
}

func (t *token) String() string {
	where := ""
	switch {
	case t.page != nil:
		where = fmt.Sprintf(" of %q %s", t.page.path, t.edition)
	case t.person != nil:
		where = " of " + t.person.id
	case t.picture != nil:
		where = " of " + t.picture.file
	}
	return t.word + " (" + t.kind + where + ")"
}

// tokenLetters follow tok in a token.
const tokenLetters = "bcdfghjkmnpqrstvwxz0123456789"

// token makes a word for a place.
func (s *randomSite) token(t token) string {
	word := []byte("tok")
	for len(word) < tokenLength {
		word = append(word, tokenLetters[s.IntN(len(tokenLetters))])
	}
	t.word = string(word)
	s.tokens[t.word] = &t
	return t.word
}

func (s *randomSite) chance(percent int) bool { return s.IntN(100) < percent }

func oneOf[T any](s *randomSite, list ...T) T { return list[s.IntN(len(list))] }

// some gives up to most different people.
func (s *randomSite) some(most int) []*randomPerson {
	list := slices.Clone(s.people)
	s.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(len(list), 1+s.IntN(most))]
}

// newRandomSite makes a site in which names stand in records alone, and writes it
// into a folder of its own.
func newRandomSite(tb testing.TB, seed uint64) *randomSite {
	tb.Helper()
	return newSite(tb, seed, false)
}

// newNamedSite makes a site in whose texts people's names stand, too.
func newNamedSite(tb testing.TB, seed uint64) *randomSite {
	tb.Helper()
	return newSite(tb, seed, true)
}

func newSite(tb testing.TB, seed uint64, naming bool) *randomSite {
	tb.Helper()
	s := &randomSite{
		Rand: rand.New(rand.NewPCG(seed, 7)), tb: tb, seed: seed, dir: filepath.Join(tb.TempDir(), "site"),
		tokens: map[string]*token{}, files: map[string]string{}, naming: naming,
	}
	s.zone = oneOf(s, "Europe/London", "Europe/London", "Pacific/Auckland", "Pacific/Honolulu")
	zone, err := time.LoadLocation(s.zone)
	if err != nil {
		tb.Fatal(err)
	}
	s.today = page.DayOf(fixed().In(zone))
	s.approval = oneOf(s, "all", "all", "all", "none", "[stories]")
	s.longest = oneOf(s, page.Period{Years: 2}, page.Period{Years: 2}, page.Period{Days: 90})
	for range 1 + s.IntN(5) {
		s.people = append(s.people, s.newPerson())
	}
	s.newPages()
	s.newPictures()
	for _, p := range s.people {
		s.newEntries(p)
	}
	s.newSayings()
	s.writeAll()
	return s
}

// newPages makes pages without their texts: links need to know all paths.
func (s *randomSite) newPages() {
	add := func(section, name string, percent int) {
		if s.chance(percent) {
			s.pages = append(s.pages, &randomPage{path: path.Join(section, name), section: section, own: name == ""})
		}
	}
	add("", "", 80)
	add("stories", "", 50)
	add("blog", "", 30)
	add("weeks", "", 30)
	add("weeks", "2026", 40)
	fixedNames := len(s.pages)
	for range 2 + s.IntN(5) {
		add(oneOf(s, "stories", "stories", "stories", "blog", ""), "x", 100)
	}
	for _, p := range s.pages[fixedNames:] {
		word := s.token(token{kind: "path", page: p, edition: page.Standard})
		p.name = s.tokens[word]
		if s.naming && p.section != "" && s.chance(4) {
			t := typing{words: s.somebodysName(nil), page: p, inFileName: true}
			p.named = t.words
			s.typings = append(s.typings, t)
			word = strings.Join(t.words, "-") + "-" + word
		}
		p.path = path.Join(p.section, word)
		p.folder = p.section != "" && s.chance(50)
		p.discreet = s.chance(12)
	}
	for _, p := range s.pages {
		s.newMeta(p)
	}
	if last := s.pages[len(s.pages)-1]; last.section != "" && s.chance(8) {
		twin := &randomPage{path: last.path, named: last.named, section: last.section, folder: !last.folder, taken: true}
		last.taken, last.discreet, last.lonely = true, false, false
		s.newMeta(twin)
		twin.lonely = false
		s.pages = append(s.pages, twin)
	}
}

func (s *randomSite) newMeta(p *randomPage) {
	switch {
	case p.section != "stories" && s.chance(40) || (p.own || p.section == "") && s.chance(60):
		p.nobody = "none"
	case s.chance(6):
		p.nobody = oneOf(s, "none", "[]", "nothing")
	default:
		p.people = s.some(2)
		if s.chance(20) {
			p.authors = s.some(2)
		}
	}
	s.newNamesakes(p)
	p.draft, p.lonely = s.chance(5), s.chance(3)
	if s.chance(10) {
		p.from = s.today + oneOf[page.Day](s, -30, -1, 0, 1)
	}
	if s.chance(10) {
		p.until = max(p.from, s.today+oneOf[page.Day](s, 30, 1, 0, -1))
	}
}

// file gives where an edition of a page is written.
func (p *randomPage) file(e page.Edition) string {
	name := path.Join("content", p.path)
	switch {
	case p.own || p.folder:
		name += map[page.Edition]string{page.Standard: "/index.md", page.EasyRead: "/easy-read.md", "next": "/index.next.md"}[e]
		if p.own {
			name = strings.Replace(name, "/easy-read.md", "/index.easy-read.md", 1)
		}
		return name
	default:
		return name + map[page.Edition]string{page.Standard: ".md", page.EasyRead: ".easy-read.md", "next": ".next.md"}[e]
	}
}

// writeAll writes the whole site, and approvals once the texts are known.
func (s *randomSite) writeAll() {
	s.write("site.yaml", s.siteYAML())
	s.write("words.yaml", "jargon: words that only insiders know\n")
	for _, p := range s.pages {
		s.newTexts(p)
	}
	s.writePictures()
	for _, p := range s.people {
		s.writeRecord(p)
	}
	texts := map[string]string{}
	for _, one := range s.status().Pages {
		texts[one.Page+" "+string(one.Version)] = one.Text
	}
	for _, p := range s.people {
		s.newApprovals(p, texts)
		s.writeRecord(p)
	}
	s.changed()
}

// changed forgets what was worked out of a site that is another now.
func (s *randomSite) changed() {
	s.said, s.shows = nil, map[*randomEdition]bool{}
}

func (s *randomSite) siteYAML() string {
	longest := map[bool]string{true: "2y", false: "90d"}[s.longest.Years == 2]
	menu := []string{"stories", "easy-read"}
	for _, p := range s.pages {
		if p.section == "" && !p.own && s.chance(50) {
			menu = append(menu, p.path)
		}
	}
	if s.chance(50) {
		menu = append(menu, "blog", "weeks", "topics")
	}
	lines := []string{
		"# " + s.token(token{kind: "comment of site.yaml", never: true}),
		"title: A site",
		"base_url: " + oneOf(s, "https://www.example.org/", "https://www.example.org/voices/"),
		"timezone: " + s.zone,
		"description: What we say.",
		"menu: [" + strings.Join(menu, ", ") + "]",
		"consent: {approval: " + s.approval + ", longest: " + longest + "}",
		"forms:",
		"  paper: {uses: {words: yes}, channels: [web], until: 2y}",
	}
	if s.naming { // other tests write this line themselves
		lines = append(lines, "files: ["+s.token(token{kind: "missing file", never: true})+".txt]")
	}
	return strings.Join(lines, "\n") + "\n"
}

// write writes a file of the site.
func (s *randomSite) write(name, text string) {
	s.tb.Helper()
	s.files[name] = text
	writeFile(s.tb, s.dir, name, text)
}

func writeFile(tb testing.TB, dir, name, text string) {
	tb.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

func (s *randomSite) status() generator.Report {
	s.tb.Helper()
	r, err := generator.Status(context.Background(), generator.Options{Site: s.dir, Now: fixed}, 0)
	if err != nil {
		s.tb.Fatalf("seed %d: %v", s.seed, err)
	}
	return r
}

// build builds the site and gives the report and all that was published.
func (s *randomSite) build() (generator.Report, outTree) {
	s.tb.Helper()
	r, err := generator.Build(context.Background(), generator.Options{Site: s.dir, Now: fixed})
	if err != nil {
		s.tb.Fatalf("seed %d: %v", s.seed, err)
	}
	return r, readTree(s.tb, filepath.Join(s.dir, "public"))
}

// front gives the front matter of a standard version, but for its title.
func (s *randomSite) front(e *randomEdition) []string {
	p := e.page
	own := func(kind string) string { return s.token(token{kind: kind, page: p, edition: e.edition}) }
	shared := func(kind string) string { return s.token(token{kind: kind, page: p, never: e.edition == "next"}) }
	named := func(style string) string { return s.typed(e, nil, style, false) }
	tag := func() string { return strings.TrimSpace(own("tag") + " " + named("tag")) }
	var out []string
	add := func(percent int, format string, args ...any) {
		if s.chance(percent) {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	switch p.nobody {
	case "":
		out = append(out, "people: ["+strings.Join(ids(p.people), ", ")+"]")
	case "nothing":
	default:
		out = append(out, "people: "+p.nobody)
	}
	if len(p.authors) > 0 {
		out = append(out, "authors: ["+strings.Join(ids(p.authors), ", ")+"]")
	}
	add(100, "date: %s", s.today-page.Day(s.IntN(400)))
	if s.chance(70) {
		add(100, "tags: [%s, %s]", tag(), own("tag"))
	}
	if s.chance(40) {
		add(100, "content_notes: [%s]", shared("content note")+" "+named("plain"))
	}
	if len(p.people) > 0 && !p.own && s.chance(40) {
		s.writes(e, p.people[0], nil)
		add(100, "made_with: [{person: %s, did: wrote %s}, {group: The %s, did: drew it}]",
			p.people[0].id, shared("made with")+" "+named("plain"), shared("made with")+" "+named("plain"))
	}
	if s.chance(30) {
		add(100, "old_urls: [/%s/%s]", own("old address"), named("address"))
	}
	if s.chance(30) {
		add(100, "extra: {key: %s}", own("extra")+" "+named("plain"))
	}
	add(30, "# %s", s.token(token{kind: "comment of a page", page: p, never: true}))
	switch {
	case p.section == "weeks" && !p.own:
		add(70, "theme: %s", own("theme"))
		if s.chance(70) {
			add(100, "starts: 2026-07-06\nends: 2026-07-10\nevents: [{title: %s, starts: 2026-07-06 10:00, place: %s, summary: %s}]",
				own("event")+" "+named("plain"), own("event"), own("event")+" "+named("plain"))
		}
	case s.chance(5):
		add(100, "week: %s", s.token(token{kind: "week that is not there", page: p, never: true}))
	default:
		add(40, "week: 2026")
	}
	if len(p.namesakes) > 0 {
		out = append(out, "namesakes: ["+strings.Join(ids(p.namesakes), ", ")+"]")
	}
	if p.cover != nil {
		out = append(out, "cover: "+strconv.Quote(p.cover.link(e.file, s)))
	}
	for _, flag := range []struct {
		key string
		on  bool
	}{{"draft", p.draft}, {"discreet", p.discreet}, {"own_words", s.chance(20)}} {
		if flag.on {
			out = append(out, flag.key+": yes")
		}
	}
	for _, day := range []struct {
		key string
		on  page.Day
	}{{"publish_from", p.from}, {"publish_until", p.until}} {
		if day.on != 0 {
			out = append(out, fmt.Sprintf("%s: %s", day.key, day.on))
		}
	}
	return strings.Split(strings.Join(out, "\n"), "\n")
}

func ids(people []*randomPerson) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.id)
	}
	return out
}
