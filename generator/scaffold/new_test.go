package scaffold

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// Whatever key package read knows stands in a new file.
func TestEveryKey(t *testing.T) {
	record := "person: sam\n" + personKeys + givenKeys + agreedKeys + noKeys + "#   - covers:\n#     requested:\n# consents:\n"
	for _, c := range []struct{ source, from, to, text string }{
		{"meta.go", "func pageKeys(", "\n}", pageText(Page{Section: "blog"}) + pageText(Page{Section: "weeks", Title: "2027"})},
		{"meta.go", `"an event",`, ")", pageText(Page{Section: "weeks", Title: "2027"})},
		{"record.go", `"a record",`, `"consents"`, record},
		{"record.go", `m.Map("names",`, ")", record},
		{"record.go", `"an entry",`, ")", record},
	} {
		src, err := os.ReadFile("../read/" + c.source)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, ok := strings.Cut(string(src), c.from)
		list, _, end := strings.Cut(rest, c.to)
		keys := regexp.MustCompile(`"([a-z_]+)"`).FindAllStringSubmatch(list, -1)
		if !ok || !end || len(keys) < 5 {
			t.Fatalf("no keys behind %s in %s", c.from, c.source)
		}
		for _, key := range keys {
			if key[1] == "weeks" { // the section
				continue
			}
			if !regexp.MustCompile(`(?m)^(# )? *(- )?` + key[1] + `:`).MatchString(c.text) {
				t.Errorf("a new file does not have the key %s of %s", key[1], c.from)
			}
		}
	}
	if text := formText(&page.Form{Uses: page.Uses{page.Yes}, Channels: page.Web}, 0); !strings.Contains(text, "uses: {words: yes}") {
		t.Errorf("a form: %s", text)
	}
}
