package read

import (
	"bytes"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// seeds gives the files of the example site below dir with this ending.
func seeds(f *testing.F, dir, ending string, add func(name string, src []byte)) {
	f.Helper()
	found := 0
	root := os.DirFS("../..")
	err := fs.WalkDir(root, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ending) {
			return err
		}
		src, err := fs.ReadFile(root, name)
		found++
		add(name, src)
		return err
	})
	if err != nil || found == 0 {
		f.Fatalf("%d seeds in %s: %v", found, dir, err)
	}
}

// whole asks that each problem of a file is complete and in the file.
func whole(t *testing.T, file string, src []byte, problems []diag.Problem) (failed bool) {
	t.Helper()
	lines := 2 + bytes.Count(src, []byte("\n"))
	// YAML knows more line ends than editors do.
	for _, end := range []string{"\r", "\u0085", "\u2028", "\u2029"} {
		lines += bytes.Count(src, []byte(end))
	}
	for _, p := range problems {
		failed = failed || p.Severity == diag.Error
		if p.File != file || p.Line < 0 || p.Line > lines || p.Column < 0 || p.Code == "" || p.Message == "" || p.Fix == "" {
			t.Errorf("an incomplete problem: %+v", p)
		}
		if !utf8.ValidString(p.Message + p.Fix) {
			t.Errorf("no text: %q %q", p.Message, p.Fix)
		}
	}
	return failed
}

// FuzzRecord looks for a record that panics, or can be read although it breaks
// a condition of consent.md, "Read strictly".
func FuzzRecord(f *testing.F) {
	seeds(f, "consent", ".yaml", func(_ string, src []byte) { f.Add(src) })
	for _, c := range badRecords() {
		f.Add([]byte(strings.ReplaceAll(c.text, "¦", "")))
	}
	f.Add([]byte(everyKey))
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, bad := Text("consent/sam.yaml", raw)
		if bad != nil {
			whole(t, "consent/sam.yaml", raw, []diag.Problem{*bad})
			return
		}
		rec, _, log := Record("sam.yaml", src)
		failed := whole(t, "consent/sam.yaml", src, log.Problems)
		if rec.ID != "sam" || rec.File != "consent/sam.yaml" {
			t.Errorf("it is the record %q in %q", rec.ID, rec.File)
		}
		if (rec.Fault != nil) != failed {
			t.Errorf("its fault is %+v, its problems are %+v", rec.Fault, log.Problems)
		}
		if !failed {
			readable(t, rec)
		}
		if again, _, _ := Record("sam.yaml", src); !reflect.DeepEqual(rec, again) {
			t.Errorf("read again, it is another: %+v, %+v", rec, again)
		}
	})
}

// readable asks of a record that can be read what consent.md promises of it.
func readable(t *testing.T, rec page.Record) {
	t.Helper()
	want := func(ok bool, what string) {
		if !ok {
			t.Errorf("%s: %+v", what, rec)
		}
	}
	shown := map[string]bool{rec.Names.ShownAs: true}
	for _, e := range rec.Entries {
		shown[e.ShownAs] = true
		want(len(e.Covers) > 0, "an empty covers")
		for _, c := range e.Covers {
			parts := strings.Split(c, "/")
			want(c != "" && len(parts) <= 2 && parts[0] != "" && parts[len(parts)-1] != "", "a pattern of another form")
			want(strings.Trim(parts[0], "abcdefghijklmnopqrstuvwxyz0123456789-") == "", "a section of another form")
			want(strings.Trim(parts[len(parts)-1], "abcdefghijklmnopqrstuvwxyz0123456789-") == "" || len(parts) == 2 && parts[1] == "*", "a page of another form")
		}
		want(e.Requested|e.Given|e.Refused|e.Withdrawn|e.Revoked != 0, "an entry without a day")
		want(e.HasUses == (e.Uses != page.Uses{}), "uses that say nothing")
		want(e.Channels&^page.AllChannels == 0, "an unknown channel")
		for _, use := range page.AllUses() {
			p := e.Uses[use]
			named := p == page.ShownAs || p == page.First || p == page.Full
			want(p == page.NotSaid || p == page.No || named && use == page.UseName || p == page.Yes && use != page.UseName, "a value that its use cannot have")
		}
		name := e.Uses[page.UseName]
		want(name != page.Full || rec.Names.Full != "", "name: full without that name")
		want(name != page.First || rec.Names.First != "", "name: first without that name")
		want(name != page.ShownAs || rec.Names.ShownAs+e.ShownAs != "", "name: shown-as without that name")
		if e.Given == 0 {
			continue
		}
		want(e.Uses[page.UseWords] != page.NotSaid, "given without a word on words")
		want(e.Channels != page.NoChannels, "given without channels")
		want(e.Until == 0 || e.Until >= e.Given, "until before given")
		want(e.Given >= rec.AdultFrom || e.Guardian != "", "a child without a guardian")
	}
	for _, also := range rec.Names.Also {
		want(also == "" || !shown[also], "an also that is a shown_as")
	}
	for _, a := range rec.Approvals {
		want((a.Edition == page.Standard || a.Edition == page.EasyRead) && a.Text != "" && a.On != 0, "an approval that lacks something")
	}
	if rec.Anonymous {
		for s := range shown {
			for _, w := range strings.Fields(s) {
				for _, r := range strings.Fields(rec.Names.Full + " " + rec.Names.First) {
					want(!strings.EqualFold(w, r), "anonymous, and shown by a real name")
				}
			}
		}
	}
}

// FuzzPictureNotes looks for a pictures.yaml that panics, or says of a picture
// what was not said.
func FuzzPictureNotes(f *testing.F) {
	seeds(f, "content", "pictures.yaml", func(_ string, src []byte) { f.Add(src) })
	for _, s := range []string{"", "'*': {people: none}", "'*': {people: [sam]}\nx.jpg: {alt: \"\"}", "x.jpg: {people: []}", "x.jpg: {people: [none]}",
		"x.jpg: &a {people: none}\ny: *a", "? [x]\n: y", "<<: {people: none}", "x.jpg: {people: none, people: [sam]}", "- x.jpg", "x.jpg:", "---\n---\n"} {
		f.Add([]byte(s))
	}
	const file = "content/a/pictures.yaml"
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, bad := Text(file, raw)
		if bad != nil {
			return
		}
		said, problems := pictureNotes(file, src)
		if failed := whole(t, file, src, problems); failed != said.uncertain {
			t.Errorf("uncertain is %v, problems are %+v", said.uncertain, problems)
		}
		for _, name := range []string{"x.jpg", "x.png", "x.svg", "x.avif", "*"} {
			p := said.picture("content/a/" + name)
			_, own := said.own[name]
			switch {
			case p.File != "content/a/"+name || p.Uncertain != said.uncertain || p.Sum != ([32]byte{}) || p.Renditions != nil:
				t.Errorf("%s: %+v", name, p)
			case p.People.Said == page.SaidNone && !own && !isDrawing(name):
				t.Errorf("%s: that nobody is in it is said for drawings alone", name)
			case p.People.Said != page.SaidList && p.People.IDs != nil:
				t.Errorf("%s: people whom nobody named: %+v", name, p.People)
			case p.People.Said != page.SaidNothing && !bytes.Contains(src, []byte("people")) && !bytes.Contains(src, []byte(`\`)):
				t.Errorf("%s: nobody wrote of people: %+v", name, p.People)
			}
			for _, id := range p.People.IDs {
				if !page.ValidID(id) {
					t.Errorf("%s: %q is no id", name, id)
				}
			}
		}
	})
}

// FuzzFrontMatter looks for a page that panics, or can be read although
// something in it is at fault.
func FuzzFrontMatter(f *testing.F) {
	places := []string{"content/stories/a/index.md", "content/stories/a/easy-read.md", "content/weeks/2026.md", "content/index.md", "content/blog/a.next.md"}
	seeds(f, "content", ".md", func(name string, src []byte) {
		place := byte(0)
		switch {
		case strings.Contains(name, "easy-read"):
			place = 1
		case strings.HasPrefix(name, "content/weeks"):
			place = 2
		}
		f.Add(src, place)
	})
	for _, s := range []string{"", "---", "---\n---", "---\n---\n", "+++\n+++\n", "—\n—\n", "---\ntitle: T\npeople: none\ndate: 2026-01-01\n---\n", "\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n",
		"---\ntitle: \":person[sam]\"\npeople: [sam]\nextra: {a: [b, {c: d}]}\n---\n:person[kit]\n", "---\ntitle: T\nmade_with: [{person: sam, did: x}, {group: g, did: y}]\n---\n",
		"---\ntitle: T\nevents: [{title: E, starts: 2026-07-06 14:30, ends: 2026-07-06}]\nstarts: 2026-07-06\n---\n", "---\ntitle: &a T\nsummary: *a\n---\n",
		"---\ntitle: T\n---\n<b>x</b>[^1]\n\n[^1]: y\n", "---\ntitle: T\ntested_with: {group: G, on: 2026-06-10}\n---\n:::quote{person=sam}\n:::\n"} {
		for place := range places {
			f.Add([]byte(s), byte(place))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, which byte) {
		file := places[int(which)%len(places)]
		r := newReader(t.Context(), fstest.MapFS{file: {Data: src}})
		got := r.text(file)
		v := got.version
		if v == nil || v.File != file {
			t.Fatalf("%s: %+v", file, got)
		}
		if failed := whole(t, file, src, got.problems); failed && v.Fault == nil && !onlyHTML(got.problems) || v.Fault != nil && !failed {
			t.Errorf("its fault is %+v, its problems are %+v", v.Fault, got.problems)
		}
		if v.Fault != nil {
			if v.Title != nil || v.Summary != nil || v.Body != nil || v.People != nil || v.Words != 0 || v.TestedWith != nil || !reflect.DeepEqual(got.meta, page.Meta{Lines: map[string]int{}}) {
				t.Errorf("words of an unreadable page are kept: %+v %+v", v, got.meta)
			}
			return
		}
		m := got.meta
		ids := append(append([]string{}, v.People...), append(m.People.IDs, append(m.Authors, m.Namesakes...)...)...)
		for _, id := range ids {
			if !page.ValidID(id) {
				t.Errorf("%q is no id", id)
			}
		}
		switch {
		case len(v.Title) == 0:
			t.Error("it has no title")
		case v.Edition == page.EasyRead && m.Lines != nil:
			t.Errorf("an easy-read version has keys of a page: %+v", m)
		case which == 0 && m.Date == 0:
			t.Error("a story without a date")
		case len(unique(m.People.IDs)) < len(m.People.IDs) || len(unique(v.People)) < len(v.People):
			t.Errorf("somebody twice: %v %v", m.People, v.People)
		case m.From != 0 && m.Until != 0 && m.Until < m.From, m.Starts != 0 && m.Ends != 0 && m.Ends < m.Starts:
			t.Errorf("the days are in no order: %+v", m)
		}
		for _, nodes := range [][]page.Node{v.Title, v.Summary} {
			for n := range page.Walk(nodes) {
				if n.Kind != page.Text && n.Kind != page.PersonName {
					t.Errorf("a title holds %+v", n)
				}
			}
		}
		if again := r.text(file); !reflect.DeepEqual(got, again) {
			t.Error("read again, it is another")
		}
	})
}

// onlyHTML says whether all that is wrong is HTML, which is left out.
func onlyHTML(problems []diag.Problem) bool {
	for _, p := range problems {
		if p.Code != "raw-html" {
			return false
		}
	}
	return true
}
