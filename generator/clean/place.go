package clean

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"goldenthread/generator/diag"
)

// maxSource is how many bytes of a file are read.
const maxSource = 100 << 20

// TooLarge gives the problem of a file of so many bytes; nil where it may be read.
func TooLarge(name string, size int64) *diag.Problem {
	if size <= maxSource {
		return nil
	}
	return &diag.Problem{Code: "file-unreadable", Place: diag.Place{File: filepath.ToSlash(name)}, Message: "This file is larger than 100 MB.", Fix: "Save it smaller, or keep it elsewhere."}
}

// Read reads a file of this computer, to be looked into. Links are not followed.
func Read(name string) ([]byte, *diag.Problem) {
	problem := func(code, message, fix string) ([]byte, *diag.Problem) {
		return nil, &diag.Problem{Code: code, Place: diag.Place{File: filepath.ToSlash(name)}, Message: message, Fix: fix}
	}
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return problem("cannot-open", "There is no such file.", "Write its path from the folder in which you type, such as content/blog/tea/hall.jpg, and no star (*).")
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		return problem("symlink", "This only points to a file elsewhere, and is not followed.", "Name the file itself.")
	case err == nil && info.IsDir():
		return problem("cannot-open", "This is a folder.", "Name the files in it.")
	case err == nil && !info.Mode().IsRegular():
		return problem("cannot-open", "This is no file.", "Name a file.")
	case err == nil:
		if large := TooLarge(name, info.Size()); large != nil {
			return nil, large
		}
	}
	f, err := os.Open(name)
	if err != nil {
		return problem("cannot-open", "This file cannot be opened.", "Look at who may read it.")
	}
	defer f.Close()
	source, err := io.ReadAll(io.LimitReader(f, maxSource+1))
	if err != nil || len(source) > maxSource {
		return problem("cannot-open", "This file cannot be read.", "Look at who may read it, and how large it is.")
	}
	return source, nil
}

// InPlace cleans a file where it lies: it is there whole, as it was or as it is, at
// every moment. carried says what it carried; nothing is written where that is
// nothing. An error means that the machine failed.
func InPlace(name string) (carried []string, problems []diag.Problem, ok bool, err error) {
	source, bad := Read(name)
	if bad != nil {
		return nil, []diag.Problem{*bad}, false, nil
	}
	shown := filepath.ToSlash(name)
	carried = Look(shown, source).Carries
	made, problems, ok := Clean(shown, source)
	if !ok || len(carried) == 0 {
		return carried, problems, ok, nil
	}
	return carried, problems, true, replace(name, made)
}

// replace puts new bytes in the place of a file, with who may read it as before.
func replace(name string, made []byte) error {
	info, err := os.Lstat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".clean-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone where it took the place
	_, err = f.Write(made)
	err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
