package ask

import (
	"errors"
	"regexp"
	"strconv"
	"unicode/utf8"

	"goldenthread/generator/page"
)

// Posted is what the desk's form sent.
type Posted struct {
	Person, Page string
	Token, Walk  string
	Reply
}

// ErrForm says that what was sent is not what a walk's form sends.
var ErrForm = errors.New("that is not what the form of a walk sends")

var text = regexp.MustCompile(`^v[0-9]+:sha256:[0-9a-f]{64}$`)

const longestHelper = 80 // letters, as the form has it

// ReadForm reads what the desk's form sent, the values of its fields by name. What
// was not ticked is a no.
func ReadForm(form map[string][]string) (p Posted, err error) {
	one := func(key string) string {
		if all := form[key]; len(all) == 1 {
			return all[0]
		}
		return ""
	}
	p = Posted{Person: one("person"), Page: one("page"), Token: one("token"), Walk: one("walk")}
	p.Asked, p.Helped, p.Name = one("asked"), one("helped"), one("name") == "yes"
	if len(p.Asked) != askedLetters || utf8.RuneCountInString(p.Helped) > longestHelper || !utf8.ValidString(p.Helped) {
		return Posted{}, ErrForm
	}
	said := false
	for say, word := range says {
		if one("say") == word {
			p.Say, said = Say(say), true
		}
	}
	for _, edition := range []page.Edition{page.EasyRead, page.Standard} {
		switch digest := one(string(edition)); {
		case text.MatchString(digest):
			p.Texts = append(p.Texts, Shown{edition, digest})
		case digest != "":
			return Posted{}, ErrForm
		}
	}
	if !said || len(p.Texts) == 0 {
		return Posted{}, ErrForm
	}
	for i := range MaxPictures {
		p.Pictures = append(p.Pictures, one("picture-"+strconv.Itoa(i)) == "yes")
	}
	return p, nil
}
