package media

import (
	"slices"
	"strings"
	"testing"
)

var captionSeeds = []string{
	"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
	"\xef\xbb\xbfWEBVTT - CANARY title\r\nKind: CANARY\r\n\r\nNOTE CANARY\r\nmore CANARY\r\n\r\nSTYLE\r\n::cue { color: CANARY }\r\n\r\nREGION\r\nid:CANARY\r\n\r\nCANARY-1\r\n00:00:01.000 --> 00:00:02.500 align:start region:CANARY line:-1 position:10%,line-left size:50% vertical:rl CANARY:1\r\n<v.CANARY Anna Bee>Hello <b>you</b> &amp; me</v>\r\n<c.CANARY>and</c> <lang en-GB>so <i>on</lang> <00:00:01.500>now\r\n",
	"WEBVTT\n00:01.000 --> 00:02.000\na < b\n\n100:00:00.000 --> 100:00:01.000\n<v Tom & Jo>R&amp;B &lt;i&gt; &nbsp;x --&gt; y\n<ruby>x<rt>y</rt></ruby>\n\n00:03.000 --> 00:04.000\n<c></c>\n",
	"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<b>a\n<v >b</v></i>&#10;&#10;c<v x\n00:03.000 --> 00:04.000\nd",
}

func TestCaptions(t *testing.T) {
	for i, want := range []struct{ text, words string }{
		{"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n", "Hello\n"},
		{"WEBVTT\n\n00:00:01.000 --> 00:00:02.500 align:start line:-1 position:10%,line-left size:50% vertical:rl\n" +
			"<v Anna Bee>Hello <b>you</b> &amp; me</v>\nand <lang en-GB>so <i>on</i></lang> now\n", "Anna Bee: Hello you & me and so on now\nHello you & me and so on now\n"},
		{"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na &lt; b\n\n100:00:00.000 --> 100:00:01.000\n" +
			"<v Tom &amp; Jo>R&amp;B &lt;i&gt; \u00a0x --&gt; y\nxy</v>\n", "a < b\nTom & Jo: R&B <i> \u00a0x --> y xy\nR&B <i> \u00a0x --> y xy\n"},
		{"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<b>a\nbc&lt;v x</b>\n\n00:00:03.000 --> 00:00:04.000\nd\n", "a bc<v x\nd\n"},
	} {
		made, problems, ok := ReadCaptions("a.vtt", []byte(captionSeeds[i]))
		if !ok || problems != nil || string(made.Bytes) != want.text || made.Words != want.words {
			t.Errorf("%v\n%s\n%s\n%q", problems, made.Bytes, want.text, made.Words)
		}
		if strings.Contains(string(made.Bytes), "CANARY") {
			t.Error("a comment left")
		}
	}
}

// Marks inside one another without end take no time without end.
func TestDeepCaptions(t *testing.T) {
	const many = 5000
	made, _, ok := ReadCaptions("a.vtt", []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n"+strings.Repeat("<i>", many)+"Hello"+strings.Repeat("</b>", many)+"\n"))
	if n := strings.Count(string(made.Bytes), "<i>"); !ok || n != deepest || made.Words != "Hello\n" {
		t.Errorf("%d marks, %q, %v", n, made.Words, ok)
	}
}

func TestNoCaptions(t *testing.T) {
	for _, c := range []struct {
		source string
		line   int
	}{
		{"", 0}, {" \n", 0}, {"Hello", 1}, {"WEBVTTX\n\n00:01.000 --> 00:02.000\nHello", 1},
		{"WEBVTT\n\nNOTE only this", 0},
		{"WEBVTT\n\n00:01,000 --> 00:02,000\nHello", 3},
		{"WEBVTT\n\n00:02.000 --> 00:01.000\nHello", 3},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n<c></c>", 0},
		{"1\n00:00:01,000 --> 00:00:02,000\nHello", 1},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe4", 0},
		{"W\x00E\x00B\x00", 0},
		{"WEBVTT\n\n00:01.000 --> 00:02.000\n" + strings.Repeat("a", maxText), 0},
	} {
		made, problems, ok := ReadCaptions("a.vtt", []byte(c.source))
		if ok || made.Bytes != nil || len(problems) != 1 || problems[0].Code != "captions-unreadable" || problems[0].Line != c.line {
			t.Errorf("%.40q: %v", c.source, problems)
			continue
		}
		complete(t, "a.vtt", problems[0])
	}
}

func TestTranscript(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         []string
	}{
		{"a.txt", "\xef\xbb\xbfOne\r\ntwo\r\n \r\n\r\nThree\rfour", []string{"One\ntwo", "Three\nfour"}},
		{"a.TXT", "\n\na\x07b\tc\n", []string{"ab c"}},
		{"a.vtt", captionSeeds[1], []string{"Anna Bee: Hello you & me\nand so on now"}},
		{"a.vtt", captionSeeds[3], []string{"a\nbc<v x\nd"}},
		{"a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>One\n\n00:02.000 --> 00:03.000\ntwo\n\n00:03.000 --> 00:04.000\n<v B>Three\n", []string{"A: One\ntwo", "B: Three"}},
	} {
		got, problems, ok := ReadTranscript(c.file, []byte(c.source))
		if !ok || problems != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q is read as %q, %v", c.source, got, problems)
		}
	}
	for file, source := range map[string]string{
		"a.txt": "\x01\n", "b.txt": "", "c.txt": "\xff\xfea\x00", "d.docx": "Hello", "e.vtt": "Hello", "f.txt": strings.Repeat("a", maxText+1), "g": "Hello",
	} {
		got, problems, ok := ReadTranscript(file, []byte(source))
		if ok || got != nil || len(problems) != 1 || problems[0].Code != "transcript-unreadable" {
			t.Errorf("%s: %q %v", file, got, problems)
			continue
		}
		complete(t, file, problems[0])
	}
}
