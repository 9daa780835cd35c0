package read

import (
	"slices"
	"strings"

	"goldenthread/generator/page"
)

// Whatever somebody wrote in a record of these tests holds one of these, so
// that a message which quotes it is found.
var canaries = []string{"zebedee", "quill", "zeb", "canary"}

const (
	named  = "person: sam\nnames: {full: Zebedee Quill-Feather, first: Zebedee, shown_as: Zeb}\n"
	agreed = "how: canary form, uses: {words: yes, name: shown-as}, channels: [web]"
	given  = "given: 2026-06-12, " + agreed
	digest = "v1:sha256:canary"
)

// withEntry is a record with one entry of these keys.
func withEntry(s string) string {
	return named + "consents:\n  - " + braces("covers: [stories/a], "+s) + "\n"
}

// covering is a record with one entry that covers this.
func covering(s string) string {
	return named + "consents:\n  - " + braces(s+", "+given) + "\n"
}

func withApproval(s string) string { return named + "approved:\n  - " + braces(s) + "\n" }

// withNames is a record with these names and one entry of these keys.
func withNames(names, entry string) string {
	return "person: sam\nnames: {" + names + "}\nconsents:\n  - {covers: [stories/a], " + entry + "}\n"
}

// braces puts s into braces, and the mark before them where s has none.
func braces(s string) string {
	if strings.Contains(s, "¦") {
		return "{" + s + "}"
	}
	return "¦{" + s + "}"
}

// badRecord is a record that must be unreadable; ¦ marks the place.
type badRecord struct{ reason, text, code string }

// badRecords has a record for every condition of consent.md, "Read strictly".
func badRecords() []badRecord {
	cases := []badRecord{
		// A YAML error.
		{"quotation marks that are never closed", named + "¦byline: \"canary\n", "yaml"},
		{"brackets that are never closed", "person: [canary\n¦byline: canary\n", "yaml"},
		{"a second colon", named + "byline: Canary¦: a bird\n", "colon"},
		{"a tab", named + "consents:\n¦\t- covers: [canary]\n", "tab"},
		{"a second part", named + "¦---\nbyline: canary\n", "yaml"},
		{"an anchor", named + "byline: ¦&canary x\n", "yaml"},
		{"an alias", named + "byline: ¦&canary x\nbio: *canary\n", "yaml"},
		{"a tag", named + "byline: ¦!!str canary\n", "yaml"},
		{"another encoding", named + "byline: canary caf¦\xe9\n", "bad-encoding"},
		{"a NUL", named + "byline: canary ¦\x00\n", "bad-encoding"},
		{"nothing", "¦", "missing-key"},
		{"a remark alone", "¦# canary\n", "missing-key"},
		{"a list", "¦- canary\n", "wrong-type"},
		{"a text", "¦canary\n", "wrong-type"},

		// An unknown key.
		{"an unknown key of a record", named + "¦canary: x\n", "unknown-key"},
		{"a misspelt key of a record", named + "¦consent: []\n", "unknown-key"},
		{"a status, which nobody types", named + "¦status: given\n", "unknown-key"},
		{"a key in capitals", "¦Person: sam\nperson: sam\n", "unknown-key"},
		{"an unknown key of names", "person: sam\nnames: {¦canary: x}\n", "unknown-key"},
		{"an unknown key of an entry", withEntry(given + ", ¦canary: x"), "unknown-key"},
		{"a negative date that is misspelt", withEntry(given + ", ¦withdrawn_on: 2026-07-01"), "unknown-key"},
		{"an unknown key of explained", withEntry(given + ", explained: {¦canary: x}"), "unknown-key"},
		{"an unknown use", withEntry("given: 2026-06-12, how: x, channels: all, uses: {words: yes, ¦canary: yes}"), "unknown-key"},
		{"an unknown key of an approval", withApproval("page: a, version: standard, text: x, on: 2026-06-14, ¦canary: x"), "unknown-key"},

		// A duplicate key.
		{"person twice", named + "¦person: sam\n", "duplicate-key"},
		{"consents twice", named + "consents: []\n¦consents: []\n", "duplicate-key"},
		{"a name twice", "person: sam\nnames: {full: Zeb, ¦full: Canary}\n", "duplicate-key"},
		{"given twice", withEntry(given + ", ¦given: 2026-06-13"), "duplicate-key"},
		{"a use twice", withEntry("given: 2026-06-12, how: x, channels: all, uses: {words: yes, ¦words: no}"), "duplicate-key"},
		{"explained by twice", withEntry(given + ", explained: {by: canary, ¦by: canary}"), "duplicate-key"},
		{"an approval's text twice", withApproval("page: a, version: standard, text: x, ¦text: y, on: 2026-06-14"), "duplicate-key"},

		// A person that is not the file's name.
		{"another person", "person: ¦canary\n", "wrong-person"},
		{"the person in capitals", "person: ¦Sam\n", "wrong-person"},
		{"no person", "¦byline: canary\n", "missing-key"},
		{"an empty person", "person: ¦\"\"\n", "missing-key"},

		// covers.
		{"no covers", named + "consents:\n  - ¦{requested: 2026-06-01}\n", "missing-key"},
		{"an empty covers", covering("covers: ¦[]"), "missing-key"},
		{"covers with nothing in it", covering("covers: ¦[\"\"]"), "wrong-value"},

		// Dates.
		{"none of the five dates", withEntry("until: 2027-01-01, review_on: 2027-01-01, " + agreed), "missing-key"},
		{"until before given", withEntry(given + ", until: ¦2026-06-11"), "dates-order"},
		{"adult_from as a UK date", named + "adult_from: ¦04/03/2027\n", "bad-date"},
		{"on as a UK date", withApproval("page: a, version: standard, text: x, on: ¦14/06/2026"), "bad-date"},

		// given without how, uses (with words) or channels.
		{"given without how", withEntry("given: 2026-06-12, uses: {words: yes}, channels: all"), "missing-key"},
		{"given with an empty how", withEntry("given: 2026-06-12, how: ¦\" \", uses: {words: yes}, channels: all"), "missing-key"},
		{"given without uses", withEntry("given: 2026-06-12, how: x, channels: all"), "missing-key"},
		{"given with uses that say nothing of words", withEntry("given: 2026-06-12, how: x, uses: ¦{picture: yes}, channels: all"), "missing-key"},
		{"given without channels", withEntry("given: 2026-06-12, how: x, uses: {words: yes}"), "missing-key"},
		{"given and withdrawn, without how", withEntry("given: 2026-06-12, withdrawn: 2026-07-01, uses: {words: yes}, channels: all"), "missing-key"},
		{"uses that say nothing, of an entry that is not given", withEntry("requested: 2026-06-12, uses: ¦{}"), "missing-key"},

		// An unknown channel or value.
		{"an unknown channel", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: ¦[web, canary]"), "wrong-value"},
		{"a channel in capitals", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: ¦[Web]"), "wrong-value"},
		{"all among channels", withEntry("given: 2026-06-12, how: x, uses: {words: yes}, channels: ¦[all]"), "wrong-value"},
		{"no channels", withEntry("requested: 2026-06-12, channels: ¦[]"), "wrong-value"},
		{"another role", named + "role: ¦canary\n", "wrong-value"},
		{"a role in capitals", named + "role: ¦Staff\n", "wrong-value"},
		{"sometimes anonymous", named + "anonymous: ¦canary\n", "wrong-value"},
		{"anonymous: yes", named + "anonymous: ¦yes\n", "wrong-value"},
		{"another version", withApproval("page: a, version: ¦canary, text: x, on: 2026-06-14"), "wrong-value"},

		// A missing guardian.
		{"a child without a guardian", named + "adult_from: 2027-03-04\nconsents:\n  - ¦{covers: [stories/a], " + given + "}\n", "missing-key"},
		{"a child with an empty guardian", named + "adult_from: 2027-03-04\nconsents:\n  - {covers: [stories/a], guardian: ¦\" \", " + given + "}\n", "missing-key"},
		{"the day before one is of age", named + "adult_from: 2026-06-13\nconsents:\n  - ¦{covers: [stories/a], " + given + "}\n", "missing-key"},

		// Names against each other.
		{"also is a shown_as", withNames("full: Zeb Quill, shown_as: Canary, also: ¦[Canary]", "requested: 2026-01-01"), "wrong-value"},
		{"also is a shown_as in other letters", withNames("shown_as: Canary, also: ¦[canary]", "requested: 2026-01-01"), "wrong-value"},
		{"also is an entry's shown_as", withNames("shown_as: Zeb, also: ¦[Canary]", "requested: 2026-01-01, shown_as: Canary"), "wrong-value"},
		{"also_a_word is none of the names", withNames("full: Zeb Quill, also_a_word: ¦[canary]", "requested: 2026-01-01"), "wrong-value"},
		{"also_a_word in other letters", withNames("full: Zeb Quill, also_a_word: ¦[quill]", "requested: 2026-01-01"), "wrong-value"},
		{"also_a_word is empty", withNames("full: Zeb Quill, also_a_word: ¦[\"\"]", "requested: 2026-01-01"), "wrong-value"},
		{"anonymous, shown by the full name", "person: sam\nanonymous: ¦always\nnames: {full: Zeb Quill, shown_as: Zeb Quill}\n", "wrong-value"},
		{"anonymous, shown by the first name", "person: sam\nanonymous: ¦always\nnames: {first: Zebedee, shown_as: zebedee}\n", "wrong-value"},
		{"anonymous, shown by half of the full name", "person: sam\nanonymous: ¦always\nnames: {full: Zeb Quill-Feather, shown_as: Feather Canary}\n", "wrong-value"},
		{"anonymous, shown by a word behind a hyphen", "person: sam\nanonymous: ¦always\nnames: {full: Zeb Quill, shown_as: Old-Quill}\n", "wrong-value"},
		{"anonymous, shown in an entry by a real name", "person: sam\nanonymous: ¦always\nnames: {full: Zeb Quill, shown_as: Bird}\n" +
			"consents:\n  - {covers: [everything], requested: 2026-01-01, shown_as: Quill}\n", "wrong-value"},

		// An approval without page, version, text and on.
		{"an approval without a page", withApproval("version: standard, text: " + digest + ", on: 2026-06-14"), "missing-key"},
		{"an approval with an empty page", withApproval("page: ¦\"\", version: standard, text: canary, on: 2026-06-14"), "missing-key"},
		{"an approval without a version", withApproval("page: canary, text: canary, on: 2026-06-14"), "missing-key"},
		{"an approval without a text", withApproval("page: canary, version: standard, on: 2026-06-14"), "missing-key"},
		{"an approval with an empty text", withApproval("page: canary, version: standard, text: ¦\"\", on: 2026-06-14"), "missing-key"},
		{"an approval without a day", withApproval("page: canary, version: standard, text: canary"), "missing-key"},
	}
	for _, date := range []string{"requested", "given", "refused", "withdrawn", "revoked", "until", "review_on"} {
		text := agreed + ", " + date + ": ¦%"
		if date != "given" {
			text = "given: 2026-06-12, " + text
		}
		for value, code := range map[string]string{"12/06/2026": "bad-date", "2026-02-30": "bad-date", "canary": "bad-date",
			"2026-06-12T10:00:00Z": "bad-date", "[2026-06-12]": "wrong-type", "~": "wrong-type"} {
			cases = append(cases, badRecord{date + " as " + value, withEntry(strings.Replace(text, "%", value, 1)), code})
		}
	}
	for _, use := range []string{"words", "picture", "voice", "video"} {
		for _, value := range []string{"canary", "shown-as", "full", "Yes", "on", "1", `""`, `"yes"`, "'yes'", `"true"`, `"no"`, "none"} {
			cases = append(cases, badRecord{use + ": " + value, withEntry("requested: 2026-01-01, uses: {" + use + ": ¦" + value + "}"), "wrong-value"})
		}
	}
	for _, value := range []string{"yes", "true", "canary", "shown_as", "Full", "None", `"no"`} {
		cases = append(cases, badRecord{"name: " + value, withEntry("requested: 2026-01-01, uses: {name: ¦" + value + "}"), "wrong-value"})
	}
	for value, names := range map[string]string{"full": "first: Zeb, shown_as: Zeb", "first": "full: Zeb Quill, shown_as: Zeb", "shown-as": "full: Zeb Quill, first: Zeb"} {
		use := ", uses: ¦{words: yes, name: " + value + "}, how: x, channels: all"
		cases = append(cases,
			badRecord{"name: " + value + ", which the record does not hold", withNames(names, "given: 2026-01-01"+use), "no-such-name"},
			badRecord{"name: " + value + ", asked for, which the record does not hold", withNames(names, "requested: 2026-01-01"+use), "no-such-name"})
	}
	for _, c := range []string{"/stories/a", "stories/", "stories/a/", "stories/a/b", `"*"`, `"*/a"`, "stories/**", "stories/a*", "Stories/a", "stories/A", "Everything",
		"/", "stories/a.md", "content/stories/a.md", "https://canary.example/", "stories a", "../stories", ".", "stories/å", `"stories/a\n"`} {
		cases = append(cases, badRecord{"covers " + c, covering("covers: ¦[stories/a, " + c + "]"), "wrong-value"})
	}
	cases = append(cases, wrongTypes()...)
	return append(cases, bare()...)
}

// wrongTypes has, for each key, a value of a type that it cannot have.
func wrongTypes() []badRecord {
	var cases []badRecord
	add := func(key, value, text string) {
		for _, v := range strings.Split(value, " or ") {
			cases = append(cases, badRecord{key + ": " + v, strings.Replace(text, "%", key+": "+v, 1), "wrong-type"})
		}
	}
	const one, list, mapping = "¦[canary] or ¦{canary: x} or ¦~", "¦canary or ¦{canary: x} or ¦~ or [¦~] or [¦[canary]]", "¦canary or ¦[canary] or ¦~"
	for _, key := range []string{"role", "byline", "bio", "anonymous", "adult_from"} {
		add(key, one, named+"%\n")
	}
	add("person", one, "%\n")
	add("never_show", list, named+"%\n")
	add("names", mapping, "person: sam\n%\n")
	for _, key := range []string{"consents", "approved"} {
		add(key, "¦canary or ¦{canary: x} or ¦~ or [¦canary] or [¦~] or [¦[canary]]", named+"%\n")
	}
	for _, key := range []string{"full", "first", "shown_as"} {
		add(key, one, "person: sam\nnames: {%}\n")
	}
	for _, key := range []string{"also", "also_a_word"} {
		add(key, list, "person: sam\nnames: {%}\n")
	}
	for _, key := range []string{"evidence", "guardian", "shown_as"} {
		add(key, one, withEntry("¦"+given+", %"))
	}
	add("how", one, withEntry("¦given: 2026-06-12, uses: {words: yes}, channels: all, %"))
	add("explained", mapping, withEntry("¦"+given+", %"))
	for _, key := range []string{"by", "in", "notice"} {
		add(key, one, withEntry("¦"+given+", explained: {%}"))
	}
	add("covers", list, named+"consents:\n  - {%, "+given+"}\n")
	add("uses", mapping, withEntry("¦requested: 2026-01-01, %"))
	for _, use := range page.AllUses() {
		add(use.String(), one, withEntry("¦requested: 2026-01-01, uses: {%}"))
	}
	add("channels", "¦web or ¦canary or ¦{canary: x} or ¦~ or [¦~]", withEntry("¦requested: 2026-01-01, %"))
	for _, key := range []string{"page", "version", "text", "on", "how", "with"} {
		rest := []string{"page: a", "version: standard", "text: x", "on: 2026-06-14"}
		rest = slices.DeleteFunc(rest, func(s string) bool { return strings.HasPrefix(s, key+":") })
		add(key, one, withApproval("¦"+strings.Join(rest, ", ")+", %"))
	}
	for i := range cases { // the last mark is the one that counts
		text := cases[i].text
		last := strings.LastIndex(text, "¦")
		cases[i].text = strings.ReplaceAll(text[:last], "¦", "") + text[last:]
	}
	return cases
}

// bare has each key with nothing behind it, but for the two lists that are just
// empty then: to take any other for left out could allow more than was agreed.
func bare() []badRecord {
	var cases []badRecord
	add := func(above, indent string, keys ...string) {
		for _, key := range keys {
			cases = append(cases, badRecord{key + " with nothing behind it", above + indent + key + ":¦\n", "wrong-type"})
		}
	}
	const entry = named + "consents:\n  - covers: [stories/a]\n    requested: 2026-06-12\n"
	add(named, "", "role", "byline", "bio", "never_show", "anonymous", "adult_from")
	add("person: sam\n", "", "names")
	add("person: sam\nnames:\n", "  ", "full", "first", "shown_as", "also", "also_a_word")
	add(entry, "    ", "given", "refused", "withdrawn", "revoked", "until", "review_on", "guardian", "evidence", "how", "explained", "uses", "channels", "shown_as")
	add(entry+"    uses:\n", "      ", "words", "name", "picture", "voice", "video")
	add(named+"consents:\n  - requested: 2026-06-12\n", "    ", "covers")
	add(named+"approved:\n  - page: a\n", "    ", "version", "text")
	add(named+"approved:\n  - page: a\n    version: standard\n    text: x\n", "    ", "on")
	add(named+"approved:\n  - page: a\n    version: standard\n    text: x\n    on: 2026-06-14\n", "    ", "how", "with")
	add(named+"approved:\n  - version: standard\n", "    ", "page")
	return cases
}
