package easyread

import (
	"strings"

	"goldenthread/generator/diag"
	"goldenthread/generator/sentence"
)

// pictures finds rows that are not one picture and the words beside it.
func pictures(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, row := range r.rows {
		switch {
		case row.picture == nil && len(row.passages) > 0:
			p := row.passages[0]
			out = append(out, problem(diag.Error, "easy-picture", p.place(p.sentences[0].Start), "There is no picture for these words.",
				"Put a line with a picture above them: ![Two people talk](/pictures/talking.svg)."))
		case row.picture != nil && len(row.passages) == 0:
			out = append(out, problem(diag.Error, "easy-picture-alone", row.picture.at, "There are no words for this picture.",
				"Write them on the next line; or take the picture away. Each row is one picture and the words after it."))
		}
	}
	return out
}

// altTexts finds pictures without words for people who cannot see them.
func altTexts(r *reading) []diag.Problem {
	var out []diag.Problem
	for _, one := range r.images {
		if strings.TrimSpace(one.alt) == "" && !one.named {
			out = append(out, problem(diag.Error, "easy-alt", one.at, "This picture has no words for people who cannot see it. In easy read, no picture is just a decoration.",
				"Write what it shows: ![Two people talk](/pictures/talking.svg)."))
		}
	}
	return out
}

const longestHard = 4 // words: National Domestic Abuse Helpline

// wordPictures finds hard words that no drawing of the picture bank has in its name,
// tags or alt text, each once. A site without a bank has nothing to be mended there,
// and what is longer than a hard word is none.
func wordPictures(r *reading) []diag.Problem {
	if len(r.drawings) == 0 {
		return nil
	}
	var out []diag.Problem
	seen := map[string]bool{}
	for _, p := range r.passages {
		for _, b := range p.bold {
			hard := sentence.Term(p.text[b.start:b.end])
			key := strings.Join(hard, " ")
			if seen[key] || !isHard(hard) || len(hard) > longestHard {
				continue
			}
			seen[key] = true
			words, phrase := sentence.Words(p.text[b.start:b.end]), ""
			for _, w := range words[len(words)-len(hard):] {
				phrase += w.Text + " "
			}
			if len(r.drawings.Find(phrase)) == 0 {
				out = append(out, problem(diag.Note, "easy-word-picture", p.place(b.start), "No drawing in content/pictures is found by this hard word.",
					"Write the word behind 'tags' of a drawing that shows it, in content/pictures/pictures.yaml; or add a drawing."))
			}
		}
	}
	return out
}
