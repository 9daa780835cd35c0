package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// ci is a machine that runs pipelines as GitHub and GitLab do, as far as those
// that `init` writes need it: it reads their YAML, evaluates their conditions,
// runs the text of their steps with bash, and plays what they call by name.
type ci struct {
	*testing.T
	dir        string // everything of this run
	repo       string // the repository, bare, with the branch main
	event      string // push, pull_request, schedule, workflow_dispatch
	visibility string // private, internal, public; "" is not to be found out
	built      string // the attempt in which the build job ran, where another than this one
}

// ran is what came of a run.
type ran struct {
	green     bool
	published string // the folder that was published; "" where none was
	uploaded  []string
	log       string
}

// bash runs the text of a step.
func (c *ci) bash(r *ran, text, dir string, env map[string]string) bool {
	script := filepath.Join(c.dir, "step.sh")
	write(c.T, script, text)
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	cmd.Dir = dir
	cmd.Env = []string{"CI=true", "LANG=C.UTF-8", "HOME=" + c.dir, "TMPDIR=" + c.folder("temp"), "PATH=" + c.folder("bin") + ":" + os.Getenv("PATH")}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	r.log += string(out)
	return err == nil
}

// folder gives a folder of this run.
func (c *ci) folder(name string) string {
	dir := filepath.Join(c.dir, name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		c.Fatal(err)
	}
	return dir
}

// upload keeps a folder as an artifact: a copy, and what is in it.
func (c *ci) upload(r *ran, from string) string {
	to := filepath.Join(c.dir, "artifact")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		c.Fatal(err)
	}
	names, err := files(to)
	if err != nil {
		c.Fatal(err)
	}
	r.uploaded = append(r.uploaded, names...)
	return to
}

func (c *ci) git(dir string, args ...string) string {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.org")
	out, err := cmd.CombinedOutput()
	if err != nil {
		c.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// pipeline reads a file of the repository as it is on main.
func (c *ci) pipeline(name string, into any) {
	unmarshal(c.T, c.git(c.repo, "show", "main:"+name), into)
}

type githubJob struct {
	If      string
	Needs   any
	Outputs map[string]string
	Steps   []struct {
		Name, ID, If, Uses, Run string
		Env, With               map[string]string
	}
}

// github runs .github/workflows/publish.yml. An old run is begun: the commit
// before the last.
func (c *ci) github() ran {
	var file struct {
		Env  map[string]string
		Jobs map[string]githubJob
	}
	c.pipeline(".github/workflows/publish.yml", &file)
	fake := "#!/bin/sh\n[ \"$*\" = 'api repos/team/voices --jq .visibility' ] && [ -n \"$GH_TOKEN\" ] && [ -n '" + c.visibility + "' ] && echo '" + c.visibility + "'\n"
	write(c.T, filepath.Join(c.folder("bin"), "gh"), fake)
	if err := os.Chmod(filepath.Join(c.dir, "bin", "gh"), 0o755); err != nil {
		c.Fatal(err)
	}
	if c.built == "" {
		c.built = "1"
	}
	known := map[string]string{"github.token": "a token"}
	r := ran{green: true}
	artifact, result := "", map[string]bool{}
	for _, name := range []string{"build", "publish", "mend"} {
		job, there := file.Jobs[name]
		if !there {
			c.Fatalf("there is no job %s", name)
		}
		needed := true
		for _, n := range strings.Fields(strings.Trim(fmt.Sprint(job.Needs), "[]")) {
			needed = needed && (n == "<nil>" || result[n])
		}
		if !needed || !c.holds(job.If, known) {
			continue
		}
		workspace := c.folder("workspace-" + name)
		ok := true
		for _, s := range job.Steps {
			if !ok || !c.holds(s.If, known) {
				continue
			}
			output := filepath.Join(c.dir, "output")
			write(c.T, output, "")
			env := map[string]string{
				"GITHUB_REPOSITORY": "team/voices", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_OUTPUT": output, "RUNNER_TEMP": c.folder("runner-" + name),
			}
			for _, more := range []map[string]string{file.Env, s.Env} {
				for k, v := range more {
					env[k] = c.expand(v, known)
				}
			}
			switch action, _, _ := strings.Cut(s.Uses, "@"); action {
			case "":
				ok = c.bash(&r, s.Run, workspace, env)
			case "actions/checkout":
				c.git(workspace, "clone", "--quiet", c.repo, ".")
				if ref := c.expand(s.With["ref"], known); ref == "" {
					c.git(workspace, "checkout", "--quiet", "main~1")
				}
			case "actions/upload-pages-artifact":
				artifact = c.upload(&r, filepath.Join(workspace, s.With["path"]))
			case "actions/deploy-pages":
				r.published = artifact
			default:
				c.Fatalf("nobody here plays %s", s.Uses)
			}
			text, err := os.ReadFile(output)
			if err != nil {
				c.Fatal(err)
			}
			for _, l := range strings.Fields(string(text)) {
				k, v, _ := strings.Cut(l, "=")
				known["steps."+s.ID+".outputs."+k] = v
			}
		}
		for k, v := range job.Outputs {
			known["needs."+name+".outputs."+k] = c.expand(v, known)
		}
		if name == "build" && c.built != "1" {
			known["needs.build.outputs.attempt"] = c.built
		}
		result[name] = ok
		r.green = r.green && ok
	}
	return r
}

// holds evaluates the condition of a step or job.
func (c *ci) holds(condition string, known map[string]string) bool {
	switch condition {
	case "":
		return true
	case "github.event_name == 'pull_request'":
		return c.event == "pull_request"
	case "github.event_name != 'pull_request'":
		return c.event != "pull_request"
	}
	name, value, ok := strings.Cut(condition, " == ")
	if !ok {
		c.Fatalf("nobody here knows the condition %s", condition)
	}
	return known[name] == strings.Trim(value, "'")
}

// expand replaces an expression of GitHub's, of which a value holds one at most.
func (c *ci) expand(value string, known map[string]string) string {
	expression, ok := strings.CutPrefix(value, "${{ ")
	if !ok {
		return value
	}
	expression = strings.TrimSuffix(expression, " }}")
	if expression == "github.event_name == 'pull_request' && github.ref || 'main'" {
		return "main"
	}
	if v, there := known[expression]; there || strings.HasPrefix(expression, "steps.") {
		return v
	}
	c.Fatalf("nobody here knows the expression %s", expression)
	return ""
}

type gitlabJob struct {
	Rules     []struct{ If string }
	Variables map[string]string
	Script    []string
	Artifacts struct {
		Paths   []string
		Reports struct{ Dotenv string }
	}
}

// gitlab runs .gitlab-ci.yml. An old pipeline is begun: the commit before the
// last.
func (c *ci) gitlab() ran {
	var file map[string]yaml.Node
	c.pipeline(".gitlab-ci.yml", &file)
	var variables map[string]string
	decode(c.T, file["variables"], &variables)
	source := map[string]string{"pull_request": "merge_request_event", "workflow_dispatch": "web"}[c.event]
	if source == "" {
		source = c.event
	}
	env := map[string]string{
		"CI_PROJECT_VISIBILITY": c.visibility, "CI_REPOSITORY_URL": "file://" + c.repo, "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_SOURCE": source,
	}
	if c.visibility == "" {
		delete(env, "CI_PROJECT_VISIBILITY")
	}
	r := ran{green: true}
	for _, name := range []string{"check", "pages", "mend"} {
		var job gitlabJob
		decode(c.T, file[name], &job)
		merge := "$CI_PIPELINE_SOURCE == \"merge_request_event\""
		switch {
		case len(job.Rules) == 1 && job.Rules[0].If == merge:
			if source != "merge_request_event" {
				continue
			}
		case len(job.Rules) == 1 && job.Rules[0].If == strings.Replace(merge, "==", "!=", 1):
			if source == "merge_request_event" {
				continue
			}
		default:
			c.Fatalf("nobody here knows the rules of %s", name)
		}
		if name == "mend" && !r.green {
			continue
		}
		project := c.folder("project-" + name)
		if job.Variables["GIT_STRATEGY"] != "none" {
			c.git(project, "clone", "--quiet", c.repo, ".")
			if source != "merge_request_event" {
				c.git(project, "checkout", "--quiet", "main~1")
			}
		}
		for _, more := range []map[string]string{variables, job.Variables, {"CI_PROJECT_DIR": project}} {
			for k, v := range more {
				env[k] = v
			}
		}
		if !c.bash(&r, strings.Join(job.Script, "\n"), project, env) {
			r.green = false
			continue
		}
		for _, p := range job.Artifacts.Paths {
			artifact := c.upload(&r, filepath.Join(project, p))
			if name == "pages" && p == "public" {
				r.published = artifact
			}
		}
		if job.Artifacts.Reports.Dotenv != "" {
			text, err := os.ReadFile(filepath.Join(project, job.Artifacts.Reports.Dotenv))
			if err != nil {
				c.Fatal(err)
			}
			k, v, _ := strings.Cut(string(bytes.TrimSpace(text)), "=")
			env[k] = v
		}
	}
	return r
}

func unmarshal(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

func decode(t *testing.T, n yaml.Node, into any) {
	t.Helper()
	if n.Kind == 0 {
		t.Fatalf("the pipeline lacks a part that is read into %T", into)
	}
	if err := n.Decode(into); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// in says whether a file is in a folder.
func in(dir, name string) bool {
	_, err := fs.Stat(os.DirFS(dir), name)
	return err == nil
}
