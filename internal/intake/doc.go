// Package intake turns what people hand in – CSV, XLSX, NDJSON, a form – into
// events of the ledger. Every row ends accepted, rejected or ignored as the
// same as an earlier one; a rejection says where, what was found and what to
// do. Reading streams, so that the size of a file does not matter. See
// README.md.
package intake
