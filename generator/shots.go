package generator

import (
	"os"
	"strings"
	"sync"

	"goldenthread/generator/page"
)

// privateEnd ends the addresses of pictures and recordings that no build has made
// anything of. They stand on private pages alone.
const privateEnd = "-private"

// withPrivate gives pictures and recordings of which nothing was made an address of the
// preview's own. What is public was decided before, without them.
func withPrivate(pictures map[string]page.Picture) {
	for file, p := range pictures {
		if len(p.Renditions) > 0 || p.Fault != nil || p.Stem == "" || p.As == page.UseWords {
			continue
		}
		p.Renditions = []page.Rendition{{Address: p.Stem + privateEnd, Type: map[page.Use]string{page.UseVoice: "audio/mpeg", page.UseVideo: "video/mp4"}[p.As]}}
		pictures[file] = p
	}
}

// neverMade says whether renditions are none that were made: there are none, or they are
// what withPrivate gave.
func neverMade(all []page.Rendition) bool {
	return len(all) == 0 || strings.HasSuffix(all[0].Address, privateEnd)
}

// privateFile makes what a private page shows of a picture or recording, by its address:
// clean, as a build would make it. It is kept in memory alone.
func (s *site) privateFile(file string) (bytes []byte, kind string, ok bool) {
	stem, never := strings.CutSuffix("/"+file, privateEnd)
	if !never {
		return s.notPlanned("/" + file)
	}
	for _, p := range s.world.src.Pictures {
		if p.Stem == stem {
			one, ok := s.shots.of(s.world.root, p)
			return one.Bytes, one.Type, ok
		}
	}
	return nil, "", false
}

// notPlanned gives a file of a picture that something was made of, and that nothing which
// is published shows.
func (s *site) notPlanned(address string) (bytes []byte, kind string, ok bool) {
	for _, p := range s.world.src.Pictures {
		for i := range p.Renditions {
			if r := &p.Renditions[i]; r.Address == address && strings.HasPrefix(address, "/assets/") {
				bytes, err := s.maker.pictures.bytes(s.world, r)
				return bytes, r.Type, err == nil
			}
		}
	}
	return nil, "", false
}

// mostShots is how many private pictures are kept in memory.
const mostShots = 16

// shots are pictures that stand on private pages. They are made one at a time, since each
// takes much memory.
type shots struct {
	mutex sync.Mutex
	made  map[string]page.Rendition // by what its addresses begin with
	order []string
}

// of gives a picture; ok is false where nothing can be made of its file.
func (k *shots) of(root *os.Root, p page.Picture) (one page.Rendition, ok bool) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if one, ok = k.made[p.Stem]; ok {
		return one, true
	}
	source, same := sourceOf(root, p)
	if !same {
		return one, false
	}
	private := album{makes: true}
	made, fault := private.encode(p, source)
	if fault != nil {
		return one, false
	}
	if k.made == nil {
		k.made = map[string]page.Rendition{}
	}
	if k.order = append(k.order, p.Stem); len(k.order) > mostShots {
		delete(k.made, k.order[0])
		k.order = k.order[1:]
	}
	k.made[p.Stem] = page.Main(made)
	return k.made[p.Stem], true
}
