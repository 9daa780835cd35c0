package generator_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// Two builds of a site on one day give the same bytes, names and permissions,
// published.json included, whatever the time zone, language, umask, number of
// processors, folder and order of files.
func TestSameInputsSameBytes(t *testing.T) {
	sites := uint64(6)
	if testing.Short() {
		sites = 2
	}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			sameEverywhere(t, seed, newRandomSite(t, 20_000+seed).dir)
		})
	}
	t.Run("example", func(t *testing.T) {
		sameEverywhere(t, sites, example(t))
	})
}

func sameEverywhere(t *testing.T, seed uint64, site string) {
	t.Helper()
	var first outTree
	var firstModes map[string]string
	for i, where := range []struct {
		reason, folder string
		out            string // "" is public in the site
		env            []string
	}{
		{"usual", "site", "", []string{"TZ=Europe/London", "LANG=en_GB.UTF-8", "LC_ALL=", "GOMAXPROCS=2", "LAWS_TEST_UMASK=022"}},
		{"no umask, far east, Turkish, one processor", "Another folder – with ümlauts/site", "", []string{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1", "LAWS_TEST_UMASK=0"}},
		{"closed umask, far west, German, seven processors", "x", "elsewhere/out", []string{"TZ=Pacific/Pago_Pago", "LANG=de_DE", "LC_ALL=C", "GOMAXPROCS=7", "LAWS_TEST_UMASK=077"}},
	} {
		top := t.TempDir()
		dir := filepath.Join(top, filepath.FromSlash(where.folder))
		copySite(t, rand.New(rand.NewPCG(seed, uint64(i))), site, dir)
		out := filepath.Join(dir, "public")
		if where.out != "" {
			out = filepath.Join(top, filepath.FromSlash(where.out))
		}
		startBuild(t, dir, out, where.env...).mustEnd(t)
		tree, m := readTree(t, out), modes(t, out)
		if i == 0 {
			first, firstModes = tree, m
			if len(tree) < 10 {
				t.Fatalf("seed %d: hardly anything is published: %v", seed, m)
			}
			continue
		}
		if d := differences(first, tree); len(d) > 0 {
			t.Errorf("seed %d, %s: other bytes than usual in %q", seed, where.reason, d)
		}
		if !maps.Equal(firstModes, m) {
			t.Errorf("seed %d, %s: other permissions than usual:\n%v\n%v", seed, where.reason, firstModes, m)
		}
	}
}
