package generator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

// A recording needs a yes to voice or video, a transcript, and a film captions; what
// is said in either is looked through for names like everything else.
func TestRecordings(t *testing.T) {
	for _, c := range []struct{ reason, directive, transcript, left, withheld string }{
		{"all there", "::audio[Rain]{src=a.mp3 transcript=a.txt people=sam}", "Rain on a roof.", "", ""},
		{"nobody is heard", "::audio[Rain]{src=a.mp3 transcript=a.txt people=none}", "Rain on a roof.", "", ""},
		{"nobody has said who is heard", "::audio[Rain]{src=a.mp3 transcript=a.txt}", "Rain.", "media-unknown-people", ""},
		{"not agreed", "::audio[Rain]{src=a.mp3 transcript=a.txt people=kit}", "Rain.", "media-not-agreed", ""},
		{"unknown", "::audio[Rain]{src=a.mp3 transcript=a.txt people=nobody-here}", "Rain.", "media-not-agreed", ""},
		{"no transcript", "::audio[Rain]{src=a.mp3 people=none}", "Rain.", "media-unreadable", ""},
		{"an empty transcript", "::audio[Rain]{src=a.mp3 transcript=a.txt people=none}", "\n", "media-unreadable", ""},
		{"no captions", "::video[Rain]{src=a.mp3 transcript=a.txt people=none}", "Rain.", "media-unreadable", ""},
		{"no film", "::video[Rain]{src=a.mp3 captions=a.vtt transcript=a.txt people=none}", "Rain.", "media-unreadable", ""},
		{"a name in the transcript", "::audio[Rain]{src=a.mp3 transcript=a.txt people=none}", "Rain on\nKit Marlow’s roof.", "", "shows-guarded-name"},
		{"a name in what is left out", "::audio[Rain]{src=a.mp3 transcript=a.txt people=kit}", "Kit Marlow’s roof.", "media-not-agreed", ""},
		{"elsewhere", "::video[Rain]{src=https://films.example/1 people=none}", "Rain.", "", ""},
		{"elsewhere, not agreed", "::video[Rain]{src=https://films.example/1 people=kit}", "Rain.", "media-not-agreed", ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			site := pictureSite(t, nil)
			change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n"+c.directive+"\n")
			place(t, site, "content/blog/a/a.mp3", recording("CANARY", "CANARY"))
			place(t, site, "content/blog/a/a.txt", c.transcript)
			place(t, site, "content/blog/a/a.vtt", "WEBVTT CANARY\n\nNOTE CANARY\n\n1\n00:00.000 --> 00:02.000\nRain.\n")
			for id, voice := range map[string]string{"sam": "yes", "kit": "no"} {
				place(t, site, "consent/"+id+".yaml", agreed(id, map[string]string{"sam": "Sam Okafor", "kit": "Kit Marlow"}[id], "picture: no, voice: "+voice+", video: no", "[web, feed]"))
			}
			r := build(t, site)
			published, codes := state(t, r, "blog/a")
			if published != (c.withheld == "") || codes != c.withheld {
				t.Fatalf("published is %v: %s", published, codes)
			}
			left := ""
			for _, p := range r.Pages {
				for _, l := range p.LeftOut {
					left += string(l.Reasons[0].Code)
				}
			}
			if left != c.left {
				t.Errorf("left out: %q, want %q", left, c.left)
			}
			files := public(t, site)
			shown := c.left == "" && c.withheld == "" && strings.Contains(c.directive, "a.mp3")
			if (len(assets(files, ".mp3")) == 1) != shown || strings.Contains(files["blog/a/index.html"], "<audio") != shown || strings.Contains(files["blog/a/index.html"], "on a roof") != shown {
				t.Errorf("shown is not %v: %q\n%s", shown, slices.Sorted(maps.Keys(files)), files["blog/a/index.html"])
			}
			for name, text := range files {
				if strings.Contains(text, "CANARY") || strings.Contains(text, "<iframe") || strings.Contains(text, "<video") {
					t.Errorf("%s holds what it must not", name)
				}
			}
			if strings.HasPrefix(c.reason, "elsewhere") && strings.Contains(files["blog/a/index.html"], `<a href="https://films.example/1">Rain</a> <span class="elsewhere">`) != (c.left == "") {
				t.Errorf("the link:\n%s", files["blog/a/index.html"])
			}
		})
	}
}

// A recording that is said to lie at a page of the site is none, and a withheld
// page's address does not get out by it; captions hide no name behind who speaks.
func TestRecordingsThatLeadAstray(t *testing.T) {
	site := pictureSite(t, nil)
	change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n::video[A film]{src=\"https://www.example.org/blog/secret/\" people=none}\n")
	place(t, site, "content/blog/secret.md", "---\ntitle: S\ndate: 2026-06-01\npeople: none\ndraft: yes\n---\nWords.\n")
	r := build(t, site)
	if published, codes := state(t, r, "blog/a"); !published || len(r.Refused) > 0 || strings.Contains(public(t, site)["blog/a/index.html"], "secret") {
		t.Errorf("published is %v: %s; refused: %v", published, codes, r.Refused)
	}

	site = pictureSite(t, nil)
	place(t, site, "consent/kit.yaml", agreed("kit", "Kit Marlow", "picture: no, voice: no, video: no", "[web]"))
	change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n::video[A film]{src=a.mp4 captions=a.vtt transcript=a.txt people=none}\n")
	place(t, site, "content/blog/a/a.mp4", string(mustRead(t, "media/testdata/film.mp4")))
	place(t, site, "content/blog/a/a.txt", "Tea.")
	place(t, site, "content/blog/a/a.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nHere is Kit <v x>Marlow at tea\n")
	if published, codes := state(t, build(t, site), "blog/a"); published || codes != "shows-guarded-name" {
		t.Errorf("published is %v: %s", published, codes)
	}
}

// A picture that a page names by mistake as a film stays a picture elsewhere, and a
// film that is shown as a picture stays a film; ids that cannot be anybody's are said.
func TestMistakenForEachOther(t *testing.T) {
	site := pictureSite(t, map[string]string{"team.png": pngOf(t, shaded(60, 40, 0))})
	place(t, site, "content/blog/a/film.mp4", string(mustRead(t, "media/testdata/film.mp4")))
	place(t, site, "content/blog/a/a.txt", "Tea.")
	place(t, site, "content/blog/a/a.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nTea\n")
	change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n::video[Film]{src=film.mp4 captions=a.vtt transcript=a.txt people=none}\n\n::video[Team]{src=team.png captions=a.vtt transcript=a.txt people=none}\n\n![A film](film.mp4)\n\n::audio[Nobody]{src=film.mp4 transcript=a.txt people=Sam}\n")
	place(t, site, "content/blog/a/pictures.yaml", "team.png: {people: none}\nfilm.mp4: {people: none}\n")
	r := build(t, site)
	if published, codes := state(t, r, "blog/a"); !published {
		t.Fatal(codes, r.Refused, r.Problems)
	}
	sheet := public(t, site)["blog/a/index.html"]
	if strings.Count(sheet, "<video") != 1 || strings.Count(sheet, "<img") != 1 || strings.Contains(sheet, "<audio") {
		t.Errorf("the page:\n%s", sheet)
	}
	for _, code := range []string{"media-kind", "person-id"} {
		if !slices.ContainsFunc(r.Problems, func(p diag.Problem) bool { return p.Code == code && p.File == "content/blog/a/index.md" && p.Line > 0 }) {
			t.Errorf("%s is not said: %v", code, r.Problems)
		}
	}
}

// A key of pictures.yaml that is no file's name may be meant for any picture there.
func TestKeysThatAreNoNames(t *testing.T) {
	for _, key := range []string{"/blog/a/team.png", "a/team.png", "team.png ", "*.png"} {
		site := pictureSite(t, map[string]string{"team.png": pngOf(t, shaded(60, 40, 0))})
		place(t, site, "content/blog/a/pictures.yaml", "\""+key+"\": {people: [sam]}\n\"*\": {people: none}\n")
		build(t, site)
		if strings.Contains(public(t, site)["blog/a/index.html"], "<img") {
			t.Errorf("%q is passed over", key)
		}
	}
}

// What a terminal would follow in a file's name is not said.
func TestControlCharactersInNames(t *testing.T) {
	site := pictureSite(t, nil)
	change(t, site, "content/blog/a/index.md", "Words.\n", "Words.\n\n![A](a%1b%5d0;pwn%07.png)\n")
	for _, p := range build(t, site).Pages {
		for _, l := range p.LeftOut {
			if strings.ContainsAny(l.What, "\x1b\x07") {
				t.Errorf("%q", l.What)
			}
		}
	}
}
