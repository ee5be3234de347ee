package briefing

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/testkit"
	"daylight/internal/testkit/memory"
	"daylight/internal/workday"
)

// said is what is wrong, in words.
func said(err error) string {
	if err == nil {
		return ""
	}
	return i18n.ErrorText(i18n.Chinese, err)
}

// drawn is a source over a body drawn at random.
func drawn(t testing.TB, n int) *memory.Book {
	b := testkit.Draw(n)
	return &memory.Book{Versions: b.Plans, Known: b.Known, Ledger: b.Events, Cal: workday.Official(), Scheme: proposal(t)}
}

// requests are one briefing of every kind about the days around a moment.
func requests(body string, m int) []Request {
	asOf := testkit.Moments[m]
	day := knownDay(asOf)
	month := workday.NewDate(day.Year(), day.Month(), 1)
	quarter := month.AddMonths(-(int(month.Month()) - 1) % 3)
	half := month.AddMonths(-(int(month.Month()) - 1) % 6)
	year := workday.NewDate(day.Year(), 1, 1)
	of := func(kind Kind, from workday.Date, months int) Request {
		return Request{Body: body, Kind: kind, Period: assessment.Period{From: from, To: from.AddMonths(months) - 1}, AsOf: asOf}
	}
	list := []Request{
		of(Monthly, month, 1), of(Monthly, month.AddMonths(-1), 1), of(Quarterly, quarter, 3), of(HalfYearly, half, 6), of(Annual, year, 12),
		of(Special, quarter, 3), of(Special, year.AddMonths(-12), 24),
	}
	list[1].IssuedOn, list[2].IssuedOn = day+5, day+1
	list[2].Window = assessment.Period{From: day - 3, To: day}
	list[5].Block, list[6].Duty = "timeliness", "1"
	return list
}

func eachDrawn(t *testing.T, bodies int, do func(t *testing.T, b *Briefing)) {
	t.Helper()
	made := 0
	for n := range bodies {
		src := drawn(t, n)
		for m := range testkit.Moments {
			for k, r := range requests(src.Versions[0].Body.Code, m) {
				b, err := Make(t.Context(), src, r)
				if err != nil {
					var invalid *disclosure.Error
					if errors.Is(err, disclosure.ErrNotFound) || errors.As(err, &invalid) {
						continue // no plan was known, or the duty is not there
					}
					t.Fatalf("body %d, moment %d, request %d: %v", n, m, k, err)
				}
				made++
				do(t, b)
				if t.Failed() {
					t.Fatalf("body %d, moment %d, request %d:\n%s", n, m, k, inPlainText(b))
				}
			}
		}
	}
	if made < bodies {
		t.Fatalf("only %d briefings were made", made)
	}
}

func TestEveryBriefingAgreesWithItself(t *testing.T) {
	eachDrawn(t, 60, func(t *testing.T, b *Briefing) {
		if err := Consistent(b); err != nil {
			t.Error(said(err))
		}
	})
	src := bureau(t)
	for _, r := range []Request{
		quarter(t), {Body: "anshun-mzj", Kind: Annual, Period: stretch("2026-01-01", "2026-12-31"), AsOf: day1("2026-11-20").End()},
		{Body: "anshun-mzj", Kind: Monthly, Period: stretch("2026-10-01", "2026-10-31"), AsOf: day1("2026-10-20").End()},
		{Body: "anshun-mzj", Kind: HalfYearly, Period: stretch("2026-01-01", "2026-06-30"), AsOf: day1("2026-07-15").End()},
		{Body: "anshun-mzj", Kind: Special, Block: "application", Period: stretch("2026-01-01", "2026-10-31"), AsOf: day1("2026-11-20").End()},
	} {
		if err := Consistent(make1(t, src, r)); err != nil {
			t.Error(said(err))
		}
	}
}

func TestAChangedFigureIsFound(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	for name, f := range b.Figures {
		kept := f
		f.Text = "7" + f.Text
		b.Figures[name] = f
		if Consistent(b) == nil {
			t.Errorf("{%s} reads %s, and nobody sees it", name, f.Text)
		}
		b.Figures[name] = kept
	}
	for n := range b.Sheets {
		for name, f := range b.Sheets[n].Figures {
			kept := f
			f.Text = "7" + f.Text
			b.Sheets[n].Figures[name] = f
			if Consistent(b) == nil {
				t.Errorf("%s: {%s} reads %s, and nobody sees it", b.Sheets[n].Title, name, f.Text)
			}
			b.Sheets[n].Figures[name] = kept
		}
	}
}

func TestAChangedCellIsFound(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	// What no other number of the document depends on cannot be told.
	free := map[string]bool{"before": true, "year_score": true, "left": true, "number": true, "delay": true}
	alone := map[string]bool{"nil": true, "pending": true} // of other periods
	seen := 0
	for _, table := range b.Tables() {
		for _, r := range table.Rows {
			for n, c := range table.Columns {
				v := &r.Cells[n]
				if c.Is == Words || c.Is == Day || v.Empty || free[c.Key] || r.Key == officesRow || alone[c.Key] && r.Key != nowRow {
					continue
				}
				seen++
				v.Number++
				if Consistent(b) == nil {
					t.Errorf("%s, %s, %s: %s, and nobody sees it", table.Code, r.Key, c.Key, c.Print(*v))
				}
				v.Number--
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d cells were changed", seen)
	}
}

func TestATypedNumberIsFound(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	for _, p := range b.Paragraphs() {
		kept := p.Text
		p.Text += "共3项。"
		if Consistent(b) == nil {
			t.Errorf("%s: a typed number stands unseen", p.Key)
		}
		p.Text = kept
	}
}

func TestABriefingSurvivesTheShelf(t *testing.T) {
	src := bureau(t)
	b := make1(t, src, quarter(t))
	first, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	var again Briefing
	if err := json.Unmarshal(first, &again); err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(&again)
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Error("written twice, it differs")
	}
	if err := Consistent(&again); err != nil {
		t.Error(said(err))
	}
	third, err := json.Marshal(make1(t, src, quarter(t)))
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(third) {
		t.Error("made twice, it differs")
	}
}

func TestTheOrderOfTheLedgerDoesNotMatter(t *testing.T) {
	src := bureau(t)
	want := inPlainText(make1(t, src, quarter(t)))
	for i, j := 0, len(src.Ledger)-1; i < j; i, j = i+1, j-1 {
		src.Ledger[i], src.Ledger[j] = src.Ledger[j], src.Ledger[i]
	}
	if got := inPlainText(make1(t, src, quarter(t))); got != want {
		t.Error("another order gives another document")
	}
}

// TestEveryNumberInTheProseStandsInATable reads the finished text as a stranger
// would, who knows nothing of figures.
func TestEveryNumberInTheProseStandsInATable(t *testing.T) {
	dates := regexp.MustCompile(`《[^《》]*》|\d{4}年(度|\d+月(\d+日)?)?|\d+月\d+日|\d+月|\d+日|\d+时(\d+分)?|b\d+`)
	number := regexp.MustCompile(`\d+(\.\d+)?%?`)
	read := func(t *testing.T, b *Briefing) {
		printed := map[string]bool{}
		names := map[string]bool{}
		for _, table := range b.Tables() {
			for _, r := range table.Rows {
				for n, c := range table.Columns {
					if c.Is == Words {
						names[r.Cells[n].Text] = true
						continue
					}
					for _, run := range number.FindAllString(c.Print(r.Cells[n]), -1) {
						printed[run] = true
					}
				}
			}
		}
		for _, p := range b.Paragraphs() {
			text := Text(b, *p)
			for name := range names {
				if name != "" {
					text = strings.ReplaceAll(text, name, "")
				}
			}
			for _, run := range number.FindAllString(dates.ReplaceAllString(text, ""), -1) {
				if !printed[run] {
					t.Errorf("%s stands in no table: %s", run, Text(b, *p))
				}
			}
		}
	}
	eachDrawn(t, 20, read)
	read(t, make1(t, bureau(t), quarter(t)))
}
