package picture

import (
	"strings"

	"goldenthread/generator/diag"
)

const (
	saveAgain = "Open the picture in a picture program, save it again as JPEG (a photograph) or PNG (a drawing), and use that copy."
	copyAgain = "Copy it here once more from the telephone, camera or program that it comes from."
)

func unreadable(message, fix string) diag.Problem {
	return diag.Problem{Code: "picture-unreadable", Message: message, Fix: fix}
}

func tooLarge(message string) diag.Problem {
	return diag.Problem{
		Code:    "picture-too-large",
		Message: message,
		Fix:     "Make the picture smaller in a picture program (2,000 pixels wide is plenty for a page), save it, and use that copy.",
	}
}

func unsupported(kind kind) diag.Problem {
	if kind == heic {
		return diag.Problem{
			Code:    "picture-format",
			Message: "This photograph is in the format HEIC of iPhones, which cannot be read here, nor by most browsers.",
			Fix:     "Open it in a picture program, export it as JPEG, and use that copy. For the next photographs, choose on the iPhone: Settings, Camera, Formats, Most Compatible.",
		}
	}
	return diag.Problem{
		Code:    "picture-format",
		Message: "This picture is in the format " + string(kind) + ", which cannot be made safe to publish here.",
		Fix:     saveAgain,
	}
}

func wrongEnding(kind kind) diag.Problem {
	endings := kind.endings()
	return diag.Problem{
		Code: "picture-wrong-ending",
		Message: "This file is " + kind.article() + " " + string(kind) + " picture, but its name does not end in " +
			strings.Join(endings, " or ") + ".",
		Fix: "Rename the file so that it ends in " + endings[0] + ", and use the new name in the pages and in pictures.yaml.",
	}
}

func damaged() diag.Problem {
	return unreadable("This picture is damaged or cut short, and cannot be read.", copyAgain+" If that does not help: "+strings.ToLower(saveAgain[:1])+saveAgain[1:])
}

func tooSmall() diag.Problem {
	return diag.Problem{
		Code:    "picture-too-small",
		Message: "A side of this picture is 1 pixel long, so there is nothing to see.",
		Fix:     "Use a larger copy of the picture, or take it out of the page.",
	}
}

func moves(kind kind) diag.Problem {
	return diag.Problem{
		Code:    "picture-format",
		Message: "This " + string(kind) + " picture moves, and moving " + string(kind) + " cannot be read here.",
		Fix:     "Save one moment of it as JPEG or PNG and use that, or show the movement as a film.",
	}
}

func forPrint() diag.Problem {
	return diag.Problem{
		Code:    "picture-cmyk",
		Message: "This picture was made for print (CMYK), and its colours would have to be guessed.",
		Fix:     "Open it in a picture program, change its colour mode to RGB (sRGB), save it as JPEG, and use that copy.",
	}
}

func cropped() diag.Problem {
	return diag.Problem{
		Code:    "picture-format",
		Message: "A note in this AVIF picture says to show only a part of it, and the rest is still in the file.",
		Fix:     saveAgain,
	}
}

func tooBright() diag.Problem {
	return diag.Problem{
		Code:    "picture-format",
		Message: "This picture was made for very bright screens (HDR), and its colours would have to be guessed.",
		Fix:     saveAgain,
	}
}

func stopped(file string) diag.Problem {
	return diag.Problem{
		Severity: diag.Warning,
		Code:     "picture-animated",
		Place:    diag.Place{File: file},
		Message:  "This picture moves, and only its first moment is published.",
		Fix:      "Use a picture that stands still, or show the movement as a film, which readers can stop.",
	}
}

func sixteenBits(file string) diag.Problem {
	return diag.Problem{
		Severity: diag.Note,
		Code:     "picture-sixteen-bit",
		Place:    diag.Place{File: file},
		Message:  "This picture has 16 bits for each colour, and is published with 8, which is all that screens show.",
		Fix:      "Nothing needs to be done; saved with 8 bits, the file is half as large.",
	}
}
