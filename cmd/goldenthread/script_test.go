package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"goldenthread"
	"goldenthread/generator/hosting"
)

var update = flag.Bool("update", false, "write into the scripts what the commands print now")

// TestMain makes this test binary the command goldenthread of the scripts. Its
// day is 22 November 2026, or that of the environment variable TODAY, which
// the real program does not know. Where BARE is set, it finds no other program;
// where CLICKED is, somebody has double-clicked it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"goldenthread": func() {
			if os.Getenv("BARE") != "" {
				os.Setenv("PATH", "")
			}
			ctx, stop := untilStopped()
			defer stop()
			os.Exit(run(ctx, os.Args[1:], world{
				in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: noon, open: opened,
				clicked:    func() bool { return os.Getenv("CLICKED") != "" },
				programDir: func() (string, error) { return os.Getenv("PROGRAM"), nil },
			}))
		},
	})
}

// opened writes down, in the folder of the script, what the command opened.
func opened(what string) error {
	return os.WriteFile(filepath.Join(os.Getenv("WORK"), "opened"), []byte(what+"\n"), 0o600)
}

// noon is the clock of the scripts.
func noon() time.Time {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	if today := os.Getenv("TODAY"); today != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, today); err != nil {
			panic(err)
		}
	}
	return day.Add(12 * time.Hour)
}

// TestScript runs each script in testdata/script in a new, empty folder. A
// script is a text archive: commands, then the files that they begin with.
// Besides testscript's own commands it may use those of commands.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", Cmds: commands(), RequireUniqueNames: true, UpdateScripts: *update,
	})
}

type command = func(ts *testscript.TestScript, neg bool, args []string)

// commands are what scripts may use besides testscript's own.
func commands() map[string]command {
	return map[string]command{
		// exits CODE COMMAND…: the command ends with exactly this exit code.
		"exits": with(2, -1, func(ts *testscript.TestScript, args []string) error {
			err := ts.Exec(args[1], args[2:]...)
			got := 0
			if ended := new(exec.ExitError); errors.As(err, &ended) {
				got = ended.ExitCode()
			} else if err != nil {
				return err
			}
			if strconv.Itoa(got) != args[0] {
				return fmt.Errorf("exit code %d, want %s", got, args[0])
			}
			return nil
		}),
		// nowhere WORD DIR…: no file under DIR holds WORD, in its text or its
		// name, in capitals or not.
		"nowhere": with(2, -1, func(ts *testscript.TestScript, args []string) error {
			return within(ts, args, func(word string, in []string) error {
				if len(in) > 0 {
					return fmt.Errorf("%q is in %s", word, strings.Join(in, ", "))
				}
				return nil
			})
		}),
		// somewhere WORD DIR…: some file under DIR does.
		"somewhere": with(2, -1, func(ts *testscript.TestScript, args []string) error {
			return within(ts, args, func(word string, in []string) error {
				if len(in) == 0 {
					return fmt.Errorf("%q is nowhere", word)
				}
				return nil
			})
		}),
		// wordsof OUT SITE FOLDER…: writes into OUT the words that stand in these
		// folders of SITE's content, and nowhere else in it, nor in its records (what
		// people say of themselves is shown), nor in the theme.
		"wordsof": with(3, -1, wordsOf),
		// nowhereof WORDS DIR: no word of the file WORDS is in a file under DIR.
		"nowhereof": with(2, 2, func(ts *testscript.TestScript, args []string) error {
			found, err := found(ts, args[0], args[1])
			if err == nil && len(found) > 0 {
				err = fmt.Errorf("still there: %s", strings.Join(found, ", "))
			}
			return err
		}),
		// somewhereof N WORDS DIR: at least N words of the file WORDS are.
		"somewhereof": with(3, 3, func(ts *testscript.TestScript, args []string) error {
			least, err := strconv.Atoi(args[0])
			if err != nil {
				return err
			}
			found, err := found(ts, args[1], args[2])
			if err == nil && len(found) < least {
				err = fmt.Errorf("only %d of the words are there: %s", len(found), strings.Join(found, ", "))
			}
			return err
		}),
		// json FILE PATH [VALUE]: FILE (or stdout) is one JSON value and no more,
		// and holds VALUE at PATH. See jsonAt.
		"json": jsonCommand,
		// files DIR: prints every file under DIR, so that it can be compared.
		"files": with(1, 1, func(ts *testscript.TestScript, args []string) error {
			names, err := files(ts.MkAbs(args[0]))
			for _, name := range names {
				fmt.Fprintln(ts.Stdout(), name)
			}
			return err
		}),
		// age DIR: gives every file under DIR a time long ago; aged FILE… says
		// that a file still has it, so that nobody has written it since.
		"age": with(1, 1, func(ts *testscript.TestScript, args []string) error {
			names, err := files(ts.MkAbs(args[0]))
			for _, name := range names {
				err = errors.Join(err, os.Chtimes(filepath.Join(ts.MkAbs(args[0]), name), longAgo(), longAgo()))
			}
			return err
		}),
		"aged": func(ts *testscript.TestScript, neg bool, args []string) {
			for _, name := range args {
				info, err := os.Stat(ts.MkAbs(name))
				ts.Check(err)
				if info.ModTime().Equal(longAgo()) == neg {
					ts.Fatalf("%s was written at %s", name, info.ModTime())
				}
			}
		},
		// replace FILE OLD NEW: writes NEW in the place of each OLD, which must be
		// there. append FILE TEXT: puts a line at the end.
		"replace": with(3, 3, func(ts *testscript.TestScript, args []string) error {
			before := ts.ReadFile(args[0])
			if !strings.Contains(before, args[1]) {
				return fmt.Errorf("%q is not in %s", args[1], args[0])
			}
			return os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(before, args[1], args[2])), 0o644)
		}),
		"append": with(2, 2, func(ts *testscript.TestScript, args []string) error {
			return os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+args[1]+"\n"), 0o644)
		}),
		// uncomment FILE…: takes '# ' away from the start of every line that has it.
		"uncomment": with(1, -1, func(ts *testscript.TestScript, args []string) error {
			for _, name := range args {
				text := strings.ReplaceAll("\n"+ts.ReadFile(name), "\n# ", "\n")
				if err := os.WriteFile(ts.MkAbs(name), []byte(text[1:]), 0o644); err != nil {
					return err
				}
			}
			return nil
		}),
		// keys FILE KEY…: each key stands in the file commented or not.
		"keys": with(2, -1, func(ts *testscript.TestScript, args []string) error {
			for _, key := range args[1:] {
				form := regexp.MustCompile(`(?m)^(?:# )? *(?:- )?` + key + `:( |$)`)
				if n := len(form.FindAllString(ts.ReadFile(args[0]), -1)); n == 0 {
					return fmt.Errorf("%s has no %s", args[0], key)
				}
			}
			return nil
		}),
		// mode MODE FILE…: the files have this mode, in octal.
		"mode": with(2, -1, func(ts *testscript.TestScript, args []string) error {
			for _, name := range args[1:] {
				info, err := os.Stat(ts.MkAbs(name))
				if err != nil {
					return err
				}
				if got := fmt.Sprintf("%#o", info.Mode().Perm()); got != args[0] {
					return fmt.Errorf("%s has mode %s", name, got)
				}
			}
			return nil
		}),
		// lower NAME: makes the variable lower-case, without hyphens.
		"lower": with(1, 1, func(ts *testscript.TestScript, args []string) error {
			ts.Setenv(args[0], strings.ToLower(strings.ReplaceAll(ts.Getenv(args[0]), "-", "")))
			return nil
		}),
		// set NAME FILE PATH: puts a value of a JSON file into a variable.
		"set": with(3, 3, func(ts *testscript.TestScript, args []string) error {
			got, err := jsonAt(ts.ReadFile(args[1]), args[2])
			if err == nil {
				ts.Setenv(args[0], jsonText(got))
			}
			return err
		}),
	}
}

// with makes a command that takes so many arguments (most -1: any number) and
// knows no "!".
func with(least, most int, f func(*testscript.TestScript, []string) error) command {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg {
			ts.Fatalf("this command knows no !")
		}
		if len(args) < least || most >= 0 && len(args) > most {
			ts.Fatalf("wrong number of arguments")
		}
		ts.Check(f(ts, args))
	}
}

// longAgo is a time at which no test ran.
func longAgo() time.Time { return time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC) }

// files lists every file under dir, by paths with forward slashes.
func files(dir string) ([]string, error) {
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// within tells f which files under each of args[1:] hold the word args[0].
func within(ts *testscript.TestScript, args []string, f func(word string, in []string) error) error {
	word := strings.ToLower(args[0])
	for _, dir := range args[1:] {
		names, err := files(ts.MkAbs(dir))
		if err != nil {
			return err
		}
		var in []string
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(ts.MkAbs(dir), name))
			if err != nil {
				return err
			}
			if strings.Contains(strings.ToLower(name), word) || strings.Contains(strings.ToLower(string(text)), word) {
				in = append(in, dir+"/"+name)
			}
		}
		if err := f(args[0], in); err != nil {
			return err
		}
	}
	return nil
}

// splitWords gives every word of a text once, in lower case.
func splitWords(into map[string]bool, text string) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if w = strings.Trim(w, "'"); len(w) > 3 {
			into[w] = true
		}
	}
}

func wordsOf(ts *testscript.TestScript, args []string) error {
	site := ts.MkAbs(args[1])
	theirs, others := map[string]bool{}, map[string]bool{}
	read := func(fsys fs.FS, dir string) error {
		return fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(fsys, name)
			into := others
			for _, folder := range args[2:] {
				if strings.HasPrefix(name, "content/"+folder+"/") {
					into = theirs
				}
			}
			splitWords(into, string(text))
			return err
		})
	}
	for _, top := range []string{"content", "consent", "site.yaml", "words.yaml"} {
		if err := read(os.DirFS(site), top); err != nil {
			return err
		}
	}
	if err := read(goldenthread.DefaultTheme(), "."); err != nil {
		return err
	}
	splitWords(others, string(hosting.Headers()))
	var list []string
	for _, w := range slices.Sorted(maps.Keys(theirs)) {
		if !others[w] {
			list = append(list, w)
		}
	}
	return os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(list, "\n")+"\n"), 0o644)
}

// found gives the words of the file list that stand in a file under dir.
func found(ts *testscript.TestScript, list, dir string) ([]string, error) {
	names, err := files(ts.MkAbs(dir))
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(ts.MkAbs(dir), name))
		if err != nil {
			return nil, err
		}
		splitWords(there, name+"\n"+string(text))
	}
	var out []string
	for _, w := range strings.Fields(ts.ReadFile(list)) {
		if there[w] {
			out = append(out, w)
		}
	}
	return out, nil
}

func jsonCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 && len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH [VALUE]")
	}
	got, err := jsonAt(ts.ReadFile(args[0]), args[1])
	missing := errors.Is(err, errMissing)
	if err != nil && !missing {
		ts.Fatalf("%v", err)
	}
	is := !missing && (len(args) == 2 || jsonText(got) == args[2])
	switch {
	case is == neg && missing:
		ts.Fatalf("there is no %s", args[1])
	case is == neg:
		ts.Fatalf("%s is %s", args[1], jsonText(got))
	}
}

var errMissing = errors.New("no such value")

// jsonAt finds a value in JSON. A path is made of keys with dots between them;
// [3] is the fourth item of a list, [page=stories/a] the first item in which
// the key has that value; an empty path is the whole.
func jsonAt(text, path string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something stands behind the JSON")
	}
	for path != "" {
		if strings.HasPrefix(path, "[") {
			inside, rest, ok := strings.Cut(path[1:], "]")
			if !ok {
				return nil, errors.New("a bracket is not closed")
			}
			if v, ok = item(v, inside); !ok {
				return nil, errMissing
			}
			path = rest
			continue
		}
		path = strings.TrimPrefix(path, ".")
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		m, _ := v.(map[string]any)
		next, ok := m[path[:end]]
		if !ok {
			return nil, errMissing
		}
		v, path = next, path[end:]
	}
	return v, nil
}

// item finds an item of a list by its number, or by key=value pairs that it
// holds, with & between them.
func item(v any, what string) (any, bool) {
	list, _ := v.([]any)
	if n, err := strconv.Atoi(what); err == nil {
		if n < len(list) {
			return list[n], true
		}
		return nil, false
	}
	for _, one := range list {
		m, _ := one.(map[string]any)
		all := true
		for pair := range strings.SplitSeq(what, "&") {
			key, value, _ := strings.Cut(pair, "=")
			has, ok := m[key]
			all = all && ok && jsonText(has) == value
		}
		if all {
			return one, true
		}
	}
	return nil, false
}

// jsonText shows a value: a text as it is, anything else as JSON.
func jsonText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(b.String(), "\n")
}
