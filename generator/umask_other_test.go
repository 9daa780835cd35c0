//go:build !unix

package generator_test

func narrowUmask(bool) {}
