package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"goldenthread/generator/page"
)

// Each page has a line of its own, whatever stands in its texts: the guard
// judges an index line by line.
func TestSearchLines(t *testing.T) {
	src, err := Search(&page.SearchIndex{Language: "en-GB", Entries: []page.SearchEntry{
		{Address: "/stories/a/", Title: "A \"b\"\n[\"/stories/c/\"", Language: "en-GB"},
		{Address: "/stories/dau/", Title: "Dau & tri", Summary: "<b>", Topics: []string{"work", "home"}, Language: "cy", EasyRead: "/stories/dau/easy-read/"},
		{Address: "/stories/k/", Title: "K", Language: "en-GB", EasyRead: "/stories/other/", ContentNotes: []string{"prison", "loss"}},
	}})
	want := `{"pages":[
["/stories/a/","A \"b\"\n[\"/stories/c/\""],
["/stories/dau/","Dau & tri","<b>","work, home","cy","1"],
["/stories/k/","K","","","","/stories/other/","prison, loss"]
]}
`
	if err != nil || string(src) != want {
		t.Errorf("%v\n%s", err, src)
	}
}

// The first search of a site with 1,000 stories costs no more than front.md allows.
func TestSearchBudget(t *testing.T) {
	const target = 50 << 10
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba ken lo mar ti sho der win ca pel un for gra stel ho ny ri mo ten ley sea bur dock ham")
	vocabulary := make([]string, 4000)
	for i := range vocabulary {
		for range 1 + r.IntN(3) {
			vocabulary[i] += syllables[r.IntN(len(syllables))]
		}
	}
	words := func(n int) string {
		out := make([]string, n)
		for i := range out { // a few words are used most
			f := r.Float64()
			out[i] = vocabulary[int(f*f*f*f*float64(len(vocabulary)))]
		}
		return strings.Join(out, " ")
	}
	index := page.SearchIndex{Language: "en-GB"}
	for n := range 1000 {
		var notes []string
		if n%3 == 0 {
			notes = []string{fmt.Sprint("something hard ", r.IntN(20)), fmt.Sprint("something else ", r.IntN(20))}
		}
		title := words(4)
		address := "/stories/" + strings.ReplaceAll(title, " ", "-") + "/"
		index.Entries = append(index.Entries, page.SearchEntry{Address: address, Title: title, Summary: words(16),
			Topics: []string{fmt.Sprint("topic ", r.IntN(30)), fmt.Sprint("topic ", r.IntN(30))}, Language: "en-GB", EasyRead: address + "easy-read/", ContentNotes: notes})
	}
	src, err := Search(&index)
	if err != nil || !json.Valid(src) {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	w.Write(src)
	w.Close()
	if b.Len() > target {
		t.Errorf("%d bytes, and %d are the target", b.Len(), target)
	}
	t.Log(len(src), b.Len())
}
