package media

// maxTracks is how many tracks a film may have; a film from an action camera
// has six.
const maxTracks = 64

const (
	inNotes  = "notes, such as title, names, device, time or place"
	inTime   = "the time when it was made"
	inTrack  = "another track, such as places, chapters, subtitles or a picture"
	inSpace  = "left-over data that is neither shown nor heard"
	inSEI    = "messages between the pictures, such as settings, time or place"
	streamed = "This file is cut into pieces for streaming, which not every browser can play."
)

// readMP4 takes the pictures of one track and the sound of another, and what
// is needed to play them.
func readMP4(source []byte) (made reading, refused *refusal) {
	var moov []byte
	stored, rest := 0, len(source)
	for b := range boxes(source) {
		rest -= 8 + len(b.body)
		switch b.name {
		case "ftyp", "wide":
		case "moov":
			if moov == nil {
				moov = b.body
			}
		case "mdat":
			stored += len(b.body)
		case "moof":
			return made, format(streamed)
		case "free", "skip":
			noteSpace(&made, b.body)
		default:
			made.note(inNotes)
		}
	}
	if moov == nil {
		return made, damaged("This file is cut off: what says how to play it is missing.")
	}
	tracks, refused := readTracks(&made, moov, source)
	if refused != nil {
		return made, refused
	}
	used := 0
	for _, t := range tracks {
		made.film = made.film || t.film
		for _, s := range t.samples {
			used += int(s.size)
		}
	}
	if used < stored || rest > 8 { // the beginning of a box may be longer by 8
		made.note(inSpace)
	}
	return writeMP4(made, tracks, source)
}

// noteSpace tells space that was left empty from space with something in it.
func noteSpace(made *reading, body []byte) {
	for _, b := range body {
		if b != 0 {
			made.note(inSpace)
			return
		}
	}
}

func readTracks(made *reading, moov, source []byte) (tracks []*track, refused *refusal) {
	header := find(moov, "mvhd")
	scale := field(header, 12)
	if len(header) > 0 && header[0] == 1 {
		scale = field(header, 20)
	}
	if scale == 0 {
		return nil, damaged("This film is damaged: it does not say how fast its time passes.")
	}
	noteTime(made, header)
	seen := 0
	for b := range boxes(moov) {
		switch b.name {
		case "mvhd", "iods":
		case "mvex":
			return nil, format(streamed)
		case "free", "skip", "wide":
			noteSpace(made, b.body)
		case "trak":
			if seen++; seen > maxTracks {
				return nil, damaged("This film has more tracks than can be real.")
			}
			t, refused := readTrack(made, b.body, source, scale)
			if refused != nil {
				return nil, refused
			}
			if t == nil {
				made.note(inTrack)
				continue
			}
			for _, other := range tracks {
				if other.film == t.film {
					return nil, format("This film has several tracks of pictures or of sound, and only one of each can be published.")
				}
			}
			tracks = append(tracks, t)
		default:
			made.note(inNotes)
		}
	}
	if len(tracks) == 0 {
		return nil, format("This file has neither pictures in H.264 nor sound in AAC.")
	}
	return tracks, nil
}

// noteTime looks at the times in the header of a film or of one of its tracks.
func noteTime(made *reading, header []byte) {
	if len(header) > 0 && (header[0] == 1 && (long(header, 4) > 0 || long(header, 12) > 0) || header[0] == 0 && long(header, 4) > 0) {
		made.note(inTime)
	}
}
