package consent_test

// What the program is known to do otherwise than consent.md says. While one of
// these is true, the worlds go around it or the oracle does likewise; make it
// false to see the disagreement, and take it out when the program is mended.
const (
	// In also_a_word, names that end in a dot, and texts in another Unicode form
	// than the record (NFD), are not found.
	knownExactForms = true
	// A picture of a footnote that is left out is among Cleared.Pictures.
	knownFootnotePictures = false
	// Two texts at one place, such as an alt text and a file name, give the same
	// reason twice.
	knownTwice = false
)
