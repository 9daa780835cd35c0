package ask

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// vectors are those of docs/saying-yes.md.
func vectors(t *testing.T) (list []struct {
	Reply
	short string
}) {
	t.Helper()
	text, err := os.ReadFile("../../docs/saying-yes.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]*)` \\| `([^`]*)` \\| (\\S+) \\| (yes|no) \\| ([a-z ]*?) *\\| `([^`]*)` \\|$")
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		one := struct {
			Reply
			short string
		}{Reply{Say: Say(slices.Index(says, m[3])), Codes: strings.Fields(m[1]), Asked: m[2], Name: m[4] == "yes"}, m[6]}
		for _, p := range strings.Fields(m[5]) {
			one.Pictures = append(one.Pictures, p == "yes")
		}
		list = append(list, one)
	}
	if len(list) < 6 {
		t.Fatalf("the docs hold %d examples of short answers", len(list))
	}
	return list
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		if got := v.Short(); got != v.short {
			t.Errorf("%+v: %s, and in the docs %s", v.Reply, got, v.short)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	codes := []string{"K7QF-2M9X", "5R3T-8WPA"}
	for _, n := range []int{0, 1, 2, 3, 7, 17, 18, 22, 23, MaxPictures} {
		length := 0
		for say := range Say(4) {
			for _, k := range []int{1, 2} {
				r := Reply{Say: say, Codes: codes[:k], Asked: "7D", Name: n%2 == 0, Pictures: make([]bool, n)}
				for i := range r.Pictures {
					r.Pictures[i] = i%3 == int(say)%3
				}
				short := r.Short()
				got, is, err := Read(strings.ToLower(short))
				if err != nil || !is || got.Say != say || !slices.Equal(got.Codes, codes[:k]) || got.Asked != "7D" || got.Name != r.Name {
					t.Fatalf("%s: %+v, %v, %v", short, got, is, err)
				}
				for i := range r.Pictures {
					if got.Allows(i) != r.Pictures[i] {
						t.Errorf("%s: picture %d is %v", short, i, got.Allows(i))
					}
				}
				for _, more := range got.Pictures[n:] {
					if more {
						t.Errorf("%s allows a picture that was not asked about", short)
					}
				}
				if k == 2 && length != 0 && len(short) != length {
					t.Errorf("%s is of another length than other answers", short)
				} else if k == 2 {
					length = len(short)
				}
			}
		}
	}
}

// Any one wrong letter is found, and any two that changed places; so is what is missing.
func TestTypos(t *testing.T) {
	short := Reply{Say: Yes, Codes: []string{"K7QF-2M9X", "5R3T-8WPA"}, Asked: "7D", Name: true, Pictures: []bool{true, false}}.Short()
	letters := strings.NewReplacer("-", "", " ", "").Replace(short)
	refused := func(typed, what string) {
		t.Helper()
		if r, is, err := Read(typed); err == nil && is {
			t.Errorf("%s: %q is read as %+v", what, typed, r)
		}
	}
	for i := range letters {
		for _, c := range alphabet {
			if byte(c) != letters[i] {
				refused(letters[:i]+string(c)+letters[i+1:], "another letter")
			}
		}
		for j := range i {
			if letters[i] != letters[j] {
				b := []byte(letters)
				b[i], b[j] = b[j], b[i]
				refused(string(b), "two letters that changed places")
			}
		}
		refused(letters[:i]+letters[i+1:], "a letter that is missing")
	}
	for _, none := range []string{"", "-", "U7QF-2M9X", "K7QF", "K7QF-2M9X K7QF-2M9X K7QF-2M9X", strings.Repeat("A", 4000)} {
		if _, _, err := Read(none); err == nil {
			t.Errorf("%q is read", none)
		}
	}
}

// A part of a short answer says nothing of the texts that were shown: whatever is cut off
// at either end, it is refused, or its codes are of other texts. Codes alone are a yes, so
// a no that loses its tail would be one, too.
func TestCut(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 0))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(b)
	}
	for range 20_000 {
		r := Reply{Say: Say(random.IntN(len(says))), Asked: word(askedLetters), Name: random.IntN(2) == 0, Pictures: make([]bool, random.IntN(MaxPictures+1))}
		for range 1 + random.IntN(2) {
			r.Codes = append(r.Codes, word(4)+"-"+word(4))
		}
		for i := range r.Pictures {
			r.Pictures[i] = random.IntN(2) == 0
		}
		letters := strings.NewReplacer("-", "", " ", "").Replace(r.Short())
		for i := range letters {
			for _, part := range []string{letters[:i], letters[i+1:]} {
				got, _, err := Read(part)
				if err == nil && slices.ContainsFunc(got.Codes, func(code string) bool { return slices.Contains(r.Codes, code) }) {
					t.Fatalf("%q of %+v is read as %+v", part, r, got)
				}
			}
		}
		for _, code := range r.Codes {
			if plain := strings.ReplaceAll(code, "-", ""); strings.Contains(letters, plain) {
				t.Fatalf("%s holds the code %s", letters, plain)
			}
		}
	}
}

// Codes alone are a yes to these texts.
func TestPlainCodes(t *testing.T) {
	for typed, want := range map[string][]string{
		"k7qf 2m9x": {"K7QF-2M9X"}, "K7QF-2M9X 5R3T-8WPA": {"K7QF-2M9X", "5R3T-8WPA"}, "oooo-iill": {"0000-1111"},
	} {
		r, short, err := Read(typed)
		if err != nil || short || r.Say != Yes || r.Asked != "" || !slices.Equal(r.Codes, want) {
			t.Errorf("%q: %+v, %v, %v", typed, r, short, err)
		}
	}
}

// The zero reply changes nothing, and allows nothing.
func TestZero(t *testing.T) {
	if r := (Reply{}); r.Say != NotYet || r.Name || r.Allows(0) {
		t.Error("the zero reply says something")
	}
}

// An answer is of one person, page, name and set of pictures.
func TestAsked(t *testing.T) {
	base := walks()["whole"]
	seen := map[string]string{base.Asked(): "itself"}
	change := map[string]func(*Walk){
		"person": func(w *Walk) { w.Person = "alex" }, "page": func(w *Walk) { w.Page = "stories/b" }, "name": func(w *Walk) { w.Name = "Jo" },
		"picture": func(w *Walk) { w.Pictures = slices.Clone(w.Pictures); w.Pictures[0].Sum = "3" },
		"fewer":   func(w *Walk) { w.Pictures = w.Pictures[:1] },
		"order":   func(w *Walk) { w.Pictures = []Picture{w.Pictures[1], w.Pictures[0]} },
	}
	for what, f := range change {
		w := base
		f(&w)
		if other := seen[w.Asked()]; other != "" {
			t.Errorf("with another %s, it is asked like %s", what, other)
		}
		seen[w.Asked()] = what
	}
	if base.Until = 0; seen[base.Asked()] != "itself" {
		t.Error("a last day that changes makes an answer void")
	}
}
