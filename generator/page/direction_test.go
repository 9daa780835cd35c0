package page

import (
	"slices"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Direction agrees with the scripts that Unicode says languages are written in.
func TestDirection(t *testing.T) {
	tags := append(display.Supported.Tags(), language.MustParse("az-Arab"), language.MustParse("ar-Latn"), language.MustParse("ff-Adlm"),
		language.MustParse("ar-simple"), language.MustParse("en-x-arab"), language.MustParse("ar-EG"), language.MustParse("yi"), language.MustParse("ps"))
	if len(tags) < 200 {
		t.Fatalf("%d languages", len(tags))
	}
	for _, tag := range tags {
		script, _ := tag.Script()
		want := "ltr"
		if slices.Contains([]string{"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}, script.String()) {
			want = "rtl"
		}
		if got := Direction(tag.String()); got != want {
			t.Errorf("%s, in the script %s: %s", tag, script, got)
		}
	}
}
