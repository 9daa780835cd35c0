package ask

import (
	"fmt"

	"goldenthread/generator/page"
)

// The walk's own words. They are easy read themselves: a test holds them to the
// rules of package easyread, with every walk that words differ for.

// step is one step of the walk.
type step struct {
	ID    string
	Title string
	Rows  []row
	// Loud is a line in it that stands out: their name, a day.
	Loud string
	// Version is the text that it shows; Picture that which it asks about, from 1.
	Version *Version
	Picture *Picture
	// Ask is the name of what it asks yes or no about; "" for nothing.
	Ask string
	// Answer and Helped say that it holds the four answers, or who helped.
	Answer, Helped bool
}

// row is a drawing of the bank, and what is said beside it.
type row struct {
	Drawing string
	Lines   []string
}

// Alt says what the drawing shows.
func (r row) Alt() string { return drawings[r.Drawing] }

// drawings are those of the example's bank that the walk uses, with what they show.
var drawings = map[string]string{
	"calendar":         "A calendar with one day marked",
	"choosing":         "A person with two cards, and a tick beside one",
	"clock":            "A clock that shows ten to nine",
	"computer":         "A computer with a page on it",
	"hello":            "A person waves hello",
	"helping":          "One person puts a hand on the shoulder of another",
	"letter":           "A letter coming out of an envelope",
	"papers":           "A tall pile of paper",
	"phone":            "A phone that is ringing",
	"post-noticeboard": "A noticeboard with five notices, some of them crooked",
	"question":         "A person who thinks, and a question mark",
	"reader-card":      "A library card with an open book on it",
	"reading":          "A person reads a book between shelves",
	"sign-here":        "A form with a line to sign on, and a pen",
	"talking":          "Two people talk to each other",
	"window":           "An open window with a plant on the sill",
	"writing":          "A page of writing and a pencil",
}

// choice is one of the four answers.
type choice struct {
	Say     Say
	Drawing string
	Label   string
	Means   string
}

// choices are the four answers, in the order in which they are shown.
func (w Walk) choices() []choice {
	no := "I do not want this page on the website."
	if w.New {
		no += " The old words go, too."
	}
	return []choice{
		{Yes, "yes", "Yes, publish this", "You can show this page."},
		{NotYet, "clock", "Not yet", "I will say later. If the page is on the website, it stays."},
		{No, "no", "No", no},
		{TakeDown, "take-down", "Take it down", "Take the page off the website."},
	}
}

// thanks are the words on which every answer ends.
func (w Walk) thanks() step {
	s := step{ID: "end", Title: "Thank you", Rows: []row{
		{"hello", []string{"That was the last question.", "Thank you for your time."}},
	}}
	if w.Form == nil {
		s.Rows = append(s.Rows, row{"letter", []string{"Here is your short answer.", "Say it to us, or write it down for us.", "Or show us this screen.", "Then we know what you want."}})
	} else {
		s.Rows = append(s.Rows, row{"letter", []string{"We have your answer.", "You can close this page now."}})
	}
	s.Rows = append(s.Rows, row{"talking", []string{"You can change your mind on any day.", "Just tell us."}})
	return s
}

// steps gives the walk, step by step.
func (w Walk) steps() []step {
	all := []step{w.start()}
	for i := range w.Versions {
		all = append(all, versionStep(&w.Versions[i]))
	}
	all = append(all, w.name())
	for i := range w.Pictures {
		s := step{ID: fmt.Sprintf("picture-%d", i+1), Title: "A picture of you", Picture: &w.Pictures[i], Ask: fmt.Sprintf("picture-%d", i)}
		s.Rows = []row{{"question", []string{"You are in this picture.", "We show it only if you say yes."}}}
		all = append(all, s)
	}
	return append(all, w.where(), w.change(), helped(), w.answer())
}

func (w Walk) start() step {
	s := step{ID: "start", Title: "Is this page all right?", Rows: []row{
		{"hello", []string{"Hello.", "There is a page, and you are in it.", "We want to ask you about it."}},
		{"reading", []string{"You can read the page first.", "Then you tell us what you want.", "You decide."}},
		{"clock", []string{"Take all the time you need.", "You can stop at any time.", "You can go on later."}},
		{"helping", []string{"Somebody can help you with this.", "Somebody can read it to you."}},
	}}
	if w.New {
		s.Rows = append(s.Rows, row{"writing", []string{"These words are new.", "Until you say yes, the old words stay."}})
	}
	return s.withUnsigned(w)
}

// withUnsigned says that a signature is needed first, where that is so.
func (s step) withUnsigned(w Walk) step {
	if w.Signed {
		return s
	}
	sign := "To say yes, you need to sign our form."
	if w.SignedBefore {
		sign = "To say yes, you need to sign our form again."
	}
	s.Rows = append(s.Rows, row{"sign-here", []string{sign, "Ask us for the form.", "For the other answers you need no form."}})
	return s
}

func versionStep(v *Version) step {
	if v.Edition == page.EasyRead {
		return step{ID: "easy-read", Title: "The page in easy words", Version: v, Rows: []row{{"reading", []string{"This is what people will read."}}}}
	}
	return step{ID: "standard", Title: "The full page", Version: v, Rows: []row{{"papers", []string{"This is the full text.", "People will read this, too."}}}}
}

func (w Walk) name() step {
	s := step{ID: "name", Title: "Your name"}
	if w.Name == "" {
		s.Rows = []row{{"window", []string{"We will not show your name."}}}
		return s
	}
	s.Rows = []row{
		{"reader-card", []string{"We will show this name:", w.Name}},
		{"question", []string{"You can say yes or no.", "We show it only if you say yes.", "If not, we write:", w.Unnamed}},
	}
	s.Ask, s.Loud = "name", w.Name
	return s
}

// places say of each channel, in order, where a page is shown.
var places = []struct {
	channel page.Channels
	row     row
}{
	{page.Web, row{"computer", []string{"It will be on our website.", "Everybody in the world can read it."}}},
	{page.Feed, row{"post-noticeboard", []string{"It will be in our news list.", "Other websites can show our news."}}},
	{page.SearchEngines, row{"question", []string{"People can find it when they search the internet.", "Google is a way to search."}}},
	{page.Social, row{"phone", []string{"People can share it with others.", "Facebook is a place where people share."}}},
	{page.Print, row{"papers", []string{"We can print it on paper, too."}}},
}

func (w Walk) where() step {
	s := step{ID: "where", Title: "Where it will be"}
	for _, p := range places {
		if w.Channels.Has(p.channel) {
			s.Rows = append(s.Rows, p.row)
		}
	}
	if w.Channels == page.NoChannels {
		s.Rows = append(s.Rows, row{"window", []string{"We do not know yet where we may show it.", "So for now we show it nowhere."}})
		return s
	}
	if w.Until == 0 {
		s.Rows = append(s.Rows, row{"calendar", []string{"It can stay there for a long time.", "There is no last day."}})
	} else {
		s.Loud = day(w.Until)
		s.Rows = append(s.Rows, row{"calendar", []string{"It can stay there until this day:", s.Loud}})
	}
	return s
}

// day writes a day as it is said.
func day(d page.Day) string { return d.Time().Format("2 January 2006") }

func (w Walk) change() step {
	s := step{ID: "change", Title: "You can change your mind", Rows: []row{
		{"talking", []string{"You can say yes now and no later.", "You do not have to say why."}},
		{"phone", []string{"Tell anybody in our team.", "Then we will soon take the page down."}},
	}}
	if w.Email != "" {
		s.Loud = w.Email
		s.Rows = append(s.Rows, row{"letter", []string{"You can also write to us:", w.Email}})
	}
	s.Rows = append(s.Rows, row{"computer", []string{"Some people may have saved a copy.", "We cannot take that back."}})
	return s
}

func helped() step {
	return step{ID: "helped", Title: "Who helped you?", Helped: true, Rows: []row{
		{"helping", []string{"Did somebody help you with this?", "You can write their name here.", "You can also leave it empty."}},
	}}
}

func (w Walk) answer() step {
	s := step{ID: "answer", Title: "What do you want?", Answer: true, Rows: []row{
		{"choosing", []string{"Choose what is right for you.", "There is no wrong answer.", "You get the same help from us, whatever you say."}},
	}}
	return s.withUnsigned(w)
}
