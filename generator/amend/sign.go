package amend

import (
	"reflect"
	"slices"

	"goldenthread/generator/page"
)

// Asked says whether an entry is plainly one thing that was asked for and not answered:
// it holds `requested` and no other date, what is to be agreed, and where it would be shown.
func Asked(e page.Entry) bool {
	return e.Requested != 0 && e.Given|e.Refused|e.Withdrawn|e.Revoked == 0 &&
		e.Uses[page.UseWords] != page.NotSaid && e.Channels != page.NoChannels
}

// Sign writes into the one entry that is equal to asked, its line included, that it was
// given on a day, and how. It is ErrNotMeant where there is no such entry, and where that
// is not Asked: a yes is never put where something else was said.
func Sign(name string, src []byte, asked page.Entry, on page.Day, how string) ([]byte, error) {
	e, err := open(name, src)
	if err != nil {
		return nil, err
	}
	want := e.record
	want.Entries = slices.Clone(want.Entries)
	items := e.value.Get("consents").Items()
	i := slices.IndexFunc(want.Entries, func(one page.Entry) bool { return reflect.DeepEqual(one, asked) })
	if want.Fault != nil || i < 0 || len(items) != len(want.Entries) || !Asked(asked) || on == 0 {
		return nil, ErrNotMeant
	}
	for _, key := range []string{"given", "how", "refused", "withdrawn", "revoked"} {
		if line, _ := items[i].Get(key).At(); line != 0 { // though it be empty
			return nil, ErrNotMeant
		}
	}
	want.Entries[i].Given = on
	e.behind(items[i], "requested", "how: "+scalar(how)) // from the end, so that positions hold
	e.behind(items[i], "requested", "given: "+on.String())
	out, err := e.done(want)
	if err != nil {
		return nil, err
	}
	if items = e.value.Get("consents").Items(); len(items) <= i || items[i].Get("how").Text() != how {
		return nil, ErrNotMeant
	}
	return out, nil
}
