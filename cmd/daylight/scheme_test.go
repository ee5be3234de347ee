package main

import (
	"strings"
	"testing"

	"daylight/internal/schemefile"
)

func TestSchemesAreCheckedShownAndCompared(t *testing.T) {
	d := newDesk(t)
	s, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	text := d.want(0, "scheme", "show", "--text")
	if text != s.Text {
		t.Error("the text shown is not the file")
	}
	same := d.write("same.yaml", []byte(text))
	harder := d.write("harder.yaml", []byte(strings.Replace(text, "up_to: 20, points: 1}", "up_to: 20, points: 1.5}", 1)))
	broken := d.write("broken.yaml", []byte(strings.Replace(text, "weight: 40", "wieght: 40", 1)))

	holds(t, d.want(0, "scheme", "check", same, "default"), "政务公开考核办法（建议稿）")
	holds(t, d.want(0, "scheme", "show", same), "逾期公开，6 至 20 个工作日", "一票否决：最高不合格", "P")
	holds(t, d.want(0, "--lang", "en", "scheme", "show"), "6 to 20 working days")
	d.refused(3, []string{"scheme", "check", broken}, "broken.yaml 第 ", "wieght", "没有采用")
	d.refused(3, []string{"scheme", "show", broken}, "wieght")
	d.refused(4, []string{"scheme", "check", "nowhere.yaml"}, "nowhere.yaml")
	for _, p := range decode[[]planProblem](t, d.want(3, "scheme", "check", broken, "--format", "json")) {
		if p.Line == 0 || p.Problem == "" {
			t.Errorf("%+v", p)
		}
	}
	holds(t, d.want(0, "scheme", "diff", "default", same), "完全相同")
	changes := decode[[]schemefile.RuleChange](t, d.want(0, "scheme", "diff", "default", harder, "--format", "json"))
	if len(changes) != 1 || changes[0].Before.Value != "1.00" || changes[0].After.Value != "1.50" {
		t.Errorf("got %+v", changes)
	}
	holds(t, d.want(0, "scheme", "diff", "default", harder, "--format", "csv"), "1.00,1.50")
}
