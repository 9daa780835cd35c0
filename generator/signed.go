package generator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"goldenthread/generator/amend"
	"goldenthread/generator/consent"
	"goldenthread/generator/page"
	"goldenthread/generator/read"
)

// Signature says that a person signed for what one entry of their record asks.
type Signature struct {
	Person string
	Entry  string   // the Key of the desk.Entry that whoever writes it down has seen
	On     page.Day // the day on which they signed
	How    string
}

// mostHow bounds what is said of how somebody signed, in characters.
const mostHow = 120

// Sign writes a signature into a record, and gives its file. A RefusedError says why it
// does not: it is about that one entry as it was seen, or about nothing.
func Sign(ctx context.Context, o Options, g Signature) (file string, err error) {
	site, err := Settings(o)
	if err != nil {
		return "", err
	}
	if err := KnownPerson(o, g.Person); err != nil {
		return "", err
	}
	today := page.DayOf(o.Now().In(site.Location))
	how := strings.Join(strings.Fields(g.How), " ")
	switch {
	case g.On == 0:
		return "", &RefusedError{"Write the day on which they signed, like 2026-07-03."}
	case g.On > today:
		return "", &RefusedError{"The day on which they signed cannot be ahead."}
	case how == "" || len([]rune(how)) > mostHow || strings.ContainsFunc(how, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", &RefusedError{"Write in a few words how they signed, for example: signed form."}
	}
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return "", err
	}
	defer root.Close()
	file = "consent/" + g.Person + ".yaml"
	err = holding(ctx, o.Site, func() error {
		if info, err := root.Lstat(file); err != nil || !info.Mode().IsRegular() {
			return errors.Join(err, noRecord())
		}
		return change(root, file, func(src []byte) ([]byte, error) {
			return sign(filepath.Base(file), src, g.Entry, g.On, how, site.Consent, today)
		})
	})
	if errors.Is(err, amend.ErrNotMeant) {
		err = &RefusedError{"This cannot be written into " + file + " safely, so nothing was changed; open it, and write 'given' and 'how' by hand."}
	}
	return file, err
}

func sign(name string, src []byte, key string, on page.Day, how string, rules page.Rules, today page.Day) ([]byte, error) {
	i, rec := asks(name, src, key)
	if i < 0 {
		return nil, &RefusedError{"This record has changed since you looked at it, or it does not ask for this any more. Nothing was changed; look at it again."}
	}
	out, err := amend.Sign(name, src, rec.Entries[i], on, how)
	if err != nil {
		return nil, err
	}
	signed := readRecord(name, out)
	if i >= len(signed.Entries) || consent.StandingOf(&signed.Entries[i], &signed, rules, today).Status != consent.Given {
		return nil, &RefusedError{"What they signed on that day has run out by now, so it would not count. Nothing was changed; ask them anew."}
	}
	return out, nil
}

// asks finds the entry of a key in a record that can be read; -1 where there is none, or
// where nothing is plainly asked for in it.
func asks(name string, src []byte, key string) (int, page.Record) {
	rec := readRecord(name, src)
	return slices.IndexFunc(rec.Entries, func(e page.Entry) bool { return rec.Fault == nil && key != "" && entryKey(e) == key }), rec
}

func readRecord(name string, src []byte) page.Record {
	text, bad := read.Text(name, src)
	if bad != nil {
		return page.Record{}
	}
	rec, _, _ := read.Record(name, text)
	return rec
}

// entryKey tells an entry that asks for something from every other one, by all that it
// says and where it stands; "" for one that asks for nothing.
func entryKey(e page.Entry) string {
	if !amend.Asked(e) {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%#v", e))
	return hex.EncodeToString(sum[:16])
}
