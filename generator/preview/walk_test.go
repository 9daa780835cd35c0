package preview_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	againLink   = regexp.MustCompile(`href="(/_desk/again/[^"]+)"`)
	saidOnDesk  = regexp.MustCompile(`<p class="?said( wrong)?"? role="?status"?>([^<]*)`)
)

// asks opens a walk, and gives what its form sends with an answer.
func (v *visitor) asks(person, page, say string) url.Values {
	v.t.Helper()
	a := v.get("/_desk/ask/" + person + "/" + page)
	form := url.Values{"say": {say}}
	for _, m := range hiddenField.FindAllStringSubmatch(a.body, -1) {
		form.Set(m[1], m[2])
	}
	if a.status != http.StatusOK || form.Get("walk") == "" {
		v.t.Fatalf("%s is not asked about %s: %d\n%s", person, page, a.status, a.body)
	}
	return form
}

func (v *visitor) answers(form url.Values) answer {
	v.t.Helper()
	return v.do(v.request(http.MethodPost, "/_desk/answer", form))
}

// told gives what the desk says became of the last forms.
func (v *visitor) told() (text string, wrong bool) {
	v.t.Helper()
	if m := saidOnDesk.FindStringSubmatch(v.get("/_desk/").body); m != nil {
		return strings.ReplaceAll(m[2], "&#39;", "'"), m[1] != ""
	}
	return "", false
}

// unsigned is a page of somebody who was asked to sign, and has not.
func unsigned(t *testing.T, dir string) {
	put(t, dir, "consent/cal.yaml", record("cal", "Calum Moran", "requested: 2026-06-12"))
	put(t, dir, "content/stories/letters.md", "---\ntitle: Letters\npeople: [cal]\ndate: 2026-06-01\n---\nThe envelope lay.\n")
}

// Every answer ends on the same screen, also one that cannot count; the desk alone tells
// the team what it came to.
func TestEveryAnswerEndsAlike(t *testing.T) {
	cases := map[string]struct {
		person, page, say string
		meanwhile         func(dir string)
		told              string
		wrong, written    bool
	}{
		"yes":       {"sam", "stories/orchard", "yes", nil, "sam said yes to stories/orchard; it is in the record.", false, true},
		"no":        {"sam", "stories/orchard", "no", nil, "sam said no to stories/orchard; it is in the record. Build and publish, so that it takes effect on the website.", false, true},
		"take down": {"sam", "stories/harbour", "take-down", nil, "sam wants this taken down: stories/harbour; it is in the record. Build and publish", false, true},
		"not yet":   {"sam", "stories/harbour", "not-yet", nil, "sam said not yet to stories/harbour. Nothing was written", false, false},
		"no signature": {"cal", "stories/letters", "yes", nil,
			"cal said yes to stories/letters. It does not count yet: ask for a signature first, and ask again.", true, false},
		"no, without a signature": {"cal", "stories/letters", "no", nil, "cal said no to stories/letters; it is in the record.", false, true},
		"a text that changed": {"sam", "stories/orchard", "yes", func(dir string) {
			replace(t, dir, "content/stories/orchard.md", "appletree", "peartree")
		}, "But the page has another text by now", false, true},
		"a name that changed": {"sam", "stories/orchard", "yes", func(dir string) {
			replace(t, dir, "consent/sam.yaml", "shown_as: Sam", "shown_as: Jojo")
		}, "sam said yes to stories/orchard. It does not count yet. That answer was given by", true, false},
		"a broken record": {"sam", "stories/orchard", "no", func(dir string) {
			replace(t, dir, "consent/sam.yaml", "person: sam", "person: [sam")
		}, "sam said no to stories/orchard, but that could not be written down.", true, false},
	}
	screen := ""
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := site(t)
			unsigned(t, dir)
			v := run(t, dir).enter()
			form := v.asks(c.person, c.page, c.say)
			if c.meanwhile != nil {
				c.meanwhile(dir)
			}
			before := read(t, dir, "consent/"+c.person+".yaml")
			a := v.answers(form)
			if a.status != http.StatusOK || strings.Contains(a.body, c.page) {
				t.Errorf("it ends on %d\n%s", a.status, a.body)
			}
			end := strings.ReplaceAll(a.body, form.Get("walk"), "WALK")
			if screen == "" {
				screen = end
			}
			if end != screen {
				t.Errorf("it ends on\n%s\nand another answer on\n%s", end, screen)
			}
			if (read(t, dir, "consent/"+c.person+".yaml") != before) != c.written {
				t.Errorf("the record is now\n%s", read(t, dir, "consent/"+c.person+".yaml"))
			}
			if text, wrong := v.told(); !strings.Contains(text, c.told) || wrong != c.wrong {
				t.Errorf("the desk says %q (%v)", text, wrong)
			}
			if text, _ := v.told(); text != "" {
				t.Errorf("the desk says it twice: %q", text)
			}
		})
	}
}

// The end leads back to the question, and quietly to the desk; what two people answered is
// told at once.
func TestAnswerAgain(t *testing.T) {
	dir := site(t)
	unsigned(t, dir)
	v := run(t, dir).enter()
	a := v.answers(v.asks("sam", "stories/orchard", "not-yet"))
	link := againLink.FindStringSubmatch(a.body)
	if link == nil || !strings.Contains(a.body, `href="/_desk/">For the team: the desk`) {
		t.Fatalf("the end leads nowhere:\n%s", a.body)
	}
	if to := v.get(link[1]).header.Get("Location"); to != "/_desk/ask/sam/stories/orchard" {
		t.Errorf("it leads to %q", to)
	}
	v.answers(v.asks("sam", "stories/orchard", "yes"))
	v.answers(v.asks("cal", "stories/letters", "yes"))
	if text, wrong := v.told(); !strings.Contains(text, "sam said yes") || !strings.Contains(text, "cal said yes") || !wrong {
		t.Errorf("the desk says %q", text)
	}
}

// A question that is not known any more is not answered, and says so calmly.
func TestAnswerToNothing(t *testing.T) {
	dir := site(t)
	v := run(t, dir).enter()
	form := v.asks("sam", "stories/orchard", "no")
	before := files(t, dir)
	for key, value := range map[string]string{"walk": "AAAA", "page": "stories/market", "person": "alex", "say": "maybe"} {
		sent := url.Values{}
		for k, all := range form {
			sent[k] = all
		}
		sent.Set(key, value)
		if a := v.answers(sent); a.status != http.StatusBadRequest || !strings.Contains(a.body, "We have to ask you again") {
			t.Errorf("another %s: %d\n%s", key, a.status, a.body)
		}
	}
	sameFiles(t, "the site", before, files(t, dir))
	if text, wrong := v.told(); !strings.Contains(text, "not known any more") || !wrong {
		t.Errorf("the desk says %q", text)
	}
}

// A page that cannot be asked about yet tells the person nothing of others, who it is for;
// the desk says why.
func TestCannotBeAsked(t *testing.T) {
	dir := site(t)
	v := run(t, dir).enter()
	a := v.get("/_desk/ask/sam/stories/meadow")
	if !strings.Contains(a.body, "We cannot ask you about this page yet") || !strings.Contains(a.body, `href="/_desk/"`) {
		t.Errorf("there is no calm word, or no way back:\n%s", a.body)
	}
	for _, word := range []string{"robin", "meadow", "consent/", "grasshopper", "record"} {
		if strings.Contains(strings.ToLower(a.body), word) {
			t.Errorf("it holds %q:\n%s", word, a.body)
		}
	}
	if text, wrong := v.told(); !strings.Contains(text, "sam cannot be asked about stories/meadow yet. ") || !strings.Contains(text, "robin") || !wrong {
		t.Errorf("the desk says %q", text)
	}
}

// Who has said yes to a page that is published can say no to it, in their own view, too.
func TestAskedOfPublished(t *testing.T) {
	dir := site(t)
	r := run(t, dir, forPerson("sam"))
	v := r.enter()
	seen := pageSeen.FindStringSubmatch(v.shows("/stories/harbour/", "lighthouse", true).body)[1]
	a := v.answers(v.asks("sam", "stories/harbour", "no"))
	if !strings.Contains(a.body, "Thank you") || !strings.Contains(a.body, `href="/">Your pages`) || strings.Contains(a.body, "For the team") {
		t.Errorf("it ends on\n%s", a.body)
	}
	if !strings.Contains(read(t, dir, "consent/sam.yaml"), "covers: [stories/harbour], refused: ") {
		t.Error("the no is not written")
	}
	v.changed("/stories/harbour/", seen, "their no")
	walk := v.get("/_desk/ask/sam/stories/harbour")
	if !strings.Contains(walk.body, "you need to sign our form again") {
		t.Errorf("after the no, they are asked %q", regexp.MustCompile(`<p>.*?</p>`).FindAllString(walk.body, -1))
	}
}
