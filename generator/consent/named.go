package consent

import "goldenthread/generator/page"

// NameOn gives the name by which a person may be shown on a page on a day; "" for
// none.
func NameOn(src *page.Source, p *page.Page, id string, today page.Day) string {
	rec := src.Records[id]
	if rec == nil || rec.Fault != nil {
		return ""
	}
	_, name := nameAnswer(rec, p, src.Site.Consent, today)
	return name
}
