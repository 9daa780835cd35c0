package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/generator"
	"goldenthread/generator/ask"
)

// A short answer, as it is typed in, is carried out whatever it says, and what was done
// is said; no word of the page is.
func TestApproveShort(t *testing.T) {
	for say, want := range map[ask.Say]struct{ out, record string }{
		ask.Yes:      {"said no to their name", "uses: {name: no}"},
		ask.NotYet:   {"not yet", ""},
		ask.No:       {"sam said no", "refused: 2026-11-22}"},
		ask.TakeDown: {"take it down", "withdrawn: 2026-11-22}"},
	} {
		t.Run(say.String(), func(t *testing.T) {
			site := t.TempDir()
			for name, text := range map[string]string{
				"site.yaml":            "title: Voices\nbase_url: https://www.example.org/\n",
				"content/stories/a.md": "---\ntitle: Ztitle\npeople: [sam]\ndate: 2026-06-01\n---\nZwords.\n",
				"consent/sam.yaml":     "person: sam\nnames: {full: Zfull Zname, shown_as: Zsammo}\nconsents:\n  - {covers: [everything], given: 2026-06-12, how: form, uses: {words: yes, name: shown-as}, channels: all}\n",
			} {
				file := filepath.Join(site, name)
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			w, err := generator.Ask(context.Background(), generator.Options{Site: site, Now: noon}, "sam", "stories/a")
			if err != nil {
				t.Fatal(err)
			}
			short := ask.Reply{Say: say, Codes: []string{w.Versions[0].Code}, Asked: w.Asked()}.Short()
			before, err := os.ReadFile(filepath.Join(site, "consent", "sam.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var out, failed bytes.Buffer
			do := func(args ...string) int {
				return run(context.Background(), args, world{out: &out, err: &failed, getenv: func(string) string { return "" }, now: noon, clicked: func() bool { return false }})
			}
			args := append([]string{"--site", site, "consent", "approve", "sam", "stories/a"}, strings.Fields(strings.ToLower(short))...)
			if code := do(append(args, "--no-name")...); code != exitUsage {
				t.Errorf("with --no-name it ends with %d", code)
			}
			if code := do(args[:len(args)-1]...); code != exitMend { // the tail was forgotten
				t.Errorf("without its tail it ends with %d", code)
			}
			if now, err := os.ReadFile(filepath.Join(site, "consent", "sam.yaml")); err != nil || !bytes.Equal(before, now) {
				t.Errorf("without its tail it is written down: %s, %v", now, err)
			}
			failed.Reset()
			if code := do(args...); code != exitDone || failed.Len() > 0 {
				t.Fatalf("%d %s", code, &failed)
			}
			after, err := os.ReadFile(filepath.Join(site, "consent", "sam.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), want.out) || !strings.Contains(string(after), want.record) || want.record == "" && !bytes.Equal(before, after) {
				t.Errorf("%s\n%s", &out, after)
			}
			for _, word := range []string{"Ztitle", "Zwords", "Zfull", "Zsammo"} {
				if strings.Contains(out.String(), word) {
					t.Errorf("it says %s", word)
				}
			}
		})
	}
}
