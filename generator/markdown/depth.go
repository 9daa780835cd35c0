package markdown

import "strings"

// tooDeep gives the first line that opens more than maxDepth blocks or
// brackets, or 0. It stands before the parser, whose time grows with the
// square of the depth.
func tooDeep(body string) int {
	n := 0
	for line := range strings.Lines(body) {
		n++
		quotes, brackets := 0, 0
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '>':
				quotes++
			case '[':
				brackets++
			}
		}
		if (quotes > maxDepth || brackets > maxDepth) && nestedDeep(line) {
			return n
		}
	}
	return 0
}

// nestedDeep says whether a line begins with more than maxDepth block marks,
// or opens more than maxDepth brackets that it has not closed.
func nestedDeep(line string) bool {
	marks := strings.TrimLeft(line, " \t>-*+")
	if strings.Count(line[:len(line)-len(marks)], ">") > maxDepth {
		return true
	}
	open := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '[':
			if open++; open > maxDepth {
				return true
			}
		case ']':
			open = max(0, open-1)
		}
	}
	return false
}
