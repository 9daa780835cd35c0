// Package media takes sound and film in and lets out a file with nothing in it
// but sound and film.
//
// A telephone writes into a film where and when it was made and with what;
// a sound program writes who made it and for whom, keeps pictures beside the
// sound, and forgets other things after its end. None of that is removed here,
// because a list of what to remove is never complete: a new file is written
// from a list of what sound and film consist of, and only that is copied.
//
// What it promises: of an MP3, only the frames of sound leave, and within them
// the bits that no player uses for sound (between the sound of one frame and
// that of the next, and those free to whoever wrote it) are zero; of a WAV, how
// the sound is written and the samples; of an MP4 (also M4A, M4V and MOV), the
// pictures of one H.264 track and the sound of one AAC track, how to decode
// them and when each is due, without the messages (SEI) between the pictures.
// What an edit list hides, such as the beginning of a film that was only
// marked as cut off, makes the file refused. Of captions, the cues with times
// and positions. The same source gives the same bytes, and what came out comes
// out the same again. No source makes it panic, memory stays within a small
// multiple of the source, and no problem holds a word of the source.
//
// What it cannot do: it decodes nothing, so it does not hear what is said or
// see what is shown; what an encoder hid within what is decoded of a frame of
// sound (MP3 may give a part of it more bits than its notes need, AAC may fill
// up the rest), within a picture of a film or in the settings of a decoder
// stays; so do parts of a picture that these settings cut off. It does not
// change a format: what it cannot take apart, it refuses, naming the command of
// FFmpeg that makes a file which it can.
package media

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"goldenthread/generator/diag"
)

// Version names what Clean makes of a source. It changes whenever the same
// source gives other bytes.
const Version = "1"

// maxSource is how many bytes a sound or film may have.
const maxSource = 100 << 20

// Medium is a sound or film file that carries nothing but itself. The zero
// value is none.
type Medium struct {
	// Bytes is the whole of the new file.
	Bytes []byte
	// Ext is the ending for Bytes, perhaps not that of the source: ".mp3",
	// ".wav", ".m4a" or ".mp4".
	Ext string
	// Type is the media type, such as audio/mpeg.
	Type string
	// Width and Height are the pixels of a film as it is seen, turned upright;
	// 0 for sound.
	Width, Height int
	// Seconds is the length, rounded; 0 if unknown.
	Seconds int
}

// Clean reads source, the bytes of the file named file (a path within the
// site: its ending is compared with what source is, and problems are placed
// there), and writes a new file from the allow-listed parts alone. film says
// whether a film is wanted (::video) or sound (::audio).
//
// ok is false when no such file can be made; m is then its zero value, and
// problems holds an error that says why and how to mend it. The codes are
// media-damaged, media-too-large, media-wrong-ending, media-kind and
// media-format.
//
// Clean does not change source and keeps nothing of it; it may be called from
// several goroutines at once.
func Clean(file string, source []byte, film bool) (m Medium, problems []diag.Problem, ok bool) {
	refuse := func(problem diag.Problem) (Medium, []diag.Problem, bool) {
		problem.File = file
		return Medium{}, []diag.Problem{problem}, false
	}
	if len(source) > maxSource {
		return refuse(tooLarge(file, film))
	}
	kind := sniff(source)
	made, refused := kind.read(source)
	switch {
	case refused != nil:
		return refuse(refused.problem(file, film))
	case made.film != film:
		return refuse(otherKind(film))
	case !slices.Contains(kind.endings(film), strings.ToLower(path.Ext(file))):
		return refuse(wrongEnding(kind.endings(film)))
	}
	return made.Medium, nil, true
}

// Carries says in plain words what a sound or film file holds besides sound
// and film; nil means that it holds nothing else: Clean would give back the
// same bytes. known is false for what is not of a kind that this package
// reads, and for what it cannot read to the end.
func Carries(source []byte) (what []string, known bool) {
	if len(source) > maxSource {
		return nil, false
	}
	made, refused := sniff(source).read(source)
	switch {
	case len(made.besides) > 0:
		return made.besides, true
	case refused != nil:
		return nil, false
	case !bytes.Equal(made.Bytes, source):
		return []string{"settings of the program that wrote it"}, true
	}
	return nil, true
}

// reading is what was made of a source.
type reading struct {
	Medium
	film    bool
	besides []string // what the source held besides, each once
}

// note adds to what the source holds besides.
func (r *reading) note(what string) {
	if what != "" && !slices.Contains(r.besides, what) {
		r.besides = append(r.besides, what)
	}
}
