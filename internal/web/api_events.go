package web

import (
	"cmp"
	"fmt"
	"mime"
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/i18n"
	"daylight/internal/intake"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// eventsAnswer says what became of every line.
type eventsAnswer struct {
	Appended  int         `json:"appended"`
	Duplicate int         `json:"duplicate"`
	Conflict  int         `json:"conflict"`
	Rejected  int         `json:"rejected"`
	Lines     []eventLine `json:"lines"`
}

type eventLine struct {
	Line     int      `json:"line"`
	ID       string   `json:"id,omitempty"`
	Outcome  string   `json:"outcome"` // appended, duplicate, conflict or rejected
	Problems []string `json:"problems,omitempty"`
}

func (a *eventsAnswer) add(l eventLine) {
	switch l.Outcome {
	case "appended":
		a.Appended++
	case "duplicate":
		a.Duplicate++
	case "conflict":
		a.Conflict++
	default:
		a.Rejected++
	}
	a.Lines = append(a.Lines, l)
}

// status is 200 only when everything sent is durably stored.
func (a *eventsAnswer) status() int {
	switch taken, refused := a.Appended+a.Duplicate, a.Conflict+a.Rejected; {
	case refused == 0:
		return fiber.StatusOK
	case taken == 0:
		return fiber.StatusUnprocessableEntity
	}
	return fiber.StatusMultiStatus
}

var eventKinds = []string{"", "application/x-ndjson", "application/ndjson", "application/jsonl", fiber.MIMEApplicationJSON}

// postEvents takes facts from programs, one JSON object a line. Sending them
// again changes nothing, so a sender that is unsure sends again.
func (s *Server) postEvents(c *fiber.Ctx) error {
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil && c.Get(fiber.HeaderContentType) != "" || !slices.Contains(eventKinds, kind) {
		return fiber.ErrUnsupportedMediaType
	}
	if c.Request().Header.ContentLength() > maxEventsBody {
		return fiber.ErrRequestEntityTooLarge
	}
	taker, err := s.newTaker(c)
	if err != nil {
		return err
	}
	leave, err := s.enterBulk(c)
	if err != nil {
		return err
	}
	defer leave()
	err = taker.take(c.UserContext(), newChunks(s.eventsBody(c)))
	a := taker.answer
	if err == nil && len(a.Lines) == 0 {
		return invalid("api.empty")
	}
	result := access.Done
	if err != nil || a.status() != fiber.StatusOK {
		result = access.Failed
	}
	details := fmt.Sprintf("appended=%d duplicate=%d conflict=%d rejected=%d", a.Appended, a.Duplicate, a.Conflict, a.Rejected)
	if logged := s.Access.Log(c.UserContext(), s.actor(c), access.ActEventsAppend, taker.opts.Plan.Body.Code, result, details); err == nil {
		err = logged
	}
	if err != nil {
		return err
	}
	return c.Status(a.status()).JSON(a)
}

// newTaker settles whose plan the facts enter under.
func (s *Server) newTaker(c *fiber.Ctx) (*taker, error) {
	acc, _ := accountOf(c)
	a := &Asked{frame: url.Values{}}
	if err := s.askBody(c.UserContext(), a, acc, func(name string) string { return c.Query(name) }); err != nil {
		return nil, err
	}
	if bodies, err := s.bodiesFor(c.UserContext(), acc); err != nil || len(bodies) > 1 && c.Query("body") == "" {
		return nil, cmp.Or(err, invalid("api.body_wanted"))
	}
	plan, err := s.planNow(c, a.Body)
	if isMissing(err) {
		return nil, missed("board.no_plan")
	}
	if err != nil {
		return nil, err
	}
	return &taker{
		ledger: s.Ledger, acc: acc, lang: langOf(c), today: workday.DateOf(s.Now()),
		opts:   intake.Options{Plan: plan, Directory: planfile.NewDirectory(plan), Now: s.Now(), Actor: acc.Name, Source: "api"},
		answer: eventsAnswer{Lines: []eventLine{}},
	}, nil
}

// problemWords are the words for what is wrong with each line, by its number
// in the body, of which before lines were read earlier.
func problemWords(lang i18n.Lang, problems []intake.Problem, before int) map[int][]string {
	words := map[int][]string{}
	for _, p := range problems {
		p.Row += before
		words[p.Row] = append(words[p.Row], p.Text(lang))
	}
	return words
}
