package theme

import (
	"regexp"
	"strings"
)

// Licence is one of Creative Commons, as it stands in what is owed for a picture,
// with the page that says what it allows. The zero value is none.
type Licence struct{ Name, Address string }

var creativeCommons = regexp.MustCompile(`\bCC (BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?) ([1-4]\.0)\b|\bCC0(?: 1\.0)?\b`)

// licence finds the licence in what is owed. They all ask for a link to themselves.
func licence(owed string) Licence {
	m := creativeCommons.FindStringSubmatch(owed)
	switch {
	case m == nil:
		return Licence{}
	case m[1] == "":
		return Licence{m[0], "https://creativecommons.org/publicdomain/zero/1.0/"}
	}
	return Licence{m[0], "https://creativecommons.org/licenses/" + strings.ToLower(m[1]) + "/" + m[2] + "/"}
}
