package easyread_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
	"goldenthread/generator/easyread"
	"goldenthread/generator/page"
)

// examples of each rule: in the bad ones it finds something at each mark ¦ and
// nowhere else, in the good ones nothing. They stand below a picture.
var examples = []struct {
	code      string
	severity  diag.Severity
	bad, good []string
}{
	{"easy-sentence-length", diag.Warning, []string{
		"I live here.\n¦" + nWords(16) + ".",
		"¦" + nWords(25) + ".",
		"¦I live in a\nhouse that is so very far away from the town and the shops there. I like it.",
		"¦I saw Dr. Smith and Mrs. Jones at 5 p.m. on Monday in St. James Park near here.",
		"- I live here.\n- ¦" + nWords(16) + "\n- Here.",
		"# ¦" + nWords(16) + "\n" + picture + "Here.",
		"> ¦" + nWords(16) + ".",
		"¦I **live** in a [house](https://www.example.org/) with one two three four five six seven eight nine ten.",
		"¦:person[sam] " + nWords(15) + ".",
		"One. Two! ¦" + nWords(16) + ". Three.",
		"I live here.\n\n¦![" + nWords(16) + "](/pictures/bus.svg)\nHere.",
		"| a |\n| --- |\n| ¦" + nWords(16) + " |",
	}, []string{
		nWords(15) + ".", nWords(15) + ".\n" + nWords(15) + ".", "- " + nWords(9) + "\n- " + nWords(9),
		"My name is one two three four five six seven eight\nI live in one two three four five six seven eight",
		"Stop – one two three four five six seven eight nine ten eleven twelve thirteen fourteen!",
		"The number of the help line that I know is one two three: 0808 2000 247 999 116 123.",
	}},
	{"easy-sentence-length", diag.Error, []string{"¦" + nWords(26) + ".", "¦" + nWords(60) + "."}, nil},
	{"easy-paragraph-length", diag.Warning, []string{
		"¦" + strings.Repeat("I live in a house.\n", 11), "I live here.\n\n¦" + strings.Repeat("I live in a house. ", 11),
	}, []string{
		strings.Repeat("I live in a house.\n", 10), strings.Repeat("I live in a house.\n", 6) + "\n" + strings.Repeat("I live in a house.\n", 6),
		strings.Repeat("- I live in a house.\n", 20),
	}},
	{"easy-picture", diag.Error, []string{
		"## Home\n¦I live here.", "I live here.\n\n## Home\n\n- ¦I live here.\n- You do.", "# Home\n**¦Here** I live.\n\n# Town\n¦There.",
	}, []string{
		"I live here.\n\nI like it.", "## Home\n" + picture + "I live here.", "## Home\n\n## Town\n" + picture + "I live here.",
		":::help{topics=housing}\n:::\n\nI live here.",
		"# Home\n\n:::content-note\nThis is sad.\n:::\n\n" + picture + "Here.",
	}},
	{"easy-picture-alone", diag.Error, []string{
		"I live here.\n\n¦" + picture + "\n" + picture + "I live here.", "I live here.\n\n¦" + picture, "I live here.\n\n¦" + picture + "\n# Home\n" + picture + "Here.",
	}, []string{"I live here.\n\n" + picture + "\nI like it.", ":::gallery\n![A](/pictures/bus.svg)\n\n![B](/pictures/bus.svg)\n:::\n\nI live here."}},
	{"easy-alt", diag.Error, []string{"Here.\n\n¦![](/pictures/bus.svg)\nI live here.", "Here.\n\n¦![ ](/pictures/bus.svg)\nI live here."},
		[]string{"Here.\n\n![:person[sam]](/pictures/bus.svg)\nI live here."}},
	{"easy-hard-word", diag.Error, []string{
		"I went to a **¦refuge**.", "I went to a **¦refuge**.\nI was safe.", "I went to a **¦refuge**.\n\n# Safe\n" + picture + "A refuge is a safe house.",
		"**¦Do not sign it.** Ask me.", "I met a **¦peer supporter**. We talked.", "The **¦refuge** is warm. I slept.", "I was in the **¦community centre**. We had tea.",
		"I phoned **¦Shelter**.\nThey helped.", "In a **¦refuge**. She was kind.", "I took **¦methadone**. The methadone was cold.", "In a **¦refuge**. It was raining.", "In a **¦refuge**. This was in May.",
		"I was **¦skint**. It was free.", "I saw a **¦refuge**. A refuge opened.", "I saw the **¦two refuges**.",
	}, []string{
		"I went to a **refuge**.\nA refuge is a safe house.", "I went to a **refuge**. Refuges are safe houses.", "**Homeless** means you do not have a home.",
		"**Refuge** means a safe house.\nI went there.", "A **refuge** is a safe house.\nI slept.", "**Scones** are what we eat.\nI slept.", "**Begging** is asking for money.\nI slept.",
		"**Advocacy** – this is when somebody speaks up for you.", "**Advocacy**: somebody speaks up for you.", "I had **debts**, which means that I owed money.", "Refuges are safe houses.\nI went to a **refuge**.", "I went to a **refuge**.\nThis is a safe house.\nThe **refuge** is warm. I slept.",
		"I went to **two hostels**.\nHostels are cheap. I stay in **hostels**.", "I live in **hostels**. I like **communities**.",
		"Phone **999**. I come on **Monday 6 July** at **5 pm**.", "I met **:person[sam]**. We talked.", "I phoned **Shelter**.\nThey help people.",
		"I am a **volunteer**. A volunteer works for free.", "I was on **probation**. It means that a worker helps me.", "I met **advisers**. They are people who know the rules.",
		"It took **2 years**, **two weeks**, **10 months** and **one hour**.", "At **half past 2**, **5pm** or **6 o'clock**.", "It costs **5 pounds** or **£20**.", "On the **1st** day.",
		"I went to a **refuge**. A refuge is a safe house.\nThe **refuge** is warm.", "I am **tired** (I want to sleep).", "I went to a **refuge**.\n\n" + picture + "A refuge is a safe house.",
	}},
	{"easy-word-picture", diag.Note, []string{
		"I was **¦homeless**. A **¦secret**!", "I am **¦sad**.\nI am **sad**.", "She was a **¦supporter**.", "On **¦my own two feet**.",
	}, []string{
		"The **red** **bus**. **Two buses**.", "The **BUS**.", "**Support workers** help. **The support worker** is Sam.", "**A night bus**.", "On **Monday 6 July** at **5 pm**.", "**:person[sam]** came.", "It took **2 years** and **£20**.", "A secret, `secret`.", "**Do not go in there.** Ask me.",
	}},
	{"easy-same-word", diag.Note, []string{"I was a ¦rough sleeper.", "¦Rough sleepers talked.\nI was a ¦rough\nsleeper too."}, []string{"I was homeless.", "It was rough. Sleepers talked."}},
	{"easy-abbreviation", diag.Warning, []string{
		"Bring a drink, ¦e.g. tea.", "Bring a drink, ¦eg tea.", "Bring a friend, ¦ie me.", "We have tea, cake, ¦etc.", "Come on ¦Mon at 5.", "Open ¦Mon-Fri.",
		"Come on 6 ¦Jan 2026.", "I live at ¦No. 5.", "Ask the ¦DWP.", "Ask two ¦CPNs.", "I like tea ¦& cake.", "It takes ¦approx two hours.", "I go to the ¦U.N. house.",
		"Ask the ¦DWP’s worker.", "Ask the ¦HMRC. I have ¦GCSEs and ¦ADHD.", "Bring ID ¦& a letter.", "Ask the ¦DWP ¦& me.",
	}, []string{
		"I saw Dr. Smith in St. James Park at 5 p.m. with Mrs. Jones.", "The NHS and my GP help in the UK.", "Jan met me in May.", "I like Marks & Spencer.",
		"The answer is no. 5 people said so.", "Ask the **DWP**.\nThe DWP gives money.\nThe DWP is big.", "I said yes, i do.", "I met J. K. Smith.", "OK, I will come.", "It is my GP's surgery, the NHS’s plan, two MPs and TVs.", "He sat in the sun.",
	}},
	{"easy-contraction", diag.Warning, []string{
		"I ¦don't know.", "I ¦don’t know.", "¦It's late. ¦That’s all.", "¦I'm here. ¦They've left. ¦We'll go. ¦You'd like it. ¦You're here.", "‘I ¦can’t,’ she said.", "I ¦dont know.", "- I live here\n  and ¦don't know.", "> I live here\n> and ¦don't know.",
	}, []string{"It is the worker's lamp.", "The workers’ room is Sam’s room.", "It was 5 o'clock.", "It is nobody's fault.", "She said, 'I do not know.'"}},
	{"easy-percentage", diag.Warning, []string{"¦50% of us came.", "¦50 % of us came.", "10 ¦per cent came.", "Ten ¦percent came.", "A small ¦percentage came."}, []string{"Half of us came.", "We pay per person."}},
	{"easy-large-number", diag.Warning, []string{
		"I saw ¦1,500 people.", "I saw ¦12345 people.", "It costs ¦£1,200.50.", "It costs ¦£2019.", "Some 3 ¦million people.", "Five ¦thousand people.", "It was in ¦1850.", "It costs ¦£2m and ¦15k.", "It was ¦1000.5 miles.",
		"It rose to ¦12345 people.", "I phoned ¦12,500 people.", "We depend on ¦5000 people.",
	}, []string{
		"I saw 1,000 people.", "I came in 2019.", "I was born in the 1990s.", "Phone 0808 2000 247.", "Phone 116 123 or +44 20 7946 0000.", "Phone 08082000247.", "It costs £3.50.",
		"Phone [116123](tel:116123).", "Come on 2026-07-03 at 10:30.", "A thousand people.", "Bus 12 and room 999.",
		"Text SHOUT to 85258.", "Call 116123 to talk to Samaritans.", "I slept in room 1204.", "My number was 4521.", "I rang them on 85258.", "They have 247365.", "They have 24-7365.",
	}},
	{"easy-roman-numeral", diag.Warning, []string{"Read part ¦II.", "King Charles ¦III.", "See chapter ¦V.", "It is phase ¦iii.", "In ¦MMXXVI.", "World War ¦IV."},
		[]string{"I know.", "I have vitamin C.", "I like the CD.", "Plan C. Size XL.", "I was ill.", "Mix it."}},
	{"easy-double-negative", diag.Warning, []string{
		"You ¦cannot go in without a ticket.", "I did ¦not see nobody.", "It is ¦not unusual.", "I ¦don't know nothing.", "¦Nobody has no home.", "It will ¦not be unusual.", "They were ¦not unkind.", "It is ¦never very unlikely.",
		"I was sad, and it was ¦not impossible.", "There is ¦no help without money.",
	}, []string{
		"I had no home and no money.", "No, I did not.", "I do not know if you have no home.", "Yes or no. Not now.", "Not here: not now.", "I did not go because I had nothing.",
		"I had nothing, nobody.", "He is not able to come. Nobody is.", "I neither know nor care.", "I cannot say \"no\".", "I did not say no.", "Never say no: say yes.", "Do not be unkind.", "Never be unfair. You must not be unkind.",
	}},
	{"easy-passive", diag.Note, []string{
		"I ¦was told to go.", "You will ¦be helped.", "I have ¦been given a key.", "It ¦was never really opened.", "¦Were you arrested?", "It ¦is used for tea.", "I ¦was scared by the man.", "The form ¦is being changed.", "They’re here. We ¦weren’t asked.", "¦I'm paid.",
	}, []string{
		"I was tired.", "I am very worried.", "She is married.", "I was locked out.", "I was born here.", "There were used clothes.", "It is red.", "I am used to it.", "He was kind.",
		"It was a tested page.", "They are hundred.", "I was tired by noon.", "He is called Sam.", "I was in bed.", "We were at home and helped.", "My son is Mohammed. My friend is Ahmed.", "I was relieved. I am housed. It is furnished and heated.",
	}},
	{"easy-italics", diag.Error, []string{"I am ¦*very* sad.", "I am ¦_very_ sad.", "I am ¦***very* sad**.", "# ¦*Home*\n" + picture + "Here.", "I am ¦𝘷𝘦𝘳𝘺 sad."}, []string{"I am snake_case here.", "2 * 3 * 4"}},
	{"easy-capitals", diag.Error, []string{"You must ¦NOT go.", "¦PLEASE READ THIS.", "Do this: ¦STOP now. ¦NEVER go.", "# ¦HOME\n" + picture + "Here.", "Phone ¦FRANK.", "¦DO NOT sign."},
		[]string{"The NHS has COVID tests.", "Phone **FRANK**.\nFRANK is a help line.\nFRANK helps.", "I am here. A man sat.", "In MMXXVI.", "I have GCSEs and PTSD.", "I took the M25 to B12."}},
	{"easy-underline", diag.Error, []string{"This is m¦\u0332i\u0332ne."}, []string{"This is mine.", "__This__ means mine."}},
	{"easy-soft-hyphen", diag.Error, []string{"My neigh¦\u00adbour."}, []string{"My co-worker."}},
}

func nWords(n int) string { return "I" + strings.Repeat(" go", n-1) }

func TestRules(t *testing.T) {
	for _, e := range examples {
		for _, bad := range e.bad {
			text, want := marks(easy, front+picture+bad+"\n")
			got := advice(t, site(text), nil)
			if at := places(got, e.code); !slices.Equal(at, want) {
				t.Errorf("%s is found at %v, not at %v: %q", e.code, at, want, bad)
			}
			for _, p := range got {
				if p.Code == e.code && p.Severity != e.severity {
					t.Errorf("%s is %s, not %s: %q", e.code, p.Severity, e.severity, bad)
				}
			}
		}
		for _, good := range e.good {
			if at := places(advice(t, site(front+picture+good+"\n"), nil), e.code); len(at) > 0 {
				t.Errorf("%s is found at %v: %q", e.code, at, good)
			}
		}
	}
}

// Title and summary are looked at, too.
func TestFrontMatter(t *testing.T) {
	text, want := marks(easy, "---\ntitle: \"We ¦don't know\"\nsummary: I ¦can't.\ntested_with: {group: Tuesday group, on: 2026-06-10}\n---\n"+picture+"Here.\n")
	if at := places(advice(t, site(text), nil), "easy-contraction"); !slices.Equal(at, want) {
		t.Errorf("%v, not %v", at, want)
	}
}

// The rules of English do not look at other languages, and the others do.
func TestOtherLanguages(t *testing.T) {
	files := site(front + picture + "I can't see DWP, e.g. II. You must NOT go. *Here*. It was not unusual. I was told.\n")
	if n := len(advice(t, files, nil)); n != 8 {
		t.Errorf("%d in English", n)
	}
	files["content/stories/a.md"] = strings.Replace(story, "date:", "lang: cy\ndate:", 1)
	if got := codes(advice(t, files, nil)); len(got) != 1 || !strings.HasSuffix(got[0], "easy-italics") {
		t.Error(got)
	}
}

// A change that waits for approval is looked at, too, and a version that cannot be
// read is not.
func TestNext(t *testing.T) {
	files := site(front + picture + "Here.\n")
	files["content/stories/a.easy-read.next.md"] = front + "Here.\n"
	if at := places(advice(t, files, nil), "easy-picture"); !slices.Equal(at, []string{"content/stories/a.easy-read.next.md:5:1"}) {
		t.Error(at)
	}
}

// What is written already is looked at while other lines are still to be written; not
// whether all of it is there.
func TestDraft(t *testing.T) {
	text, want := marks(easy, "---\ntitle: A story\n## ::to-do\n---\n::to-do "+picture+"I ¦can't.\n\n::to-do I don't.\n\n::to-do ## Home\n\nI was **¦sad**.\n"+picture)
	fsys := site(text)
	src := source(t, fsys)
	if src.Pages[0].EasyRead.Fault == nil {
		t.Fatal("it is no draft")
	}
	var got []string
	for _, p := range diag.Sort(easyread.Source(src, nil)) {
		if p.Code != "easy-word-picture" {
			got = append(got, p.Place.String())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	for _, other := range []string{":::quote\n", ":nothing[x]\n"} {
		if got := easyread.Source(source(t, site("---\ntitle: A story\n---\n"+other+"::to-do\n\nI can't.\n")), nil); len(got) > 0 {
			t.Errorf("%q: %v", other, got)
		}
	}
}

func TestTested(t *testing.T) {
	for with, want := range map[string][]string{
		"": {easy + ":1:1"}, "tested_with: {group: Tuesday group}\n": {easy + ":3:22"}, "tested_with:\n  group: Tuesday group\n": {easy + ":4:10"},
		"tested_with: {group: Tuesday group, on: 2026-06-10}\n": nil,
	} {
		if at := places(advice(t, site("---\ntitle: A story\n"+with+"---\n"+picture+"Here.\n"), nil), "easy-not-tested"); !slices.Equal(at, want) {
			t.Errorf("%q: %v, not %v", with, at, want)
		}
	}
}

func TestLength(t *testing.T) {
	row := picture + "One two three four five six seven eight nine ten.\n\n"
	for rows, want := range map[int]string{10: "", 89: "", 100: "easy-pages", 101: "easy-length easy-pages"} {
		var got []string
		for _, p := range advice(t, site(front+strings.Repeat(row, rows)), nil) {
			got = append(got, p.Code)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d rows: %v, not %s", rows, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	const draft = "---\ntitle: A story\npeople: [sam]\ndraft: yes\ndate: 2026-06-01\n---\nWords.\n"
	files := site(front + picture + "Here.\n")
	for name, text := range map[string]string{"stories/b.md": story, "stories/c.md": draft, "stories/index.md": story, "blog/d.md": story, "e.md": story, "stories/f/index.md": story, "stories/g.md": story, "stories/g.easy-read.next.md": front + picture + "Here.\n"} {
		files["content/"+name] = text
	}
	if at := places(advice(t, files, nil), "easy-missing"); !slices.Equal(at, []string{"content/stories/b.md:1:1", "content/stories/f/index.md:1:1"}) {
		t.Error(at)
	}
}

// What counts are the days on which the newest texts were first approved; where one
// was not, those on which the files were changed; and where nobody knows, nothing.
func TestOutOfDate(t *testing.T) {
	approval := func(version, text, on string) string {
		return fmt.Sprintf("  - {page: stories/a, version: %s, text: \"v1:sha256:%s\", on: %s}\n", version, strings.Repeat(text, 64), on)
	}
	for _, c := range []struct {
		reason         string
		sam, jo        string
		standard, easy string // the days of Git
		want           bool
	}{
		{"nobody knows", "", "", "", "", false},
		{"both on one day", approval("standard", "a", "2026-06-01") + approval("easy-read", "b", "2026-06-01"), "", "", "", false},
		{"approved anew", approval("standard", "a", "2026-06-01") + approval("easy-read", "b", "2026-06-01") + approval("standard", "c", "2026-07-01"), "", "", "", true},
		{"both approved anew", approval("standard", "c", "2026-07-01") + approval("easy-read", "d", "2026-07-01"), "", "2026-08-01", "2026-01-01", false},
		{"one is slower", approval("standard", "a", "2026-06-01") + approval("easy-read", "b", "2026-06-01"), approval("standard", "a", "2026-09-01"), "", "", false},
		{"only one approved, and Git knows", approval("standard", "a", "2026-06-01"), "", "2026-08-01", "2026-07-01", true},
		{"only one approved, and Git says no", approval("standard", "a", "2026-06-01"), "", "2026-07-01", "2026-07-01", false},
		{"Git knows one", "", "", "2026-07-01", "", false},
	} {
		files := site(front + picture + "Here.\n")
		for id, list := range map[string]string{"sam": c.sam, "jo": c.jo} {
			if list != "" {
				files["consent/"+id+".yaml"] = "person: " + id + "\nconsents: []\napproved:\n" + list
			}
		}
		days := map[string]page.Day{}
		days["content/stories/a.md"], _ = page.ParseDay(c.standard)
		days[easy], _ = page.ParseDay(c.easy)
		at := places(advice(t, files, func(file string) page.Day { return days[file] }), "easy-out-of-date")
		if (len(at) == 1) != c.want {
			t.Errorf("%s: %v", c.reason, at)
		}
	}
}
