package sentence

import "strings"

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	// alwaysShort never end a sentence with their full stop.
	alwaysShort = set("e.g eg i.e ie cf viz vs")
	// titles stand before a name, written so. St. may be a street, which can end a
	// sentence.
	titles = set("Dr Mr Mrs Ms Mx Prof Rev Fr Sr St Sgt Capt Lt Col Gen Hon Messrs Cllr")
	// beforeNumber are short only before a number.
	beforeNumber = set("No Nos p pp vol ch fig art ext tel approx c ca jan feb mar apr jun jul aug sep sept oct nov dec")
	// starters begin a sentence far more often than they go on with a name.
	starters = set("i we he she it they you the a an this that these those there then my our his her their your its " +
		"in on at so but and or if when now after before what who where why how do did is are was not no yes please")
	days = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july " +
		"august september october november december gmt bst")
	speech = set("said says say asked asks ask shouted told replied answered cried called whispered thought wrote")
)
