package sentence

import "strings"

// Set gives words, parted by spaces, as a set.
func Set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	// alwaysShort never end a sentence with their full stop.
	alwaysShort = Set("e.g eg i.e ie cf viz vs")
	// titles stand before a name, written so. St. may be a street, which can end a
	// sentence.
	titles = Set("Dr Mr Mrs Ms Mx Prof Rev Fr Sr St Sgt Capt Lt Col Gen Hon Messrs Cllr")
	// beforeNumber are short only before a number.
	beforeNumber = Set("No Nos p pp vol ch fig art ext tel approx c ca jan feb mar apr jun jul aug sep sept oct nov dec")
	// starters begin a sentence far more often than they go on with a name.
	starters = Set("i we he she it they you the a an this that these those there then my our his her their your its " +
		"in on at so but and or if when now after before what who where why how do did is are was not no yes please")
	days = Set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july " +
		"august september october november december gmt bst")
	speech = Set("said says say asked asks ask shouted told replied answered cried called whispered thought wrote")
)
