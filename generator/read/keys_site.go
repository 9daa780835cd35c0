package read

func siteMapping() Mapping {
	return Mapping{Title: "The site's settings: site.yaml", What: "site.yaml",
		Intro: "In `site.yaml`. It must be right: when it has a mistake, nothing is built, and nothing in `public/` is touched. Only a wrong address (`exit_to`, `email`, `privacy_notice`, `url`) stops nothing: it is left out, and you are told. A key for a list, or for keys of its own, may have nothing behind it, as if it were not there. (Beside it, `words.yaml` holds hard words, each with its meaning: see [easy read](easy-read.md#hard-words).)",
		Keys: []Key{
			{"title", "Needed. The site's name.", `title: Golden Thread Voices`},
			{"base_url", "Needed. Its whole address.", `base_url: https://www.example.org/`},
			{"language", "Its language. Without it, `en-GB`.", `language: en-GB`},
			{"timezone", "Where a day begins and ends. Without it, `Europe/London`.", `timezone: Europe/London`},
			{"description", "One sentence: on the home page when that has no summary, in search engines and in feeds.", `description: Stories and ideas from people who have been there.`},
			{"theme", "`default`, or the name of a folder in `themes/` with a theme of your own.", `theme: default`},
			{"organisation", "Who publishes: [the keys below](#who-publishes-organisation).", `organisation: {name: Golden Thread Voices, email: hello@example.org}`},
			{"menu", "What the menu leads to: sections, paths of pages, and the names of pages that the program makes, such as `easy-read`, `topics` and `your-consent`. What is not there, or is withheld, is not in the menu.", `menu: [stories, blog, weeks, easy-read, about]`},
			{"unnamed", "Shown for somebody whose name may not be shown. Without it, \"Someone with lived experience\".", `unnamed: Someone with lived experience`},
			{"exit_to", "Where \"Exit this page\" goes: the whole address of a page elsewhere that nobody would think twice about. Without it, what stands in the example.", `exit_to: https://www.bbc.co.uk/weather`},
			{"help", "Where readers can get help: [a list](#where-readers-get-help-help).", `help: [{name: Samaritans, phone: "116 123", topics: [suicide]}]`},
			{"consent", "The rules of consent here: [the keys below](#the-rules-of-consent-consent).", `consent: {approval: all, longest: 2y}`},
			{"files", "Files in `content/` to be published just as they are. Pages and `pictures.yaml` are refused.", `files: [favicon.ico]`},
			{"host", "Where the site will be put: some of `netlify`, `cloudflare`, `github`, `gitlab`, `s3`, `nginx` and `apache`. See [publishing](publishing.md).", `host: [netlify]`},
			{"forms", "What your paper forms offer: a name of your own for each, and behind it [these keys](#a-paper-form-forms).", `forms: {web-story: {uses: {words: yes}, channels: [web], until: 2y}}`},
		}}
}

func organisationMapping() Mapping {
	return Mapping{Title: "Who publishes: organisation", What: "organisation",
		Intro: "Behind `organisation` in site.yaml.",
		Keys: []Key{
			{"name", "Its name.", `name: Golden Thread Voices`},
			{"email", "Where people write to. It stands at the foot of each page and on `/your-consent/`.", `email: hello@example.org`},
			{"privacy_notice", "The address of your privacy notice: of a page here, or a whole one elsewhere. Every page links to it while it is published.", `privacy_notice: /privacy/`},
		}}
}

func helpMapping() Mapping {
	return Mapping{Title: "Where readers get help: help", What: "help",
		Intro: "Each item of `help` in site.yaml. Under a page stand those whose topics are among its `tags` and `content_notes`. (A note `domestic abuse` matches the topic `domestic-abuse`.) When a page has content notes that match none, all are shown.",
		Keys: []Key{
			{"name", "Needed. Who helps.", `name: Samaritans`},
			{"phone", "Their telephone number, in quotation marks.", `phone: "116 123"`},
			{"url", "Their whole address on the web.", `url: https://www.samaritans.org/`},
			{"topics", "What they help with.", `topics: [mental-health, suicide]`},
		}}
}

func rulesMapping() Mapping {
	return Mapping{Title: "The rules of consent: consent", What: "consent",
		Intro: "Behind `consent` in site.yaml. Without it, what stands in the examples holds.",
		Keys: []Key{
			{"approval", "Where each person approves the final text of each version: `all`, `none`, or a list of sections.", `approval: all`},
			{"people_required", "Sections in which `people: none` is not accepted.", `people_required: [stories]`},
			{"longest", "No consent counts for longer than this after it was given: `90d` (days), `18m` (months), `2y` (years).", `longest: 2y`},
		}}
}

func formMapping() Mapping {
	return Mapping{Title: "A paper form: forms", What: "a form",
		Intro: "Each form of `forms` in site.yaml. `goldenthread new person alex --form web-story` copies it into the record. See [paper forms](consent.md#paper-forms).",
		Keys: []Key{
			{"uses", "What it asks for, as in [uses](#what-is-agreed-uses).", `uses: {words: yes, name: shown-as, picture: no}`},
			{"channels", "Through which channels, as in an entry.", `channels: [web, feed]`},
			{"until", "For how long: `90d`, `18m`, `2y`.", `until: 2y`},
		}}
}

func wordMapping() Mapping {
	return Mapping{Title: "A hard word: words.yaml", What: "a hard word",
		Intro: "In `words.yaml`. Mostly a hard word has just its meaning behind it: `homeless: You do not have a home.` When there are other words for the same thing, these keys stand there instead. See [hard words](easy-read.md#hard-words).",
		Keys: []Key{
			{"means", "Needed. What it means, in easy words.", `means: You do not have a home.`},
			{"not", "Other words for it, which easy-read pages should not use. `goldenthread check` finds them.", `not: [rough sleeper, street sleeper]`},
		}}
}
