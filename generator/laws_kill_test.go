package generator_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/generator"
)

// withdrawn stands in everything of the person who withdraws; fresh in what
// only the newer state of the site has.
const withdrawn, fresh = "tokwwwwwwwww", "toknnnnnnnnn"

// A build that is killed at any moment leaves no torn file, and nothing of
// what was withdrawn beside anything new; and the build after it ends where an
// undisturbed one does.
func TestKilledBuilds(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 40
	}
	k := newKilling(t)
	whole, last := k.measure()
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	amid, started := 0, time.Now()
	for round := range rounds {
		// Most of a build changes nothing in public/, so every other round is
		// killed while it does.
		delay := time.Duration(random.Int64N(int64(whole)))
		line := "begin"
		if round%2 == 1 {
			line, delay = "made", time.Duration(random.Int64N(int64(last)))
		}
		first := round%5 == 4
		k.restore(first)
		kills := 1 + round%4/3 // now and then one build is killed upon another
		for range kills {
			k.kill(line, delay)
			if k.check(first) {
				amid++
			}
		}
		k.build()
		if d := differences(k.newer, readTree(t, k.out)); len(d) > 0 {
			// A first build does not know what was taken down once.
			if !first || len(d) > 1 || d[0] != "published.json" {
				t.Errorf("the build after it ended elsewhere: %q", d)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d, round %d: killed %v after %q", seed, round, delay, line)
		}
	}
	t.Logf("%d rounds in %v; %d builds were killed between the two states; undisturbed, one takes %v, the last %v of it in public/", rounds, time.Since(started), amid, whole, last)
	if amid < rounds/20 {
		t.Errorf("only %d of %d builds were killed at a moment that matters", amid, rounds)
	}
}

// killing is a site in its newer state, with what was published of the older.
type killing struct {
	*testing.T
	site, out    string
	older, newer outTree
	shown        string // what the private folder remembers of the older state
}

func newKilling(t *testing.T) *killing {
	t.Helper()
	k := &killing{T: t, site: filepath.Join(t.TempDir(), "site")}
	k.out = filepath.Join(k.site, "public")
	killingSite(t, k.site)
	k.build()
	k.older = readTree(t, k.out)
	k.shown = readTree(t, filepath.Join(k.site, ".goldenthread"))["shown"]

	if _, err := generator.Withdraw(context.Background(), generator.Options{Site: k.site, Now: fixed}, "p0", nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"story-7", "story-60"} { // one is changed, one is new
		writeFile(t, k.site, "content/stories/"+name+".md", "---\ntitle: Story "+fresh+"\npeople: [p1]\ndate: 2026-11-20\n---\nWords "+fresh+".\n")
	}
	k.build()
	k.newer = readTree(t, k.out)
	if k.older.tokens()[withdrawn] == "" || k.newer.tokens()[withdrawn] != "" || k.newer.tokens()[fresh] == "" {
		t.Fatal("the two states of the site are not what they should be")
	}
	return k
}

// killingSite writes a site of 60 stories. One person has two of them, is
// quoted in another, and is in a picture of one more.
func killingSite(t *testing.T, dir string) {
	t.Helper()
	writeFile(t, dir, "site.yaml", "title: Small\nbase_url: https://www.example.org/\nmenu: [stories]\nconsent: {approval: none}\n")
	for i := range 4 {
		name := fmt.Sprint("Person", i)
		if i == 0 {
			name = withdrawn
		}
		writeFile(t, dir, fmt.Sprintf("consent/p%d.yaml", i), fmt.Sprintf("person: p%d\nnames: {first: %s}\nconsents:\n  - covers: [stories/*]\n    given: 2026-06-12\n    how: form\n    uses: {words: yes, name: first, picture: yes}\n    channels: all\n", i, name))
	}
	writeFile(t, dir, "content/pictures/p.svg", drawing(withdrawn, ""))
	writeFile(t, dir, "content/pictures/pictures.yaml", "p.svg: {people: [p0], alt: A drawing of "+withdrawn+"}\n")
	for i := range 60 {
		person, more := 1+i%3, ""
		switch i {
		case 1, 40:
			person, more = 0, withdrawn
		case 2:
			more = "\n\n:::quote{person=p0}\n" + withdrawn + "\n:::"
		case 3:
			more = "\n\n![](/pictures/p.svg)"
		}
		writeFile(t, dir, fmt.Sprintf("content/stories/story-%d.md", i), fmt.Sprintf(
			"---\ntitle: Story %d\npeople: [p%d]\ndate: 2026-%02d-%02d\ntags: [tag-%d]\nsummary: A story.\n---\nWords of a story. :person[p%d]%s\n", i, person, 1+i%10, 1+i%28, i%3, person, more))
	}
}

func (k *killing) build() {
	k.Helper()
	if _, err := generator.Build(context.Background(), generator.Options{Site: k.site, Now: fixed}); err != nil {
		k.Fatal(err)
	}
}

// restore brings back what was published of the older state, from the newer
// one; for a first build, nothing.
func (k *killing) restore(first bool) {
	k.Helper()
	private := filepath.Join(k.site, ".goldenthread")
	if first {
		if err := errors.Join(os.RemoveAll(k.out), os.RemoveAll(private)); err != nil {
			k.Fatal(err)
		}
		return
	}
	writeFile(k, private, "shown", k.shown)
	changed := differences(k.newer, k.older)
	for _, path := range slices.Backward(changed) { // what is in a folder before the folder
		text, ok := k.older[path]
		name := filepath.Join(k.out, filepath.FromSlash(path))
		switch {
		case !ok:
			if err := os.Remove(name); err != nil {
				k.Fatal(err)
			}
		case !strings.HasSuffix(path, "/"):
			writeFile(k, k.out, path, text)
		}
	}
}

// measure gives how long an undisturbed build takes, and how much of that
// passes once all files are made; the longest of some.
func (k *killing) measure() (whole, last time.Duration) {
	k.Helper()
	for range 3 {
		k.restore(false)
		c := startBuild(k, k.site, k.out)
		c.until("begin")
		begin := time.Now()
		c.until("made")
		made := time.Now()
		c.mustEnd(k)
		whole, last = max(whole, time.Since(begin)), max(last, time.Since(made))
	}
	return whole, last
}

// kill starts a build and kills it some time after it has written a line.
func (k *killing) kill(line string, delay time.Duration) {
	k.Helper()
	c := startBuild(k, k.site, k.out)
	if !c.until(line) {
		k.Fatalf("the build never came to %q: %s", line, &c.stderr)
	}
	time.Sleep(delay)
	c.Process.Kill() // unless it has ended
	for c.until("") {
	}
	c.Wait() // killed, most often
	if c.stderr.Len() > 0 {
		k.Fatalf("the build failed: %s", &c.stderr)
	}
}

// check holds public/ against the two states, and says whether it is between
// them.
func (k *killing) check(first bool) (between bool) {
	k.Helper()
	if _, err := os.Lstat(k.out); first && err != nil {
		return false
	}
	tree := readTree(k, k.out)
	old, new := "", ""
	for path, text := range tree {
		older, was := k.older[path]
		newer, is := k.newer[path]
		was = was && !first
		switch {
		case strings.HasSuffix(path, "/"), path == "published.json":
			continue
		case is && text == newer && (!was || text != older):
			new = path
		case was && text == older, is && text == newer:
		default:
			k.Errorf("%s is torn or odd: %d bytes", path, len(text))
		}
		if strings.Contains(text, withdrawn) {
			old = path
		}
	}
	if old != "" && new != "" {
		k.Errorf("%s is new, and %s still shows what was withdrawn", new, old)
	}
	k.checkPublished(tree)
	return len(differences(k.newer, tree)) > 0 && (first || len(differences(k.older, tree)) > 0)
}

// checkPublished holds that published.json names nothing that is not there.
func (k *killing) checkPublished(tree outTree) {
	k.Helper()
	text, there := tree["published.json"]
	if !there {
		for path := range tree {
			if !strings.HasSuffix(path, "/") {
				k.Errorf("%s is there, and no published.json to say that it is ours", path)
			}
		}
		return
	}
	var p publishedJSON
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		k.Errorf("published.json is torn: %v", err)
	}
	for path, want := range p.Files {
		if sum := sha256.Sum256([]byte(tree[path])); hex.EncodeToString(sum[:]) != want {
			k.Errorf("published.json names %s, which is not there or says something else", path)
		}
	}
	if text == k.older["published.json"] {
		return // then nothing was touched yet, or its files would not match
	}
	for _, page := range p.Pages {
		// A page that both states have may be away for a moment.
		if _, ok := k.newer[strings.TrimPrefix(page["url"], "/")+"index.html"]; !ok {
			k.Errorf("published.json names the page %q, which was taken down", page["page"])
		}
	}
}
