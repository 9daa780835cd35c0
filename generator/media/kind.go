package media

import (
	"bytes"
	"slices"
)

// kind is what the first bytes of a file say that it is, in the words used in
// messages.
type kind string

const (
	unknown kind = ""
	mp3     kind = "MP3"
	wav     kind = "WAV"
	mp4     kind = "MP4"
)

// magics are the beginnings of the kinds that are refused, and where they
// stand.
var magics = []struct {
	at    int
	magic string
	kind  kind
}{
	{0, "OggS", "Ogg"},
	{0, "fLaC", "FLAC"},
	{0, "\x1a\x45\xdf\xa3", "WebM or Matroska"},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"},
	{0, "#!AMR", "AMR"},
	{0, "FLV\x01", "Flash"},
	{0, "caff", "CAF"},
	{0, "RF64", "RF64"},
	{0, "\x00\x00\x01\xba", "MPEG-2"},
	{0, "\x00\x00\x01\xb3", "MPEG-2"},
	{0, "MThd", "MIDI"},
	{0, ".snd", "AU"},
	{8, "AIFF", "AIFF"},
	{8, "AIFC", "AIFF"},
	{8, "AVI ", "AVI"},
	{8, "3g", "3GP"},
}

// sniff goes by content alone: names can be wrong.
func sniff(source []byte) kind {
	has := func(at int, magic string) bool {
		return len(source) >= at+len(magic) && string(source[at:at+len(magic)]) == magic
	}
	if has(0, "RIFF") && has(8, "WAVE") {
		return wav
	}
	if at := skipTags(source); at > 0 {
		// FLAC and AAC may stand behind a tag of MP3, too.
		if k := sniff(source[at:]); k != unknown {
			return k
		}
	}
	for _, m := range magics {
		if has(m.at, m.magic) && (m.kind != "3GP" || has(4, "ftyp")) {
			return m.kind
		}
	}
	if len(source) >= 12 && slices.Contains([]string{"ftyp", "moov", "mdat", "wide", "free", "skip"}, string(source[4:8])) {
		return sniffBrand(string(source[8:12]))
	}
	if len(source) > 188 && source[0] == 0x47 && source[188] == 0x47 {
		return "MPEG-2"
	}
	if len(source) > 1 && source[0] == 0xff && source[1]&0xf6 == 0xf0 {
		return "AAC without a container"
	}
	if at, _ := findFrames(source[:min(len(source), 1<<20)], 0, nil); at >= 0 {
		return mp3
	}
	return unknown
}

// sniffBrand parts films from pictures, which share the container of MP4.
func sniffBrand(brand string) kind {
	switch brand {
	case "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "crx ":
		return unknown
	}
	return mp4
}

// endings gives the endings, the usual one first, that a film or sound file of
// a readable kind may have.
func (k kind) endings(film bool) []string {
	switch {
	case k == mp3:
		return []string{".mp3"}
	case k == wav:
		return []string{".wav", ".wave"}
	case k == mp4 && film:
		return []string{".mp4", ".m4v", ".mov"}
	case k == mp4:
		return []string{".m4a", ".mp4", ".m4b"}
	}
	return nil
}

// read takes a source apart and writes it anew. A nil refusal means that this
// went well; besides may be filled either way.
func (k kind) read(source []byte) (made reading, refused *refusal) {
	switch {
	case len(bytes.TrimRight(source, "\x00")) == 0:
		return reading{}, damaged("This file is empty.")
	case k == mp3:
		return readMP3(source)
	case k == wav:
		return readWAV(source)
	case k == mp4:
		return readMP4(source)
	case k == unknown:
		return reading{}, damaged("This file is no sound or film that can be read here, or its beginning is damaged.")
	}
	return reading{}, format("This file is in the format " + string(k) + ", which cannot be made safe to publish here.")
}
