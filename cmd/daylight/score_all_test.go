package main

import (
	"strings"
	"testing"
)

func TestAllBodiesAreRankedAsTheirPlansAre(t *testing.T) {
	d := newDesk(t)
	for _, plan := range []string{papersCode, "anshun-mzj"} {
		d.want(0, "plan", "load", plan)
	}
	d.importPapers(0, fewPapers)
	all := decode[nationAnswer](t, d.want(0, "score", "--all", "--format", "json"))
	if len(all.Bodies) != 2 {
		t.Fatalf("%+v", all)
	}
	for _, b := range all.Bodies {
		one := decode[scoreAnswer](t, d.want(0, "score", "--plan", b.Body, "--format", "json"))
		if one.Judged != b.Judged || one.Met != b.Met || one.Scheme.Scheme != b.Scheme {
			t.Errorf("%s: %d of %d, by its plan %d of %d", b.Body, b.Met, b.Judged, one.Met, one.Judged)
		}
	}
	if text := d.want(0, "score", "--all", "--as-of", "2099-01-01"); !strings.Contains(text, "名次") || !strings.Contains(text, "2 个机关") {
		t.Error(text)
	}
	if text := d.want(0, "score", "--all", "--period", "2020Q1", "--as-of", "2020-04-30", "--format", "csv"); !strings.Contains(text, "按时率") {
		t.Error(text)
	}
	d.refused(3, []string{"score", "--all", "--office", "bgs"}, "--all")
}
