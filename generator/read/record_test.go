package read

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// mark takes the mark ¦ out of a text and gives its line and column, from 1.
func mark(t *testing.T, text string) (plain string, line, column int) {
	t.Helper()
	before, after, ok := strings.Cut(text, "¦")
	if !ok {
		t.Fatalf("no ¦ in %q", text)
	}
	start := strings.LastIndexByte(before, '\n') + 1
	return before + after, 1 + strings.Count(before, "\n"), 1 + len([]rune(before[start:]))
}

// quotes fails where a problem holds what somebody wrote.
func quotes(t *testing.T, problems []diag.Problem) {
	t.Helper()
	for _, p := range problems {
		for _, c := range canaries {
			if strings.Contains(strings.ToLower(p.Message+p.Fix), c) {
				t.Errorf("%q of the record is in: %s %s", c, p.Message, p.Fix)
			}
		}
	}
}

// Each mistake makes its record unreadable, at its place and with how to mend
// it, and leaves the record beside it alone. No message holds a word of it.
func TestBadRecords(t *testing.T) {
	for _, c := range badRecords() {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := mark(t, c.text)
			src := readSite(t, siteWith(t, map[string]string{"consent/sam.yaml": text, "consent/kit.yaml": "person: kit\n"}))
			if kit := src.Records["kit"]; kit == nil || kit.Fault != nil {
				t.Errorf("the record beside it: %+v", kit)
			}
			rec := src.Records["sam"]
			if rec == nil || rec.Fault == nil {
				t.Fatalf("it can be read:\n%s", text)
			}
			f := *rec.Fault
			if f.Code != c.code || f.File != "consent/sam.yaml" || f.Line != line || f.Column != column {
				t.Errorf("got %s at %s (%s), want %s at %d:%d of\n%s", f.Code, f.Place, f.Message, c.code, line, column, text)
			}
			if f.Severity != diag.Error || f.Message == "" || f.Fix == "" || !slices.Contains(src.Problems, f) {
				t.Errorf("it is not reported with how to mend it: %+v", src.Problems)
			}
			quotes(t, src.Problems)
		})
	}
}

// One mistake is one problem: nobody is sent to look for what is there.
func TestOneMistakeIsOneProblem(t *testing.T) {
	for text, code := range map[string]string{
		withEntry("given: 2026-06-12, how: x, uses: {words: True}, channels: all"):                       "wrong-value",
		withEntry(`given: 2026-06-12, how: x, uses: {words: "yes"}, channels: all`):                      "wrong-value",
		withEntry("given: 2026-06-12, how: x, uses: {werds: yes}, channels: all"):                        "unknown-key",
		withEntry("given: 2026-06-12, how: x, uses: yes, channels: all"):                                 "wrong-type",
		withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: [Web]"):                      "wrong-value",
		withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: web"):                        "wrong-type",
		withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: []"):                         "wrong-value",
		withEntry("given: 2026-06-12, how: [x], uses: {words: yes}, channels: all"):                      "wrong-type",
		named + "consents:\n  - {covers: stories/a, requested: 2026-06-12}\n":                            "wrong-type",
		named + "adult_from: 2027-03-04\n" + strings.TrimPrefix(withEntry(given+", guardian: ~"), named): "wrong-type",
	} {
		src := readSite(t, siteWith(t, map[string]string{"consent/sam.yaml": strings.ReplaceAll(text, "¦", "")}))
		if len(src.Problems) != 1 || src.Problems[0].Code != code || src.Records["sam"].Fault == nil {
			t.Errorf("got %v, want one %s of\n%s", src.Problems, code, text)
		}
	}
}

// An unreadable record that is YAML keeps its names, which are guarded all the
// same.
func TestNamesOfAnUnreadableRecordAreKept(t *testing.T) {
	rec, _, _ := Record("sam.yaml", []byte(named+"never_show: [Canary House]\ncanary: x\nconsents:\n  - {covers: [a], requested: 2026-01-01, shown_as: Bird}\n"))
	n := rec.Names
	if rec.Fault == nil || n.Full != "Zebedee Quill-Feather" || n.First != "Zebedee" || n.ShownAs != "Zeb" || len(rec.NeverShow) != 1 || rec.Entries[0].ShownAs != "Bird" {
		t.Errorf("got %+v", rec)
	}
}

// Each of these can be read, and says what it seems to say.
func TestGoodRecords(t *testing.T) {
	first := func(rec page.Record) page.Entry { return rec.Entries[0] }
	cases := []struct {
		reason, text string
		want         func(rec page.Record) bool
	}{
		{"person alone", "person: sam\n", func(rec page.Record) bool { return rec.ID == "sam" && rec.File == "consent/sam.yaml" && !rec.Staff }},
		{"every key, in lines", everyKey, func(rec page.Record) bool {
			e := first(rec)
			return rec.Names.Full == "Zebedee Quill-Feather" && rec.Names.Also[1] == "zeb_q" && rec.AdultFrom.String() == "2027-03-04" && rec.Anonymous &&
				e.Guardian == "their mother" && e.Until.String() == "2028-06-12" && e.ReviewOn.String() == "2027-06-12" && e.Requested.String() == "2026-05-30" &&
				e.Uses == page.Uses{page.Yes, page.ShownAs, page.No, page.No, page.Yes} && e.Channels == page.AllChannels && e.ShownAs == "Jo" &&
				rec.Approvals[0] == page.Approval{Line: 34, Page: "stories/a", Edition: page.EasyRead, Text: digest, On: e.Given + 2}
		}},
		{"every key, line ends of Windows", strings.ReplaceAll(everyKey, "\n", "\r\n"), func(rec page.Record) bool { return rec.Approvals[0].Line == 34 }},
		{"every key, line ends of old Macs", strings.ReplaceAll(everyKey, "\n", "\r"), func(rec page.Record) bool { return rec.Approvals[0].Line == 34 }},
		{"a byte order mark", "\xef\xbb\xbf" + named, func(rec page.Record) bool { return rec.Names.ShownAs == "Zeb" }},
		{"expert citizen", named + "role: expert citizen\n", func(rec page.Record) bool { return !rec.Staff }},
		{"staff", named + "role: staff\n", func(rec page.Record) bool { return rec.Staff }},
		{"no entries yet", named + "consents: []\napproved: []\n", func(rec page.Record) bool { return len(rec.Entries)+len(rec.Approvals) == 0 }},
		{"no entries any more", named + "consents:\n  # - {covers: [stories/a], given: 2026-06-12}\napproved:\n", func(rec page.Record) bool { return len(rec.Entries)+len(rec.Approvals) == 0 }},
		{"all channels", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: all"), func(rec page.Record) bool { return first(rec).Channels == page.AllChannels }},
		{"all channels, quoted", withEntry(`given: 2026-06-12, how: x, uses: {words: yes}, channels: "all"`), func(rec page.Record) bool { return first(rec).Channels == page.AllChannels }},
		{"each channel", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: [web, feed, search-engines, social, print]"), func(rec page.Record) bool { return first(rec).Channels == page.AllChannels }},
		{"channels without the web", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: [print]"), func(rec page.Record) bool { return first(rec).Channels == page.Print }},
		{"yes and no as true and false", withEntry("given: 2026-06-12, how: x, uses: {words: true, name: false, video: false}, channels: all"),
			func(rec page.Record) bool { return first(rec).Uses == page.Uses{page.Yes, page.No, 0, 0, page.No} }},
		{"words: no", withEntry("given: 2026-06-12, how: x, uses: {words: no}, channels: all"), func(rec page.Record) bool { return first(rec).Uses[page.UseWords] == page.No }},
		{"the full name", withEntry("given: 2026-06-12, how: x, uses: {words: yes, name: full}, channels: all"), func(rec page.Record) bool { return first(rec).Uses[page.UseName] == page.Full }},
		{"the first name", withEntry("given: 2026-06-12, how: x, uses: {words: yes, name: first}, channels: all"), func(rec page.Record) bool { return first(rec).Uses[page.UseName] == page.First }},
		{"no name", withEntry("given: 2026-06-12, how: x, uses: {words: yes, name: no}, channels: all"), func(rec page.Record) bool { return first(rec).Uses[page.UseName] == page.No }},
		{"no name, written none", withEntry("given: 2026-06-12, how: x, uses: {words: yes, name: none}, channels: all"), func(rec page.Record) bool { return first(rec).Uses[page.UseName] == page.No }},
		{"a name in quotation marks", withEntry(`given: 2026-06-12, how: x, uses: {words: yes, name: "full"}, channels: all`), func(rec page.Record) bool { return first(rec).Uses[page.UseName] == page.Full }},
		{"a name that the entry alone holds", withNames("full: Zeb Quill", "given: 2026-06-12, how: x, uses: {words: yes, name: shown-as}, channels: all, shown_as: Jo"),
			func(rec page.Record) bool { return first(rec).ShownAs == "Jo" }},
		{"requested only", withEntry("requested: 2026-06-12"), func(rec page.Record) bool { return !first(rec).HasUses }},
		{"withdrawn only", named + "consents:\n  - {covers: [stories/a, blog/b], withdrawn: 2026-07-01}\n", func(rec page.Record) bool { return len(first(rec).Covers) == 2 && !first(rec).HasUses }},
		{"refused, of two uses", withEntry("refused: 2026-07-01, uses: {picture: yes, voice: yes}"), func(rec page.Record) bool { return first(rec).HasUses && first(rec).Refused != 0 }},
		{"revoked, behind given", withEntry(given + ", revoked: 2026-07-01"), func(rec page.Record) bool { return first(rec).Revoked > first(rec).Given }},
		{"until on the day of given", withEntry(given + ", until: 2026-06-12"), func(rec page.Record) bool { return first(rec).Until == first(rec).Given }},
		{"given far ahead", withEntry("given: 2099-01-01, " + agreed), func(rec page.Record) bool { return first(rec).Given.String() == "2099-01-01" }},
		{"all that covers can say", covering("covers: [about, stories, stories/a-1, stories/*, everything]"), func(rec page.Record) bool { return len(first(rec).Covers) == 5 }},
		{"a page that is not there", covering("covers: [stories/not-there]"), func(rec page.Record) bool { return true }},
		{"a child with a guardian", named + "adult_from: 2027-03-04\nconsents:\n  - {covers: [stories/a], guardian: their mother, " + given + "}\n", func(rec page.Record) bool { return first(rec).Guardian != "" }},
		{"somebody of age on the day", named + "adult_from: 2026-06-12\nconsents:\n  - {covers: [stories/a], " + given + "}\n", func(rec page.Record) bool { return first(rec).Guardian == "" }},
		{"a child who was asked", named + "adult_from: 2027-03-04\nconsents:\n  - {covers: [stories/a], requested: 2026-01-01}\n", func(rec page.Record) bool { return true }},
		{"anonymous, shown by another name", "person: sam\nanonymous: always\nnames: {full: Zeb Quill, shown_as: A Quiller}\n", func(rec page.Record) bool { return rec.Anonymous }},
		{"anonymous, shown by none", "person: sam\nanonymous: always\nnames: {full: Zeb Quill}\n", func(rec page.Record) bool { return rec.Anonymous }},
		{"anonymous, with an also of a real name", "person: sam\nanonymous: always\nnames: {full: Zeb Quill, shown_as: Bird, also: [Zeb]}\n", func(rec page.Record) bool { return rec.Anonymous }},
		{"also_a_word is a word of full", withNames("full: Zeb Will Quill, also_a_word: [Will]", "requested: 2026-01-01"), func(rec page.Record) bool { return rec.Names.AlsoAWord[0] == "Will" }},
		{"also_a_word is full, first, also and shown_as", withNames("full: Zeb Quill, first: Ze, also: [Q B], shown_as: Bird, also_a_word: [Zeb Quill, Ze, Q B, Bird]", "requested: 2026-01-01"),
			func(rec page.Record) bool { return len(rec.Names.AlsoAWord) == 4 }},
		{"also_a_word is an entry's shown_as", withNames("full: Zeb Quill, also_a_word: [Sky]", "requested: 2026-01-01, shown_as: Sky"), func(rec page.Record) bool { return first(rec).ShownAs == "Sky" }},
		{"an approval of the home page", withApproval("page: /, version: standard, text: x, on: 2026-06-14"), func(rec page.Record) bool { return rec.Approvals[0].Page == "" }},
		{"approvals with texts of odd length", named + "approved:\n  - {page: a, version: standard, text: " + digest + "abc, on: 2026-06-14}\n  - {page: a, version: standard, text: \"v2:\", on: 2026-06-14, how: on paper, with: Priya}\n",
			func(rec page.Record) bool {
				return rec.Approvals[0].Text == digest+"abc" && rec.Approvals[1].Text == "v2:"
			}},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			src := readSite(t, siteWith(t, map[string]string{"consent/sam.yaml": strings.ReplaceAll(c.text, "¦", "")}))
			rec := src.Records["sam"]
			if rec == nil || rec.Fault != nil || len(src.Problems) > 0 {
				t.Fatalf("it cannot be read: %v\n%s", src.Problems, c.text)
			}
			if !c.want(*rec) {
				t.Errorf("it says something else: %+v", rec)
			}
		})
	}
}

// everyKey is a record with every key, in block style.
const everyKey = `# canary
person: sam
role: expert citizen
names:
  full: Zebedee Quill-Feather
  first: Zebedee
  shown_as: Bird
  also: [Zeb Q, zeb_q]
  also_a_word:
    - Bird
byline: "Peer supporter: Tuesdays"
bio: >-
  Zeb
  listens.
never_show: [Canary House]
anonymous: always
adult_from: 2027-03-04
consents:
- covers:
  - stories/a
  requested: 2026-05-30
  given: "2026-06-12"
  how: canary form
  explained: {by: Priya, in: easy read, notice: privacy notice}
  evidence: forms drawer, 2026/17
  guardian: their mother
  uses: {words: yes, name: shown-as, picture: no, voice: false, video: yes}
  channels: all
  shown_as: Jo
  until: 2028-06-12
  review_on: 2027-06-12
  revoked: 2026-06-13
approved:
- {page: stories/a, version: easy-read, text: "v1:sha256:canary", on: 2026-06-14, how: on paper, with: Priya}
`

// What a file in consent/ is called decides too.
func TestNamesOfRecordFiles(t *testing.T) {
	src := readSite(t, siteWith(t, map[string]string{
		"consent/sam.yaml": "person: sam\n", "consent/Kit.yaml": "person: Kit\n", "consent/jo jo.yaml": "person: jo jo\n", "consent/ade.yml": "person: ade\n",
		"consent/vic.yaml": "person: sam\n", "consent/.hidden.yaml": "canary", "consent/form.docx": "canary", "consent/forms/ren.yaml": "person: ren\n", "consent/tom.YAML": "person: tom\n",
	}))
	for id, code := range map[string]string{"sam": "", "Kit": "bad-name", "jo jo": "bad-name", "ade": "bad-name", "vic": "wrong-person", "tom": "bad-name"} {
		switch rec := src.Records[id]; {
		case rec == nil:
			t.Errorf("%s: not read", id)
		case code == "" && rec.Fault != nil, code != "" && (rec.Fault == nil || rec.Fault.Code != code):
			t.Errorf("%s: got %+v, want %q", id, rec.Fault, code)
		}
	}
	if len(src.Records) != 6 {
		t.Errorf("got %d records, want 6", len(src.Records))
	}
	odd := 0
	for _, p := range src.Problems {
		if p.Code == "not-a-record" && p.Severity == diag.Warning && p.File == "consent" {
			odd++
		}
	}
	if odd != 2 {
		t.Errorf("got %d things that are no records, want 2 (a form and a folder): %v", odd, src.Problems)
	}
	quotes(t, src.Problems)
}

// On some computers Sam.yaml and sam.yaml are one file: neither counts.
func TestIdsThatDifferInCaseAlone(t *testing.T) {
	src := readSite(t, siteWith(t, map[string]string{"consent/Sam.yaml": "person: Sam\nnames: {full: Zeb Quill}\n", "consent/sam.yaml": named, "consent/kit.yaml": "person: kit\n"}))
	for id, full := range map[string]string{"Sam": "Zeb Quill", "sam": "Zebedee Quill-Feather"} {
		if rec := src.Records[id]; rec == nil || rec.Fault == nil || rec.Names.Full != full {
			t.Errorf("%s: got %+v, want it unreadable and its names kept", id, rec)
		}
	}
	if src.Records["kit"].Fault != nil || !slices.ContainsFunc(src.Problems, func(p diag.Problem) bool { return p.Code == "same-id" && p.Fix != "" }) {
		t.Errorf("problems: %v", src.Problems)
	}
	quotes(t, src.Problems)
}

// Far too much is a fault, found without reading it all or unfolding it.
func TestRecordsBeyondAllBounds(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'z'; c++ {
		bomb += strings.ReplaceAll("N: &N [*P,*P,*P,*P,*P,*P,*P,*P,*P]\n", "N", string(c))
		bomb = strings.ReplaceAll(bomb, "P", string(c-1))
	}
	for reason, c := range map[string]struct{ text, code string }{
		"two megabytes":   {named + "# " + strings.Repeat("canary ", 300_000), "too-large"},
		"a bomb":          {"person: sam\n" + bomb, "yaml"},
		"deep brackets":   {named + "never_show: " + strings.Repeat("[", 50_000), "yaml"},
		"closed brackets": {named + "never_show: " + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000), "too-deep"},
		"deep lines":      {named + "never_show:\n" + strings.Repeat("- ", 3_000) + "canary\n", "too-deep"},
	} {
		src := readSite(t, siteWith(t, map[string]string{"consent/sam.yaml": c.text}))
		if f := src.Records["sam"].Fault; f == nil || f.Code != c.code || f.Fix == "" {
			t.Errorf("%s: got %+v, want %s", reason, f, c.code)
		}
		quotes(t, src.Problems)
	}
}

// A record that cannot even be opened stops all: nothing could be decided.
func TestRecordsThatCannotBeOpened(t *testing.T) {
	for reason, spoil := range map[string]func(dir string) error{
		"a folder":               func(dir string) error { return os.MkdirAll(filepath.Join(dir, "consent/x.yaml"), 0o755) },
		"a link":                 func(dir string) error { return os.Symlink("sam.yaml", filepath.Join(dir, "consent/x.yaml")) },
		"a link out of the site": func(dir string) error { return os.Symlink("/etc/hostname", filepath.Join(dir, "consent/x.yml")) },
		"a link to nowhere":      func(dir string) error { return os.Symlink("gone.yaml", filepath.Join(dir, "consent/x.yaml")) },
	} {
		dir := siteWith(t, map[string]string{"consent/sam.yaml": named})
		if err := spoil(dir); err != nil {
			t.Fatal(err)
		}
		if src, err := open(t, dir); err == nil || src != nil || !strings.Contains(err.Error(), "consent/x.y") {
			t.Errorf("%s: got %v, want an error that names the file", reason, err)
		}
	}
	locked := shut{fstest.MapFS{"site.yaml": {Data: []byte(siteYAML)}, "consent/sam.yaml": {Data: []byte(named)}}, "consent/sam.yaml"}
	r := newReader(t.Context(), locked)
	if src, err := r.folder(); !errors.Is(err, fs.ErrPermission) || src != nil {
		t.Errorf("a locked record: got %v, want fs.ErrPermission", err)
	}
	r.fsys = shut{locked.MapFS, "consent"}
	if _, err := r.folder(); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a locked folder: got %v, want fs.ErrPermission", err)
	}
}

// shut is a file system in which one file cannot be opened.
type shut struct {
	fstest.MapFS
	name string
}

func (s shut) Open(name string) (fs.File, error) {
	if name == s.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.Open(name)
}

func (s shut) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == s.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.ReadDir(name)
}
