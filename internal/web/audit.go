package web

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

const (
	auditPerPage  = 50
	maxAuditLines = 20_000
)

// auditData is the audit trail, filtered.
type auditData struct {
	Lines            []auditLine
	From, To, Name   string
	Actions, Results []option
	Prev, Next, CSV  string
}

type auditLine struct {
	access.Entry
	RoleWord, ActionWord, ResultWord, DetailWords string
}

func (s *Server) auditPage(c *fiber.Ctx) error {
	q, err := readAuditQuery(c)
	if err != nil {
		return err
	}
	acc, _ := accountOf(c)
	page := pageNo(c)
	q.Limit, q.Offset = auditPerPage+1, (page-1)*auditPerPage
	entries, err := s.Access.Audit(c.UserContext(), acc, q)
	if err != nil {
		return err
	}
	data := &auditData{From: c.Query("from"), To: c.Query("to"), Name: q.Account, CSV: csvOf(c)}
	p := s.page(c, "audit.title", data)
	if page > 1 {
		data.Prev = here(c, "page", strconv.Itoa(page-1))
	}
	if len(entries) > auditPerPage {
		entries, data.Next = entries[:auditPerPage], here(c, "page", strconv.Itoa(page+1))
	}
	data.Lines = auditLines(p.Lang, entries)
	for _, a := range access.Actions {
		data.Actions = append(data.Actions, option{string(a), p.T("audit.action." + string(a)), a == q.Action})
	}
	for _, r := range access.Results {
		data.Results = append(data.Results, option{string(r), p.T("audit.result." + string(r)), r == q.Result})
	}
	return s.renderSecret(c, "admin_audit", p)
}

func csvOf(c *fiber.Ctx) string {
	query := string(c.Request().URI().QueryString())
	if query == "" {
		return "/audit.csv"
	}
	return "/audit.csv?" + query
}

func readAuditQuery(c *fiber.Ctx) (access.AuditQuery, error) {
	q := access.AuditQuery{
		Account: access.FoldName(c.Query("account")), Action: access.Action(c.Query("action")), Result: access.Result(c.Query("result")),
	}
	from, err := parseDay(c.Query("from"))
	if err != nil {
		return q, err
	}
	to, err := parseDay(c.Query("to"))
	if err != nil {
		return q, err
	}
	if !from.IsZero() {
		q.From = from.Start()
	}
	if !to.IsZero() {
		q.To = to.End()
	}
	return q, nil
}

func auditLines(lang i18n.Lang, entries []access.Entry) []auditLine {
	lines := make([]auditLine, len(entries))
	for i, e := range entries {
		lines[i] = auditLine{Entry: e, ActionWord: i18n.T(lang, "audit.action."+string(e.Action)), ResultWord: i18n.T(lang, "audit.result."+string(e.Result)), DetailWords: e.Details}
		if e.Role != "" {
			lines[i].RoleWord = i18n.T(lang, "role."+string(e.Role))
		}
		if key := "audit.detail." + e.Details; i18n.Has(lang, key) {
			lines[i].DetailWords = i18n.T(lang, key)
		}
	}
	return lines
}

func (s *Server) auditCSV(c *fiber.Ctx) error {
	q, err := readAuditQuery(c)
	if err != nil {
		return err
	}
	acc, _ := accountOf(c)
	q.Limit = maxAuditLines + 1
	entries, err := s.Access.Audit(c.UserContext(), acc, q)
	if err != nil {
		return err
	}
	if len(entries) > maxAuditLines {
		return invalid("audit.too_many", maxAuditLines)
	}
	if err := s.Access.Log(c.UserContext(), s.actor(c), access.ActAuditExport, "", access.Done, "rows="+strconv.Itoa(len(entries))); err != nil {
		return err
	}
	lang := langOf(c)
	var head []string
	for _, column := range []string{"at", "account", "role", "ip", "action", "target", "result", "details", "times", "request"} {
		head = append(head, i18n.T(lang, "audit.column."+column))
	}
	rows := make([][]string, 0, len(entries))
	for _, l := range auditLines(lang, entries) {
		rows = append(rows, []string{
			l.At.In(workday.Beijing).Format(time.DateTime), l.Account, l.RoleWord, l.IP, l.ActionWord,
			l.Target, l.ResultWord, l.DetailWords, strconv.Itoa(l.Times), l.RequestID,
		})
	}
	return sendCSV(c, "audit-"+s.Now().In(workday.Beijing).Format("20060102-1504")+".csv", head, rows)
}
