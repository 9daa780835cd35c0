package strict

import (
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// marked takes the mark ¦ out of a text and gives its line and column, from 1.
func marked(t *testing.T, text string) (plain string, line, column int) {
	t.Helper()
	before, after, ok := strings.Cut(text, "¦")
	if !ok {
		t.Fatalf("no ¦ in %q", text)
	}
	start := strings.LastIndexByte(before, '\n') + 1
	return before + after, 1 + strings.Count(before, "\n"), 1 + len([]rune(before[start:]))
}

// oneProblem asks for one problem of this code at this place, with how to mend
// it and without a word that somebody wrote.
func oneProblem(t *testing.T, log *Log, code string, line, column int, says string) {
	t.Helper()
	if len(log.Problems) != 1 {
		t.Fatalf("got %d problems, want one: %+v", len(log.Problems), log.Problems)
	}
	p := log.Problems[0]
	if p.Code != code || p.File != "x.yaml" || p.Line != line || p.Column != column {
		t.Errorf("got %s at %s, want %s at x.yaml:%d:%d", p.Code, p.Place, code, line, column)
	}
	if p.Severity != diag.Error || p.Message == "" || p.Fix == "" {
		t.Errorf("it is no error with a message and a way to mend it: %+v", p)
	}
	if !strings.Contains(p.Message+" "+p.Fix, says) {
		t.Errorf("%q is not in: %s %s", says, p.Message, p.Fix)
	}
	if strings.Contains(strings.ToLower(p.Message+p.Fix), "secret") {
		t.Errorf("what somebody wrote is in: %s %s", p.Message, p.Fix)
	}
}

// What is no YAML, or means something else than it seems to, is one problem at
// its place. ¦ marks the place.
func TestParseRefuses(t *testing.T) {
	cases := []struct{ reason, text, code, says string }{
		{"a tab", "title: secret\n¦\tpeople: none\n", "tab", "spaces"},
		{"a tab behind spaces", "a:\n  ¦\tb: secret\n", "tab", "spaces"},
		{"a second colon", "title: secret¦: our story\n", "colon", "quotation marks"},
		{"a second colon behind letters with accents", "title: sécret¦: our story\n", "colon", "quotation marks"},
		{"a second colon at the end", "a: 1\ntitle: secret¦:\nb: 2\n", "colon", ""},
		{"a second part", "title: secret\n¦---\ntitle: secret\n", "yaml", "second part"},
		{"an empty second part", "title: secret\n¦---\n", "yaml", ""},
		{"an anchor", "title: ¦&secret A\n", "yaml", "quotation marks"},
		{"an alias of nothing", "¦title: *secret\n", "yaml", ""},
		{"an alias", "a: ¦&secret [x]\nb: *secret\n", "yaml", "'&' or '*'"},
		{"a tag", "draft: ¦!!bool secret\n", "yaml", "'!'"},
		{"a tag of one's own", "draft: ¦!secret yes\n", "yaml", "'!'"},
		{"a tag on a list", "people: ¦!!set {secret}\n", "yaml", ""},
		{"an anchor on a key", "¦&secret title: A\n", "yaml", ""},
		{"brackets that are never closed", "people: [secret\n¦title: A\n", "yaml", "bracket"},
		{"quotation marks that are never closed", "¦title: \"secret\n", "yaml", "quotation mark"},
		{"no space behind a colon", "title:secret\n¦people: none\n", "yaml", ""},
		{"a percent sign in front", "¦title: %secret\n", "yaml", ""},
		{"an at sign in front", "¦title: @secret\n", "yaml", ""},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := marked(t, c.text)
			value, log := Parse("x.yaml", []byte(text), 0)
			oneProblem(t, log, c.code, line, column, c.says)
			if !value.Empty() || !log.Failed() {
				t.Error("there is a value all the same")
			}
		})
	}
}

// Deep nesting is refused, by us or by the library, and a bomb of aliases never
// unfolds.
func TestParseBounds(t *testing.T) {
	for reason, text := range map[string]string{
		"just too deep": strings.Repeat("[", 102) + strings.Repeat("]", 102),
		"far too deep":  strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
		"deep and open": strings.Repeat("[", 20_000),
		"deep by lines": strings.Repeat("- ", 5_000) + "x",
		"a bomb": "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n" +
			"d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n",
		"an alias of itself": "a: &a [*a]\n",
	} {
		if value, log := Parse("x.yaml", []byte(text), 0); !log.Failed() || !value.Empty() {
			t.Errorf("%s: it can be read", reason)
		}
	}
	if _, log := Parse("x.yaml", []byte(strings.Repeat("[", 100)+strings.Repeat("]", 100)), 0); log.Failed() {
		t.Errorf("100 deep is fine, but: %v", log.Problems)
	}
}

func TestLinesBeforeTheYAMLCount(t *testing.T) {
	value, log := Parse("x.yaml", []byte("a: 1\nb: 2\n"), 3)
	m := value.Map("a page", "a")
	if m.Line("a") != 4 || m.Line("") != 4 || len(m.Lines()) != 1 || m.Lines()["a"] != 4 {
		t.Errorf("a stands on line %d, the keys begin on %d, all: %v; want 4", m.Line("a"), m.Line(""), m.Lines())
	}
	oneProblem(t, log, "unknown-key", 5, 1, "")
	if _, log := Parse("x.yaml", []byte("a: 1\n\tb: 2\n"), 3); log.Problems[0].Line != 5 {
		t.Errorf("a tab is on line %d, want 5", log.Problems[0].Line)
	}
}

// Nothing reads as absent; null does not.
func TestNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# a remark\n", "\n# a remark"} {
		value, log := Parse("x.yaml", []byte(text), 0)
		m := value.Map("a page", "title")
		if !value.Empty() || log.Failed() || m.Has("title") || m.String("title") != "" || m.Line("title") != 1 {
			t.Errorf("%q is not nothing: %v", text, log.Problems)
		}
		m.Required("title", "Write one.")
		oneProblem(t, log, "missing-key", 1, 1, "A page needs 'title'.")
	}
	for _, text := range []string{"---\n", "~\n", "null", "secret", "[secret]"} {
		value, log := Parse("x.yaml", []byte(text), 0)
		if value.Map("a page", "title"); len(log.Problems) != 1 || log.Problems[0].Code != "wrong-type" {
			t.Errorf("%q: got %v, want one wrong-type", text, log.Problems)
		}
	}
	var none Value
	if none.Pairs("x") != nil || none.Items() != nil || none.Plain() != nil || none.Text() != "" || none.Flow() || !none.Get("a").Empty() {
		t.Error("the zero Value holds something")
	}
	var m Map
	if m.Has("a") || m.String("a") != "" || m.Bool("a") || m.Day("a") != 0 || m.Period("a") != (page.Period{}) || m.Choice("a", "b") != "" ||
		m.Strings("a") != nil || m.IDs("a") != nil || m.People("a").Said != page.SaidNothing || m.Word("a", "") || m.Each("a", "b") != nil || m.Map("a", "b").Has("c") {
		t.Error("the zero Map holds something")
	}
}

// A key that is not known is refused wherever it stands, and quoted only where
// it is nearly one that is known.
func TestKeys(t *testing.T) {
	known := []string{"title", "people", "summary", "draft", "on"}
	cases := []struct{ reason, text, code, says string }{
		{"two letters swapped", "¦tilte: x", "unknown-key", "did you mean 'title'?"},
		{"a letter left out", "¦peple: x", "unknown-key", "'peple' is not a key of a page; did you mean 'people'?"},
		{"a letter too many", "¦drafft: x", "unknown-key", "Write 'draft'"},
		{"a wrong letter", "¦summery: x", "unknown-key", "did you mean 'summary'?"},
		{"capitals", "¦Title: x", "unknown-key", "did you mean 'title'?"},
		{"far from all", "¦secret: x", "unknown-key", "Known are: title, people, summary, draft, on."},
		{"short, and half of it wrong", "¦in: x", "unknown-key", "This is not a key"},
		{"words behind a comma", "{title: a, ¦secret told us}", "unknown-key", "quotation marks"},
		{"twice", "title: secret\n¦title: secret\n", "duplicate-key", "'title' stands here twice"},
		{"twice, once quoted", "{title: a, ¦\"title\": secret}", "duplicate-key", ""},
		{"a list as a key", "? ¦[secret]\n: x\n", "unknown-key", ""},
		{"nothing as a key", "¦: secret", "yaml", ""},
		{"a merge, which is no key here", "title: a\n¦<<: {title: secret}", "unknown-key", ""},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := marked(t, c.text)
			value, log := Parse("x.yaml", []byte(text), 0)
			m := value.Map("a page", known...)
			oneProblem(t, log, c.code, line, column, c.says)
			if m.Has("secret") || len(m.Lines()) > 1 {
				t.Errorf("keys: %v", m.Lines())
			}
		})
	}
}

// The first of two stays; each mistake is reported.
func TestEveryMistakeIsReported(t *testing.T) {
	value, log := Parse("x.yaml", []byte("titel: a\npeople: b\npeople: c\nsecret: d\n"), 0)
	m := value.Map("a page", "title", "people")
	if m.String("people") != "b" || len(log.Problems) != 3 {
		t.Errorf("people is %q, want the first; problems: %v, want three", m.String("people"), log.Problems)
	}
	if log.Fault() != &log.Problems[0] {
		t.Error("the fault is not the first error")
	}
}

// read asks a Map for the key k in the way of a test.
type readKey func(m Map) any

func asString(m Map) any   { return m.String("k") }
func asRequired(m Map) any { return m.Required("k", "Write one.") }
func asBool(m Map) any     { return m.Bool("k") }
func asDay(m Map) any      { return m.Day("k").String() }
func asPeriod(m Map) any   { return m.Period("k") }
func asChoice(m Map) any   { return m.Choice("k", "yes", "no", "in two words") }
func asStrings(m Map) any  { return strings.Join(m.Strings("k"), "|") }
func asIDs(m Map) any      { return strings.Join(m.IDs("k"), "|") }
func asPlain(m Map) any    { return len(m.Value("k").Plain().([]any)) }
func asText(m Map) any     { return m.Value("k").Text() }
func asMap(m Map) any      { return m.Map("k", "an entry", "a").String("a") }
func asEach(m Map) any     { return len(m.Each("k", "an entry", "a")) }

func asLeftOut(m Map) any { return m.LeaveOut("k").Has("k") }

func asPeople(m Map) any {
	p := m.People("k")
	return []string{"nothing", "none", "list"}[p.Said] + " " + strings.Join(p.IDs, "|")
}

// Values that are right, in each way of writing them.
func TestValues(t *testing.T) {
	cases := []struct {
		reason, text string
		read         readKey
		want         any
	}{
		{"a text", "k: two words", asString, "two words"},
		{"a quoted text", `k: "two: words"`, asString, "two: words"},
		{"a text in lines", "k: >\n  two\n  words\n", asString, "two words\n"},
		{"an empty text", `k: ""`, asString, ""},
		{"a number is a text", "k: 0123", asString, "0123"},
		{"yes is a text", "k: yes", asString, "yes"},
		{"nothing", "other: x", asString, ""},
		{"a text that must be there", "k: x", asRequired, "x"},
		{"yes", "k: yes", asBool, true},
		{"true", "k: true", asBool, true},
		{"no", "k: no", asBool, false},
		{"false", "k: false", asBool, false},
		{"no bool", "other: x", asBool, false},
		{"a day", "k: 2026-07-03", asDay, "2026-07-03"},
		{"a quoted day", `k: "2026-07-03"`, asDay, "2026-07-03"},
		{"29 February", "k: 2028-02-29", asDay, "2028-02-29"},
		{"the first day", "k: 0001-01-01", asDay, "0001-01-01"},
		{"days", "k: 90d", asPeriod, page.Period{Days: 90}},
		{"months", "k: 18m", asPeriod, page.Period{Months: 18}},
		{"years", "k: 2y", asPeriod, page.Period{Years: 2}},
		{"a word", "k: in two words", asChoice, "in two words"},
		{"yes as true", "k: true", asChoice, "yes"},
		{"no as false", "k: false", asChoice, "no"},
		{"a quoted word", `k: "in two words"`, asChoice, "in two words"},
		{"a list that was left out", "k:\nother: x\n", asLeftOut, false},
		{"a list that was left out, with a remark", "k: # secret\n  # - secret\nother: x\n", asLeftOut, false},
		{"a list that is null", "k: ~", asLeftOut, true},
		{"a list that is null, in letters", "k: null", asLeftOut, true},
		{"a text of nothing", `k: ""`, asLeftOut, true},
		{"a list of nothing", "k: []", asLeftOut, true},
		{"a list in brackets", "k: [a, b c]", asStrings, "a|b c"},
		{"a list in lines", "k:\n  - a\n  - b c\n", asStrings, "a|b c"},
		{"a list not indented", "k:\n- a\n- b\n", asStrings, "a|b"},
		{"an empty list", "k: []", asStrings, ""},
		{"ids", "k: [sam, jo-2, j.o, j_o]", asIDs, "sam|jo-2|j.o|j_o"},
		{"people", "k: [sam]", asPeople, "list sam"},
		{"nobody", "k: none", asPeople, "none "},
		{"nobody, quoted", `k: "none"`, asPeople, "none "},
		{"an empty list of people", "k: []", asPeople, "list "},
		{"no people", "other: x", asPeople, "nothing "},
		{"whatever it is", "k: [a, [b], {c: d}]", asPlain, 3},
		{"a map", "k: {a: x}", asMap, "x"},
		{"maps", "k: [{a: x}, {a: y}]", asEach, 2},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			value, log := Parse("x.yaml", []byte(c.text), 0)
			if got := c.read(value.Map("a page", "k", "other")); got != c.want || log.Failed() {
				t.Errorf("%q: got %v, want %v; problems: %v", c.text, got, c.want, log.Problems)
			}
		})
	}
}

// Values that are wrong are one problem at the value, and read as absent.
func TestWrongValues(t *testing.T) {
	cases := []struct {
		reason, text string
		read         readKey
		want         any
		code, says   string
	}{
		{"a text that is null", "k:¦", asString, "", "wrong-type", "'k' needs one value"},
		{"a text that is a tilde", "k: ¦~", asString, "", "wrong-type", ""},
		{"a text that is a list", "k: ¦[secret]", asString, "", "wrong-type", ""},
		{"a text that is a map", "k: ¦{secret: x}", asString, "", "wrong-type", ""},
		{"a text that must hold something", `k: ¦" "`, asRequired, " ", "missing-key", "A page needs 'k'."},
		{"a list where a text must be", "k: ¦[secret]", asRequired, "", "wrong-type", ""},
		{"a text that must be there", "¦other: secret", asRequired, "", "missing-key", "A page needs 'k'."},
		{"Yes", "k: ¦Yes", asBool, false, "wrong-type", "Write 'k: yes' or 'k: no'."},
		{"TRUE", "k: ¦TRUE", asBool, false, "wrong-type", ""},
		{"on", "k: ¦on", asBool, false, "wrong-type", ""},
		{"y", "k: ¦y", asBool, false, "wrong-type", ""},
		{"1", "k: ¦1", asBool, false, "wrong-type", ""},
		{"a quoted yes", `k: ¦"yes"`, asBool, false, "wrong-type", ""},
		{"null for yes", "k:¦", asBool, false, "wrong-type", ""},
		{"a list for yes", "k: ¦[yes]", asBool, false, "wrong-type", ""},
		{"a UK day", "k: ¦03/07/2026", asDay, "", "bad-date", "Write the year first: 2026-07-03."},
		{"a UK day with one figure", "k: ¦3/7/2026", asDay, "", "bad-date", "2026-07-03"},
		{"a UK day with dots", "k: ¦13.12.2026", asDay, "", "bad-date", "2026-12-13"},
		{"a UK day with hyphens", "k: ¦13-12-2026", asDay, "", "bad-date", "2026-12-13"},
		{"a US day", "k: ¦12/13/2026", asDay, "", "bad-date", "a day like 2026-07-03"},
		{"a UK day that no month has", "k: ¦31/02/2026", asDay, "", "bad-date", "a day like 2026-07-03"},
		{"30 February", "k: ¦2026-02-30", asDay, "", "bad-date", "a day like"},
		{"29 February of another year", "k: ¦2026-02-29", asDay, "", "bad-date", ""},
		{"a day without noughts", "k: ¦2026-7-3", asDay, "", "bad-date", ""},
		{"a day with slashes", "k: ¦2026/07/03", asDay, "", "bad-date", ""},
		{"a day and a time", "k: ¦2026-07-03T10:00:00Z", asDay, "", "bad-date", ""},
		{"the year nought", "k: ¦0000-01-01", asDay, "", "bad-date", ""},
		{"a day in words", "k: ¦3 July 2026, secret", asDay, "", "bad-date", ""},
		{"no length of time", "k: ¦2 years", asPeriod, page.Period{}, "wrong-type", "90d, 18m or 2y"},
		{"no time at all", "k: ¦0d", asPeriod, page.Period{}, "wrong-type", ""},
		{"less than no time", "k: ¦-1y", asPeriod, page.Period{}, "wrong-type", ""},
		{"a plus", "k: ¦+1y", asPeriod, page.Period{}, "wrong-type", ""},
		{"weeks", "k: ¦2w", asPeriod, page.Period{}, "wrong-type", ""},
		{"longer than anybody lives", "k: ¦40001y", asPeriod, page.Period{}, "wrong-type", ""},
		{"a word that cannot stand here", "k: ¦secret", asChoice, "", "wrong-value", "yes, no, in two words"},
		{"a word in capitals", "k: ¦YES", asChoice, "", "wrong-value", ""},
		{"an empty word", `k: ¦""`, asChoice, "", "wrong-value", ""},
		{"a quoted true", `k: ¦"true"`, asChoice, "", "wrong-value", "quotation marks"},
		{"a quoted word that is yes", `k: ¦"yes"`, asChoice, "", "wrong-value", "Take the quotation marks away."},
		{"no, in other quotation marks", `k: ¦'no'`, asChoice, "", "wrong-value", "Take the quotation marks away."},
		{"yes on a line of its own", "k: ¦|-\n  yes\n", asChoice, "", "wrong-value", ""},
		{"a text for a list", "k: ¦secret", asStrings, "", "wrong-type", "k: [one, two]"},
		{"null for a list", "k:¦", asStrings, "", "wrong-type", ""},
		{"null in a list", "k: [a, ¦~]", asStrings, "a", "wrong-type", "Each item of 'k'"},
		{"a list in a list", "k: [a, ¦[secret]]", asStrings, "a", "wrong-type", ""},
		{"a colon in a list", "k: [a, ¦secret: b]", asStrings, "a", "wrong-type", ""},
		{"a name for an id", "k: [sam, ¦Sam Secret]", asIDs, "sam", "person-id", "never names"},
		{"capitals in an id", "k: [¦Sam]", asIDs, "", "person-id", ""},
		{"a dot before an id", "k: [¦.sam]", asIDs, "", "person-id", ""},
		{"an id of 65 letters", "k: [¦" + strings.Repeat("a", 65) + "]", asIDs, "", "person-id", ""},
		{"people as a text", "k: ¦sam", asPeople, "list ", "wrong-type", "square brackets"},
		{"None", "k: ¦None", asPeople, "list ", "wrong-type", ""},
		{"null people", "k:¦", asPeople, "list ", "wrong-type", ""},
		{"a text that is a list", "k: ¦[secret]", asText, "", "wrong-type", "one text"},
		{"a text for a map", "k: ¦secret", asMap, "", "wrong-type", "An entry is written as keys"},
		{"a map for maps", "k: ¦{a: secret}", asEach, 0, "wrong-type", "'k' is a list"},
		{"a text among maps", "k: [{a: x}, ¦secret]", asEach, 2, "wrong-type", "An entry"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			text, line, column := marked(t, c.text)
			value, log := Parse("x.yaml", []byte(text), 0)
			if got := c.read(value.Map("a page", "k", "other")); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
			oneProblem(t, log, c.code, line, column, c.says)
		})
	}
}

// Pairs are the writer's own keys, which no message quotes.
func TestPairs(t *testing.T) {
	value, log := Parse("x.yaml", []byte("secret one: a\nsecret two: [b]\n"), 0)
	pairs := value.Pairs("words.yaml")
	if len(pairs) != 2 || pairs[0].Key != "secret one" || pairs[1].Value.Plain().([]any)[0] != "b" || log.Failed() {
		t.Errorf("%v %v", pairs, log.Problems)
	}
	for _, c := range []struct{ reason, text, code string }{
		{"a key twice", "secret: a\n¦secret: b\n", "duplicate-key"},
		{"a list as a key", "? ¦[secret]\n: a\n", "wrong-type"},
		{"no keys", "¦secret", "wrong-type"},
	} {
		text, line, column := marked(t, c.text)
		value, log := Parse("x.yaml", []byte(text), 0)
		if got := value.Pairs("words.yaml"); len(got) > 1 || len(got) == 1 && got[0].Value.Text() != "a" {
			t.Errorf("%s: %v", c.reason, got)
		}
		oneProblem(t, log, c.code, line, column, "")
	}
}

func TestLookingAround(t *testing.T) {
	value, _ := Parse("x.yaml", []byte("é: {a: [x, y]}\nb:\n  - z\n"), 0)
	a := value.Get("é").Get("a")
	if line, column := a.At(); line != 1 || column != 8 {
		t.Errorf("a begins at %d:%d, want 1:8, in characters", line, column)
	}
	if len(a.Items()) != 2 || !a.Flow() || value.Get("b").Flow() || value.Flow() || value.Get("b").Items()[0].Text() != "z" {
		t.Errorf("items %d, flow %v", len(a.Items()), a.Flow())
	}
	if !value.Get("c").Empty() || !a.Get("x").Empty() {
		t.Error("there is something behind a key that is not there")
	}
	if line, column := value.Get("c").At(); line != 0 || column != 0 {
		t.Errorf("nothing begins at %d:%d", line, column)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"title", "people", "given", "until", "on"}
	for word, want := range map[string]string{
		"titel": "title", "TITLE": "title", "titles": "title", "poeple": "people", "ppl": "", "peoples": "people",
		"gievn": "given", "gave": "", "untill": "until", "no": "", "in": "", "ons": "on", "": "", "zzzzzzzzzz": "",
	} {
		if got := diag.Suggest(word, known); got != want {
			t.Errorf("for %q it suggests %q, want %q", word, got, want)
		}
	}
}
