package media

import (
	"encoding/binary"
)

// readEntry reads how a track is to be decoded. left says that the track may
// be left out.
func (t *track) readEntry(stsd []byte) (left bool, refused *refusal) {
	if len(stsd) < 8 {
		return false, undecodable
	}
	var entry box
	for b := range boxes(stsd[8:]) {
		if entry.name != "" {
			return false, format("The way in which this film is stored changes in the middle of it, which cannot be made safe to publish here.")
		}
		entry = b
	}
	switch {
	case entry.name == "avc1" && t.film, entry.name == "avc3" && t.film:
		return false, t.readVideo(entry)
	case entry.name == "mp4a" && !t.film:
		return false, t.readAudio(entry)
	case entry.name == "jpeg" || entry.name == "png " || entry.name == "mjpg":
		if t.film {
			return true, nil // a picture beside the sound
		}
		return false, undecodable
	case entry.name == "hvc1" || entry.name == "hev1":
		return false, format("The pictures of this film are in H.265 (HEVC), which not every telephone can play.")
	case entry.name == "encv" || entry.name == "enca" || entry.name == "drms":
		return false, format("This file is locked by a seller, so nobody else can play it.")
	case t.film:
		return false, format("The pictures of this film are not in H.264, which every browser can play.")
	}
	return false, format("The sound of this file is not in AAC, which every browser can play.")
}

var undecodable = damaged("This film is damaged: it does not say how to decode it.")

// readVideo keeps the size, the settings of the decoder, the form of a pixel
// and what its colours mean; not the name of the encoder or colour profiles.
func (t *track) readVideo(entry box) *refusal {
	const fixed = 78
	if len(entry.body) < fixed {
		return undecodable
	}
	width, height := short(entry.body, 24), short(entry.body, 26)
	settings := t.decoder(find(entry.body[fixed:], "avcC"), entry.name == "avc3")
	if settings == nil || width == 0 || height == 0 {
		return undecodable
	}
	t.width, t.height = uint32(width)<<16, uint32(height)<<16
	b := make([]byte, fixed)
	b[7] = 1 // the data stands in this file
	binary.BigEndian.PutUint16(b[24:], width)
	binary.BigEndian.PutUint16(b[26:], height)
	copy(b[28:], numbers(72<<16, 72<<16)) // dots per inch: always these
	b[41], b[75], b[76], b[77] = 1, 24, 0xff, 0xff
	parts := [][]byte{b, newBox("avcC", settings)}
	if pixel := find(entry.body[fixed:], "pasp"); len(pixel) >= 8 {
		parts = append(parts, newBox("pasp", pixel[:8]))
	}
	if colour := find(entry.body[fixed:], "colr"); len(colour) >= 10 && (string(colour[:4]) == "nclx" || string(colour[:4]) == "nclc") {
		full := byte(0)
		if len(colour) > 10 {
			full = colour[10] & 0x80
		}
		parts = append(parts, newBox("colr", []byte("nclx"), colour[4:10], []byte{full}))
	}
	t.entry = newBox(entry.name, parts...)
	return nil
}

// decoder rewrites the settings of a decoder of H.264; nil if they cannot be
// read.
func (t *track) decoder(b []byte, inBand bool) []byte {
	if len(b) < 7 || b[0] != 1 || b[4]&3 == 2 {
		return nil
	}
	t.lengths = int(b[4]&3) + 1
	made := []byte{1, b[1], b[2], b[3], b[4] | 0xfc}
	rest := b[5:]
	for _, set := range []struct{ kind, mask byte }{{7, 0x1f}, {8, 0xff}} {
		if len(rest) == 0 {
			return nil
		}
		count := rest[0] & set.mask
		made, rest = append(made, count|^set.mask), rest[1:]
		if count == 0 && !inBand {
			return nil
		}
		for range count {
			end := 2 + int(short(rest, 0))
			if end < 3 || end > len(rest) || rest[2]&0x1f != set.kind {
				return nil
			}
			made, rest = append(made, rest[:end]...), rest[end:]
		}
	}
	if high := b[1] == 100 || b[1] == 110 || b[1] == 122 || b[1] == 144; high && len(rest) >= 3 {
		made = append(made, rest[0]|0xfc, rest[1]|0xf8, rest[2]|0xf8, 0)
	}
	return made
}

// readAudio keeps the number of channels, the rate and the settings of the
// decoder. QuickTime writes more before the settings, or wraps them.
func (t *track) readAudio(entry box) *refusal {
	if len(entry.body) < 28 {
		return undecodable
	}
	before := 28
	switch short(entry.body, 8) {
	case 1:
		before += 16
	case 2:
		before += 36
	}
	inner := entry.body[min(before, len(entry.body)):]
	settings := find(inner, "esds")
	if settings == nil {
		settings = find(inner, "wave", "esds")
	}
	asc, rates := decoderOfSound(settings)
	if asc == nil {
		return undecodable
	}
	config, channels, rate := soundConfig(asc)
	if config == nil {
		return format("The sound of this file is in an unusual kind of AAC, which not every browser can play.")
	}
	b := make([]byte, 28)
	b[7], b[17], b[19] = 1, byte(channels), 16
	if rate < 1<<16 {
		binary.BigEndian.PutUint16(b[24:], uint16(rate))
	}
	t.entry = newBox("mp4a", b, newBox("esds", esds(config, rates)))
	return nil
}
