package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goldenthread"
	"goldenthread/generator"
	"goldenthread/generator/amend"
	"goldenthread/generator/page"
	"goldenthread/generator/publish"
	"goldenthread/generator/read"
	"goldenthread/generator/scaffold"
	"goldenthread/generator/work"
)

// Exit codes, of all commands.
const (
	exitDone    = 0
	exitMend    = 1 // there is something for a writer to mend
	exitUsage   = 2
	exitMachine = 3 // the machine failed, or the site cannot be read at all
)

// world is what the program is given of the machine.
type world struct {
	in                       io.Reader
	out, err                 io.Writer
	getenv                   func(string) string
	now                      func() time.Time
	outTerminal, errTerminal bool
	clicked                  func() bool             // started by a double-click
	programDir               func() (string, error)  // where the program lies
	open                     func(what string) error // in what the system has for a file or address
	edit                     func(file string) error // as open, and waits a moment for that to fail
}

// app is the program with its flags.
type app struct {
	world
	site    string
	outDir  string
	json    bool
	quiet   bool
	pdf     bool
	noColor bool
}

// mendError ends a command with exit code 1, and nothing more to say.
type mendError struct{}

func (mendError) Error() string { return "there is something to mend" }

// usageError is wrong usage.
type usageError struct{ error }

// run runs the program and gives its exit code.
func run(ctx context.Context, args []string, w world) int {
	a := &app{world: w}
	// A double-click on Windows is a way to start this program.
	cobra.MousetrapHelpText = ""
	root := a.root()
	root.SetArgs(args)
	root.SetOut(w.out)
	root.SetErr(w.err)
	// What a panic says may be somebody's words.
	code := a.exit(work.Safely(func() error { return root.ExecuteContext(ctx) }))
	a.linger(code)
	return code
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "goldenthread",
		Short: "Publishes stories of lived experience; consent decides what is published",
		Long: `Golden Thread turns Markdown and consent records into a static site.
Nothing about a person is published without that person's living consent.`,
		SilenceErrors: true, SilenceUsage: true,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 0 && (args[0] == "withdraw" || args[0] == "approve"):
				// What stands behind it may be somebody's name, and is not said again.
				return usageError{fmt.Errorf("write consent before it: goldenthread consent %s", args[0])}
			case len(args) > 0:
				return usageError{errors.New("there is no such command")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			return a.start(c)
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.site, "site", "", "the site's `FOLDER` (default: the nearest one upwards with site.yaml)")
	flags.StringVar(&a.outDir, "out", "", "the `FOLDER` to publish into (default: public in the site)")
	flags.BoolVar(&a.json, "json", false, "print the report as JSON, and nothing else")
	flags.BoolVar(&a.quiet, "quiet", false, "print nothing but errors")
	flags.BoolVar(&a.noColor, "no-color", false, "print without colours, as the environment variable NO_COLOR does")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand(root, goldenthread.Docs()))
	root.AddCommand(completionCommand(root), a.initCommand(), a.newCommand(), a.previewCommand(), a.moveCommand(), a.picturesCommand(), a.themeCommand(), a.buildCommand(), a.statusCommand(), a.checkCommand(), a.deskCommand(), a.consentCommand(), a.versionCommand())
	return root
}

// completionCommand writes what a shell needs to complete commands by Tab.
func completionCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "completion bash|zsh|fish|powershell", Short: "Write what your shell needs to complete commands",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      exactly(1, "bash, zsh, fish or powershell"),
		RunE: func(c *cobra.Command, args []string) error {
			out := c.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return usageError{errors.New("write bash, zsh, fish or powershell behind completion")}
		},
	}
}

// exactly asks for a number of arguments.
func exactly(n int, names string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{fmt.Errorf("write %s behind the command", names)}
		}
		return nil
	}
}

func none(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{errors.New("this command takes nothing behind it but flags")}
	}
	return nil
}

// options says which site is meant.
func (a *app) options() (generator.Options, error) {
	o := generator.Options{Site: a.site, Out: a.outDir, Now: a.now}
	if o.Site == "" {
		dir, err := os.Getwd()
		if err != nil {
			return o, err
		}
		if o.Site, err = generator.FindSite(dir); err != nil {
			return o, fmt.Errorf("%w; go into a site's folder, name it with --site, or make one with 'goldenthread init DIR'", err)
		}
	}
	return o, nil
}

// settings says which site is meant, and what its site.yaml says.
func (a *app) settings() (generator.Options, page.Site, error) {
	o, err := a.options()
	if err != nil {
		return o, page.Site{}, err
	}
	site, err := generator.Settings(o)
	return o, site, err
}

// exit says what went wrong, and gives the exit code.
func (a *app) exit(err error) int {
	var (
		usage    usageError
		mend     mendError
		refused  *generator.RefusedError
		notFound *generator.NotFoundError
		past     *generator.PastError
		site     *read.SiteError
		foreign  *publish.ForeignError
		named    *scaffold.NameError
		unmoved  *generator.MoveError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &mend):
		return exitMend
	case errors.Is(err, amend.ErrUnreadable):
		a.say("%s\nThe record was not changed.\n", sentence(err))
		return exitMend
	case errors.As(err, &refused), errors.Is(err, amend.ErrNotMeant):
		a.say("%s\nNothing was changed.\n", sentence(err))
		return exitMend
	case errors.As(err, &notFound), errors.As(err, &past), errors.As(err, &named), errors.As(err, &unmoved):
		a.say("%s\n", sentence(err))
		return exitUsage
	case errors.As(err, &usage):
		a.say("%s\n'goldenthread help' lists the commands and flags.\n", sentence(err))
		return exitUsage
	case errors.As(err, &site):
		a.say("site.yaml cannot be read, so nothing was touched:\n")
		a.problems(a.err, site.Problems)
		return exitMachine
	case errors.As(err, &foreign):
		a.say("%s\n", sentence(err))
		return exitMachine
	case errors.Is(err, fs.ErrNotExist) && a.site != "":
		a.say("There is no site in the folder that --site names: it has no site.yaml.\n")
		return exitMachine
	}
	a.say("%s\n", sentence(err))
	return exitMachine
}

func (a *app) say(format string, args ...any) { fmt.Fprintf(a.err, format, args...) }

// sentence makes an error what a person reads: a capital in front, unless it
// begins with a path, and a full stop behind.
func sentence(err error) string {
	s := err.Error()
	if s == "" {
		return s
	}
	r := []rune(s)
	first, _, _ := strings.Cut(s, " ")
	if r[0] >= 'a' && r[0] <= 'z' && !strings.ContainsAny(first, "/.:") {
		r[0] -= 'a' - 'A'
	}
	switch r[len(r)-1] {
	case '.', '!', '?':
	default:
		r = append(r, '.')
	}
	return string(r)
}

func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// version is set when a release is built.
var version = ""

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Say which version this is", Args: none,
		RunE: func(*cobra.Command, []string) error {
			v := version
			info, ok := debug.ReadBuildInfo()
			if v == "" && ok {
				v = info.Main.Version
			}
			goVersion := ""
			if ok {
				goVersion = info.GoVersion
			}
			if a.json {
				return a.printJSON(map[string]string{"version": v, "go": goVersion})
			}
			_, err := fmt.Fprintf(a.out, "goldenthread %s (%s)\n", v, goVersion)
			return err
		},
	}
}
