package leaflet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Browser is a Chromium that is installed here. Find makes one.
type Browser struct {
	path    string
	version string
}

// Find looks for the system's Chromium, or a browser made of it. It starts nothing.
func Find() (b Browser, ok bool) {
	for _, name := range names() {
		found, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		// What was found may lead on to the program itself, which an upgrade changes. It is
		// run by the name that was found: snap is one program for all, and looks at its name.
		real := found
		if to, err := filepath.EvalSymlinks(found); err == nil {
			real = to
		}
		info, err := os.Stat(real)
		if err != nil || info.IsDir() {
			continue
		}
		return Browser{found, fmt.Sprintf("%s %d %d", real, info.Size(), info.ModTime().UnixNano())}, true
	}
	return Browser{}, false
}

// Path is the name by which the browser is run; "" where none was found.
func (b Browser) Path() string { return b.path }

// Version changes whenever another browser, or another version of it, is installed. It
// is made of the program's file: asking the program would start it, and opens a
// window on Windows.
func (b Browser) Version() string { return b.version }

// names are what a Chromium is called, the first choice first.
func names() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		var all []string
		for _, program := range []string{`Chromium\Application\chrome.exe`, `Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
			for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
				if dir := os.Getenv(folder); dir != "" {
					all = append(all, filepath.Join(dir, program))
				}
			}
		}
		return all
	}
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"}
}
