// Package browser holds tests alone: what the example site is in Chromium, as a
// reader has it.
package browser
