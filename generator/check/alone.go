package check

import (
	"fmt"
	"path"
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/page"
)

// alone reports an easy-read version that no page stands beside, though one of its path
// may stand elsewhere.
func (c *checker) alone(p *page.Page) {
	if p.Standard != nil || p.EasyRead == nil || p.EasyRead.Fault != nil {
		return
	}
	file := p.EasyRead.File
	fix := fmt.Sprintf("Write its page, %s. Or put this beside the page that it is of: NAME.easy-read.md beside NAME.md, easy-read.md beside index.md in a page's folder.", pageBeside(file))
	if of := c.standard[p.Path]; of != nil {
		fix = fmt.Sprintf("Its page is %s. Move this to %s.", of.Standard.File, easyReadBeside(of.Standard.File))
		if of.EasyRead != nil {
			fix = fmt.Sprintf("Its page is %s, and has %s already. Take one of the two away.", of.Standard.File, of.EasyRead.File)
		}
	}
	c.add(diag.Error, "easy-read-alone", file, 0, 0, "No page stands beside this easy-read version, so it is not published.", fix)
}

// pageBeside gives the file of the page whose easy-read version a file is.
func pageBeside(easyRead string) string {
	if name, ok := strings.CutSuffix(easyRead, ".easy-read.md"); ok {
		return name + ".md"
	}
	return path.Join(path.Dir(easyRead), "index.md")
}

// easyReadBeside gives the file of the easy-read version of the page that a file holds.
func easyReadBeside(standard string) string {
	if path.Base(standard) == "index.md" && strings.Count(standard, "/") == 3 { // a page's own folder
		return path.Join(path.Dir(standard), "easy-read.md")
	}
	return strings.TrimSuffix(standard, ".md") + ".easy-read.md"
}
