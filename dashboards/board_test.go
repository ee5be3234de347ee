package dashboards

import (
	"fmt"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// plainLinks writes links that a test can read.
type plainLinks struct{}

func (plainLinks) Office(code string) string            { return "/office/" + code }
func (plainLinks) Duty(code string) string              { return "/duty/" + code }
func (plainLinks) Instance(duty, subject string) string { return "/instance/" + duty + "/" + subject }
func (plainLinks) Rows(r Rows) string {
	var words []string
	for _, v := range r.Verdicts {
		words = append(words, i18n.VerdictKey(v))
	}
	return fmt.Sprintf("/rows?%s|%s|%s|%s|%s", r.Office, r.Duty, strings.Join(words, ","), r.From, r.To)
}

// testFrame is a frame over five offices and two duties.
func testFrame() Frame {
	office := func(n int, code, name string, g disclosure.OfficeGroup) disclosure.Office {
		return disclosure.Office{Code: code, Name: name, NameEN: code + " office", Group: g, DisplayOrder: n}
	}
	plan := &disclosure.Plan{
		Offices: []disclosure.Office{
			office(2, "b", "社会组织管理科", disclosure.GroupBureau), office(1, "a", "办公室", disclosure.GroupBureau),
			office(3, "c", "规划财务科", disclosure.GroupBureau), office(4, "d", "市社会救助局", disclosure.GroupAffiliate),
			office(5, "x", "市财政局", disclosure.GroupExternal),
		},
		Channels: []disclosure.Channel{{Code: "wechat", Name: "微信公众号"}},
		Duties: []disclosure.Duty{
			{Code: "2b", Name: "季度数据", Lead: "d", Order: 2, NilReturn: true, Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly},
			{Code: "1a", Name: "登记审批", Lead: "a", Order: 1, Review: true, Trigger: disclosure.OnEvent},
		},
	}
	return Frame{
		Lang: i18n.Chinese, Plan: plan, Link: plainLinks{},
		Day:    workday.Date.String,
		Until:  func(t time.Time) string { return workday.DateOf(t.Add(-1)).String() + " 24:00" },
		Minute: func(t time.Time) string { return t.In(workday.Beijing).Format("2006-01-02 15:04") },
	}
}

func tally(office, month string, v disclosure.Verdict, n int) disclosure.Tally {
	return disclosure.Tally{Office: office, Month: workday.MustDate(month), Verdict: v, Count: n}
}

func text(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
