package read

func recordMapping() Mapping {
	return Mapping{Title: "A consent record", What: "a record",
		Intro: "In `consent/ID.yaml`, one file a person. See [consent](consent.md).",
		Keys: []Key{
			{"person", "Needed. The id: the file's name without `.yaml`, in lower-case letters, digits and hyphens. Never published.", `person: sam`},
			{"role", "`expert citizen` (also when the key is not there) or `staff`. Staff consent like everybody, but nobody asks them to approve each text.", `role: staff`},
			{"names", "Their names: [the keys below](#names-of-a-person-names).", `names: {full: Samuel Example, shown_as: Sam}`},
			{"byline", "A few words that stand after their name, where a name is allowed.", `byline: Peer supporter, Tuesday group`},
			{"bio", "Two or three sentences for the box about the author, where a name is allowed.", `bio: Sam has run the tea table since it was one kettle.`},
			{"never_show", "A list of what else would give them away: a street, a school, a workplace. Never shown on a page of theirs.", `never_show: [Hollies House]`},
			{"anonymous", "`always`: no real name, picture, voice or film of them, whatever is agreed. Write no reason.", `anonymous: always`},
			{"adult_from", "The day on which they turn 18. A yes given before it needs a `guardian`, and ends the day before.", `adult_from: 2027-03-04`},
			{"consents", "The list of [entries](#an-entry-of-a-record-consents): what they were asked, and what they said.", `consents: []`},
			{"approved", "The list of [approvals](#an-approval-approved). `goldenthread consent approve` writes it.", `approved: []`},
		}}
}

func namesMapping() Mapping {
	return Mapping{Title: "Names of a person: names", What: "names",
		Intro: "Behind `names` of a record. All of them may be left out: what nobody wrote down cannot leak, but it cannot be looked for either. See [names](names.md).",
		Keys: []Key{
			{"full", "The full name.", `full: Samuel Example`},
			{"first", "The first name.", `first: Samuel`},
			{"shown_as", "The name that this person chose to be shown by.", `shown_as: Sam`},
			{"also", "A list of other names of theirs: nicknames, logins. Never shown, on any page; none of them can be a `shown_as`.", `also: [Sammy, sam_ex]`},
			{"also_a_word", "Those of the names, and of the words of `full`, that are everyday words too, written just as above. In texts they then count only as they are written: \"Day\", not \"day\".", `also_a_word: [Day]`},
		}}
}

func entryMapping() Mapping {
	return Mapping{Title: "An entry of a record: consents", What: "an entry",
		Intro: "Each item of `consents` is one thing that they were asked or that they said. It needs `covers`, and at least one of the five days. Add entries as time goes by; do not rewrite old ones.",
		Keys: []Key{
			{"covers", "Needed. Which pages it is about: page paths; `stories/*`, which is every page of a section, but not the section's own page (that is `stories`); or `everything`.", `covers: [stories/two-buses]`},
			{"requested", "The day on which you asked.", `requested: 2026-06-02`},
			{"given", "The day on which they said yes.", `given: 2026-06-25`},
			{"refused", "The day on which they said no.", `refused: 2026-06-25`},
			{"withdrawn", "The day on which they took their yes back. `goldenthread consent withdraw` writes it.", `withdrawn: 2026-11-09`},
			{"revoked", "The day on which *you* took it back, for example because you had asked in the wrong way.", `revoked: 2026-11-09`},
			{"how", "Needed with `given`. How they said it.", `how: signed form`},
			{"explained", "How it was explained to them: [the keys below](#how-it-was-explained-explained).", `explained: {by: Priya, in: easy read}`},
			{"evidence", "Where the proof is. Never the proof itself.", `evidence: forms drawer, 2026/17`},
			{"guardian", "Who agreed for somebody under 18.", `guardian: their mother`},
			{"uses", "Needed with `given`. What they agreed to: [the keys below](#what-is-agreed-uses). In a no: what alone they take back.", `uses: {words: yes, name: shown-as, picture: no}`},
			{"channels", "Needed with `given`. Some of `web`, `feed`, `search-engines`, `social` and `print`; or `all`. See [channels](consent.md#channels).", `channels: [web, feed]`},
			{"shown_as", "Another name, for these pages only.", `shown_as: Jo`},
			{"until", "The last day on which this yes counts.", `until: 2028-06-25`},
			{"review_on", "A day on which you want to ask how they feel about it now. A note to yourselves.", `review_on: 2027-06-25`},
		}}
}

func usesMapping() Mapping {
	return Mapping{Title: "What is agreed: uses", What: "uses",
		Intro: "Behind `uses` of an entry, and of a form in site.yaml. What is not said is not agreed.",
		Keys: []Key{
			{"words", "Needed with `given`. `yes` or `no`: their words, their story.", `words: yes`},
			{"name", "`full`, `first` or `shown-as`: the name that may be shown. Or `no`, which may be written `none` here.", `name: shown-as`},
			{"picture", "`yes` or `no`: pictures in which they can be seen.", `picture: no`},
			{"voice", "`yes` or `no`: recordings in which they are heard.", `voice: no`},
			{"video", "`yes` or `no`: films in which they are seen.", `video: no`},
		}}
}

func explainedMapping() Mapping {
	return Mapping{Title: "How it was explained: explained", What: "explained",
		Intro: "Behind `explained` of an entry. All of them may be left out.",
		Keys: []Key{
			{"by", "Who explained it.", `by: Priya`},
			{"in", "In what form.", `in: easy read`},
			{"notice", "With which privacy notice.", `notice: privacy notice of March 2026`},
		}}
}

func approvalMapping() Mapping {
	return Mapping{Title: "An approval: approved", What: "an approval",
		Intro: "Each item of `approved` is a yes to one text. `goldenthread consent approve` writes it.",
		Keys: []Key{
			{"page", "Needed. The page's path. The home page is `/`.", `page: stories/two-buses`},
			{"version", "Needed. `standard` or `easy-read`.", `version: standard`},
			{"text", "Needed. The text's digest, as `goldenthread status --json` shows it.", `text: "v1:sha256:…"`},
			{"on", "Needed. The day of the yes.", `on: 2026-06-26`},
			{"how", "How they said it.", `how: on paper`},
			{"with", "Who was with them.", `with: Priya`},
		}}
}
