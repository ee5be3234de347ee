package web

import (
	"net/url"

	"daylight/internal/workday"
)

// URL returns an address under path that asks within the same frame: body,
// period and, when the address had pinned it, as-of. Pairs add or, with an
// empty value, drop parameters.
func (a *Asked) URL(path string, pairs ...string) string {
	return buildURL(path, a.frame, nil, pairs)
}

// Here is URL with the filters of this page kept: for sorting and paging.
func (a *Asked) Here(path string, pairs ...string) string {
	return buildURL(path, a.frame, a.filters, pairs)
}

// Param is one parameter of an address.
type Param struct{ Name, Value string }

// Frame returns the parameters that every page of this question keeps, but
// the body.
func (a *Asked) Frame() []Param {
	var kept []Param
	for _, name := range []string{"period", "from", "to", "as_of"} {
		if v := a.frame.Get(name); v != "" {
			kept = append(kept, Param{name, v})
		}
	}
	return kept
}

// Permalink returns the address that will always show this very answer.
func (a *Asked) Permalink(path string) string {
	frame := url.Values{"body": {a.Body}, "as_of": {a.AsOf.In(workday.Beijing).Format(stampForm)}}
	switch {
	case a.Period.Key != "":
		frame.Set("period", a.Period.Key)
	case a.From.IsZero() && a.To.IsZero():
		frame.Set("period", "all")
	default:
		frame.Set("from", a.From.String())
		frame.Set("to", a.To.String())
	}
	return buildURL(path, frame, a.filters, nil)
}

func buildURL(path string, frame, filters url.Values, pairs []string) string {
	q := url.Values{}
	for _, source := range []url.Values{frame, filters} {
		for name, v := range source {
			q[name] = v
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		switch {
		case pairs[i] == "period":
			q.Del("from")
			q.Del("to")
		case pairs[i] == "from" || pairs[i] == "to":
			q.Del("period")
		}
		q.Set(pairs[i], pairs[i+1])
	}
	for name, v := range q {
		if len(v) == 0 || v[0] == "" {
			q.Del(name)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
