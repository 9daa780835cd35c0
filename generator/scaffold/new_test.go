package scaffold

import (
	"regexp"
	"strings"
	"testing"

	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// Whatever key package read knows of a file that can be made anew stands in a new one.
func TestEveryKey(t *testing.T) {
	week := pageText(Page{Section: "weeks", Title: "2027"})
	post := pageText(Page{Section: "blog", Person: "sam"})
	record := "person: sam\n" + personKeys + formText(&page.Form{}, "", 0) + givenKeys + agreedKeys + noKeys
	newFiles := map[string][]string{
		"A page":               {post, pageText(Page{Section: "stories"}), pageText(Page{}), week},
		"A Co-Production Week": {week}, "An event of a week: events": {week},
		"How a page was made: made_with": {post},
		"An easy-read version":           {easyReadText(nil, nil)}, "Who tried it out: tested_with": {easyReadText(nil, nil)},
		"A consent record": {record}, "Names of a person: names": {record}, "An entry of a record: consents": {record},
		"What is agreed: uses": {record}, "How it was explained: explained": {record},
	}
	// These stand in no new file of a page or person, or a command writes them.
	other := map[string]bool{
		"A picture: pictures.yaml": true, "A hard word: words.yaml": true, "An approval: approved": true, "The site's settings: site.yaml": true,
		"Who publishes: organisation": true, "Where readers get help: help": true, "The rules of consent: consent": true, "A paper form: forms": true,
	}
	elsewhere := map[string]bool{"A page week": true, "A consent record approved": true} // a week is of itself; 'consent approve' writes the other
	for _, m := range read.Mappings() {
		if newFiles[m.Title] == nil && !other[m.Title] {
			t.Errorf("nobody knows where the keys of %q stand in a new file", m.Title)
		}
		for i, text := range newFiles[m.Title] {
			for _, key := range m.Keys {
				if !regexp.MustCompile(`(^|[\s#{,-])`+key.Name+`:`).MatchString(text) && !(elsewhere[m.Title+" "+key.Name] && (i == 3 || key.Name == "approved")) {
					t.Errorf("new file %d has no key %s of %q", i, key.Name, m.Title)
				}
			}
		}
	}
	if text := formText(&page.Form{Uses: page.Uses{page.Yes}, Channels: page.Web}, "", 0); !strings.Contains(text, "uses: {words: yes}") {
		t.Errorf("a form: %s", text)
	}
}
