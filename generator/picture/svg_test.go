package picture

import (
	"strings"
	"testing"

	"goldenthread/generator/diag"
)

const begin = `<svg xmlns="http://www.w3.org/2000/svg"`

func TestSVG(t *testing.T) {
	for _, c := range []struct{ why, source, want string }{
		{"nothing is nothing", `<svg/>`, begin + `/>`},
		{"mark, declaration and DOCTYPE go", "\ufeff<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<svg/>\n<!-- end -->\n", begin + `/>`},
		{"shapes stay in their order", `<svg viewBox="0 0 9 9"><rect x="1" fill="red"/><path d="M0 0h9"/></svg>`, begin + ` viewBox="0 0 9 9"><rect x="1" fill="red"/><path d="M0 0h9"/></svg>`},
		{"prefixes are resolved", `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g><s:circle r="2"/></s:g></s:svg>`, begin + `><g><circle r="2"/></g></svg>`},
		{"a prefix that hides another language", `<svg xmlns:x="urn:x"><x:rect/><rect x:fill="red"/></svg>`, begin + `><rect/></svg>`},
		{"ids are renamed wherever they are used", `<svg><defs><linearGradient id="Mary"/></defs><rect fill="url(#Mary)" id="b"/><use xlink:href="#b" xmlns:xlink="http://www.w3.org/1999/xlink"/></svg>`,
			begin + `><defs><linearGradient id="i1"/></defs><rect fill="url(#i1)" id="i2"/><use href="#i2"/></svg>`},
		{"a reference may come before", `<svg><use href="#late"/><g id="late"/></svg>`, begin + `><use href="#i1"/><g id="i1"/></svg>`},
		{"href wins over xlink:href", `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a" href="#b"/></svg>`, begin + `><use href="#i2"/></svg>`},
		{"quoted references and a spare colour", `<svg><rect fill="url( '#a' ) red" mask="URL(#b)"/></svg>`, begin + `><rect fill="url(#i1) red" mask="url(#i2)"/></svg>`},
		{"drawn words stay, with what looks like a tag", `<svg><text x="1">A &lt;b&gt; <tspan>&amp; c</tspan><![CDATA[<i>]]></text></svg>`, begin + `><text x="1">A &lt;b&gt; <tspan>&amp; c</tspan>&lt;i&gt;</text></svg>`},
		{"spaces that matter stay", `<svg><text xml:space="preserve"> a </text></svg>`, begin + `><text xml:space="preserve"> a </text></svg>`},
		{"spaces between elements do not", "<svg>\n  <g>\n  </g>\n</svg>", begin + `><g/></svg>`},
		{"a plain style becomes attributes and wins", `<svg><rect fill="blue" style="fill:red;stroke:#000 !important; stroke-width : 2px;"/></svg>`, begin + `><rect fill="red" stroke="#000" stroke-width="2px"/></svg>`},
		{"a program's own properties go", `<svg><rect style="fill:red;-inkscape-stroke:none;line-height:1.25;mix-blend-mode:normal;marker:none"/></svg>`, begin + `><rect fill="red"/></svg>`},
		{"functions for colours and places", `<svg><g transform="translate(1,2) rotate (3) skewX(4)" fill="rgb(1 2 3 / 50%)"/></svg>`, begin + `><g transform="translate(1,2) rotate (3) skewX(4)" fill="rgb(1 2 3 / 50%)"/></svg>`},
		{"for screen readers", `<svg role="img" aria-label="A house" aria-hidden="true"/>`, begin + ` role="img" aria-hidden="true"/>`},
		{"an attribute twice is written once", `<svg><rect x="1" x="2"/></svg>`, begin + `><rect x="1"/></svg>`},
		{"title, description, class and data go", `<svg class="a" data-b="c"><title>T</title><desc>D</desc></svg>`, begin + `/>`},
		{"quotes in values cannot get out", `<svg><text font-size='"A&amp;B"'>x</text></svg>`, begin + `><text font-size="&#34;A&amp;B&#34;">x</text></svg>`},
		{"letters that nobody has may be a name", `<svg><text font-family="Sam Okafor, 'Arial' ,serif">x</text><text style="font-family:Sam">x</text></svg>`, begin + `><text font-family="arial, serif">x</text><text font-family="sans-serif">x</text></svg>`},
		{"a plain style sheet becomes attributes", `<svg><style>/* x */ .a, .b{fill:red;stroke:blue} #i{fill:green} rect{fill:black;opacity:.5}</style><rect class="x a" id="i"/><rect fill="pink"/></svg>`, begin + `><rect id="i1" fill="green" opacity=".5" stroke="blue"/><rect fill="black" opacity=".5"/></svg>`},
		{"a style sheet may come last, and hide", `<svg><g class="a"><text>Sam</text></g><g id="b"/><style>.a{display:none}#b{visibility:Hidden}</style></svg>`, begin + `/>`},
		{"what cannot be seen goes", `<svg><g opacity="0"><rect/></g><g style="display:NONE"/><g visibility="collapse"/><g opacity="0.0%"/></svg>`, begin + `/>`},
		{"hidden things go, hidden helpers work", `<svg><g display="none"><rect/></g><clipPath id="c" display="none"/></svg>`, begin + `><clipPath id="i1" display="none"/></svg>`},
	} {
		t.Run(c.why, func(t *testing.T) {
			p, problems, ok := Look("a.svg", []byte(c.source))
			if !ok || len(problems) > 0 {
				t.Fatalf("ok is %v, problems %v", ok, problems)
			}
			if string(p.Drawing) != c.want {
				t.Errorf("got  %s\nwant %s", p.Drawing, c.want)
			}
		})
	}
}

func TestUnsafeSVG(t *testing.T) {
	for _, c := range []struct{ why, source, want string }{
		{"script", `<svg><script>alert(1)</script><rect/></svg>`, `><rect/></svg>`},
		{"script under another prefix", `<svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></svg>`, `/>`},
		{"event", `<svg onload="alert(1)"/>`, `/>`},
		{"event in capitals", `<svg><rect OnClick="alert(1)"/></svg>`, `><rect/></svg>`},
		{"web page inside", `<svg><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>`, `/>`},
		{"web page without a frame", `<svg><iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/></svg>`, `/>`},
		{"style sheet of another file", `<?xml-stylesheet href="x.css"?><svg/>`, `/>`},
		{"style sheet with a file", `<svg><style>rect{fill:url(x.svg#a);stroke:red}</style><rect/></svg>`, `><rect stroke="red"/></svg>`},
		{"movement", `<svg><rect><animate attributeName="href" to="javascript:x"/><set/></rect></svg>`, `><rect/></svg>`},
		{"embedded picture", `<svg><image href="data:image/png;base64,AAAA"/></svg>`, `/>`},
		{"link around shapes", `<svg><a href="javascript:x"><rect/></a></svg>`, `><g><rect/></g></svg>`},
		{"link around words", `<svg><text><a href="http://x">w</a></text></svg>`, `><text><tspan>w</tspan></text></svg>`},
		{"use of another file", `<svg><use href="http://x/y.svg#a"/></svg>`, `><use/></svg>`},
		{"use of data", `<svg><use href="data:image/svg+xml,x#a"/></svg>`, `><use/></svg>`},
		{"colour from another file", `<svg><rect fill="url(http://x/#a)"/></svg>`, `><rect/></svg>`},
		{"colour from a neighbour file", `<svg><rect fill="url(y.svg#a)"/></svg>`, `><rect/></svg>`},
		{"one good reference does not hide a bad one", `<svg><rect fill="url(#a) url(y.svg)"/></svg>`, `><rect/></svg>`},
		{"escaped function", `<svg><rect fill="\75rl(y.svg)"/></svg>`, `><rect/></svg>`},
		{"function that is not known", `<svg><rect fill="image-set('y.png' 1x)"/></svg>`, `><rect/></svg>`},
		{"comment that hides a function", `<svg><rect fill="ur/**/l(y)"/></svg>`, `><rect/></svg>`},
		{"style with a file", `<svg><rect style="fill:url(y.svg#a);stroke:red"/></svg>`, `><rect stroke="red"/></svg>`},
		{"style with a property that is not known", `<svg><rect style="mix-blend-mode:multiply"/></svg>`, `><rect/></svg>`},
		{"style with a place in CSS", `<svg><rect style="transform:rotate(1deg)"/></svg>`, `><rect/></svg>`},
		{"style that is not one", `<svg><rect style="}{"/></svg>`, `><rect/></svg>`},
		{"effect", `<svg><filter><feImage href="http://x"/></filter></svg>`, `/>`},
		{"growing text", `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg><text>&b;!</text></svg>`, `><text>!</text></svg>`},
		{"text from a file", `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><text>&a;</text></svg>`, `><text/></svg>`},
		{"Illustrator's name spaces", `<!DOCTYPE svg [<!ENTITY s "http://www.w3.org/2000/svg"><!ENTITY l "http://www.w3.org/1999/xlink">]><svg xmlns="&s;" xmlns:l="&l;"><use l:href="#a"/></svg>`, `><use href="#i1"/></svg>`},
	} {
		t.Run(c.why, func(t *testing.T) {
			p, problems, ok := Look("a.svg", []byte("\n\n"+c.source))
			if !ok || codes(problems) != "svg-unsafe" || problems[0].Severity != diag.Warning {
				t.Fatalf("ok is %v, problems %v", ok, problems)
			}
			if problems[0].Line != 3 {
				t.Errorf("the line is %d", problems[0].Line)
			}
			if want := begin + c.want; string(p.Drawing) != want {
				t.Errorf("got  %s\nwant %s", p.Drawing, want)
			}
		})
	}
}

func TestUnsafeSVGOnce(t *testing.T) {
	_, problems, _ := Look("a.svg", []byte("<svg>\n<rect/>\n<script/>\n<image/>\n<a/>\n</svg>"))
	if len(problems) != 1 || problems[0].Line != 3 {
		t.Errorf("not one problem at the first of them: %v", problems)
	}
}

func TestRefusedSVG(t *testing.T) {
	for _, c := range []struct {
		why, source, code string
		line              int
	}{
		{"cut short", "<svg>\n<g>\n", "picture-unreadable", 3},
		{"closed wrongly", "<svg>\n<g></svg>", "picture-unreadable", 2},
		{"not a drawing", "<html/>", "picture-unreadable", 1},
		{"another language", `<svg xmlns="urn:x"/>`, "picture-unreadable", 1},
		{"two drawings", "<svg/>\n<svg/>", "picture-unreadable", 2},
		{"words after it", "<svg/>\nwords", "picture-unreadable", 1},
		{"words before it", "<?xml version='1.0'?>words<svg/>", "picture-unreadable", 1},
		{"a declaration alone", "<?xml version='1.0'?>", "picture-unreadable", 1},
		{"another encoding", "<?xml version='1.0' encoding='ISO-8859-1'?><svg/>", "picture-unreadable", 1},
		{"bytes that are no UTF-8", "<svg><text>\xe9</text></svg>", "picture-unreadable", 0},
		{"two bytes for each letter", "\xff\xfe<\x00s\x00v\x00g\x00/\x00>\x00", "picture-unreadable", 0},
		{"a name that nobody gave", "<svg><text>&nbsp;</text></svg>", "picture-unreadable", 1},
		{"a style sheet from elsewhere", `<svg><style>@import url(//x)</style></svg>`, "svg-style", 0},
		{"a style sheet that is not plain", `<svg><style>g > .a{display:none}</style></svg>`, "svg-style", 0},
		{"more rules than anybody writes", `<svg><style>` + strings.Repeat(".a{fill:red}", maxRules+1) + `</style></svg>`, "svg-style", 0},
		{"a style sheet for print", `<svg><style media="print">.a{display:none}</style></svg>`, "svg-style", 0},
		{"a style sheet with escapes", `<svg><style>.\61{display:none}</style></svg>`, "svg-style", 0},
		{"a style sheet that insists", `<svg><style>.a{display:none!important}</style></svg>`, "svg-style", 0},
		{"too deep", strings.Repeat("<svg>", 101) + strings.Repeat("</svg>", 101), "picture-too-large", 1},
		{"too deep in what is left out", "<svg><title>" + strings.Repeat("<g>", 101), "picture-too-large", 1},
		{"too long", "<svg>" + strings.Repeat(" ", maxSVG) + "</svg>", "picture-too-large", 0},
	} {
		t.Run(c.why, func(t *testing.T) {
			p, problems, ok := Look("a.svg", []byte(c.source))
			if ok || p.Drawing != nil || codes(problems) != c.code || problems[0].Line != c.line || problems[0].File != "a.svg" {
				t.Errorf("ok is %v, problems %v", ok, problems)
			}
		})
	}
	if _, problems, ok := Look("a.svg", []byte(strings.Repeat("<svg>", 100)+strings.Repeat("</svg>", 100))); !ok {
		t.Error("a hundred is not too deep:", problems)
	}
}

func TestSVGSize(t *testing.T) {
	for _, c := range []struct {
		why, attributes string
		w, h            int
	}{
		{"in numbers", `width="120" height="80"`, 120, 80},
		{"in pixels, rounded", `width="120.4px" height="79.6px"`, 120, 80},
		{"on paper", `width="25.4mm" height="1in"`, 96, 96},
		{"from the viewBox", `viewBox="-5 -5 30 20"`, 30, 20},
		{"commas", `viewBox="0,0,30,20"`, 30, 20},
		{"one side and proportions", `width="60" viewBox="0 0 30 20"`, 60, 40},
		{"the other side", `height="60" viewBox="0 0 30 20"`, 90, 60},
		{"parts of the page say nothing", `width="100%" height="100%" viewBox="0 0 30 20"`, 30, 20},
		{"neither says", ``, 0, 0},
		{"one side alone", `width="60"`, 0, 0},
		{"nonsense", `width="NaN" height="1e99" viewBox="a b c d"`, 0, 0},
		{"nothing to see", `width="0" height="-1"`, 0, 0},
		{"thin but there", `width="0.1" height="5"`, 1, 5},
		{"proportions of nonsense", `width="1000000" viewBox="0 0 0.001 1000000"`, 0, 0},
	} {
		p, problems, ok := Look("a.svg", []byte("<svg "+c.attributes+"/>"))
		if !ok || p.Width != c.w || p.Height != c.h {
			t.Errorf("%s: %dx%d, not %dx%d %v", c.why, p.Width, p.Height, c.w, c.h, problems)
		}
	}
}

func TestSVGWords(t *testing.T) {
	for _, c := range []struct{ why, source, want string }{
		{"lines are apart", `<svg><text><tspan x="0" y="0">Sam</tspan><tspan x="0" dy="9">Jones</tspan></text></svg>`, "Sam\nJones\nSamJones"},
		{"letters that were moved are together, too", `<svg><text>S<tspan dx="1">a</tspan><tspan dx="1">m</tspan></text></svg>`, "S\na\nm\nSam"},
		{"what only looks different is together", `<svg><text>S<tspan fill="red">am</tspan></text></svg>`, "Sam"},
		{"texts are apart", `<svg><text>Sam</text><text>Jones</text></svg>`, "Sam\nJones"},
		{"what is not drawn is not said", `<svg aria-label="Sam"><title>Sam</title><g display="none"><text>Sam</text></g></svg>`, ""},
	} {
		if p, problems, ok := Look("a.svg", []byte(c.source)); !ok || p.Words != c.want {
			t.Errorf("%s: %q, not %q %v", c.why, p.Words, c.want, problems)
		}
	}
}
