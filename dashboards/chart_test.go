package dashboards

import (
	"bytes"
	"encoding/json"
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var update = flag.Bool("update", false, "rewrite the golden options")

func chartsUnderTest() map[string]*Chart {
	f := testFrame()
	tallies := []disclosure.Tally{
		tally("a", "2026-07-01", disclosure.OnTime, 9), tally("a", "2026-08-01", disclosure.Late, 2), tally("b", "2026-08-01", disclosure.OnTime, 4), tally("d", "2026-09-01", disclosure.NilReturned, 1),
	}
	from, asOf := workday.MustDate("2026-07-01"), workday.MustDate("2026-09-30").End()
	instance := func(subject string, v disclosure.Verdict) disclosure.Instance {
		i := disclosure.Instance{Duty: "1a", Subject: subject, Office: "a", Verdict: v, OpenedOn: from, DueOn: from + 28, DueAt: (from + 28).End()}
		if v == disclosure.Late {
			i.Delay, i.PublishedAt = 3, (from + 31).Start()
		}
		return i
	}
	return map[string]*Chart{
		"ranking":  Rank(f, disclosure.GroupBureau, tallies).Chart,
		"heat":     HeatMap(f, from, 3, tallies).Chart,
		"trend":    TrendOf(f, "", from, 3, tallies).Chart,
		"nation":   NewNation(f, nationFacts(), plainNation{}).Chart,
		"timeline": timeline(f, asOf, []disclosure.Instance{instance("x/2", disclosure.Missing), instance("x/1", disclosure.Late), instance("x/3", disclosure.Pending)}).Chart,
	}
}

func TestChartOptionsMatchTheirGoldenFiles(t *testing.T) {
	for name, c := range chartsUnderTest() {
		got, err := json.MarshalIndent(c.Option, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("read golden option (write it with -update): %v", err)
		}
		if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
			t.Errorf("%s (-golden +got):\n%s", file, diff)
		}
		if c.Label == "" || !bytes.Contains(got, []byte(`"richText"`)) || bytes.Contains(got, []byte("function")) {
			t.Errorf("%s has no words, an HTML tooltip or a function", name)
		}
	}
}

func TestNoNameBreaksOutOfAChart(t *testing.T) {
	f := testFrame()
	f.Plan.Offices[1].Name = `</script><script>alert(1)</script><!--`
	c := Rank(f, disclosure.GroupBureau, []disclosure.Tally{tally("a", "2026-07-01", disclosure.OnTime, 9)}).Chart
	page := template.Must(template.New("").Parse(`<script type="application/json">{{.Option}}</script>`))
	var b strings.Builder
	if err := page.Execute(&b, c); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "</script"); n != 1 || strings.Contains(b.String(), "<!--") {
		t.Errorf("the name ends the script: %s", b.String())
	}
}
