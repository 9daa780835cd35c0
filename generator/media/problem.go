package media

import (
	"path"
	"regexp"
	"strings"

	"goldenthread/generator/diag"
)

// refusal says why no file is made: the source is damaged, or it is whole, but
// of a format that has to be changed first.
type refusal struct {
	message string
	format  bool
}

func damaged(message string) *refusal { return &refusal{message: message} }
func format(message string) *refusal  { return &refusal{message: message, format: true} }

// problem puts a refusal into words for the file.
func (r *refusal) problem(file string, film bool) diag.Problem {
	if r.format {
		return diag.Problem{Code: "media-format", Message: r.message, Fix: convert(command(file, film, ""))}
	}
	return diag.Problem{
		Code:    "media-damaged",
		Message: r.message,
		Fix:     "Export it once more from the program or the device that made it, as " + wanted(film) + ", and use that file.",
	}
}

func tooLarge(file string, film bool) diag.Problem {
	smaller := ""
	if film {
		smaller = "-vf scale=-2:720 -crf 28 "
	}
	return diag.Problem{Code: "media-too-large", Message: "This file is larger than 100 MB.", Fix: convert(command(file, film, smaller))}
}

func otherKind(film bool) diag.Problem {
	is, directive, other := "a film", "::audio", "::video"
	if film {
		is, directive, other = "sound without pictures", "::video", "::audio"
	}
	return diag.Problem{
		Code:    "media-kind",
		Message: "This file is " + is + ", which cannot stand in " + directive + ".",
		Fix:     "Write " + other + " in place of " + directive + ", or name another file.",
	}
}

func wrongEnding(endings []string) diag.Problem {
	return diag.Problem{
		Code:    "media-wrong-ending",
		Message: "The ending of this file's name is not that of what it holds.",
		Fix:     "Rename the file so that it ends in " + endings[0] + ", and use the new name in the pages.",
	}
}

func wanted(film bool) string {
	if film {
		return "MP4 (H.264 and AAC)"
	}
	return "MP3"
}

func convert(command string) string {
	return "Make another file of it, and use that one. With the free program FFmpeg, type in the folder of this file: " + command
}

// plain is a file name that a command line takes as it is.
var plain = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)

// command is what one types to make a file of the kind that is wanted. The
// question mark is for films without sound; it is quoted because some command
// lines would look for files of that name.
func command(file string, film bool, more string) string {
	ending := ".mp3"
	if film {
		ending = ".mp4"
	}
	in := path.Base(file)
	out := strings.TrimSuffix(in, path.Ext(in)) + ending
	if out == in {
		out = strings.TrimSuffix(in, path.Ext(in)) + "-new" + ending
	}
	if !plain.MatchString(in) || !plain.MatchString(out) {
		in, out = "IN", "OUT"+ending
	}
	if film {
		return "ffmpeg -i " + in + ` -map 0:v:0 -map "0:a:0?" -map_metadata -1 -c:v libx264 -pix_fmt yuv420p ` + more + "-c:a aac -movflags +faststart " + out
	}
	return "ffmpeg -i " + in + " -map 0:a:0 -map_metadata -1 -c:a libmp3lame -q:a 4 " + out
}
