package preview

import (
	"cmp"
	"errors"
	"net/http"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"goldenthread/generator"
	"goldenthread/generator/desk"
	"goldenthread/generator/page"
)

const deskAddress = "/_desk/"

// desk serves the desk, and what is done from it.
func (s *Server) desk(mux *http.ServeMux) {
	mux.HandleFunc("GET "+deskAddress+"{$}", s.showDesk)
	mux.HandleFunc("POST "+deskAddress+"new", s.makeNew)
	mux.HandleFunc("POST "+deskAddress+"signed", s.sign)
	mux.HandleFunc("POST "+deskAddress+"open", s.openFile)
	mux.HandleFunc("GET "+deskAddress+"changed", s.showChanged)
	mux.HandleFunc("POST "+deskAddress+"next", s.setAside)
}

func (s *Server) showDesk(w http.ResponseWriter, r *http.Request) {
	m, err := s.live.Settled(r.Context())
	if err != nil {
		return
	}
	if problems, fault := m.Fault(); fault != nil {
		answer := s.faultPage(problems, fault)
		w.Header().Set("Content-Security-Policy", pagePolicy)
		write(w, answer.status, html, banded(answer, deskAddress))
		return
	}
	one, _ := s.session(r)
	d := m.Desk()
	d.Filter = desk.From(r.URL.Query())
	was := s.sessions.said(one)
	d.Live = &desk.Live{Token: one.form, Said: was.text, Wrong: was.wrong, Link: was.link, Typed: was.typed, Forms: m.Forms()}
	text, err := d.HTML()
	if err != nil {
		answer := s.brokenPage(err)
		write(w, answer.status, html, answer.bytes)
		return
	}
	write(w, http.StatusOK, html, text)
}

// say leads back to the desk, which says what became of a form.
func (s *Server) say(w http.ResponseWriter, r *http.Request, text string, err error) {
	s.tell(w, r, said{text: text}, err)
}

// tell is say, with more than a text. What stood in a form that could not be carried out
// stands in it again.
func (s *Server) tell(w http.ResponseWriter, r *http.Request, what said, err error) {
	one, _ := s.session(r)
	if err != nil {
		what = said{text: sentence(err), wrong: true, typed: r.PostForm}
		what.typed.Del("token")
		if path.Base(r.URL.Path) == "new" {
			what.link = desk.SaidLink{Label: "To what you wrote", Address: "#new"}
		}
	}
	s.sessions.tell(one, what)
	http.Redirect(w, r, deskAddress, http.StatusSeeOther)
}

// sentence makes an error what a person reads: with a capital, but for a path in front, and
// a full stop.
func sentence(err error) string {
	text := strings.TrimSuffix(err.Error(), ".")
	if first, _, _ := strings.Cut(text, " "); text != "" && !strings.Contains(first, "/") {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text + "."
}

// makeNew writes a new page, easy-read version or record, and opens it in the editor.
func (s *Server) makeNew(w http.ResponseWriter, r *http.Request) {
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	n := generator.NewFile{
		Kind: field("kind"), Title: field("title"), Page: r.PostForm.Get("page"), Form: r.PostForm.Get("form"),
		Person: cmp.Or(field("id"), field("person")),
	}
	if n.Kind == "person" && n.Form != "" && field("page") == "" {
		s.say(w, r, "", errors.New("choose which page they were asked about, or everything"))
		return
	}
	file, err := generator.New(r.Context(), s.options.Site, n)
	if err != nil {
		s.say(w, r, "", err)
		return
	}
	s.live.Change(file) // so that the desk knows it when it is shown next
	done := said{text: "Written: " + file + ". " + next(n)}
	if n.Kind != "person" {
		done.link = desk.SaidLink{Label: "See it", Address: s.addressOf(r, file)}
	}
	if err := s.options.Edit(file, 0); err != nil {
		done.text += " " + sentence(s.byHand(file))
	}
	s.tell(w, r, done, nil)
}

// next says what is to be done with a file that was made.
func next(n generator.NewFile) string {
	switch {
	case n.Kind == "person" && n.Form == "":
		return "A record is never published. Write into it what " + n.Person + " agreed to."
	case n.Kind == "person":
		return "A record is never published. It says what " + n.Person + " was asked for. When they have signed, write that down under People, beside their id."
	case n.Kind == "easy-read":
		return "It is not published until it has a title, and no line in it begins with ::to-do."
	default:
		return "It is a draft: write its text, and take the line 'draft: yes' away when it is finished."
	}
}

// addressOf gives where the page of a new file is seen.
func (s *Server) addressOf(r *http.Request, file string) string {
	at := strings.TrimSuffix(strings.TrimPrefix(file, "content/"), ".md")
	if at, easy := strings.CutSuffix(at, ".easy-read"); easy {
		return s.prefix(r) + "/" + at + "/easy-read/"
	}
	return s.prefix(r) + "/" + strings.TrimSuffix(at, "/index") + "/"
}

// prefix is what stands before the address of every page.
func (s *Server) prefix(r *http.Request) string {
	m, err := s.live.Now(r.Context())
	if _, fault := m.Fault(); err != nil || fault != nil {
		return ""
	}
	return m.Prefix()
}

// byHand says of a file that no editor opened, which to open.
func (s *Server) byHand(file string) error {
	full, err := filepath.Abs(filepath.Join(s.options.Site.Site, filepath.FromSlash(file)))
	if err != nil {
		full = file
	}
	return errors.New("nothing opened from here; open this file in your editor: " + full)
}

// sign writes down that somebody signed for what their record asks.
func (s *Server) sign(w http.ResponseWriter, r *http.Request) {
	day, err := page.ParseDay(r.PostForm.Get("on"))
	if err != nil {
		day = 0
	}
	person := r.PostForm.Get("person")
	file, err := generator.Sign(r.Context(), s.options.Site, generator.Signature{Person: person, Entry: r.PostForm.Get("entry"), On: day, How: r.PostForm.Get("how")})
	if err == nil {
		s.live.Change(file)
	}
	s.say(w, r, "Written into "+file+": "+person+" signed on "+day.Time().Format("2 January 2006")+". Pages also need their yes to the words, where the page says so.", err)
}

// openFile opens a file of the site in the system's editor: nothing else on this computer.
func (s *Server) openFile(w http.ResponseWriter, r *http.Request) {
	file := r.PostForm.Get("file")
	m, err := s.live.Now(r.Context())
	if err != nil {
		return
	}
	if !m.Holds(file) {
		http.Error(w, "That is no file of the site.", http.StatusBadRequest)
		return
	}
	line, _ := strconv.Atoi(r.PostForm.Get("line"))
	if s.options.Edit(file, line) != nil {
		s.say(w, r, "", s.byHand(file))
		return
	}
	s.say(w, r, "Opened in your editor: "+file+".", nil)
}

// showChanged shows how a text differs from the one that was approved.
func (s *Server) showChanged(w http.ResponseWriter, r *http.Request) {
	m, err := s.live.Now(r.Context())
	if err != nil {
		return
	}
	file := r.URL.Query().Get("file")
	_, fault := m.Fault()
	var before, now string
	ok := fault == nil
	if ok {
		before, now, ok = m.Difference(file)
	}
	if !ok {
		write(w, http.StatusNotFound, html, sentences("Nothing to compare", "Nothing is known of a text of this file that was approved before."))
		return
	}
	one, _ := s.session(r)
	write(w, http.StatusOK, html, differencePage(file, nextOf(file), before, now, one.form))
}

// setAside lets a changed text wait for approval, and puts the approved one back.
func (s *Server) setAside(w http.ResponseWriter, r *http.Request) {
	file := r.PostForm.Get("file")
	err := s.live.SetAside(r.Context(), file)
	s.say(w, r, "The changed text waits for approval in "+nextOf(file)+"; the approved one is back in its place.", err)
}

func nextOf(file string) string { return strings.TrimSuffix(file, path.Ext(file)) + ".next.md" }
