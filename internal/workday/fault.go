package workday

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// Fault is one thing that is wrong with a notice. Code and Args let callers say
// it in another language; Error says it in English.
type Fault struct {
	Code string
	Args []any
	Line int // where in the file; 0: of the notice as a whole
	text string
}

// Error says what is wrong, with the line where that is known.
func (f *Fault) Error() string {
	if f.Line == 0 {
		return f.text
	}
	return fmt.Sprintf("line %d: %s", f.Line, f.text)
}

func fault(code, format string, args ...any) *Fault {
	return &Fault{Code: code, Args: args, text: fmt.Sprintf(format, args...)}
}

func (f *Fault) onLine(line int) *Fault {
	f.Line = line
	return f
}

// Faults lists every Fault in err, in order.
func Faults(err error) []*Fault {
	var f *Fault
	switch e := any(err).(type) {
	case nil:
		return nil
	case *Fault:
		return []*Fault{e}
	case interface{ Unwrap() []error }:
		var all []*Fault
		for _, one := range e.Unwrap() {
			all = append(all, Faults(one)...)
		}
		return all
	}
	if errors.As(err, &f) {
		return Faults(errors.Unwrap(err))
	}
	return nil
}

// locate finds the lines on which the texts that faults speak of stand.
func locate(err error, data []byte) {
	for _, f := range Faults(err) {
		for _, arg := range f.Args {
			text := fmt.Sprint(arg)
			if at := bytes.Index(data, []byte(strconv.Quote(text))); f.Line == 0 && text != "off" && text != "work" && at >= 0 {
				f.Line = lineOf(data, int64(at))
			}
		}
	}
}
