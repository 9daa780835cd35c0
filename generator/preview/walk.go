package preview

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"goldenthread/generator"
	"goldenthread/generator/ask"
)

// mostWalks is how many walks are remembered; the oldest gives way.
const mostWalks = 200

// walks knows which texts were shown to whom, so that a yes is one to these.
type walks struct {
	mutex sync.Mutex
	shown map[string]ask.Walk // without the texts themselves
	order []string
}

func (k *walks) keep(w ask.Walk) string {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	for i := range w.Versions {
		w.Versions[i].Body = ""
	}
	for i := range w.Pictures {
		w.Pictures[i].Source = ""
	}
	id := rand.Text()
	if k.shown == nil {
		k.shown = map[string]ask.Walk{}
	}
	k.shown[id] = w
	if k.order = append(k.order, id); len(k.order) > mostWalks {
		delete(k.shown, k.order[0])
		k.order = k.order[1:]
	}
	return id
}

func (k *walks) of(id string) (ask.Walk, bool) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	w, ok := k.shown[id]
	return w, ok
}

// walk serves what one person is asked, and takes their answer.
func (s *Server) walk(mux *http.ServeMux) {
	mux.HandleFunc("GET "+deskAddress+"ask/{person}/{page...}", s.showWalk)
	mux.HandleFunc("GET "+deskAddress+"again/{walk}", s.walkAgain)
	mux.HandleFunc("POST "+deskAddress+"answer", s.takeAnswer)
}

// form is that of a walk, by what the server knows it by.
func (s *Server) form(r *http.Request, walk string) *ask.Form {
	one, _ := s.session(r)
	f := &ask.Form{Action: deskAddress + "answer", Token: one.form, Walk: walk, Again: deskAddress + "again/" + walk, Back: deskAddress, Team: true}
	if s.options.For != "" {
		f.Back, f.Team = "/", false
	}
	return f
}

func (s *Server) showWalk(w http.ResponseWriter, r *http.Request) {
	person := r.PathValue("person")
	m, err := s.live.Settled(r.Context())
	if err != nil {
		return
	}
	if _, fault := m.Fault(); fault != nil || s.options.For != "" && person != s.options.For {
		http.NotFound(w, r)
		return
	}
	walk, err := m.Walk(person, r.PathValue("page"))
	if err != nil {
		s.tellTeam(r, fmt.Sprintf("%s cannot be asked about %s yet. %s", person, pageName(r.PathValue("page")), sentence(err)), true)
		s.calm(w, r, http.StatusOK, "We cannot ask you about this page yet", "We have to do something else first.", "You do not have to do anything.")
		return
	}
	kept := walk
	kept.Versions, kept.Pictures = slices.Clone(walk.Versions), slices.Clone(walk.Pictures)
	walk.Form = s.form(r, s.walks.keep(kept))
	text, err := walk.HTML()
	s.writeWalk(w, text, err)
}

// walkAgain leads from the end back to the question. The end does not name it: others
// may look on.
func (s *Server) walkAgain(w http.ResponseWriter, r *http.Request) {
	walk, known := s.walks.of(r.PathValue("walk"))
	if !known {
		s.lost(w, r)
		return
	}
	http.Redirect(w, r, onlyPath(walkAddress(walk.Person, walk.Page)), http.StatusSeeOther)
}

// calm is what is said to the person, where the team has to do something: nothing of why,
// which may be somebody else's affair.
func (s *Server) calm(w http.ResponseWriter, r *http.Request, status int, title string, text ...string) {
	back := link{Label: "For the team: the desk", Address: deskAddress}
	if s.options.For != "" {
		back = link{Label: "Your pages", Address: "/"}
	}
	write(w, status, html, sheet{Title: title, Text: text, Links: []link{back}}.html())
}

// lost is said where a question is not known any more.
func (s *Server) lost(w http.ResponseWriter, r *http.Request) {
	s.tellTeam(r, "An answer was given to a question that is not known any more, so nothing was written. Ask again.", true)
	s.calm(w, r, http.StatusBadRequest, "We have to ask you again", "This page was open for too long.", "We could not write down your answer.")
}

// tellTeam keeps a note for the desk. One person's own view has none, and others may look
// on there.
func (s *Server) tellTeam(r *http.Request, text string, wrong bool) {
	if one, in := s.session(r); in && s.options.For == "" {
		s.sessions.tellToo(one, text, wrong)
	}
}

func (s *Server) writeWalk(w http.ResponseWriter, text []byte, err error) {
	if err != nil {
		answer := s.brokenPage(err)
		write(w, answer.status, html, answer.bytes)
		return
	}
	w.Header().Set("Content-Security-Policy", ask.Policy(true)+"; frame-ancestors 'none'")
	write(w, http.StatusOK, html, text)
}

// takeAnswer carries an answer out: about the texts that were shown, whatever the files
// hold by now. What became of it is told to the team; whoever looks on sees no difference.
func (s *Server) takeAnswer(w http.ResponseWriter, r *http.Request) {
	posted, err := ask.ReadForm(r.PostForm)
	walk, known := s.walks.of(posted.Walk)
	if err != nil || !known || posted.Person != walk.Person || posted.Page != walk.Page || posted.Asked != walk.Asked() || !slices.Equal(posted.Texts, shownIn(walk)) {
		s.lost(w, r)
		return
	}
	done, err := generator.Take(r.Context(), s.options.Site, generator.Answer{Person: posted.Person, Page: pageName(posted.Page), Reply: posted.Reply, How: "on our own computer"})
	if done.File != "" {
		s.live.Change(done.File) // so that whatever is shown next knows it
	}
	s.tellTeam(r, note(walk, posted.Say, done, err), err != nil)
	if err != nil && s.options.For != "" { // the desk is elsewhere; the answer itself is not told here
		s.options.Say(posted.Person + " has answered about " + pageName(posted.Page) + ", but nothing could be written down: look whether they have signed, and what 'goldenthread check' says, and ask again.")
	}
	if done.NotPurged != nil {
		s.options.Say(sentence(done.NotPurged))
	}
	walk.Form = s.form(r, posted.Walk)
	text, err := walk.Done()
	s.writeWalk(w, text, err)
}

// pageName gives a page as it is written and read.
func pageName(path string) string { return cmp.Or(path, "/") }

// inWords tells of each answer what the team calls it.
var inWords = map[ask.Say]string{ask.Yes: "said yes to", ask.NotYet: "said not yet to", ask.No: "said no to", ask.TakeDown: "wants this taken down:"}

// note tells the team what an answer came to, and what they have to do: by ids and paths.
func note(walk ask.Walk, say ask.Say, done generator.Taken, err error) string {
	text := fmt.Sprintf("%s %s %s", walk.Person, inWords[say], pageName(walk.Page))
	switch {
	case say == ask.NotYet:
		return text + ". Nothing was written, and nothing changes. Ask again when they are ready."
	case err != nil && say == ask.Yes && !walk.Signed:
		return text + ". It does not count yet: ask for a signature first, and ask again."
	case err != nil && say == ask.Yes:
		return text + ". It does not count yet. " + sentence(err)
	case err != nil:
		return text + ", but that could not be written down. " + sentence(err)
	}
	text += "; it is in the record."
	switch {
	case done.NoName && done.NoPictures:
		text += " Not with their name, and not with pictures of them."
	case done.NoName:
		text += " Not with their name."
	case done.NoPictures:
		text += " Not with pictures of them."
	}
	switch {
	case say == ask.Yes && len(done.Waiting) > 0:
		return text + " The changed text still waits; the desk shows what for."
	case say == ask.Yes && !done.Present && len(done.Done) == 0:
		return text + " But the page has another text by now: show it to them, and ask again."
	}
	return text + " Build and publish, so that it takes effect on the website."
}

// shownIn lists the texts of a walk as its form sends them.
func shownIn(w ask.Walk) (texts []ask.Shown) {
	for _, v := range w.Versions {
		texts = append(texts, ask.Shown{Edition: v.Edition, Text: v.Text})
	}
	return texts
}
