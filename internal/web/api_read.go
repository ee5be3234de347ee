package web

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// answer is what every reading endpoint returns: rows, and the question they
// answer with everything settled that the address had left open.
type answer[R any] struct {
	Question apiQuestion `json:"question"`
	Rows     []R         `json:"rows"`
	// Next is the offset of the next rows, when there are more.
	Next int `json:"next_offset,omitempty"`
}

type apiQuestion struct {
	Body     string       `json:"body"`
	Period   string       `json:"period,omitempty"`
	From     workday.Date `json:"from"`
	To       workday.Date `json:"to"`
	AsOf     string       `json:"as_of"`
	Office   string       `json:"office,omitempty"`
	Duty     string       `json:"duty,omitempty"`
	Verdicts []string     `json:"verdicts,omitempty"`
}

func questionOf(a *Asked) apiQuestion {
	q := apiQuestion{
		Body: a.Body, Period: a.Period.Key, From: a.From, To: a.To,
		AsOf: a.AsOf.In(workday.Beijing).Format(stampForm), Office: a.Office, Duty: a.Duty,
	}
	for _, v := range a.Verdicts {
		q.Verdicts = append(q.Verdicts, i18n.VerdictKey(v))
	}
	return q
}

// apiInstance is an instance as programs read it. Moments are in Beijing time
// with their offset, unknown ones are left out.
type apiInstance struct {
	Duty        string       `json:"duty"`
	DutyName    string       `json:"duty_name"`
	Subject     string       `json:"subject"`
	Title       string       `json:"title,omitempty"`
	Office      string       `json:"office"`
	OfficeName  string       `json:"office_name"`
	DueOn       workday.Date `json:"due_on"`
	DueAt       string       `json:"due_at,omitempty"`
	PublishedAt string       `json:"published_at,omitempty"`
	Verdict     string       `json:"verdict"`
	Delay       int          `json:"delay"`
	DelayUnit   string       `json:"delay_unit"`
	Flags       []string     `json:"flags"`
	Lacking     []string     `json:"lacking"`
	URL         string       `json:"url,omitempty"`
}

var unitKeys = map[disclosure.TermUnit]string{
	disclosure.Workdays: "workdays", disclosure.CalendarDays: "days", disclosure.Hours: "hours", disclosure.OnDate: "workdays",
}

func apiInstanceOf(i disclosure.Instance) apiInstance {
	return apiInstance{
		Duty: i.Duty, DutyName: i.DutyName, Subject: i.Subject, Title: i.Title, Office: i.Office, OfficeName: i.OfficeName,
		DueOn: i.DueOn, DueAt: iso(i.DueAt), PublishedAt: iso(i.PublishedAt), Verdict: i18n.VerdictKey(i.Verdict),
		Delay: i.Delay, DelayUnit: unitKeys[i.Term.Unit], Flags: append([]string{}, flagKeys(i.Flags)...),
		Lacking: append([]string{}, i.Lacking...), URL: i.URL,
	}
}

// apiTally counts instances of one office, due month and verdict.
type apiTally struct {
	Office      string   `json:"office"`
	Month       string   `json:"month,omitempty"`
	Verdict     string   `json:"verdict"`
	Flags       []string `json:"flags"`
	Count       int      `json:"count"`
	MedianDelay float64  `json:"median_delay"`
}

func apiTallyOf(t disclosure.Tally) apiTally {
	month := ""
	if !t.Month.IsZero() {
		month = t.Month.Start().Format("2006-01")
	}
	return apiTally{
		Office: t.Office, Month: month, Verdict: i18n.VerdictKey(t.Verdict),
		Flags: append([]string{}, flagKeys(t.Flags)...), Count: t.Count, MedianDelay: t.MedianDelay,
	}
}

const (
	usualRows = 1_000
	mostRows  = 10_000
)

func (s *Server) getInstances(c *fiber.Ctx) error {
	a, err := s.ask(c)
	if err != nil {
		return err
	}
	limit, err := intParam(c, "limit", usualRows, 1, mostRows)
	if err != nil {
		return err
	}
	if a.Offset, err = intParam(c, "offset", 0, 0, maxPageNo*mostRows); err != nil {
		return err
	}
	a.Limit = limit + 1
	rows, err := s.Reader.Instances(c.UserContext(), a.Question)
	if err != nil {
		return err
	}
	got := answer[apiInstance]{Question: questionOf(a), Rows: []apiInstance{}}
	if len(rows) > limit {
		rows, got.Next = rows[:limit], a.Offset+limit
	}
	for _, i := range rows {
		got.Rows = append(got.Rows, apiInstanceOf(i))
	}
	return sendAnswer(c, a, got)
}

func (s *Server) getTallies(c *fiber.Ctx) error {
	a, err := s.ask(c)
	if err != nil {
		return err
	}
	rows, err := s.Reader.Tallies(c.UserContext(), a.Question)
	if err != nil {
		return err
	}
	got := answer[apiTally]{Question: questionOf(a), Rows: []apiTally{}}
	for _, t := range rows {
		got.Rows = append(got.Rows, apiTallyOf(t))
	}
	return sendAnswer(c, a, got)
}

// pinnedFor is how long an answer as of a past moment may be kept by the
// program that asked: nothing can change it but the rights to see it.
const pinnedFor = time.Hour

func sendAnswer(c *fiber.Ctx, a *Asked, got any) error {
	if a.Pinned {
		c.Set(fiber.HeaderCacheControl, "private, max-age="+strconv.Itoa(int(pinnedFor.Seconds())))
	}
	return c.JSON(got)
}

func intParam(c *fiber.Ctx, name string, usual, least, most int) (int, error) {
	text := c.Query(name)
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, invalid("api.number", name, least, most, text)
	}
	return n, nil
}
