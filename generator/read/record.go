package read

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"goldenthread/generator/diag"
	"goldenthread/generator/nolink"
	"goldenthread/generator/page"
	"goldenthread/generator/strict"
	"goldenthread/generator/work"
)

// records reads consent/. A record that cannot be opened is an error: nothing
// could be decided without it.
func (r *reader) records(problems *[]diag.Problem) (map[string]*page.Record, error) {
	err := nolink.Folder(r.fsys, "consent")
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]*page.Record{}, nil
	}
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(r.fsys, "consent")
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		name := e.Name()
		ext := strings.ToLower(path.Ext(name))
		switch {
		case strings.HasPrefix(name, "."):
		case ext != ".yaml" && ext != ".yml":
			*problems = append(*problems, diag.Problem{Severity: diag.Warning, Code: "not-a-record", Place: diag.Place{File: "consent"},
				Message: "Something lies in consent/ that is no record.", Fix: "Records are files like consent/sam.yaml; move anything else out."})
		case !e.Type().IsRegular():
			if !page.ValidID(idOf(name)) { // perhaps somebody's name
				name = "…"
			}
			return nil, fmt.Errorf("consent/%s cannot be opened: it is not a plain file", name)
		default:
			files = append(files, name)
		}
	}
	list := make([]page.Record, len(files))
	logs := make([]*strict.Log, len(files))
	err = r.each(len(files), func(i int) error {
		var err error
		list[i], logs[i], err = r.record(files[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	records := map[string]*page.Record{}
	folded := map[string]string{}
	for i := range list {
		rec := &list[i]
		key := strings.ToLower(rec.ID)
		if other, ok := folded[key]; ok {
			logs[i].Add(1, 1, "same-id", fmt.Sprintf("This record and %s have the same id.", other), "Give one of the two another name; ids are lower-case.")
			records[idOf(other)].Fault = logs[i].Fault()
		}
		folded[key] = rec.File
		rec.Fault = logs[i].Fault()
		*problems = append(*problems, logs[i].Problems...)
		if _, twice := records[rec.ID]; twice {
			rec.ID = rec.File // no page can mean it, and its names are not lost
		}
		records[rec.ID] = rec
	}
	return records, nil
}

// idOf gives the person's id that a record's file is named by.
func idOf(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

// record reads one record.
func (r *reader) record(name string) (page.Record, *strict.Log, error) {
	file := "consent/" + name
	src, bad, err := readText(r.fsys, file)
	if err != nil {
		return page.Record{}, nil, fmt.Errorf("%s cannot be opened: %w", file, err)
	}
	if bad != nil {
		rec := page.Record{ID: idOf(name), File: file}
		salvageNames(&rec, string(src))
		return rec, &strict.Log{File: file, Problems: []diag.Problem{*bad}}, nil
	}
	rec, log := page.Record{ID: idOf(name), File: file}, &strict.Log{File: file}
	if err := work.Safely(func() error { rec, _, log = Record(name, src); return nil }); err != nil {
		log.Problems = append(log.Problems, ProgramFault(file, err))
		salvageNames(&rec, string(src))
	}
	return rec, log, nil
}

// Record reads the text of a consent record from the file of this name in
// consent/. The record's Fault is the log's; the value is what was parsed, for
// those who look for positions in it.
func Record(name string, src []byte) (page.Record, strict.Value, *strict.Log) {
	rec := page.Record{ID: idOf(name), File: "consent/" + name}
	value, log := strict.Parse(rec.File, src, 0)
	if rec.Fault = log.Fault(); rec.Fault != nil {
		salvageNames(&rec, string(src))
		return rec, value, log
	}
	m := recordMapping().of(value).LeaveOut("consents", "approved")
	if !page.ValidID(rec.ID) || path.Ext(name) != ".yaml" {
		m.Fail("person", "bad-name", "A record's file is named by the person's id, in lower-case letters, digits and hyphens, and ends in .yaml.", "Name the file like sam.yaml.")
	}
	if person := m.Required("person", "Write a line like 'person: sam', with the file's name."); person != "" && person != rec.ID {
		m.Fail("person", "wrong-person", "'person' is not the name of this file.", "Write the file's name without .yaml, or rename the file.")
	}
	rec.Staff = m.Choice("role", "expert citizen", "staff") == "staff"
	n := namesMapping().under(m, "names")
	rec.Names = page.Names{
		Full: trimmed(n, "full"), First: trimmed(n, "first"), ShownAs: trimmed(n, "shown_as"),
		Also: n.Strings("also"), AlsoAWord: n.Strings("also_a_word"),
	}
	rec.Byline, rec.Bio, rec.NeverShow = m.String("byline"), m.String("bio"), m.Strings("never_show")
	rec.Lines = m.Lines()
	rec.Anonymous = m.Choice("anonymous", "always") == "always"
	rec.AdultFrom = m.Day("adult_from")
	for _, e := range entryMapping().each(m, "consents") {
		rec.Entries = append(rec.Entries, entry(e, rec))
	}
	for _, a := range approvalMapping().each(m, "approved") {
		rec.Approvals = append(rec.Approvals, approval(a))
	}
	checkNames(m, n, rec)
	if rec.Fault = log.Fault(); rec.Fault != nil {
		salvageNames(&rec, string(src))
	}
	return rec, value, log
}

// trimmed reads a name: one of spaces alone is none.
func trimmed(m strict.Map, key string) string { return strings.TrimSpace(m.String(key)) }

func approval(m strict.Map) page.Approval {
	a := page.Approval{
		Line:    m.Line(""),
		Page:    m.Required("page", "Write the page's path, for example stories/a-place-to-start; the home page is /."),
		Edition: page.Edition(m.Choice("version", string(page.Standard), string(page.EasyRead))),
		Text:    m.Required("text", "Write the text's digest, as 'goldenthread status' shows it."),
		On:      m.Day("on"),
	}
	if a.Page == "/" {
		a.Page = ""
	}
	for _, key := range []string{"version", "on"} {
		if !m.Has(key) {
			m.Fail(key, "missing-key", fmt.Sprintf("An approval needs '%s'.", key), "Write it, or let 'goldenthread consent approve' write the approval.")
		}
	}
	m.String("how")
	m.String("with")
	return a
}

var pattern = regexp.MustCompile(`^(everything|[a-z0-9-]+|[a-z0-9-]+/[a-z0-9-]+|[a-z0-9-]+/\*)$`)

func entry(m strict.Map, rec page.Record) page.Entry {
	e := page.Entry{
		Line: m.Line(""), Covers: m.Strings("covers"),
		Requested: m.Day("requested"), Given: m.Day("given"), Refused: m.Day("refused"), Withdrawn: m.Day("withdrawn"), Revoked: m.Day("revoked"),
		Until: m.Day("until"), ReviewOn: m.Day("review_on"), Guardian: m.String("guardian"),
		HasUses: m.Has("uses"), Uses: uses(m), Channels: channels(m), ShownAs: trimmed(m, "shown_as"),
	}
	e.CoversLine, e.CoversColumn = m.At("covers")
	m.String("how")
	m.String("evidence")
	x := explainedMapping().under(m, "explained")
	x.String("by")
	x.String("in")
	x.String("notice")
	if len(e.Covers) == 0 && !m.Failed("covers") {
		m.Fail("covers", "missing-key", "An entry says in 'covers' which pages it is about.", "Write a list like [stories/a-place-to-start], [stories/*] or [everything].")
	}
	for _, c := range e.Covers {
		if !pattern.MatchString(c) {
			m.Fail("covers", "wrong-value", "'covers' holds something that is neither a page path, nor a section with /*, nor the word everything.", "Write them like stories/a-place-to-start, stories/* or everything.")
		}
	}
	if !m.Has("requested") && !m.Has("given") && !m.Has("refused") && !m.Has("withdrawn") && !m.Has("revoked") {
		m.Fail("requested", "missing-key", "An entry needs at least one of 'requested', 'given', 'refused', 'withdrawn' and 'revoked'.", "Write the day of what happened.")
	}
	if m.Has("given") {
		checkGiven(m, e, rec)
	}
	if e.Until != 0 && e.Given != 0 && e.Until < e.Given {
		m.Fail("until", "dates-order", "'until' is before 'given'.", "Put the later day into 'until'.")
	}
	for _, name := range []struct {
		permission page.Permission
		there      bool
	}{
		{page.Full, rec.Names.Full != ""},
		{page.First, rec.Names.First != ""},
		{page.ShownAs, rec.Names.ShownAs != "" || e.ShownAs != ""},
	} {
		if e.Uses[page.UseName] == name.permission && !name.there {
			m.Fail("uses", "no-such-name", "'name' agrees to a name that the record does not hold.", "Write that name under 'names', or change what is agreed.")
		}
	}
	return e
}

// checkGiven asks of a given entry what makes it one.
func checkGiven(m strict.Map, e page.Entry, rec page.Record) {
	if how, _ := m.Text("how"); strings.TrimSpace(how) == "" && !m.Failed("how") {
		m.Fail("how", "missing-key", "An entry with 'given' says in 'how' the consent was given.", "Write for example 'how: signed form'.")
	}
	if e.Uses[page.UseWords] == page.NotSaid && !m.Failed("uses") {
		m.Fail("uses", "missing-key", "An entry with 'given' says in 'uses' whether the words may be used.", "Write for example 'uses: {words: yes, name: no, picture: no}'.")
	}
	if e.Channels == page.NoChannels && !m.Failed("channels") {
		m.Fail("channels", "missing-key", "An entry with 'given' lists its 'channels'.", "Write some of [web, feed, search-engines, social, print], or all.")
	}
	if rec.AdultFrom != 0 && e.Given != 0 && e.Given < rec.AdultFrom && strings.TrimSpace(e.Guardian) == "" && !m.Failed("guardian") {
		m.Fail("guardian", "missing-key", "A consent given before 'adult_from' needs a 'guardian'.", "Write who gave it for them, for example 'guardian: their mother'.")
	}
}

// uses reads what is agreed; every key and value is known.
func uses(m strict.Map) page.Uses {
	var out page.Uses
	if !m.Has("uses") {
		return out
	}
	u := usesMapping().under(m, "uses")
	for _, use := range page.AllUses() {
		key := use.String()
		if use == page.UseName {
			out[use] = map[string]page.Permission{"no": page.No, "none": page.No, "shown-as": page.ShownAs, "first": page.First, "full": page.Full}[u.Choice(key, "no", "none", "shown-as", "first", "full")]
		} else {
			out[use] = map[string]page.Permission{"no": page.No, "yes": page.Yes}[u.Choice(key, "no", "yes")]
		}
	}
	if out == (page.Uses{}) && !m.Failed("uses") {
		m.Fail("uses", "missing-key", "'uses' says nothing.", "Write for example {words: yes, name: no}, or take it away.")
	}
	return out
}

func channels(m strict.Map) page.Channels {
	if !m.Has("channels") {
		return page.NoChannels
	}
	if m.Word("channels", "all") {
		return page.AllChannels
	}
	var out page.Channels
	list := m.Strings("channels")
	for _, name := range list {
		c := page.ParseChannel(name)
		if c == page.NoChannels {
			m.Fail("channels", "wrong-value", "'channels' holds something that is no channel.", "Write some of [web, feed, search-engines, social, print], or all.")
		}
		out |= c
	}
	if len(list) == 0 && !m.Failed("channels") {
		m.Fail("channels", "wrong-value", "'channels' is empty.", "Write some of [web, feed, search-engines, social, print], or all.")
	}
	return out
}

// checkNames holds the names of a record against each other.
func checkNames(m, n strict.Map, rec page.Record) {
	shown := []string{}
	for _, s := range append([]string{rec.Names.ShownAs}, entryNames(rec)...) {
		if s != "" {
			shown = append(shown, s)
		}
	}
	for _, also := range rec.Names.Also {
		if containsFold(shown, also) {
			n.Fail("also", "wrong-value", "A name under 'also', which is never published, is a 'shown_as' too.", "Take it out of one of the two.")
		}
	}
	known := append(append([]string{rec.Names.Full, rec.Names.First}, rec.Names.Also...), shown...)
	known = append(known, strings.Fields(rec.Names.Full)...)
	known = append(known, strings.FieldsFunc(rec.Names.Full, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) })...)
	for _, w := range rec.Names.AlsoAWord {
		if w == "" || !slices.Contains(known, w) {
			n.Fail("also_a_word", "wrong-value", "'also_a_word' holds something that is none of the names, and no word of 'full'.", "Write it just as it stands in the name.")
		}
	}
	if !rec.Anonymous {
		return
	}
	real := nameWords(rec.Names.Full + " " + rec.Names.First)
	for _, s := range shown {
		for _, w := range nameWords(s) {
			if containsFold(real, w) {
				m.Fail("anonymous", "wrong-value", "'anonymous: always' stands with a 'shown_as' that holds a word of the real name.", "Choose another name to be shown.")
				return
			}
		}
	}
}

func entryNames(rec page.Record) []string {
	var out []string
	for _, e := range rec.Entries {
		out = append(out, e.ShownAs)
	}
	return out
}

// nameWords gives the words of a name, folded; hyphens part words here.
func nameWords(s string) []string {
	return strings.FieldsFunc(folded(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) })
}

// folded gives a name without what compares equal: case, accents, apostrophes,
// and characters that nobody sees.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Cf) || strings.ContainsRune("'’‘ʼ`´", r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKD.String(s)))
}

func containsFold(list []string, s string) bool {
	for _, l := range list {
		if folded(strings.TrimSpace(l)) == folded(strings.TrimSpace(s)) {
			return true
		}
	}
	return false
}
