package guard

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"goldenthread/generator/fold"
)

// slowRuns gives every run of n words as text, by the first of its words.
func slowRuns(t *fold.Text, n int) (firsts []int, runs []string) {
	var begins []int
	var words []string
	for i, w := range t.Words {
		if i > 0 && w.Joined {
			words[len(words)-1] += "+" + string(t.Folded(i, i))
			continue
		}
		begins, words = append(begins, i), append(words, string(t.Folded(i, i)))
	}
	for i := 0; i+n <= len(words); i++ {
		firsts, runs = append(firsts, begins[i]), append(runs, strings.Join(words[i:i+n], " "))
	}
	return firsts, runs
}

// runBook holds the numbers of runs against the runs themselves: one number for
// each run, and one run for each number.
type runBook struct {
	runs map[uint64]string
	sums map[string]uint64
}

func (b runBook) hold(t *testing.T, text string, n int) {
	t.Helper()
	var words fold.Text
	words.Read([]byte(text))
	firsts, runs := slowRuns(&words, n)
	i := 0
	eachRun(words.Words, n, func(first int, sum uint64) bool {
		if i == len(runs) || first != firsts[i] {
			t.Fatalf("%q: run %d of %d words begins with word %d; slowly %v", text, i, n, first, firsts)
		}
		key := fmt.Sprint(n, " ", runs[i])
		if run, known := b.runs[sum]; known && run != key {
			t.Fatalf("%q and %q have one number", run, key)
		}
		if known, has := b.sums[key]; has && known != sum {
			t.Fatalf("%q: %q has two numbers", text, key)
		}
		b.runs[sum], b.sums[key] = key, sum
		i++
		return true
	})
	if i != len(runs) {
		t.Fatalf("%q: %d runs of %d words, slowly %d", text, i, n, len(runs))
	}
}

func newRunBook() runBook { return runBook{map[uint64]string{}, map[string]uint64{}} }

// Every text of up to six of some pieces.
func TestRunsAreThePlainOnesOnSmallAlphabets(t *testing.T) {
	b := newRunBook()
	texts := []string{""}
	for from, length := 0, 0; length < 6; length++ {
		to := len(texts)
		for _, text := range texts[from:to] {
			for _, piece := range []string{" a", " b", " ab", "1", "-1"} {
				texts = append(texts, text+piece)
			}
		}
		from = to
	}
	for _, text := range texts {
		for n := 1; n <= 4; n++ {
			b.hold(t, text, n)
		}
	}
}

func TestRunsAreThePlainOnesInLongTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	b := newRunBook()
	for range 300 {
		var text strings.Builder
		for range random.IntN(200) {
			text.WriteString([]string{"one ", "two ", "three, ", "4", "4 ", "one-", "é", "李", "a\x00", "'s "}[random.IntN(10)])
		}
		b.hold(t, text.String(), shortLength)
		b.hold(t, text.String(), runLength)
	}
}

// It stops when it is told to.
func TestRunsStop(t *testing.T) {
	var words fold.Text
	words.Read([]byte("a b c d e f g"))
	seen := 0
	eachRun(words.Words, 4, func(int, uint64) bool { seen++; return seen < 2 })
	if seen != 2 {
		t.Errorf("it went on to run %d", seen)
	}
}

// sums is a set that remembers who added a number first.
func TestSums(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, size := range []int{0, 1, 2, 3, 63, 64, 65, 1000, 20_000} {
		s, plain := newSums(), map[uint64]int{}
		number := func() uint64 {
			n := random.Uint64()
			switch random.IntN(4) {
			case 0: // near each other
				return n % uint64(size+1)
			case 1: // in the filter beside each other
				return n &^ (1<<50 - 1)
			case 2:
				return ^(n % 8)
			}
			return n
		}
		for range size {
			n, from := number(), random.IntN(100)
			s.list = append(s.list, entry{n, int32(from)})
			if first, known := plain[n]; !known || from < first {
				plain[n] = from
			}
		}
		s.seal()
		if s.empty() != (size == 0) {
			t.Errorf("%d numbers: it says that it is empty: %v", size, s.empty())
		}
		places := map[int]bool{}
		for n, from := range plain {
			at, known := s.find(n)
			if !known || int(s.from[at]) != from || places[at] {
				t.Fatalf("%d numbers: %x is found: %v, at %d", size, n, known, at)
			}
			places[at] = true
		}
		for range 10_000 {
			n := number()
			_, known := s.find(n)
			if _, want := plain[n]; known != want {
				t.Fatalf("%d numbers: %x is found: %v", size, n, known)
			}
		}
	}
}
