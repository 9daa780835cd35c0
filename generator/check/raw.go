package check

import (
	"regexp"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// rawLink is a link or picture that Markdown does not take for one, and shows to
// readers as it is typed: mostly because there is a space in the address, or
// before it.
var rawLink = regexp.MustCompile(`(!?)\[[^\[\]\n]*\](\s?)\(([^()\n]*)\)`)

// likeAddress is what looks like a path, an address or the name of a file.
var likeAddress = regexp.MustCompile(`/|\.[A-Za-z0-9]{2,5}$`)

// raw reports links and pictures that readers would see as they are typed.
func (c *checker) raw(v *page.Version, nodes []page.Node) {
	for i := 0; i < len(nodes); i++ {
		n := &nodes[i]
		if n.Kind != page.Text {
			c.raw(v, n.Children)
			continue
		}
		text := n.Text
		for ; i+1 < len(nodes) && nodes[i+1].Kind == page.Text; i++ {
			text += nodes[i+1].Text
		}
		if strings.IndexByte(text, ']') < 0 { // most of most texts, and the pattern is slow
			continue
		}
		for _, m := range rawLink.FindAllStringSubmatch(text, -1) {
			c.rawOne(v, n, m[1] != "", m[2] != "", m[3])
		}
	}
}

func (c *checker) rawOne(v *page.Version, at *page.Node, picture, gap bool, address string) {
	what, fix := "link", "Write the address without spaces; rename a file that has some, for example to our-plan.pdf."
	if picture {
		what, fix = "picture", "The name of a picture's file cannot hold spaces: rename the file, for example to our-team.jpg, and write that name here."
	}
	if !likeAddress.MatchString(address) || !gap && !strings.Contains(address, " ") {
		return // words in brackets, or an example of how to write a link
	}
	if gap {
		fix = "Take out the space between the square bracket and the round one."
	}
	c.add(diag.Error, "raw-link", v.File, int(at.Line), int(at.Column), "This "+what+" is not read as one: readers would see the brackets.", fix)
}
