package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"goldenthread/generator/plan"
)

// publishedFile is what says that a folder is ours.
const publishedFile = "published.json"

// published is the content of published.json, which is public itself.
type published struct {
	Day string `json:"day"`
	// Files are the SHA-256 of every file but published.json and the pages that
	// stand in for what was taken down, whose paths would name it.
	Files     map[string]string `json:"files"`
	Pages     []plan.Published  `json:"pages"`
	TakenDown []string          `json:"taken_down"`
}

// parse reads a published.json; the zero value comes with every error.
func parse(text []byte) (published, error) {
	var p published
	if err := json.Unmarshal(text, &p); err != nil {
		return published{}, err
	}
	if p.Day == "" {
		return published{}, errors.New("no day")
	}
	return p, nil
}

// Published gives what published.json in a folder says was built last; false where there is
// none that can be read. It writes nothing.
func Published(out string) (plan.Former, bool) {
	root, err := os.OpenRoot(out)
	if err != nil {
		return plan.Former{}, false
	}
	defer root.Close()
	text, err := root.ReadFile(publishedFile)
	if err != nil {
		return plan.Former{}, false
	}
	p, err := parse(text)
	return plan.Former{Pages: p.Pages, TakenDown: p.TakenDown}, err == nil
}

// After gives the counts of two builds, one straight after the other, as of one: c are
// those of the second. before, between and after are the Files of that time.
func (c Counts) After(first Counts, before, between, after map[string]string) Counts {
	sum := Counts{Written: first.Written + c.Written, Removed: first.Removed + c.Removed}
	for path, now := range after {
		was, there := between[path]
		switch {
		case !there && before[path] != "":
			sum.Removed-- // the first removed it, the second wrote it
		case there && was != now && was != before[path]:
			sum.Written-- // both wrote it
		}
	}
	sum.Unchanged = c.Written + c.Unchanged - sum.Written
	return sum
}

// text gives the bytes of published.json.
func (p published) text() ([]byte, error) {
	// Lists that are empty read [], not null.
	p.Pages = append([]plan.Published{}, p.Pages...)
	p.TakenDown = append([]string{}, p.TakenDown...)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(p)
	return b.Bytes(), err
}

// add lists a file, unless it stands in for something that was taken down.
func (p published) add(path, sum string, takenDown map[string]bool) {
	if !takenDown[addressSum(path)] {
		p.Files[path] = sum
	}
}

// addressSum gives the SHA-256, in hexadecimal, of a file's address within the
// site, as taken_down has it.
func addressSum(path string) string {
	address := "/" + path
	if dir, ok := strings.CutSuffix(address, "/index.html"); ok {
		address = dir + "/"
	}
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:])
}

// write makes published.json say p, unless it does already.
func (f *Folder) write(p published) error {
	text, err := p.text()
	if err != nil {
		return err
	}
	if old, err := f.root.ReadFile(publishedFile); err == nil && bytes.Equal(old, text) {
		return nil
	}
	if err := f.step("write", publishedFile); err != nil {
		return err
	}
	if f.staging == nil {
		if f.staging, err = openStaging(f.private); err != nil {
			return err
		}
	}
	name, err := f.staging.write(text)
	if err == nil {
		err = f.move(name, publishedFile)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", publishedFile, err)
	}
	return nil
}
