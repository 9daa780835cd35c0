package preview_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
	"goldenthread/generator/consent"
)

// today is the day of the tests, unless one sets another.
func today() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// canary is a word that stands in every file of the site which no route may serve.
const canary = "canarybird"

// record gives a record with an entry, and the canary wherever somebody writes for the
// team alone.
func record(id, full, entry string) string {
	return "# " + canary + "\nperson: " + id + "\nnames: {full: " + full + ", shown_as: " + strings.ToUpper(id[:1]) + id[1:] + ", also: [" + canary + id + "]}\n" +
		"consents:\n  - {covers: [everything], how: form " + canary + ", evidence: drawer " + canary + ", " + entry + "}\n"
}

const agreed = "given: 2026-06-12, uses: {words: yes, name: shown-as}, channels: all, until: 2027-06-12"

// written is a small site: a story that is published, one that waits, one whose person
// said no, and one of two people, of whom one said no.
func written() map[string]string {
	return map[string]string{
		"site.yaml":                           "# " + canary + "\ntitle: Voices\nbase_url: https://www.example.org/\ntimezone: Europe/London\n",
		"words.yaml":                          "# " + canary + "\njargon: words that only insiders know\n",
		"notes.txt":                           canary,
		"evidence/sam.txt":                    canary,
		"consent/sam.yaml":                    record("sam", "Samuel Okafor", agreed),
		"consent/alex.yaml":                   record("alex", "Alexandra Petrov", agreed),
		"consent/robin.yaml":                  record("robin", "Robin Vandermeer", "refused: 2026-06-12"),
		".goldenthread/state.txt":             canary,
		".git/config":                         canary,
		"public/kept.txt":                     canary,
		"content/index.md":                    "---\ntitle: Welcome\npeople: none\n---\nCome in.\n",
		"content/about.md":                    "---\ntitle: About us\npeople: none\n---\nWe write.\n",
		"content/stories/harbour.md":          "---\n# " + canary + "\ntitle: The harbour\npeople: [sam]\ndate: 2026-06-01\n---\nThe lighthouse shone.\n",
		"content/stories/orchard.md":          "---\n# " + canary + "\ntitle: The orchard\npeople: [sam]\ndate: 2026-06-01\n---\nThe appletree stood.\n",
		"content/stories/kitchen.md":          "---\n# " + canary + "\ntitle: The kitchen\npeople: [robin]\ndate: 2026-06-01\n---\nThe saucepan boiled.\n",
		"content/stories/meadow.md":           "---\n# " + canary + "\ntitle: The meadow\npeople: [sam, robin]\ndate: 2026-06-01\n---\nThe grasshopper sang.\n",
		"content/stories/meadow.easy-read.md": "---\ntitle: The easy meadow\n---\nThe easygrasshopper sang.\n",
		"content/stories/market.md":           "---\n# " + canary + "\ntitle: The market\npeople: [alex]\ndate: 2026-06-01\n---\nThe greengrocer called.\n",
		"content/notes.txt":                   canary,
		"content/stories/plan.docx":           canary,
		"themes/mine/notes.txt":               canary,
	}
}

// withheld are words of what nobody may publish.
var withheld = []string{"appletree", "saucepan", "grasshopper", "Okafor", "Petrov", "Vandermeer", "robin"}

// site writes the small site, in which sam has approved the harbour and alex the market.
func site(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	for name, text := range written() {
		put(t, dir, name, text)
	}
	approve(t, dir, "sam", "stories/harbour")
	approve(t, dir, "alex", "stories/market")
	return dir
}

// approve has somebody say yes to the present text of a page.
func approve(t testing.TB, dir, person, name string) {
	t.Helper()
	o := generator.Options{Site: dir, Now: today}
	report, err := generator.Status(context.Background(), o, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range report.Pages {
		for _, r := range one.Reasons {
			if one.Page == name && r.Person == person && (r.Code == consent.NotApproved || r.Code == consent.ChangedSince) {
				if _, err := generator.Approve(context.Background(), o, generator.Approval{Person: person, Page: name, Code: one.Code, Edition: one.Version}); err != nil {
					t.Fatal(err)
				}
				return
			}
		}
	}
	t.Fatalf("%s is not asked about %s", person, name)
}

// put writes a file of a site, at once, as an editor does that saves under another name first.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// replace writes something else into a file of a site.
func replace(t testing.TB, dir, name, old, new string) {
	t.Helper()
	text := read(t, dir, name)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	put(t, dir, name, strings.Replace(text, old, new, 1))
}

func read(t testing.TB, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// files gives what stands in every file of a folder.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		all[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sameFiles(t testing.TB, what string, before, after map[string]string) {
	t.Helper()
	if !maps.Equal(before, after) {
		t.Errorf("%s was changed", what)
	}
}
