package planfile

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// The bureau's real plan is not part of the program; where it is at hand, the
// shipped file is compared with it.
const seed = "../../../shared/seed/work-plan.txt"

func anshun(t *testing.T) *disclosure.Plan {
	t.Helper()
	p, err := Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryShippedPlanIsInOrder(t *testing.T) {
	for _, name := range ShippedNames() {
		p, err := Shipped(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Code != name {
			t.Errorf("file %s holds plan %s", name, p.Code)
		}
		if p.TitleEN == "" || p.Body.NameEN == "" {
			t.Errorf("%s: title or body without English name", name)
		}
		for _, o := range p.Offices {
			if o.NameEN == "" {
				t.Errorf("%s: office %s without English name", name, o.Code)
			}
		}
		for _, d := range p.Duties {
			if d.NameEN == "" {
				t.Errorf("%s: duty %s without English name", name, d.Code)
			}
			if !d.Term.Explicit && (d.Term.Source == "" || d.Term.Mark == "") {
				t.Errorf("%s: duty %s has a default term without source and mark", name, d.Code)
			}
		}
	}
	if _, err := Shipped("../anshun-mzj"); err == nil {
		t.Error("a plan that is not shipped was found")
	}
}

func TestTheWorkPlanIsComplete(t *testing.T) {
	want := strings.Fields("1a 1b 1c 1d 1e 1f 1g 1h 1i 1j 2a 2b 2c 2d 3a 3b 4a 4b 5 6a 6b 6c 7 8a 8b 8c 9 10a 10b 10c 11 12a 12b")
	var got []string
	for _, d := range anshun(t).Duties {
		got = append(got, d.Code)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyThreeTermsAreExplicit(t *testing.T) {
	want := map[string]string{"2b": "按季度", "2d": "长期", "4b": "每半年"}
	got := map[string]string{}
	for _, d := range anshun(t).Duties {
		if d.Term.Explicit {
			got[d.Code] = d.Term.Words
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsJudged(t *testing.T) {
	want := strings.Fields("1a 1b 1c 1d 1e 1f 1g 1h 1i 1j 2b 2c 2d 3a 3b 4a 4b 5 6a 6b 6c 7 8a 8b 8c 9 10a 10b 10c 11 12a 12b")
	var got []string
	for _, d := range anshun(t).Duties {
		if d.NotJudged == "" {
			got = append(got, d.Code)
		}
		if d.External != (d.Code == "2a" || d.Code == "2d") {
			t.Errorf("duty %s: external %v", d.Code, d.External)
		}
		if d.NotJudged == "" && !Judgeable(d) {
			t.Errorf("duty %s: the term's unit does not suit its clock", d.Code)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDutiesOfTheWorkPlanAsTheyRead(t *testing.T) {
	p := anshun(t)
	duty := func(code string) disclosure.Duty {
		d, ok := p.DutyByCode(code)
		if !ok {
			t.Fatalf("no duty %s", code)
		}
		return d
	}
	if d := duty("1a"); d.Trigger != disclosure.OnEvent || d.Term.N != 20 || d.Term.Unit != disclosure.Workdays ||
		d.Lead != "general" || len(d.CoOffices) != 5 || !d.Review ||
		!cmp.Equal(d.Channels, []disclosure.DutyChannel{{Code: "website"}, {Code: "wechat", GraceWorkdays: 3}, {Code: "weibo", GraceWorkdays: 3}}) {
		t.Errorf("1a reads %+v", d)
	}
	if d := duty("6a"); d.Term.N != 20 || d.Term.Unit != disclosure.CalendarDays || !d.Term.RollForward || d.NilReturn || len(d.Fields) != 0 {
		t.Errorf("6a reads %+v", d)
	}
	if d := duty("6c"); d.CountedWith != "6a" || len(d.Fields) != 7 || d.Term.N != duty("6a").Term.N {
		t.Errorf("6c reads %+v", d)
	}
	if d := duty("4a"); d.Term.N != 7 || d.Term.Ceiling != 20 || d.Term.CeilingSource == "" {
		t.Errorf("4a reads %+v", d)
	}
	if d := duty("9"); d.Clock() != disclosure.ByCase || d.Review || d.Term.N != 20 {
		t.Errorf("9 reads %+v", d)
	}
	if d := duty("1j"); d.Clock() != disclosure.ByUpkeep || d.Term.N != 14 || len(d.Channels) != 3 {
		t.Errorf("1j reads %+v", d)
	}
	if d := duty("2d"); d.PeriodMonths() != disclosure.HalfYearly || d.Term.N != 0 || d.Term.Unit != disclosure.Workdays {
		t.Errorf("2d reads %+v", d)
	}
	for code, want := range map[string][2]int{"8a": {5, 48}, "8b": {24, 72}, "8c": {24, 0}} {
		major, _ := duty(code).ClassByCode("major")
		other, _ := duty(code).ClassByCode("other")
		if got := [2]int{major.N, other.N}; got != want || duty(code).Term.Unit != disclosure.Hours {
			t.Errorf("%s has %v hours, want %v", code, got, want)
		}
	}
	if d := duty("8b"); d.Clock() != disclosure.ByEpisode || d.OpensWith != "8a" || duty("8c").OpensWith != "8a" {
		t.Errorf("8b reads %+v", d)
	}
	if d := duty("10a"); d.Cadence != disclosure.Monthly || d.Term.Unit != disclosure.OnDate || d.Term.Month != 0 || d.Term.Day != 8 {
		t.Errorf("10a reads %+v", d)
	}
	if d := duty("10c"); d.Trigger != disclosure.FixedDate || d.Cadence != disclosure.Yearly || d.Term.Month != 1 || d.Term.Day != 31 ||
		d.Term.RollForward || d.Channels[1].GraceWorkdays != 0 || d.Clause != "" {
		t.Errorf("10c reads %+v", d)
	}
	if p.EffectiveFrom != workday.MustDate("2020-08-07") || p.AnnouncedAt.In(workday.Beijing).Format("15:04") != "17:15" {
		t.Errorf("in force from %s, announced at %s", p.EffectiveFrom, p.AnnouncedAt)
	}
}

func TestSocialAffairsOfficesAreNotMerged(t *testing.T) {
	dir := NewDirectory(anshun(t))
	a, _ := dir.Office("社会事务科")
	b, _ := dir.Office("社会事务和慈善事业促进科")
	if a == "" || b == "" || a == b {
		t.Errorf("offices %q and %q", a, b)
	}
}

func TestClausesAreQuotedVerbatim(t *testing.T) {
	plan, err := os.ReadFile(seed)
	if err != nil {
		t.Skip("the bureau's plan is not at hand: ", err)
	}
	for _, d := range anshun(t).Duties {
		if d.Clause != "" && !strings.Contains(string(plan), d.ClauseText) {
			t.Errorf("duty %s: not in the plan: %s", d.Code, d.ClauseText)
		}
		if d.Clause == "" && d.Code != "10c" {
			t.Errorf("duty %s quotes nothing", d.Code)
		}
	}
	data, _ := plans.ReadFile("plans/anshun-mzj.yaml")
	r := &reader{}
	f, _ := r.open(r.load(data), planKeys)
	clauses := r.clauses(f)
	if len(clauses) != 12 {
		t.Errorf("%d clauses, want 12", len(clauses))
	}
	for number, text := range clauses {
		if !strings.Contains(string(plan), "("+number+")"+text) {
			t.Errorf("clause %s is not verbatim: %s", number, text)
		}
	}
}

// The plan names the members of its leading group. Their names stand nowhere in
// the program: posts only.
func TestNoPersonIsNamed(t *testing.T) {
	plan, err := os.ReadFile(seed)
	if err != nil {
		t.Skip("the bureau's plan is not at hand: ", err)
	}
	_, group, _ := strings.Cut(string(plan), "名单如下")
	group = strings.ReplaceAll(group, "\u2002", " ")
	member := regexp.MustCompile(`(?m)^(?:[^:\n]+:)? *(\p{Han}(?: {2})?\p{Han}{1,2}) +\p{Han}`)
	comrade := regexp.MustCompile(`,(\p{Han}{2,3})同志`)
	var names []string
	for _, m := range append(member.FindAllStringSubmatch(group, -1), comrade.FindAllStringSubmatch(group, -1)...) {
		names = append(names, strings.ReplaceAll(m[1], " ", ""))
	}
	if len(names) != 19+3 {
		t.Fatalf("found %d names, want 19 members and 3 in the text", len(names))
	}
	root := filepath.Join("..", "..")
	err = filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "bin", "data"}, e.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".yaml", ".md", ".sql", ".json", ".html", ".csv", ".txt", ".js", ".mjs"}, filepath.Ext(path)) {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, name := range names {
			if strings.Contains(string(data), name) {
				t.Errorf("%s names person %d of the leading group", path, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
