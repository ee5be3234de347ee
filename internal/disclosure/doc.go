// Package disclosure is the domain of Daylight: who must publish what, where
// and by when (the plan), what is known to have happened (the ledger of
// events), and how each occurrence of a duty stands at a moment (the verdict).
//
// It imports nothing but the standard library and workday, states the
// interfaces that storage must fulfil, and knows neither SQL nor HTTP. The
// words are those of the trade; each name carries its Chinese term.
package disclosure
