package ask

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

func html(t *testing.T, w Walk) string {
	t.Helper()
	text, err := w.HTML()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A walk asks for nothing from anywhere, and nothing is ticked.
func TestSelfContained(t *testing.T) {
	for name, w := range walks() {
		text := html(t, w)
		for _, m := range regexp.MustCompile(`(?i)\s(src|srcset|href|action|poster|data|style|on[a-z]+)="?([^"\s>]*)`).FindAllStringSubmatch(text, -1) {
			ok := m[1] == "src" && strings.HasPrefix(m[2], "data:image/") || m[1] == "action" && m[2] == "/_desk/answer" && w.Form != nil
			if !ok {
				t.Errorf("%s: %s=%q", name, m[1], m[2])
			}
		}
		if regexp.MustCompile(`(?i)\schecked|@import|url\(|<link|<iframe|http:|https:`).MatchString(text) {
			t.Errorf("%s: something is ticked, or asked for", name)
		}
		if strings.Count(text, "<script") != 1 || strings.Count(text, "<style") != 1 || strings.Count(text, "<h1") != 1 {
			t.Errorf("%s: more than one script, style or title", name)
		}
		if strings.Contains(text, "Zgotmpl") {
			t.Errorf("%s: the template refused something", name)
		}
	}
}

func TestPolicy(t *testing.T) {
	for desk, want := range map[bool]string{true: "form-action 'self'", false: "form-action 'none'"} {
		if p := Policy(desk); !strings.Contains(p, want) || !strings.HasPrefix(p, "default-src 'none'; img-src data:;") || strings.Contains(p, "unsafe") {
			t.Error(p)
		}
	}
}

// The proof holds no token and nobody's id; the desk's form holds what it sends.
func TestForm(t *testing.T) {
	all := walks()
	if text := html(t, all["whole"]); strings.Contains(text, `type="hidden"`) || strings.Contains(text, `type="submit"`) || strings.Contains(text, `action=`) {
		t.Error("a proof has a form that sends something")
	}
	text := html(t, all["desk"])
	for _, want := range []string{`name="token" value="t0ken"`, `name="person" value="sam"`, `name="page" value="stories/a"`, `name="easy-read" value="v1:sha256:aaaa`, `name="standard" value="v1:sha256:bbbb`} {
		if !strings.Contains(text, want) {
			t.Errorf("the desk's form lacks %s", want)
		}
	}
	// Where somebody presses Enter in the line for a name, the first button would be
	// meant; it is one that sends nothing.
	first := regexp.MustCompile(`<button[^>]*>`).FindString(text)
	if !strings.Contains(first, "disabled") {
		t.Errorf("Enter would send %s", first)
	}
}

// Every answer at the desk ends on the same words, and they hold nothing of the page.
func TestDone(t *testing.T) {
	w := walks()["desk"]
	w.Form.Again, w.Form.Back, w.Form.Team = "/_desk/again/7", "/_desk/", true
	done, err := w.Done()
	if err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"K7QF", "v1:sha256", "stories/a", "t0ken", "<script", "<form", "Sam"} {
		if bytes.Contains(done, []byte(not)) {
			t.Errorf("it holds %q", not)
		}
	}
	for _, want := range []string{"Thank you", `href="/_desk/again/7">Go back and change it<`, `href="/_desk/">For the team: the desk<`} {
		if !bytes.Contains(done, []byte(want)) {
			t.Errorf("it lacks %q", want)
		}
	}
	w.Form.Team = false
	if done, err = w.Done(); err != nil || !bytes.Contains(done, []byte(`href="/_desk/">Your pages<`)) || bytes.Contains(done, []byte("the desk")) {
		t.Error("a person's own view leads to a desk", err)
	}
}

// Two versions in one document keep their ids, links and levels apart.
func TestBodies(t *testing.T) {
	v := Version{Edition: page.EasyRead, Body: `<h2 id="one">One</h2><h5>Deep</h5><p><a href="#one">up</a> <a href="https://example.org/#one">out</a> id=&#34;x&#34;</p>`}
	want := `<h4 id="easy-read-one">One</h4><h6>Deep</h6><p><a href="#easy-read-one">up</a> <a href="https://example.org/#one">out</a> id=&#34;x&#34;</p>`
	if got := string(v.HTML()); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// The script keeps to what the browsers of old telephones know.
func TestOldScript(t *testing.T) {
	code := regexp.MustCompile(`(?m)//.*$|"(?:[^"\\]|\\.)*"`).ReplaceAllString(script, "")
	if m := regexp.MustCompile(`\?\.[a-z(\[]|\?\?|\.at\(|\.flat\(|replaceAll|#[a-z]+\s*=|\basync\b`).FindString(code); m != "" {
		t.Errorf("%q is too new", m)
	}
}

// An e-mail address breaks behind its @ first, and never within a word.
func TestBreakable(t *testing.T) {
	for line, want := range map[string]template.HTML{
		"hello@example.org": `hello@<wbr><span class="part">example<wbr>.org</span>`,
		"Sam & Alex":        "Sam &amp; Alex",
		"Sam @ home":        "Sam @ home",
	} {
		if got := breakable(line); got != want {
			t.Errorf("%s: %s", line, got)
		}
	}
}

func TestReadForm(t *testing.T) {
	good := func() map[string][]string {
		return map[string][]string{
			"person": {"sam"}, "page": {"stories/a"}, "asked": {"7D"}, "say": {"yes"}, "name": {"yes"}, "picture-1": {"yes"}, "picture-0": {"no"},
			"easy-read": {"v1:sha256:" + strings.Repeat("a", 64)}, "standard": {"v1:sha256:" + strings.Repeat("b", 64)}, "helped": {"Priya"},
		}
	}
	p, err := ReadForm(good())
	if err != nil || p.Say != Yes || !p.Name || p.Allows(0) || !p.Allows(1) || p.Helped != "Priya" || len(p.Texts) != 2 || p.Person != "sam" || p.Page != "stories/a" {
		t.Errorf("%+v, %v", p, err)
	}
	for what, change := range map[string]func(map[string][]string){
		"no answer": func(f map[string][]string) { delete(f, "say") }, "two answers": func(f map[string][]string) { f["say"] = []string{"no", "yes"} },
		"another answer": func(f map[string][]string) { f["say"] = []string{"maybe"} }, "no text": func(f map[string][]string) { delete(f, "easy-read"); delete(f, "standard") },
		"no digest": func(f map[string][]string) { f["standard"] = []string{"v1:sha256:zz"} }, "nothing asked": func(f map[string][]string) { delete(f, "asked") },
		"a long name": func(f map[string][]string) { f["helped"] = []string{strings.Repeat("a", 81)} },
	} {
		f := good()
		change(f)
		if p, err := ReadForm(f); err == nil {
			t.Errorf("%s: %+v", what, p)
		}
	}
}
