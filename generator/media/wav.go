package media

import (
	"encoding/binary"
)

// The ways of writing samples that are read, as numbered in a WAV file.
const (
	wavPCM        = 1
	wavFloat      = 3
	wavExtensible = 0xfffe // the number stands further behind
)

// readWAV copies how the samples are written and the samples. Anything but
// plain samples of one or two channels is refused: other ways need decoders
// that not every browser has.
func readWAV(source []byte) (made reading, refused *refusal) {
	var way, samples []byte
	body := source[12:]
	if said := binary.LittleEndian.Uint32(source[4:]); uint64(said)+8 < uint64(len(source)) {
		body = source[12:max(12, said+8)]
		made.note("other data after its end")
	}
	for len(body) >= 8 {
		name, length := string(body[:4]), uint64(binary.LittleEndian.Uint32(body[4:]))
		body = body[8:]
		if length > uint64(len(body)) {
			if name == "data" || name == "fmt " {
				return made, damaged("This WAV file is cut off: a part of the sound is missing.")
			}
			break
		}
		switch {
		case name == "fmt " && way == nil:
			way = body[:length]
		case name == "data" && samples == nil:
			samples = body[:length]
		default:
			made.note(inWAV(name))
		}
		body = body[min(uint64(len(body)), length+length&1):]
	}
	return writeWAV(made, way, samples)
}

// inWAV says what the other parts of a WAV file are for.
func inWAV(name string) string {
	switch name {
	case "fact":
		return "" // the number of samples: no news
	case "LIST", "bext", "iXML", "_PMX", "aXML", "id3 ", "ID3 ", "cart", "axml":
		return "notes, such as title, names, comments, time or place"
	}
	return "other data between the pieces of sound or after them"
}

func writeWAV(made reading, way, samples []byte) (reading, *refusal) {
	if len(way) < 16 || len(samples) == 0 {
		return made, damaged("This WAV file holds no sound, or does not say how it is written.")
	}
	u16 := binary.LittleEndian.Uint16
	how, channels, rate, bits := u16(way), u16(way[2:]), binary.LittleEndian.Uint32(way[4:]), u16(way[14:])
	if how == wavExtensible && len(way) >= 40 {
		how = u16(way[24:])
	}
	plain := how == wavPCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32) || how == wavFloat && bits == 32
	if !plain || channels < 1 || channels > 2 {
		return made, format("The sound in this WAV file is written in a way that not every browser can play.")
	}
	block := uint32(channels) * uint32(bits) / 8
	if rate < 1000 || rate > 1_000_000 || uint32(u16(way[12:])) != block {
		return made, damaged("This WAV file contradicts itself about how the sound is written.")
	}
	samples = samples[:len(samples)/int(block)*int(block)]
	if len(samples) == 0 {
		return made, damaged("This WAV file holds no sound, or does not say how it is written.")
	}
	b := make([]byte, 0, 44+len(samples)+1)
	le := binary.LittleEndian
	b = append(b, "RIFF"...)
	b = le.AppendUint32(b, uint32(36+len(samples)+len(samples)&1))
	b = append(b, "WAVEfmt "...)
	b = le.AppendUint32(b, 16)
	b = le.AppendUint16(b, how)
	b = le.AppendUint16(b, channels)
	b = le.AppendUint32(b, rate)
	b = le.AppendUint32(b, rate*block)
	b = le.AppendUint16(b, uint16(block))
	b = le.AppendUint16(b, bits)
	b = append(b, "data"...)
	b = le.AppendUint32(b, uint32(len(samples)))
	b = append(b, samples...)
	if len(samples)&1 == 1 {
		b = append(b, 0)
	}
	made.Bytes, made.Ext, made.Type = b, ".wav", "audio/wav"
	made.Seconds = int((uint64(len(samples))/uint64(block) + uint64(rate)/2) / uint64(rate))
	return made, nil
}
