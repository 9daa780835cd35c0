package theme

import "testing"

func TestLicence(t *testing.T) {
	for owed, want := range map[string]string{
		"Drawn by the Tuesday group, CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
		"CC BY-NC-SA 3.0":                       "https://creativecommons.org/licenses/by-nc-sa/3.0/",
		"CC BY-SA 4.0":                          "https://creativecommons.org/licenses/by-sa/4.0/",
		"CC0":                                   "https://creativecommons.org/publicdomain/zero/1.0/",
		"Photo by Priya":                        "",
		"CC BY":                                 "", // of which version, nobody said
		"CC BY-ZZ 4.0":                          "",
	} {
		if got := licence(owed); got.Address != want {
			t.Errorf("%s: %+v, want %q", owed, got, want)
		}
	}
}
