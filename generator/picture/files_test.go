package picture

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the planted files anew")

// TestPlantedFiles holds that generator/testdata/planted, with which the whole
// program is tried, holds every place of metadata that is known here.
func TestPlantedFiles(t *testing.T) {
	dir := filepath.FromSlash("../testdata/planted")
	var there []string
	for _, p := range slices.Concat(plantedJPEGs(), plantedPNGs(), plantedGIFs(), plantedWebPs(), plantedAVIFs(), plantedSVGs()) {
		slug := strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(p.why), "-"), "-")
		name := strings.TrimPrefix(path.Ext(p.file), ".") + "-" + slug + path.Ext(p.file)
		there = append(there, name)
		full := filepath.Join(dir, name)
		if *update {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, p.source, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(full); err != nil || !bytes.Equal(got, p.source) {
			t.Errorf("%s is not what is planted now (%v); run go test ./generator/picture -run Planted -update", name, err)
		}
	}
	slices.Sort(there)
	if twice := len(there) - len(slices.Compact(slices.Clone(there))); twice > 0 {
		t.Errorf("%d names are given twice", twice)
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !slices.Contains(there, f.Name()) {
			t.Errorf("%s is planted no more; take it away", f.Name())
		}
	}
}
