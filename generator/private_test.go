package generator_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"goldenthread/generator"
)

// writes says that a private file is written, as its owner's alone.
func writes(t *testing.T, o generator.Options, file string) {
	t.Helper()
	if err := generator.WritePrivate(context.Background(), o, file, []byte("Zwords")); err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	text, err := os.ReadFile(file)
	if err != nil || string(text) != "Zwords" {
		t.Errorf("%s: %q, %v", file, text, err)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v", file, info.Mode(), err)
	}
}

// refuses says that a private file is refused with a word, and that nothing is written.
func refuses(t *testing.T, o generator.Options, file, word string) {
	t.Helper()
	before, _ := os.ReadFile(file)
	err := generator.WritePrivate(context.Background(), o, file, []byte("Zwords"))
	if !errors.As(err, new(*generator.RefusedError)) || !strings.Contains(err.Error(), word) || !strings.Contains(err.Error(), "--out") {
		t.Errorf("%s: %v, want a refusal with %q", file, err, word)
	}
	if after, _ := os.ReadFile(file); string(after) != string(before) {
		t.Errorf("%s was written", file)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".*"+".private.html")); len(left) > 0 {
		t.Errorf("%q is left", left)
	}
}

// A private file lies nowhere where it could be published, be taken for a part of the
// site, or take the place of something else.
func TestWritePrivate(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	site := filepath.Join(top, "site")
	for _, name := range []string{"site/site.yaml", "site/content/stories/a.md", "site/consent/sam.yaml", "site/themes/x/theme.yaml", "site/public/a/index.html", "site/.goldenthread/state", "out/deep/index.html", "www/published.json", "www/deep/index.html", "thesis.html", "notes.private.html", "meeting/x.txt"} {
		place(t, top, name, "There before.")
	}
	o := options(site)
	o.Out = filepath.Join(top, "out")
	at := func(name string) string { return filepath.Join(top, filepath.FromSlash(name)) }

	writes(t, o, at("site/x.private.html"))
	writes(t, o, at("meeting/x.html")) // new, and no .html is written over
	refuses(t, o, at("meeting/x.html"), "already")
	writes(t, o, at("notes.private.html"))
	refuses(t, o, at("thesis.html"), "already")
	refuses(t, o, at("site/site.yaml"), ".private.html")
	refuses(t, o, at("meeting/x.md"), ".private.html")
	refuses(t, o, at("nowhere/x.private.html"), "not there")
	for _, folder := range []string{"site/content", "site/content/stories", "site/consent", "site/themes", "site/themes/x", "site/public", "site/public/a", "site/.goldenthread"} {
		refuses(t, o, at(folder+"/x.private.html"), strings.Split(folder, "/")[1]+"/")
	}
	for _, folder := range []string{"out", "out/deep", "www", "www/deep"} {
		refuses(t, o, at(folder+"/x.private.html"), "published")
	}
	if err := os.Mkdir(at("site/folder.private.html"), 0o755); err != nil {
		t.Fatal(err)
	}
	refuses(t, o, at("site/folder.private.html"), "no plain file")

	if err := os.Symlink(at("notes.private.html"), at("link.private.html")); err != nil {
		t.Skip(err)
	}
	refuses(t, o, at("link.private.html"), "no plain file")
	for aside, folder := range map[string]string{"aside": "site/content/stories", "shown": "www/deep", "open": "meeting"} {
		if err := os.Symlink(at(folder), at(aside)); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, o, at("aside/x.private.html"), "content/")
	refuses(t, o, at("shown/x.private.html"), "published")
	writes(t, o, at("open/x.private.html"))
	// The site itself may be named by a link.
	if err := os.Symlink(site, at("alias")); err != nil {
		t.Fatal(err)
	}
	o.Site = at("alias")
	refuses(t, o, at("site/content/x.private.html"), "content/")
}

// What Git keeps is told to others, so it holds no private file.
func TestWritePrivateGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no Git")
	}
	site := asked(t)
	o := options(site)
	git := func(args ...string) {
		t.Helper()
		if out, err := generator.Git(context.Background(), site, args...).CombinedOutput(); err != nil {
			t.Fatalf("%q: %s %v", args, out, err)
		}
	}
	file := filepath.Join(site, "x.private.html")
	git("init", "--quiet")
	refuses(t, o, file, "Git would keep")
	place(t, site, ".gitignore", "*.private.html\nmine.html\n")
	writes(t, o, file)
	writes(t, o, filepath.Join(site, "mine.html"))
	refuses(t, o, filepath.Join(site, "proof.html"), "*.private.html")
	writes(t, o, filepath.Join(site, "[x]*.private.html"))
	git("add", "--force", "x.private.html")
	refuses(t, o, file, "git rm --cached")
	refuses(t, o, filepath.Join(site, "X.private.html"), "git rm --cached")
	git("rm", "--quiet", "--cached", "x.private.html")
	writes(t, o, file)

	// Where Git is not there to be asked, the line that a new site has must be.
	t.Setenv("PATH", t.TempDir())
	writes(t, o, file)
	refuses(t, o, filepath.Join(site, "new.html"), "cannot be asked")
	place(t, site, ".gitignore", "# *.private.html\n")
	refuses(t, o, file, "cannot be asked")
}

// A proof has a name of its own in the site's folder; all else is WritePrivate's.
func TestWriteProof(t *testing.T) {
	ctx, site := context.Background(), asked(t)
	w, err := generator.Ask(ctx, options(site), "sam", "stories/a")
	if err != nil {
		t.Fatal(err)
	}
	file, err := generator.WriteProof(ctx, options(site), w, "")
	if err != nil || file != filepath.Join(site, "sam-stories-a.private.html") {
		t.Fatal(file, err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "Easy words.") {
		t.Error(err)
	}
	if _, err := generator.WriteProof(ctx, options(site), w, filepath.Join(site, "content", "x.private.html")); !errors.As(err, new(*generator.RefusedError)) {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(site, ".*")); err != nil || len(left) > 0 {
		t.Errorf("%q, %v", left, err)
	}
}
