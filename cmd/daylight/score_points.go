package main

import (
	"cmp"
	"context"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// All points are hundredths.
type scoreScheme struct {
	Scheme   string `json:"scheme"`
	Title    string `json:"title"`
	Proposal bool   `json:"proposal"` // nobody has adopted it
	SHA256   string `json:"sha256"`
	Calendar string `json:"calendar"`
}

type scorePoints struct {
	Scored   bool           `json:"scored"`
	Score    int64          `json:"score_hundredths"`
	Lost     int64          `json:"lost_hundredths"`
	Faults   int64          `json:"faults_hundredths"`
	Bonus    int64          `json:"bonus_hundredths"`
	Annual   int64          `json:"annual_hundredths"`
	Grade    string         `json:"grade"`
	GradeIn  string         `json:"grade_name"`
	Vetoed   bool           `json:"vetoed"`
	Rank     int            `json:"rank"`
	RankedOf int            `json:"ranked_of"`
	Nameable bool           `json:"nameable"`
	Blocks   []scoreBlock   `json:"blocks"`
	Receipts []scoreReceipt `json:"receipts"`
}

type scoreBlock struct {
	Block    string `json:"block"`
	Name     string `json:"name"`
	Applies  bool   `json:"applies"`
	Weight   int64  `json:"weight_hundredths"`
	Base     int64  `json:"base_hundredths"`
	Charged  int64  `json:"charged_hundredths"`
	Restored int64  `json:"restored_hundredths"`
	Score    int64  `json:"score_hundredths"`
	Judged   int    `json:"judged"`
	Met      int    `json:"met"`
}

type scoreReceipt struct {
	Points  int64    `json:"points_hundredths"`
	Reason  string   `json:"reason"`
	Rule    string   `json:"rule"`
	Block   string   `json:"block,omitempty"`
	Duty    string   `json:"duty,omitempty"`
	Subject string   `json:"subject,omitempty"`
	Title   string   `json:"title,omitempty"`
	Verdict string   `json:"verdict,omitempty"`
	Delay   int      `json:"delay,omitempty"`
	Flags   []string `json:"flags,omitempty"`
	Plan    int      `json:"plan_version,omitempty"`
	Events  []string `json:"events,omitempty"`
	URL     string   `json:"url,omitempty"`
	Veto    string   `json:"veto,omitempty"`
}

// pointsOf reads the published scores and gives every office the receipts of
// its instances, which must make up its score.
func pointsOf(ctx context.Context, st assessment.Books, q disclosure.Question) (assessment.Result, error) {
	ask := assessment.Question{Body: q.Body, AsOf: q.AsOf, Period: assessment.Period{From: q.From, To: cmp.Or(q.To, disclosure.Forever)}}
	scheme, err := st.SchemeInForce(ctx, q.Body, ask.Day(), q.AsOf)
	if err != nil {
		return assessment.Result{}, err
	}
	r, err := st.Scores(ctx, ask, scheme)
	if err != nil {
		return r, err
	}
	assessed, err := assessment.AssessFrom(ctx, st, ask, scheme)
	if err != nil {
		return r, err
	}
	if q.Office != "" {
		one := func(o assessment.OfficeScore) bool { return o.Office.Code != q.Office }
		r.Offices, assessed.Offices = slices.DeleteFunc(r.Offices, one), slices.DeleteFunc(assessed.Offices, one)
	}
	return withReceipts(r, assessed)
}

func withReceipts(r, assessed assessment.Result) (assessment.Result, error) {
	for n := range r.Offices {
		o := &r.Offices[n]
		at := slices.IndexFunc(assessed.Offices, func(a assessment.OfficeScore) bool { return a.Office.Code == o.Office.Code })
		if at < 0 || assessed.Offices[at].Total != o.Total {
			return r, &disclosure.Error{Code: "scheme.receipts_differ", Args: []any{o.Office.Name}}
		}
		o.Receipts = assessed.Offices[at].Receipts
	}
	return r, nil
}

// add gives the offices of the answer their points. Offices without instances
// stay absent.
func (a *scoreAnswer) add(lang i18n.Lang, r assessment.Result) {
	s := r.Scheme
	a.Scheme = &scoreScheme{s.Ref(), schemefile.NameText(lang, s.Title), s.Proposed(), assessment.TextDigest(s.Text), r.Calendar}
	for n := range a.Offices {
		at := slices.IndexFunc(r.Offices, func(o assessment.OfficeScore) bool { return o.Office.Code == a.Offices[n].Office })
		if at >= 0 {
			a.Offices[n].Points = pointsRow(lang, s, r.Offices[at])
		}
	}
}

func pointsRow(lang i18n.Lang, s *assessment.Scheme, o assessment.OfficeScore) *scorePoints {
	grade, _ := s.GradeByCode(o.Grade)
	p := &scorePoints{
		Scored: o.Scored, Score: int64(o.Total), Faults: int64(o.Faults), Bonus: int64(o.Bonus), Annual: int64(o.Annual), Grade: o.Grade,
		GradeIn: schemefile.NameText(lang, grade.Name), Vetoed: o.Vetoed, Rank: o.Rank, RankedOf: o.RankedOf, Nameable: o.Nameable,
		Blocks: []scoreBlock{}, Receipts: []scoreReceipt{}, Lost: int64(o.Lost()),
	}
	for n, b := range o.Blocks {
		p.Blocks = append(p.Blocks, scoreBlock{
			b.Code, schemefile.NameText(lang, s.Blocks[n].Name), b.Applies, int64(b.Weight), int64(b.Base), int64(b.Charged), int64(b.Restored), int64(b.Score), b.Judged, b.Met,
		})
	}
	for _, r := range assessment.BiggestFirst(o.Receipts) {
		p.Receipts = append(p.Receipts, receiptRow(lang, r))
	}
	return p
}

func receiptRow(lang i18n.Lang, r assessment.Receipt) scoreReceipt {
	row := scoreReceipt{
		Points: int64(r.Points), Reason: schemefile.ReasonText(lang, r.Reason), Rule: r.Rule, Block: r.Block, Duty: r.Duty, Subject: r.Subject,
		Title: r.Title, Delay: r.Delay, Plan: r.PlanVersion, Events: r.Events, URL: r.URL, Veto: r.Veto,
	}
	if r.Verdict != 0 {
		row.Verdict = i18n.VerdictKey(r.Verdict)
	}
	for _, f := range disclosure.Flags {
		if r.Flags.Has(f) {
			row.Flags = append(row.Flags, i18n.FlagKey(f))
		}
	}
	return row
}

// schemeLine names a scheme, and says so when it is only proposed.
func schemeLine(lang i18n.Lang, s *assessment.Scheme) string {
	title := schemefile.NameText(lang, s.Title)
	if s.Proposed() {
		return i18n.T(lang, "scheme.proposed", title, s.Code)
	}
	return i18n.T(lang, "scheme.in_force", title, s.Ref(), s.EffectiveFrom)
}
