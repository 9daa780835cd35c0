//go:build !unix

package generator_test

// setUmask does nothing: there is no such thing here.
func setUmask(int) {}
