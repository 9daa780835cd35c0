package media

// The tags of the descriptions that say how AAC is to be decoded.
const (
	tagStream  = 3
	tagDecoder = 4
	tagConfig  = 5
	tagSync    = 6
)

// descriptor takes the first description from b, if it has this tag.
func descriptor(b []byte, tag byte) (body []byte) {
	if len(b) < 2 || b[0] != tag {
		return nil
	}
	size, at := 0, 1
	for range 4 {
		if at >= len(b) {
			return nil
		}
		size = size<<7 | int(b[at]&0x7f)
		at++
		if b[at-1] < 0x80 {
			break
		}
	}
	return b[at:min(len(b), at+size)]
}

// decoderOfSound gives the settings of the decoder of AAC, and the eleven
// bytes before them about rates; nil if these cannot be read.
func decoderOfSound(b []byte) (config, rates []byte) {
	if len(b) < 4 {
		return nil, nil
	}
	stream := descriptor(b[4:], tagStream)
	if len(stream) < 3 {
		return nil, nil
	}
	at, flags := 3, stream[2]
	if flags&0x80 != 0 {
		at += 2
	}
	if flags&0x40 != 0 && at < len(stream) {
		at += 1 + int(stream[at])
	}
	if flags&0x20 != 0 {
		at += 2
	}
	decoder := descriptor(stream[min(at, len(stream)):], tagDecoder)
	if len(decoder) < 13 || decoder[0] != 0x40 && decoder[0] != 0x67 {
		return nil, nil
	}
	return descriptor(decoder[13:], tagConfig), decoder[2:13]
}

// esds writes these settings anew.
func esds(config, rates []byte) []byte {
	wrap := func(tag byte, parts ...[]byte) []byte {
		b := []byte{tag, 0}
		for _, p := range parts {
			b = append(b, p...)
		}
		b[1] = byte(len(b) - 2)
		return b
	}
	decoder := wrap(tagDecoder, []byte{0x40, 0x15}, rates, wrap(tagConfig, config))
	return append(numbers(0), wrap(tagStream, []byte{0, 0, 0}, decoder, wrap(tagSync, []byte{2}))...)
}

// bitReader reads numbers of some bits each; 0 behind the end.
type bitReader struct {
	b  []byte
	at int
}

func (r *bitReader) left() int { return len(r.b)*8 - r.at }

func (r *bitReader) read(n int) (v int) {
	for range n {
		v <<= 1
		if r.left() > 0 {
			v |= int(r.b[r.at/8]>>(7-r.at%8)) & 1
		}
		r.at++
	}
	return v
}

func (r *bitReader) rate() int {
	rates := [13]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	switch i := r.read(4); {
	case i == 15:
		return r.read(24)
	case i < len(rates):
		return rates[i]
	}
	return 0
}

// soundConfig reads the settings of plain AAC (LC), perhaps with what doubles
// its rate (HE-AAC), and gives back as much of them as it understands; nil if
// it is another kind.
func soundConfig(asc []byte) (config []byte, channels, rate int) {
	const plain, doubled, stereo = 2, 5, 29
	r := &bitReader{b: asc}
	kind := r.read(5)
	rate = r.rate()
	channels = r.read(4)
	if kind == doubled || kind == stereo {
		r.rate()
		kind, rate = r.read(5), rate*2
	} else if kind != plain {
		return nil, 0, 0
	}
	r.read(1) // how many samples stand in a frame
	if kind != plain || r.read(1) != 0 || r.read(1) != 0 || rate == 0 || channels < 1 || channels > 7 || r.left() < 0 {
		return nil, 0, 0
	}
	end := r.at
	if r.left() >= 17 && r.read(11) == 0x2b7 && r.read(5) == doubled {
		if r.read(1) == 1 {
			r.rate()
		}
		if end = r.at; r.left() >= 12 && r.read(11) == 0x548 {
			r.read(1)
			end = r.at
		}
	}
	if end > len(asc)*8 {
		return nil, 0, 0
	}
	config = append([]byte{}, asc[:(end+7)/8]...)
	config[len(config)-1] &= 0xff << ((8 - end%8) % 8)
	return config, channels, rate
}

// blankFill overwrites what stands in a sample of AAC before the sound: some
// encoders write their name there. What stands behind sound is out of reach,
// since all sound would have to be decoded to find it.
func blankFill(sample []byte) {
	const data, fill = 4, 6
	r := &bitReader{b: sample}
	for {
		length := 0
		switch r.read(3) {
		case data:
			r.read(4)
			aligned := r.read(1) == 1
			if length = r.read(8); length == 255 {
				length += r.read(8)
			}
			if aligned {
				r.at = (r.at + 7) / 8 * 8
			}
		case fill:
			if length = r.read(4); length == 15 {
				length += r.read(8) - 1
			}
		default:
			return
		}
		if r.left() < length*8 {
			return
		}
		for range length * 8 {
			sample[r.at/8] &^= 0x80 >> (r.at % 8)
			r.at++
		}
	}
}
