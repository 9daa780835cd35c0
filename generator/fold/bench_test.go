package fold

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	sy := strings.Fields("sa mu el ka ri na jo an be th wil ham mo ha med lu cy ok for bri ght smi ton")
	w := strings.Fields("the a kettle door street bus letter garden choir morning friend worker house key tea rain winter summer walked said found kept wrote asked waited together slowly again because when where home")
	r := rand.New(rand.NewSource(2))
	var text strings.Builder
	for text.Len() < 8<<20 {
		text.WriteString(w[r.Intn(len(w))] + " ")
	}
	raw := []byte(text.String())
	for _, n := range []int{1800, 30000} {
		var names []Name
		for range n {
			s := ""
			for range 2 + r.Intn(3) {
				s += sy[r.Intn(len(sy))]
			}
			names = append(names, Name{Text: s})
		}
		f := NewFinder(names)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			var t Text
			var hits []Hit
			for b.Loop() {
				t.Read(raw)
				hits = f.Find(&t, true, hits[:0])
			}
		})
	}
}
