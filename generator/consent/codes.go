package consent

import "slices"

// Known is what there is to say of one reason code. docs/reasons.md is made of
// it.
type Known struct {
	Code    Code
	Message string // the one sentence of a report
	Concept string // of the Data Privacy Vocabulary; "" for most
	Part    bool   // of a part of a page, which is left out; the page is published
	Do      string // Markdown: what it means in full, and what to do
}

// known is the table of reasons, in the order of consent.md's. It never changes.
var known = slices.Concat(pageCodes(), personCodes(), partCodes())

// Codes gives every reason code, in the order in which they are reported.
func Codes() []Known { return slices.Clone(known) }

// pageCodes are those of a page itself.
func pageCodes() []Known {
	return []Known{
		{Code: Unreadable, Message: "The page cannot be read; mend the problem first.",
			Do: "There is a mistake in the file, so nothing of it can be relied on. The message says what is wrong and where. For most mistakes you find the same place again under \"To mend\", with how to mend it: see [problems](problems.md). While a page is unreadable, no other reason is looked for.\n\nTwo mistakes are reported here alone. `made_with` names a person who is not one of the page's people: add them to `people`, or name a group. And `namesakes` names somebody who has no record, or who is one of the page's people: take them out."},
		{Code: AddressTaken, Message: "Another page, or one that the program makes, has the same address.",
			Do: "If two pages want one address, both are withheld. Or the program makes a page of its own there: the names that are taken are listed in [files and addresses](writing.md#files-and-addresses). Give the page another name with `goldenthread move`."},
		{Code: Draft, Message: "The page says that it is a draft; when it is finished, take the line 'draft: yes' away.",
			Do: "Take the line `draft: yes` away when the page is finished."},
		{Code: TooEarly, Message: "The page's own 'publish_from' is still ahead.",
			Do: "Wait for that day, or change it."},
		{Code: Ended, Message: "The page's own 'publish_until' is over.",
			Do: "Take the line away if the page should be back."},
		{Code: NoPeople, Message: "The page does not say whose it is; write a line like 'people: [alex]' with everybody's id. In sections where stories are somebody's, 'none' is not accepted.",
			Do: "The page has no `people`, or an empty list, or `none` in a section where that is not accepted (`stories`, unless site.yaml says otherwise). Write the ids of everybody whose words, name, picture or story it holds."},
	}
}

// personCodes are those of one of a page's people, and of what was made.
func personCodes() []Known {
	return []Known{
		{Code: UnknownPerson, Message: "There is no consent record for this person; mend the id, or write a record with 'goldenthread new person'.", Concept: "ConsentUnknown",
			Do: "Look for a misspelt id. Else make a record with `goldenthread new person ID`, and ask them."},
		{Code: RecordUnreadable, Message: "This person's consent record cannot be read; no consent in it counts until it is mended.", Concept: "ConsentUnknown",
			Do: "The line is shown, and the mistake stands under \"To mend\". Mend it; all their pages are withheld until then."},
		{Code: ConsentUnknown, Message: "This person's record says nothing about their words on this page; mend the path in 'covers' there, or ask them, and add an entry.", Concept: "ConsentUnknown",
			Do: "Perhaps `covers` names another page: mend the path. Else ask them, and add an entry."},
		{Code: ConsentRequested, Message: "This person was asked, and has not answered yet. When they have answered, write the day behind 'given' (with 'how') or 'refused'.", Concept: "ConsentRequested",
			Do: "Silence is not a yes. Wait, or ask again. When they have answered, write the day behind `given` (with `how`), or behind `refused`."},
		{Code: ConsentNotYet, Message: "This person's consent begins on a later day.", Concept: "ConsentRequested",
			Do: "The page comes with the first build on or after that day."},
		{Code: ConsentRefused, Message: "This person said no.", Concept: "ConsentRefused",
			Do: "Leave it, or take them out of the page: their words, not just the id."},
		{Code: ConsentWithdrawn, Message: "This person has withdrawn their consent.", Concept: "ConsentWithdrawn",
			Do: "Nothing is left for you to do, but to publish `public/`. See [taking something down](taking-down.md)."},
		{Code: ConsentRevoked, Message: "The team has revoked this person's consent.", Concept: "ConsentRevoked",
			Do: "If you ask again and they agree, add a new entry."},
		{Code: ConsentExpired, Message: "This person's consent has run out; ask again.", Concept: "ConsentExpired",
			Do: "Its `until` is over, or two years have gone by (`longest` in site.yaml), or they have turned 18. Ask again, and add a new entry."},
		{Code: UseNotAgreed, Message: "This person's consent does not allow their words here.", Concept: "ConsentGiven",
			Do: "They agreed to something, but the entry says `words: no`. Take their words out, or ask."},
		{Code: ChannelNotAgreed, Message: "This person's consent does not cover the web.", Concept: "ConsentGiven",
			Do: "They agreed, but `web` is not among the `channels`. Ask them."},
		{Code: NotApproved, Message: "This person has not approved this version of the text; show it to them, and record their yes with 'goldenthread consent approve'.",
			Do: "They agreed to being on the page, but have not approved the text of this version. (An approval from before a withdrawal does not count, nor does one with a day ahead.) Show them the text, and record their yes: [approvals and codes](consent.md#approvals-and-codes)."},
		{Code: ChangedSince, Message: "The text was changed after this person approved it; ask them to read it again.",
			Do: "Show them the new text, and record their yes with its code. Or put the old text back: then the old yes counts again."},
		{Code: ShowsGuardedName, Message: "A name, or something else that may not be shown on this page, stands here; take it out, or, if it is one of the page's people, write :person[…] with their id.",
			Do: "A name that may not be shown on this page stands at the place shown, or something else that would give the person away. The message does not say it. Write `:person[sam]` if it is one of the page's people; else take it out. Then ask for new approvals. If it is nobody's name, see [false alarms](names.md#false-alarms-and-what-to-do)."},
		{Code: PageWithheld, Message: "An easy-read version is published only with its page, and that is withheld or not there.",
			Do: "Only of easy-read versions: their page is withheld, or none stands beside them. Look at the page's own reasons, and under \"To mend\" for `easy-read-alone`."},
		{Code: RefusedAtLastLook, Message: "The last look found something withheld in this page's file, so it was not published; this is a fault of the program or of the theme.",
			Do: "Only of builds. The page was made, and then something withheld was found in its file: see [the last look](names.md#the-last-look). The file is not in `public/`. It is a fault of the program or of the theme, so you cannot mend it in the text. Find the code under \"To mend\", and tell whoever looks after the program. But look first whether the file is one that you named under `files` in site.yaml: then take the name or the words out of it."},
	}
}

// partCodes are those of a part that is left out.
func partCodes() []Known {
	return []Known{
		{Code: PictureUnknown, Message: "Nobody has said who is in this picture; write it in the pictures.yaml beside it.", Part: true,
			Do: "Write a line for it, with `people`: [who is in them](pictures.md#who-is-in-them-picturesyaml). Or the `pictures.yaml` cannot be read: then the mistake stands under \"To mend\"."},
		{Code: PictureNotAgreed, Message: "Somebody in this picture has not agreed to be shown on this page.", Part: true,
			Do: "They have not agreed to `picture` on this page for the web, or have no record that can be read, or are `anonymous: always`. Look for a misspelt id in `pictures.yaml`. Else ask them, or use another picture."},
		{Code: PictureUnreadable, Message: "This picture cannot be shown; mend the problem with it.", Part: true,
			Do: "It is not there, damaged, too large, or of a kind that cannot be used. The problem with it is shown too; look it up in [problems](problems.md#pictures)."},
		{Code: MediaUnknown, Message: "Nobody has said who is heard or seen in this; write people= behind it.", Part: true,
			Do: "Write `people=` in the braces behind the recording: [sound and film](pictures.md#sound-and-film)."},
		{Code: MediaNotAgreed, Message: "Somebody in this recording has not agreed to it on this page.", Part: true,
			Do: "They have not agreed to `voice` (for sound) or `video` (for film) on this page for the web, or have no record that can be read, or are `anonymous: always`. Look for a misspelt id in `people=`. Else ask them, or take the recording away."},
		{Code: MediaUnreadable, Message: "This recording cannot be published; mend the problem with it, or write its transcript, and a film's captions.", Part: true,
			Do: "All is agreed, but the file, its captions or its transcript is missing or cannot be read. What is to be mended stands under \"To mend\"; see [sound and film](pictures.md#sound-and-film)."},
		{Code: QuotationNotAgreed, Message: "The person quoted does not allow their words on this page.", Part: true,
			Do: "Ask them, or take the quotation away."},
	}
}
