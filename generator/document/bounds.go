package document

import (
	"bytes"
	"regexp"
	"time"
)

// What a PDF may be made of. The library mends broken tables in a time that grows
// with the square of the objects, and unpacks streams of objects before anybody
// can count what is in them, so all this is counted in the bytes before.
const (
	maxSource  = 64 << 20
	maxObjects = 20_000 // that stand by themselves
	maxPacked  = 500_000
	maxBetween = 16 << 20 // bytes that are in no stream
	maxStreams = 400      // of objects
	maxRemarks = 20_000   // comments in no stream
	maxTexts   = 100_000  // in no stream
	maxUnpack  = 200 << 20
	maxOne     = 64 << 20 // of one stream, unpacked
	maxTime    = 5 * time.Second
)

var (
	streamOf = []byte("stream")
	endOf    = []byte("endstream")
	// disguised is a name with a letter written as a number: no program does that,
	// and what is written so cannot be counted.
	disguised = regexp.MustCompile(`/[^\s/<>\[\]()]*#(4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA])`)
)

// bounded says whether a PDF can be read in a short time.
func bounded(source []byte) error {
	// What begins and what ends an object both have these letters.
	objects := bytes.Count(source, []byte("obj"))
	if len(source) > maxSource || objects > 2*maxObjects {
		return errLarge
	}
	if bytes.Count(source, streamOf) > objects+100 { // a stream has it twice, as its object has
		return errDamaged
	}
	between, packed, remarks, texts := 0, 0, 0, 0
	for rest := source; len(rest) > 0; {
		part := rest
		if i := bytes.Index(rest, streamOf); i >= 0 {
			part = rest[:i+len(streamOf)]
			if end := bytes.Index(rest[len(part):], endOf); end >= 0 {
				rest = rest[len(part)+end+len(endOf):]
			} else {
				part, rest = rest, nil
			}
		} else {
			rest = nil
		}
		between += len(part)
		packed += bytes.Count(part, []byte("ObjStm"))
		remarks += bytes.Count(part, []byte("%"))
		texts += bytes.Count(part, []byte("("))
		if between > maxBetween || remarks > maxRemarks || texts > maxTexts || packed > maxStreams {
			return errLarge
		}
		if disguised.Match(part) {
			return errDamaged
		}
	}
	return nil
}
