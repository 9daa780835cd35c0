package theme

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func style(t *testing.T) string {
	t.Helper()
	src, err := fs.ReadFile(builtin(), "assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// Brotli makes it smaller than gzip does: 8 KB is the budget.
func TestStyleIsSmall(t *testing.T) {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write([]byte(style(t)))
	w.Close()
	if b.Len() > 6000 {
		t.Errorf("%d bytes gzipped", b.Len())
	}
}

func TestStyleLoadsNothing(t *testing.T) {
	for _, no := range []string{"url(", "@import", "@font-face", "http"} {
		css := strings.ReplaceAll(style(t), `href^="http"`, "")
		if strings.Contains(css, no) {
			t.Errorf("%s in the style sheet", no)
		}
	}
}

// Words stand out from what is behind them by 7 to 1, in light, in dark and
// where more contrast is asked for; the thread, which is a mark, by 3 to 1.
func TestContrast(t *testing.T) {
	colour := regexp.MustCompile(`--(paper|tint|ink|soft|link|thread): (#[0-9a-f]{3,6});`)
	blocks := regexp.MustCompile(`:root \{[^}]*--paper[^}]*\}`).FindAllString(style(t), -1)
	if len(blocks) != 5 {
		t.Fatalf("%d sets of colours", len(blocks))
	}
	for i, block := range blocks {
		set := map[string]float64{}
		for _, m := range colour.FindAllStringSubmatch(block, -1) {
			set[m[1]] = luminance(m[2])
		}
		if print := i == 4; print {
			set["thread"] = 0
		}
		for _, back := range []string{"paper", "tint"} {
			for _, front := range []string{"ink", "soft", "link", "thread"} {
				least := 7.0
				if front == "thread" {
					least = 3
				}
				a, b := set[back], set[front]
				if c := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); c < least || len(set) != 6 {
					t.Errorf("set %d: %s on %s has %.2f", i, front, back, c)
				}
			}
		}
	}
}

// luminance is WCAG's relative luminance of #rrggbb or #rgb.
func luminance(hex string) float64 {
	hex = hex[1:]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
