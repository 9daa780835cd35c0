package generator_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/ask"
	"goldenthread/generator/page"
)

const figure = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="red"/><text x="1" y="9">WORD</text></svg>`

// asked writes a site with a page of Sam's, which nobody has approved yet.
func asked(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml":                       "title: Voices\nbase_url: https://www.example.org/\n",
		"content/stories/a/index.md":      "---\ntitle: A place\npeople: [sam]\ndate: 2026-06-01\n---\nBy :person[sam].\n\n![One](one.svg)\n\n![Two](two.svg)\n",
		"content/stories/a/easy-read.md":  "---\ntitle: A place\n---\n![One](one.svg)\nEasy words.\n",
		"content/stories/a/pictures.yaml": "one.svg: {people: [sam], alt: One}\ntwo.svg: {people: [sam], alt: Two}\n",
		"content/stories/a/one.svg":       strings.ReplaceAll(figure, "WORD", "onepic"),
		"content/stories/a/two.svg":       strings.ReplaceAll(figure, "WORD", "twopic"),
		"content/stories/b.md":            "---\ntitle: Another\npeople: [sam, alex]\ndate: 2026-06-02\n---\nOther words.\n",
		"consent/sam.yaml":                "# Sam's.\nperson: sam\nnames: {shown_as: Sammo}\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes, name: shown-as, picture: yes}, channels: all} # all of it\n",
		"consent/alex.yaml":               "person: alex\nconsents:\n  - {covers: [stories/b], given: 2026-06-12, how: form, uses: {words: yes}, channels: all}\n",
	} {
		place(t, dir, name, text)
	}
	return dir
}

// question asks, and gives the reply that says yes to everything, as the walk's
// document would send it.
func question(t testing.TB, site, person, name string) ask.Reply {
	t.Helper()
	w, err := generator.Ask(context.Background(), options(site), person, name)
	if err != nil {
		t.Fatal(err)
	}
	r := ask.Reply{Say: ask.Yes, Asked: w.Asked(), Name: true}
	for _, v := range w.Versions {
		r.Codes = append(r.Codes, v.Code)
		r.Texts = append(r.Texts, ask.Shown{Edition: v.Edition, Text: v.Text})
	}
	for range w.Pictures {
		r.Pictures = append(r.Pictures, true)
	}
	return r
}

// short is a reply as it comes from a proof: read out, and typed.
func short(t testing.TB, r ask.Reply) ask.Reply {
	t.Helper()
	got, is, err := ask.Read(r.Short())
	if err != nil || !is {
		t.Fatal(is, err)
	}
	return got
}

// fromDesk is a reply as it comes from the desk's form.
func fromDesk(r ask.Reply) ask.Reply {
	r.Codes = nil
	return r
}

func take(t testing.TB, site, person, name string, r ask.Reply) (generator.Taken, error) {
	t.Helper()
	return generator.Take(context.Background(), options(site), generator.Answer{Person: person, Page: name, Reply: r, How: "on a tablet", With: "Priya"})
}

func record(t testing.TB, site, person string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(site, "consent", person+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func status(t testing.TB, site, name string, edition page.Edition) generator.PageReport {
	t.Helper()
	r, err := generator.Status(context.Background(), options(site), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range r.Pages {
		if one.Page == name && one.Version == edition {
			return one
		}
	}
	t.Fatalf("no page %s", name)
	return generator.PageReport{}
}

// refusedWith says that an answer was refused with a word, and that nothing was written.
func refusedWith(t testing.TB, site, person, before string, err error, word string) {
	t.Helper()
	refused := new(generator.RefusedError)
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), word) {
		t.Errorf("%v, want a refusal with %q", err, word)
	}
	if record(t, site, person) != before {
		t.Errorf("the record was changed:\n%s", record(t, site, person))
	}
}

// A yes publishes what was asked, and writes how it was given.
func TestYes(t *testing.T) {
	for name, as := range map[string]func(ask.Reply) ask.Reply{"proof": func(r ask.Reply) ask.Reply { return short(t, r) }, "desk": fromDesk} {
		t.Run(name, func(t *testing.T) {
			site := asked(t)
			r := as(question(t, site, "sam", "stories/a"))
			done, err := take(t, site, "sam", "stories/a", r)
			if err != nil {
				t.Fatal(err)
			}
			if len(done.Approved) != 2 || !done.Present || done.NoName || done.NoPictures {
				t.Errorf("%+v", done)
			}
			for _, edition := range []page.Edition{page.Standard, page.EasyRead} {
				if one := status(t, site, "stories/a", edition); one.State != "published" || len(one.LeftOut) > 0 {
					t.Errorf("%+v", one)
				}
			}
			text := record(t, site, "sam")
			if strings.Count(text, "how: on a tablet, with: Priya") != 2 || strings.Contains(text, "refused") || !strings.HasPrefix(text, "# Sam's.\n") {
				t.Error(text)
			}
			if again, err := take(t, site, "sam", "stories/a", r); err != nil || record(t, site, "sam") != text {
				t.Errorf("twice is not once: %+v, %v", again, err)
			}
		})
	}
}

// A yes narrows: a name and a picture that they said no to are not shown, and what they
// agreed to stays as it is elsewhere.
func TestYesNarrows(t *testing.T) {
	site := asked(t)
	r := question(t, site, "sam", "stories/a")
	r.Name, r.Pictures = false, []bool{true, false}
	r = short(t, r)
	done, err := take(t, site, "sam", "stories/a", r)
	if err != nil {
		t.Fatal(err)
	}
	if !done.NoName || !done.NoPictures || !slices.Equal(done.Pictures, []string{"content/stories/a/two.svg"}) {
		t.Errorf("%+v", done)
	}
	text := record(t, site, "sam")
	for _, want := range []string{
		"  - {covers: [stories/a], refused: 2026-11-22, uses: {name: no}} # their name, when they approved the text\n",
		"  - {covers: [stories/a], refused: 2026-11-22, uses: {picture: no}} # they said no to content/stories/a/two.svg\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the record lacks %s\n%s", want, text)
		}
	}
	if one := status(t, site, "stories/a", page.Standard); one.State != "published" || len(one.LeftOut) != 2 {
		t.Errorf("%+v", one)
	}
	build(t, site)
	public, err := os.ReadFile(filepath.Join(site, "public", "stories", "a", "index.html"))
	if err != nil || strings.Contains(string(public), "Sammo") {
		t.Error("their name is shown", err)
	}
	before := record(t, site, "sam")
	if _, err := take(t, site, "sam", "stories/a", r); err != nil || record(t, site, "sam") != before {
		t.Error("twice is not once", err)
	}
}

// Codes on paper, with what was not ticked.
func TestYesOnPaper(t *testing.T) {
	site := asked(t)
	r := question(t, site, "sam", "stories/a")
	plain, _, err := ask.Read(strings.Join(r.Codes, " "))
	if err != nil {
		t.Fatal(err)
	}
	before := record(t, site, "sam")
	wrong := generator.Answer{Person: "sam", Page: "stories/a", Reply: plain, NoPictures: []string{"three.svg"}}
	_, err = generator.Take(context.Background(), options(site), wrong)
	refusedWith(t, site, "sam", before, err, "--no-picture")
	wrong = generator.Answer{Person: "sam", Page: "stories/a", Reply: plain, Edition: page.Standard}
	_, err = generator.Take(context.Background(), options(site), wrong)
	refusedWith(t, site, "sam", before, err, "not the code")
	a := generator.Answer{Person: "sam", Page: "stories/a", Reply: plain, NoName: true, NoPictures: []string{"one.svg"}}
	done, err := generator.Take(context.Background(), options(site), a)
	if err != nil || !done.NoName || !slices.Equal(done.Pictures, []string{"content/stories/a/one.svg"}) {
		t.Errorf("%+v, %v", done, err)
	}
}

// The desk's yes is to the text that was shown, and not to what the file holds by then.
func TestYesOfWhatWasShown(t *testing.T) {
	site := asked(t)
	r := question(t, site, "sam", "stories/a")
	change(t, site, "content/stories/a/index.md", "By :person", "Now by :person")
	before := record(t, site, "sam")
	_, err := take(t, site, "sam", "stories/a", short(t, r))
	refusedWith(t, site, "sam", before, err, "not the code")
	done, err := take(t, site, "sam", "stories/a", fromDesk(r))
	if err != nil || done.Present || !strings.Contains(record(t, site, "sam"), r.Texts[1].Text) {
		t.Errorf("%+v, %v", done, err)
	}
	if one := status(t, site, "stories/a", page.Standard); one.State == "published" || one.Reasons[0].Code != "changed-since-approved" {
		t.Errorf("%+v", one)
	}
}

// Without a consent to their words, nobody is asked to sign a text: a signature first.
func TestYesUnsigned(t *testing.T) {
	site := asked(t)
	change(t, site, "consent/sam.yaml", "given: 2026-06-12, how: form, uses: {words: yes, name: shown-as, picture: yes}, channels: all", "requested: 2026-06-12")
	w, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
	if err != nil || w.Signed || w.Channels != page.NoChannels || w.Name != "" || len(w.Pictures) > 0 || len(w.Versions) != 2 {
		t.Fatalf("%+v, %v", w, err)
	}
	before := record(t, site, "sam")
	for _, r := range []ask.Reply{short(t, question(t, site, "sam", "stories/a")), fromDesk(question(t, site, "sam", "stories/a"))} {
		_, err = take(t, site, "sam", "stories/a", r)
		refusedWith(t, site, "sam", before, err, "signature")
		r.Say = ask.No
		if _, err := take(t, asked(t), "sam", "stories/a", r); err != nil {
			t.Error("a no needs no signature", err)
		}
	}
}

// Who signed once and took it back is asked to sign again; who never did, or for another
// page, is not told so.
func TestAskedToSignAgain(t *testing.T) {
	const uses = "given: 2026-06-12, how: form, uses: {words: yes, name: shown-as, picture: yes}, channels: all"
	for entry, want := range map[string]bool{
		"requested: 2026-06-12":                                          false,
		"refused: 2026-06-12":                                            false,
		uses + ", withdrawn: 2026-07-01":                                 true,
		uses + ", until: 2026-07-01":                                     true,
		"given: 2026-06-12, how: form, uses: {words: no}, channels: all": false,
	} {
		site := asked(t)
		change(t, site, "consent/sam.yaml", uses, entry)
		w, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
		if err != nil || w.Signed || w.SignedBefore != want || w.Unnamed == "" {
			t.Errorf("%s: signed %v, before %v, %v", entry, w.Signed, w.SignedBefore, err)
		}
	}
}

// An answer counts for the one who was asked, about what they were asked.
func TestYesOfSomebodyElse(t *testing.T) {
	site := asked(t)
	r := short(t, question(t, site, "alex", "stories/b"))
	before := record(t, site, "sam")
	_, err := take(t, site, "sam", "stories/b", r)
	refusedWith(t, site, "sam", before, err, "somebody else")
	r = short(t, question(t, site, "sam", "stories/a"))
	change(t, site, "consent/sam.yaml", "Sammo", "Jojo")
	before = record(t, site, "sam")
	_, err = take(t, site, "sam", "stories/a", r)
	refusedWith(t, site, "sam", before, err, "changed since")
}

// A no and a taking down are written, whatever became of the text.
func TestNo(t *testing.T) {
	for say, want := range map[ask.Say]string{
		ask.No:       "  - {covers: [stories/a], refused: 2026-11-22, how: on a tablet, explained: {by: Priya}}\n",
		ask.TakeDown: "  - {covers: [stories/a], withdrawn: 2026-11-22, how: on a tablet, explained: {by: Priya}}\n",
	} {
		site := asked(t)
		r := question(t, site, "sam", "stories/a")
		r.Say, r.Name, r.Pictures = say, false, []bool{false, false}
		r = short(t, r)
		change(t, site, "content/stories/a/index.md", "By :person", "Now by :person")
		change(t, site, "content/stories/a/easy-read.md", "Easy", "Easier")
		before := record(t, site, "sam")
		_, err := take(t, site, "sam", "stories/b", r)
		if err != nil {
			t.Fatal(err) // the codes are of no text any more, so nobody knows better
		}
		place(t, site, "consent/sam.yaml", before)
		done, err := take(t, site, "sam", "stories/a", r)
		if err != nil || !done.Other || done.Elsewhere {
			t.Fatalf("%+v, %v", done, err)
		}
		if text := record(t, site, "sam"); text != before+want {
			t.Errorf("%s\nwant at its end %s", text, want)
		}
	}
}

// Whatever stands for who helped, a no is written.
func TestNoWhateverHelped(t *testing.T) {
	for _, helped := range []string{"Zoë: {x} # y", "\x00", "\xff\u2028]", "yes", "'\"", strings.Repeat("é", 80)} {
		site := asked(t)
		_, err := generator.Take(context.Background(), options(site), generator.Answer{Person: "sam", Page: "stories/a", Reply: ask.Reply{Say: ask.No, Helped: helped}})
		got := status(t, site, "stories/a", page.Standard)
		if err != nil || len(got.Reasons) != 1 || got.Reasons[0].Code != "consent-refused" {
			t.Errorf("%q: %v, %+v\n%s", helped, err, got.Reasons, record(t, site, "sam"))
		}
	}
}

// A no about another page is not written for this one.
func TestNoElsewhere(t *testing.T) {
	site := asked(t)
	r := question(t, site, "sam", "stories/a")
	r.Say = ask.TakeDown
	before := record(t, site, "sam")
	_, err := take(t, site, "sam", "stories/b", short(t, r))
	refusedWith(t, site, "sam", before, err, "stories/a")
}

func TestNotYet(t *testing.T) {
	site := asked(t)
	r := question(t, site, "sam", "stories/a")
	r.Say = ask.NotYet
	before := record(t, site, "sam")
	if done, err := take(t, site, "sam", "stories/a", short(t, r)); err != nil || done.Say != ask.NotYet || record(t, site, "sam") != before {
		t.Errorf("%+v, %v", done, err)
	}
}

// What waits for approval is what is asked about; the last yes puts it in place.
func TestYesToAChange(t *testing.T) {
	site := asked(t)
	if _, err := take(t, site, "sam", "stories/a", short(t, question(t, site, "sam", "stories/a"))); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(site, "content/stories/a/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	place(t, site, "content/stories/a/index.next.md", strings.Replace(string(text), "By :person", "Anew by :person", 1))
	w, err := generator.Ask(context.Background(), options(site), "sam", "stories/a")
	if err != nil || !w.New || !strings.Contains(w.Versions[1].Body, "Anew by") {
		t.Fatalf("%v %+v", err, w)
	}
	done, err := take(t, site, "sam", "stories/a", short(t, question(t, site, "sam", "stories/a")))
	if err != nil || len(done.Done) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if now, err := os.ReadFile(filepath.Join(site, "content/stories/a/index.md")); err != nil || !strings.Contains(string(now), "Anew by") {
		t.Error("the change is not in place", err)
	}
}

// After a no, nothing is kept of pictures that may not be shown any more, whoever asked
// and without a build. What cannot be taken away does not undo the answer, and is told.
func TestNoKeepsNoPictures(t *testing.T) {
	photos := asked(t)
	for i, name := range []string{"one", "two"} {
		place(t, photos, "content/stories/a/"+name+".jpg", jpegOf(t, shaded(300, 200, uint8(i))))
		for _, file := range []string{"index.md", "easy-read.md", "pictures.yaml"} {
			replaceIn(t, photos, "content/stories/a/"+file, name+".svg", name+".jpg")
		}
	}
	kept := func() int {
		there, err := os.ReadDir(filepath.Join(photos, ".goldenthread", "pictures"))
		must(t, err)
		return len(there)
	}
	nobody := record(t, photos, "sam")
	yes := question(t, photos, "sam", "stories/a")
	no, down, notYet, narrow := yes, yes, yes, yes
	no.Say, down.Say, notYet.Say, narrow.Pictures = ask.No, ask.TakeDown, ask.NotYet, []bool{true, false}
	for name, c := range map[string]struct {
		ask.Reply
		want int
	}{"yes": {yes, 2}, "not yet": {notYet, 2}, "no": {no, 0}, "take down": {down, 0}, "no to a picture": {narrow, 0}} {
		place(t, photos, "consent/sam.yaml", nobody)
		if _, err := take(t, photos, "sam", "stories/a", yes); err != nil {
			t.Fatal(err)
		}
		if build(t, photos); kept() != 2 {
			t.Fatalf("a build keeps %d pictures", kept())
		}
		if done, err := take(t, photos, "sam", "stories/a", c.Reply); err != nil || done.NotPurged != nil || kept() != c.want {
			t.Errorf("%s: %v, %v, %d pictures are kept, not %d", name, err, done.NotPurged, kept(), c.want)
		}
	}
	place(t, photos, "consent/sam.yaml", nobody)
	o := options(photos)
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = func(string, int, int) { // of what is done behind the answer, nothing is
		if strings.Contains(record(t, photos, "sam"), "refused") {
			cancel()
		}
	}
	done, err := generator.Take(ctx, o, generator.Answer{Person: "sam", Page: "stories/a", Reply: no})
	if err != nil || done.NotPurged == nil || done.File == "" || !strings.Contains(record(t, photos, "sam"), "refused: 2026-11-22") {
		t.Errorf("%v, %+v", err, done)
	}
}

// replaceIn replaces every occurrence of something in a file.
func replaceIn(t testing.TB, dir, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	place(t, dir, file, strings.ReplaceAll(string(text), old, new))
}
