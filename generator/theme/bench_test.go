package theme

import (
	"strings"
	"testing"

	"goldenthread/generator/page"
)

// BenchmarkStory renders a story of 600 words, its text included.
func BenchmarkStory(b *testing.B) { bench(b, 12) }

// BenchmarkFrame renders a story without text: what the theme itself costs.
func BenchmarkFrame(b *testing.B) { bench(b, 0) }

func bench(b *testing.B, paragraphs int) {
	frame := testFrame(b, "")
	theme := load(b, frame)
	s := sheets(b, frame)[4]
	v := story(b)
	v.Body = nil
	for range paragraphs {
		v.Body = append(v.Body, page.Node{Kind: page.Paragraph, Children: text(strings.Repeat("words of a story ", 12) + "and two")})
	}
	s.View = v
	b.ReportAllocs()
	for b.Loop() {
		if _, err := theme.Render(s); err != nil {
			b.Fatal(err)
		}
	}
}
