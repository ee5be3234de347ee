package intake

import (
	"time"

	"daylight/internal/disclosure"
)

// Directory finds the codes behind the names that records use. Names arrive as
// typed; the directory folds width, space and brackets as it sees fit.
type Directory interface {
	Office(name string) (code string, ok bool)
	Duty(name string) (code string, ok bool)
	Channel(name string) (code string, ok bool)
	// The Near methods return a few names that may have been meant, the
	// likeliest first; none when nothing is close.
	NearOffices(name string) []string
	NearDuties(name string) []string
	NearChannels(name string) []string
}

// Options say how rows are understood.
type Options struct {
	Plan      *disclosure.Plan
	Directory Directory
	Mapping   *Mapping  // nil: headers are understood by the table of headers
	Now       time.Time // dates beyond the day after are refused
	Actor     string    // account on whose behalf the facts enter
	// Year is the year of dates written without one (3月1日); 0 refuses them. A
	// mapping may say so too.
	Year int
	// Source goes into Event.Source; "" names the file and the row.
	Source string
	// History gives each fact the moment it became public as its RecordedAt
	// (历史补录). A mapping may say so too.
	History bool
}

func (o *Options) year() int {
	if o.Year == 0 && o.Mapping != nil {
		return o.Mapping.Year
	}
	return o.Year
}

// InHistory reports whether the records are of the past, by the options or by
// their mapping.
func (o *Options) InHistory() bool {
	return o.History || o.Mapping != nil && o.Mapping.History
}
