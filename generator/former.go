package generator

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"goldenthread/generator/approval"
	"goldenthread/generator/page"
)

// former is a text that somebody has approved.
type former struct {
	text approval.Text
	raw  string // the whole file
}

// remember keeps the files whose present text somebody has approved: when one is saved
// over, its team is told what was approved.
func (l *Live) remember(s *site) {
	present := map[string]approval.Text{}
	for _, d := range s.world.decisions.List {
		if s.approved[d.Text] {
			present[d.File] = d.Text
		}
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for i := range s.world.src.Pages {
		for _, v := range s.world.src.Pages[i].Versions() {
			if text, yes := present[v.File]; yes && l.approved[v.File].text != text {
				if raw, ok := l.memory.Raw(v); ok {
					l.approved[v.File] = former{text, raw}
				}
			}
		}
	}
}

// approvedTexts gives every text that somebody has approved.
func approvedTexts(records map[string]*page.Record) map[approval.Text]bool {
	yes := map[approval.Text]bool{}
	for _, rec := range records {
		for _, a := range rec.Approvals {
			yes[approval.Text(a.Text)] = true
		}
	}
	return yes
}

// former gives the file as it stood when somebody approved its text, where it holds another
// one now that nobody has approved.
func (m Moment) former(file string, present approval.Text) (raw string, ok bool) {
	m.live.mutex.Lock()
	defer m.live.mutex.Unlock()
	was, known := m.live.approved[file]
	if !known || present == was.text || m.site.approved[present] {
		return "", false
	}
	return was.raw, true
}

// ErrNotSetAside says that a changed text cannot be set aside.
var ErrNotSetAside = errors.New("this text cannot be set aside: nothing that was approved is known of it, or another change waits already")

// SetAside puts the changed text of a file into one that waits for approval, NAME.next.md,
// and the text that was approved back in its place.
func (l *Live) SetAside(ctx context.Context, file string) error {
	l.mutex.Lock()
	was, known := l.approved[file]
	l.mutex.Unlock()
	name, isPage := strings.CutSuffix(file, ".md")
	if !known || !isPage || strings.HasSuffix(name, ".next") {
		return ErrNotSetAside
	}
	return holding(ctx, l.options.Site, func() error {
		return change(l.root, file, func(now []byte) ([]byte, error) {
			if string(now) == was.raw {
				return nil, ErrNotSetAside
			}
			info, err := l.root.Lstat(file)
			if err != nil {
				return nil, err
			}
			err = writeNew(l.root, name+".next.md", now, info.Mode().Perm())
			if errors.Is(err, fs.ErrExist) {
				err = ErrNotSetAside
			}
			return []byte(was.raw), err
		})
	})
}

// writeNew writes a file that is not there yet, whole or not at all.
func writeNew(root *os.Root, name string, text []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, root.Remove(name))
	}
	return err
}
