package easyread

import (
	"strings"

	"goldenthread/generator/sentence"
)

// Of hard words: what explains one, and what points back to it; and what stands
// in bold without being one.
var (
	explaining = sentence.Set("means mean are")
	kinds      = sentence.Set("a an the when where what how people somebody someone something") // behind is
	some       = sentence.Set("a an")
	// pointing words are followed by what says that something is so, and not was.
	pointing     = sentence.Set("this that it")
	pointingMany = sentence.Set("these those they")
	sayingMany   = sentence.Set("are mean help give can have work look listen know")
	whens        = sentence.Set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july " +
		"august september october november december am pm a.m p.m noon midday midnight today tomorrow to at and on " +
		"second minute hour day week month year half quarter past o'clock pound pence p mile one st nd rd th")
)

// Of short words.
var (
	// knownShort are better known than what they are short for.
	knownShort = sentence.Set("UK USA EU UN NHS BBC ITV TV GP OK PIN ID HIV COVID DVD CD MP AM PM")
	// longInitials are initials of four letters or more, with a vowel among them.
	longInitials = sentence.Set("ADHD AIDS ASBO CAMHS DVLA EHCP GCSE LGBTQI LGBTQIA MAPPA NATO RSPCA SEND UNICEF YMCA")
	shortWords   = sentence.Set("nb n.b approx dept govt hrs mins yrs wks asap vs fyi tbc tba rsvp incl excl tel appt")
	// Sat and Sun are words, too.
	shortWeek   = sentence.Set("Mon Tue Tues Wed Weds Thu Thur Thurs Fri")
	shortMonths = sentence.Set("Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec")
	// smallWords are in capitals only to be loud.
	smallWords = sentence.Set("not no all and the you do yes now any can is are be if or to in on at my me we us he she it an of for but " +
		"go see how who why ask pay get say must only")
	// withIs are drawn together with is or has; behind other words, 's says whose.
	withIs            = sentence.Set("it's he's she's that's there's here's what's who's where's when's how's why's let's")
	withoutApostrophe = sentence.Set("dont didnt doesnt isnt wasnt arent werent couldnt wouldnt shouldnt havent hasnt hadnt ive youre theyre")
)

// Of numbers.
var (
	// callWords stand before a number by which something is called, callLinks between.
	callWords  = sentence.Set("call calls called ring rang phone phoned text texted dial dialled message number numbers room bus")
	callLinks  = sentence.Set("to on is was")
	smallRoman = sentence.Set("ii iii iv vii viii")
	numbered   = sentence.Set("part chapter volume section step phase level act king queen pope war type class")
)

// Of sentences that say no.
var (
	negatives = sentence.Set("none nobody nothing nowhere neither without no-one")
	clauses   = sentence.Set("and but so because if when that who which or nor until while where than then what how why though although as unless")
	// commands stand before the not of "do not be unkind".
	commands = sentence.Set("do must should")
	// negativeAdjectives say no before what they say.
	negativeAdjectives = sentence.Set("unusual uncommon unlike unhappy unkind unfair unlikely unable unwell unsafe unknown impossible illegal " +
		"unlimited unimportant unnecessary unwelcome unwilling uninteresting dissimilar incorrect invalid inconvenient dishonest " +
		"unreasonable unfriendly unpleasant unfamiliar unaware uncertain unclear unhelpful")
)

// Of the passive.
var (
	beForms  = sentence.Set("am is are was were be been being isn't aren't wasn't weren't")
	adverbs  = sentence.Set("not never also always often just then now still soon already sometimes all both ever again being been")
	subjects = sentence.Set("i you he she it we they " + strings.ToLower(nameWord))
	// agents follow a by that says who did it, and not when or where.
	agents = sentence.Set("a an the my your his her its our their this that some somebody someone people him them me us you everybody staff " + strings.ToLower(nameWord))
	// adjectives look like participles, and say how somebody or something is.
	adjectives = sentence.Set("tired worried scared excited interested bored pleased confused frightened married divorced disabled relaxed " +
		"upset surprised embarrassed annoyed depressed stressed ashamed delighted disappointed exhausted terrified shocked " +
		"amazed bothered concerned satisfied qualified experienced skilled talented gifted retired related involved prepared " +
		"supposed meant based called named born gone done finished lost stuck drunk broken closed shut open locked crowded " +
		"relieved beloved furnished heated housed unhoused limited advanced mixed wicked naked hundred indeed bed red need speed addicted isolated ill-treated retired " +
		"determined convinced motivated organised registered dressed unemployed employed self-employed engaged separated " +
		"allowed hungover sacred aged detailed complicated united fed hurt set")
	participles = sentence.Set("used told given taken seen known sent put shown made found kept held paid brought bought caught taught thought " +
		"sold spoken written read hit cut beaten bitten chosen driven eaten forgiven forgotten hidden built drawn grown heard " +
		"led left let lent met moved run said sung stolen thrown understood woken worn won torn sworn struck shot split spent " +
		"laid meant raised ridden rung shaken shut sought swept treated withdrawn begun blown burnt dug fought flown frozen hung")
)
