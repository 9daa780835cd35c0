package goldenthread

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"os"
)

// floors says which package stands on which floor. A package imports only from
// floors below its own. Those outside the flow from files to public/ (amend,
// scaffold) stand beside it.
var floors = map[string]int{
	"generator/diag":     0, // problems
	"generator/nolink":   0, // files without links
	"generator/work":     0, // many things at once
	"generator/sentence": 0, // sentences and words of plain English
	"generator/fold":     0, // names in text
	"generator/large":    0, // a large site, to measure with
	"generator/watch":    0, // files that change
	"generator/page":     1, // plain data
	"generator/strict":   2, // YAML
	"generator/markdown": 2, // Markdown
	"generator/picture":  1, // pixels
	"generator/media":    1, // sound and film
	"generator/document": 1, // PDFs
	"generator/leaflet":  1, // PDFs, printed
	"generator/clean":    2, // what a file carries
	"generator/cache":    2, // pictures, kept from one build to the next
	"generator/approval": 2, // which text was approved
	"generator/hosting":  2, // what each static host needs to be told
	"generator/bank":     2, // drawings, found by a word
	"generator/desk":     2, // how a site stands -> one HTML file for the team
	"generator/read":     3, // files -> Source
	"generator/consent":  3, // Source -> Decisions, Cleared
	"generator/check":    3, // Source -> advice
	"generator/easyread": 3, // Source -> advice on easy read
	"generator/ask":      3, // what one person is asked
	"generator/feed":     3, // cleared pages -> Atom, sitemap
	"generator/plan":     4, // Cleared -> Plan
	"generator/theme":    5, // Sheet -> HTML
	"generator/guard":    5, // Output and bytes -> Passed
	"generator/publish":  6, // Passed -> public/
	"generator/amend":    4, // records, edited
	"generator/scaffold": 4, // new files
	".":                  0, // what is built in
	"generator":          7, // the only place that knows every phase
	"generator/preview":  8, // the site and the desk on this computer only
	"generator/browser":  9, // what readers get, in Chromium (tests alone)
	"cmd/goldenthread":   9,
	"cmd/screenshots":    9,
}

// apart says which packages must not know each other although their floors
// would let them.
var apart = []struct{ from, to, why string }{
	{"generator/plan", "generator/read", "planning takes what was cleared, never what was read"},
	{"generator/guard", "generator/theme", "guard shares no code with those who made the bytes"},
	{"generator/guard", "generator/markdown", "guard shares no code with those who made the bytes"},
	{"generator/guard", "generator/feed", "guard shares no code with those who made the bytes"},
	{"generator/guard", "generator/read", "guard shares no code with those who made the bytes"},
	{"generator/guard", "generator/picture", "guard shares no code with those who made the bytes"},
	{"generator/guard", "generator/media", "guard shares no code with those who made the bytes"},
	{"generator/read", "generator/cache", "what was published before decides nothing"},
	{"generator/publish", "generator/consent", "publishing takes what was planned and passed, and nothing else"},
	{"generator/publish", "generator/read", "publishing takes what was planned and passed, and nothing else"},
	{"generator/theme", "generator/consent", "the theme renders plain data"},
	{"generator/theme", "generator/read", "the theme renders plain data"},
	{"generator/check", "generator/consent", "advice never decides"},
	{"generator/easyread", "generator/consent", "advice never decides"},
	{"generator/preview", "generator/publish", "the preview writes nothing into public/"},
	{"generator/preview", "generator/read", "the preview serves what was decided, and no file"},
}

// only says which packages alone may know a library.
var only = map[string][]string{
	"gopkg.in/yaml.v3":              {"generator/strict"},
	"github.com/yuin/goldmark":      {"generator/markdown"},
	"github.com/spf13/cobra":        {"cmd/goldenthread"},
	"github.com/gofrs/flock":        {"generator/publish"},
	"html/template":                 {"generator/theme", "generator/ask", "generator/desk", "generator/preview"},
	"golang.org/x/image":            {"generator/picture"},
	"github.com/gen2brain/webp":     {"generator/picture"},
	"github.com/gen2brain/avif":     {"generator/picture"},
	"github.com/kovidgoyal/imaging": {"generator/picture"},
	"golang.org/x/text/language":    {"generator/read"},
	"golang.org/x/sync":             {"generator/work"},
	"github.com/arran4/golang-ical": {"generator/feed"},
	"github.com/pdfcpu/pdfcpu":      {"generator/document"},
	"github.com/clipperhouse/uax29": {"generator/sentence"},
	"github.com/tdewolff":           {"generator/theme"},
	"github.com/chromedp":           {"generator/leaflet"},
	"github.com/fsnotify/fsnotify":  {"generator/watch"},
	"net/http":                      {"generator/preview", "cmd/screenshots"},
}

func TestFloors(t *testing.T) {
	seen := map[string]bool{}
	for pkg, imports := range imports(t) {
		floor, listed := floors[pkg]
		if !listed {
			t.Errorf("package %s is in no floor of the table", pkg)
		}
		seen[pkg] = true
		for _, imported := range imports {
			if imported == "goldenthread" {
				imported = "goldenthread/."
			}
			if to, ours := strings.CutPrefix(imported, "goldenthread/"); ours {
				if below, listed := floors[to]; !listed || below >= floor {
					t.Errorf("%s (floor %d) imports %s (floor %d)", pkg, floor, to, below)
				}
				for _, a := range apart {
					if a.from == pkg && a.to == to {
						t.Errorf("%s imports %s: %s", pkg, to, a.why)
					}
				}
				continue
			}
			for library, owners := range only {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(owners, pkg) {
					t.Errorf("%s imports %s, which only %s may know", pkg, imported, strings.Join(owners, " and "))
				}
			}
		}
	}
	for pkg := range floors {
		if !seen[pkg] {
			t.Errorf("the table lists %s, which is not there", pkg)
		}
	}
}

// imports gives what the files of each package import, tests left out.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != "." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(name)
		found[pkg] = append(found[pkg], "")
		for _, i := range f.Imports {
			if p, _ := strconv.Unquote(i.Path.Value); !slices.Contains(found[pkg], p) {
				found[pkg] = append(found[pkg], p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
