package theme

import "goldenthread/generator/markdown"

// Style is how documents become HTML in the site's own language, for what is
// made of them beside sheets.
func (t *Theme) Style() markdown.Style { return t.style }
