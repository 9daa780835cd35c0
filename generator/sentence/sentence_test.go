package sentence

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

// Each text is parted at its bars.
var hard = []string{
	// People and places
	"I saw Dr. Smith.|He was kind.",
	"Mr. and Mrs. Jones came.|They sat down.",
	"Ms. Khan said yes.",
	"Prof. Green and Rev. Brown are here.",
	"We met in St. James Park.|It rained.",
	"I live in High St.|It is red.",
	"J. K. Smith came.|I saw A. Jones.",
	"Sam B.|She is my friend.",
	"We chose plan B.|We liked it.",
	"It was I.|She knew.",
	// Short words
	"Bring a drink, e.g. Tea or water.|Then sit down.",
	"Bring a drink, e.g. tea.",
	"One of us, i.e. Sam, will come.",
	"We like tea, cake, etc. and talk.",
	"We like tea, cake, etc.|They are nice.",
	"I live at No. 5 High Street.|It is red.",
	"The answer is no.|I went home.",
	"The answer is no.|5 people said so.",
	"Look at p. 12 first.",
	"Come on 6 Jan. 2026 at noon.",
	// Times, money, numbers
	"It costs £3.50.|You can pay there.",
	"Come at 5 p.m. on Monday.",
	"Come at 5 p.m. Monday is best.",
	"Come at 5 p.m.|There is tea.",
	"It was 3.5 miles.|We walked.",
	"The number is 0808 2000 247.|It is free.",
	"I was born in 1980.|That is long ago.",
	// Quotations
	`"Stop!" and left.|I was sad.`,
	`She said "Stop!" and left.`,
	"“Stop!” he said.|“Go away.”|I went.",
	"‘Is it you?’ she asked.|It was.",
	`"Stop!" Sam said.|We went.`,
	`"Come in."|Sam came in.`,
	`He said: "Stop.|Go away."|I went.`,
	`"I am tired," I said.|She was kind.`,
	"He left.|(It was late.)|We slept.",
	// Marks
	"Wait...|I am coming.",
	"Wait… then I left.",
	"And ... then I left.",
	"Wait . . .|I said.",
	"What is this?!|I do not know.",
	"Is it safe?|yes it is.",
	"Is it safe?|Yes!|Good.",
	"It was cold – very cold.|I left.",
	// Addresses
	"Look at www.example.org.|It is free.",
	"Look at https://www.example.org/a.b?c=d.|It is free.",
	"Write to sam@example.org.|It is free.",
	// Lines, items, headings
	"I lived in a car.\n|It was cold.",
	"I lived in a\ncar.|It was cold.",
	"My home\n|I lived in a car",
	"My home\n\n|in a car",
	"My home\r\n\r\n|in a car",
	"I lived in a\r\ncar.\r\n|It was cold.",
	"Bring:\n|- your letter\n|- your phone",
	"• your letter\n|• your phone.",
	"1. Get up.\n|2. Wash.\n|3. Eat.",
	"2) Wash.",
	// Names that stand in the text as one word, and others
	"Name came home.|Name was glad.",
	"I met Name.|She was glad.",
	"He lives in the U.K.|He likes it.",
	"",
	"   \n  ",
	"...",
	"One",
}

func TestSplit(t *testing.T) {
	for _, marked := range hard {
		var got []string
		for _, s := range Split(strings.NewReplacer("\n|", "\n", "|", " ").Replace(marked)) {
			got = append(got, s.Text)
		}
		var want []string
		for _, s := range strings.Split(marked, "|") {
			if s = strings.TrimSpace(s); s != "" {
				want = append(want, s)
			}
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%q\n  is parted into %q\n  and not into   %q", marked, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		`"Stop!" and left`:                `Stop|and|left`,
		"I paid £3.50.":                   "I|paid|£3.50",
		"50% of us":                       "50%|of|us",
		"The number is 0808 2000 247.":    "The|number|is|0808 2000 247",
		"In 2026, 12 came":                "In|2026|12|came",
		"co-production, e.g. tea":         "co-production|e.g|tea",
		"the worker's and the workers’ –": "the|worker's|and|the|workers",
		"I left—then I slept…well":        "I|left|then|I|slept|well",
		"… — !":                           "",
		"Don’t (please) go":               "Don’t|please|go",
	} {
		var got []string
		for _, w := range Words(text) {
			got = append(got, w.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q has the words %q, not %q", text, got, want)
		}
	}
}

func TestTerm(t *testing.T) {
	for text, want := range map[string]string{
		"Tenancies": "tenancy", "churches": "church", "wishes": "wish", "passes": "pass", "boxes": "box", "hostels": "hostel",
		"the worker’s": "worker", "workers'": "worker", "LANDLORD'S": "landlord", "GPs": "gp", "GPs'": "gp", "GP's": "gp", "1980s": "1980",
		"glass": "glass", "virus": "virus", "crisis": "crisis", "gas": "gas", "ties": "tie", "US": "us", "As": "as",
		"my two support workers": "support worker", "The": "the", "several": "several", "of the council": "of the council",
		"“Drop-in”": "drop-in", "": "", "!": "",
	} {
		if got := strings.Join(Term(text), " "); got != want {
			t.Errorf("the term of %q is %q, not %q", text, got, want)
		}
	}
}

// Sentences and words stand in their order where they say, and between them is
// nothing that could be one.
func FuzzSplit(f *testing.F) {
	for _, text := range hard {
		f.Add(strings.ReplaceAll(text, "|", " "))
	}
	f.Add("a\xff. B\x00.\u2029C\u0085d.")
	f.Fuzz(func(t *testing.T, text string) {
		inOrder(t, text, Split(text), unicode.IsSpace)
		inOrder(t, text, Words(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	})
}

func inOrder(t *testing.T, text string, pieces []Piece, between func(rune) bool) {
	at := 0
	for _, p := range append(pieces, Piece{Start: len(text)}) {
		if p.Start < at || p.End() > len(text) || text[p.Start:p.End()] != p.Text || p.Text == "" && p.Start < len(text) {
			t.Fatalf("%q: %q does not stand at %d, behind %d", text, p.Text, p.Start, at)
		}
		if lost := strings.TrimFunc(text[at:p.Start], between); lost != "" {
			t.Fatalf("%q: %q is lost", text, lost)
		}
		at = p.End()
	}
}
