package browser_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator/leaflet"
)

// lighthousePages are looked at by Lighthouse, as on a phone.
var lighthousePages = []string{"/", "/stories/a-place-to-start/", "/stories/a-place-to-start/easy-read/", "/weeks/2022/"}

// least is what each of Lighthouse's scores has to be, in hundredths.
var least = map[string]float64{"accessibility": 1, "best-practices": 1, "seo": 1, "performance": .99}

type lighthouse struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Score        *float64
		Title        string
		DisplayValue string
	}
	RuntimeError struct{ Code, Message string }
}

// Lighthouse has nothing to say against the main kinds of page. A computer that
// is busy makes a page slow, and none makes it fast: the best of three counts.
func TestLighthouse(t *testing.T) {
	program := tool(t, "lighthouse", "lighthouse", "cli", "index.js")
	s := example(t)
	for _, address := range lighthousePages {
		t.Run(address, func(t *testing.T) {
			var report lighthouse
			for range 3 {
				report = judge(t, program, s.url+address)
				if report.Categories["performance"].Score >= least["performance"] {
					break
				}
			}
			for category, want := range least {
				c := report.Categories[category]
				t.Logf("%s: %.0f", category, 100*c.Score)
				if c.Score >= want {
					continue
				}
				t.Errorf("%s: %.0f, not %.0f", category, 100*c.Score, 100*want)
				for _, ref := range c.AuditRefs {
					if a := report.Audits[ref.ID]; a.Score != nil && *a.Score < 1 && ref.Weight > 0 {
						t.Errorf("%s: %s %s (%.2f)", ref.ID, a.Title, a.DisplayValue, *a.Score)
					}
				}
			}
		})
	}
}

// judge gives what Lighthouse says of a page. Now and then it measures nothing, and
// reports a runtime error (NO_NAVSTART: its recording lacks the beginning of the page's
// load). That says nothing of the page, so it is asked again, at most twice. A score,
// however low, is an answer.
func judge(t *testing.T, program, address string) lighthouse {
	t.Helper()
	var err error
	for range 3 {
		var report lighthouse
		if report, err = measure(t, program, address); err == nil {
			return report
		}
		if !strings.Contains(err.Error(), runtimeError) {
			break
		}
		t.Logf("nothing was measured: %v", err)
	}
	t.Fatal(err)
	return lighthouse{}
}

// runtimeError is what Lighthouse prints when it could not measure.
const runtimeError = "Runtime error encountered"

func measure(t *testing.T, program, address string) (report lighthouse, err error) {
	t.Helper()
	browser, _ := leaflet.Find()
	file := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command("node", program, address, "--output=json", "--output-path="+file, "--quiet",
		"--only-categories=accessibility,best-practices,seo,performance",
		"--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage --ignore-certificate-errors")
	cmd.Env = append(os.Environ(), "CHROME_PATH="+browser.Path())
	if out, err := cmd.CombinedOutput(); err != nil {
		return report, fmt.Errorf("%w\n%s", err, out)
	}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &report)
	}
	if err == nil && report.RuntimeError.Code != "" {
		err = fmt.Errorf("%s: %s %s", runtimeError, report.RuntimeError.Code, report.RuntimeError.Message)
	}
	return report, err
}
