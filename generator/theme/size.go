package theme

import "strconv"

// size says in words how large a file is: never less than it is.
func (w *words) size(bytes int) string {
	const kilo, mega = 1000, 1000 * 1000
	if bytes <= 999*kilo {
		return w.own("kilobytes", "n", (bytes+kilo-1)/kilo)
	}
	tenths := (bytes + mega/10 - 1) / (mega / 10)
	n := strconv.Itoa(tenths / 10)
	if tenths%10 > 0 {
		n += "." + strconv.Itoa(tenths%10)
	}
	return w.own("megabytes", "n", n)
}
