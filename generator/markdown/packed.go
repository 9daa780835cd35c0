package markdown

import "goldenthread/generator/page"

// packed gives nodes that lie in one piece of memory, with their parts in another. Documents
// stay for long among what is made and dropped while they are read; in small pieces, they
// would keep a good deal of that room from being used for anything else.
func packed(nodes []page.Node) []page.Node {
	count, parts := 0, 0
	for n := range page.Walk(nodes) {
		if count++; n.Part != nil {
			parts++
		}
	}
	room, partRoom := make([]page.Node, 0, count), make([]page.Part, 0, parts)
	var pack func(nodes []page.Node) []page.Node
	pack = func(nodes []page.Node) []page.Node {
		from, to := len(room), len(room)+len(nodes)
		room = append(room, nodes...)
		for i := from; i < to; i++ {
			n := &room[i]
			if n.Part != nil {
				partRoom = append(partRoom, *n.Part)
				n.Part = &partRoom[len(partRoom)-1]
			}
			if len(n.Children) > 0 {
				n.Children = pack(n.Children)
			}
		}
		return room[from:to:to]
	}
	return pack(nodes)
}
