package web

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Asked is the Question that stands in the address of a page:
//
//	?body=anshun-mzj&period=2026Q3&as_of=2026-09-30&office=bgs&duty=2b&verdict=late,missing
//
// from= and to= bound the due dates instead of period=, which may also be
// "all". as_of= is a day, whose 24:00 is meant, or an exact moment.
type Asked struct {
	disclosure.Question
	BodyInfo disclosure.Body
	Period   Period
	Pinned   bool // the address itself fixed the as-of
	PageNo   int  // counts from 1
	frame    url.Values
	filters  url.Values
}

// stampForm is the exact form of an as-of in addresses, in Beijing time.
const stampForm = "2006-01-02T15:04:05.000"

var momentForms = []string{stampForm, "2006-01-02T15:04:05", "2006-01-02T15:04"}

// address tells what an address says under a name.
type address func(name string) string

// ask reads the question of the request as the signed-in account may ask it.
// To a head or a clerk, everything narrows to the own office.
func (s *Server) ask(c *fiber.Ctx) (*Asked, error) {
	acc, ok := accountOf(c)
	if !ok {
		return nil, errSignInFirst
	}
	return s.read(c.UserContext(), acc, func(name string) string {
		if v := pathParam(c, name); v != "" {
			return v
		}
		return strings.TrimSpace(c.Query(name))
	})
}

func (s *Server) read(ctx context.Context, acc access.Account, say address) (*Asked, error) {
	a := &Asked{frame: url.Values{}, filters: url.Values{}}
	for _, step := range []func() error{
		func() error { return s.askBody(ctx, a, acc, say) },
		func() error { return s.readAsOf(ctx, a, say("as_of")) },
		func() error { return a.readPeriod(say) },
		func() error { return a.readOffice(acc, say("office")) },
		func() error { return a.readFilters(say) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (s *Server) askBody(ctx context.Context, a *Asked, acc access.Account, say address) error {
	bodies, err := s.bodiesFor(ctx, acc)
	if err != nil {
		return err
	}
	code := say("body")
	if code != "" && !acc.SeesBody(code) {
		return forbidden("ask.body_forbidden")
	}
	if len(bodies) == 0 {
		return missed("ask.no_body")
	}
	a.BodyInfo = bodies[0]
	if code != "" {
		found := false
		for _, b := range bodies {
			if b.Code == code {
				a.BodyInfo, found = b, true
			}
		}
		if !found {
			return missed("ask.body_unknown", code)
		}
	}
	a.Body = a.BodyInfo.Code
	if a.Body != bodies[0].Code {
		a.frame.Set("body", a.Body)
	}
	return nil
}

// readAsOf settles the moment. A moment that has not come yet is answered
// with what is known now: only the past stands still.
func (s *Server) readAsOf(ctx context.Context, a *Asked, text string) error {
	now, err := s.Reader.Moment(ctx)
	if err != nil {
		return err
	}
	a.AsOf = now
	if text == "" {
		return nil
	}
	asked, ok := parseMoment(text)
	if !ok {
		return invalid("ask.as_of", text)
	}
	if asked.Before(now) {
		a.AsOf, a.Pinned = asked, true
		a.frame.Set("as_of", text)
	}
	return nil
}

func parseMoment(text string) (time.Time, bool) {
	if d, err := parseDay(text); err == nil {
		return d.End(), true
	}
	for _, form := range momentForms {
		if t, err := time.ParseInLocation(form, text, workday.Beijing); err == nil {
			return t, t.Year() >= firstYear && t.Year() <= lastYear
		}
	}
	return time.Time{}, false
}

func (a *Asked) readPeriod(say address) error {
	name, from, to := say("period"), say("from"), say("to")
	var err error
	switch {
	case name == "all":
	case name != "":
		p, ok := ParsePeriod(name)
		if !ok {
			return invalid("ask.period", name)
		}
		a.Period = p
	case from == "" && to == "":
		a.Period = QuarterOf(workday.DateOf(a.AsOf.Add(-time.Millisecond)))
	default:
		if a.Period.From, err = parseDay(from); err != nil {
			return err
		}
		if a.Period.To, err = parseDay(to); err != nil {
			return err
		}
		if !a.Period.To.IsZero() && a.Period.To < a.Period.From {
			return invalid("ask.span", from, to)
		}
	}
	a.From, a.To = a.Period.From, a.Period.To
	for name, text := range map[string]string{"period": name, "from": from, "to": to} {
		if text != "" {
			a.frame.Set(name, text)
		}
	}
	return nil
}

func parseDay(text string) (workday.Date, error) {
	if text == "" {
		return 0, nil
	}
	d, err := workday.ParseDate(text)
	if err != nil || d.Year() < firstYear || d.Year() > lastYear {
		return 0, invalid("ask.date", text)
	}
	return d, nil
}

func (a *Asked) readOffice(acc access.Account, office string) error {
	if office == "" && !acc.Can(access.SeeAll) {
		a.Office = acc.Office
		return nil
	}
	if office != "" && !acc.SeesOffice(a.Body, office) {
		return forbidden("ask.office_forbidden")
	}
	a.Office = office
	return nil
}

func (a *Asked) readFilters(say address) error {
	a.Duty, a.Subject, a.PageNo = say("duty"), say("subject"), 1
	for _, key := range strings.FieldsFunc(say("verdict"), func(r rune) bool { return r == ',' }) {
		if group, ok := verdictGroups[key]; ok {
			a.Verdicts = append(a.Verdicts, group...)
			continue
		}
		v, ok := i18n.ParseVerdict(key)
		if !ok {
			return invalid("ask.verdict", key)
		}
		a.Verdicts = append(a.Verdicts, v)
	}
	if text := say("page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxPageNo {
			return invalid("ask.page", text)
		}
		a.PageNo = n
	}
	for _, name := range []string{"office", "duty", "subject", "verdict", "page", "sort"} {
		if text := say(name); text != "" {
			a.filters.Set(name, text)
		}
	}
	return nil
}

const maxPageNo = 100_000

func invalid(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: args}
}

func missed(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Missed, Code: code, Args: args}
}

func forbidden(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Forbidden, Code: code, Args: args}
}

var errSignInFirst = errors.New("sign in first")
