package schemefile

import (
	"github.com/goccy/go-yaml/ast"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
)

var (
	verdicts = map[string]disclosure.Verdict{
		"逾期公开": disclosure.Late, "late": disclosure.Late,
		"逾期未公开": disclosure.Missing, "missing": disclosure.Missing,
		"部分完成": disclosure.Partial, "partial": disclosure.Partial,
	}
	unitWords = map[string]disclosure.TermUnit{
		"个工作日": disclosure.Workdays, "工作日": disclosure.Workdays, "workdays": disclosure.Workdays,
		"天": disclosure.CalendarDays, "自然日": disclosure.CalendarDays, "days": disclosure.CalendarDays,
		"小时": disclosure.Hours, "hours": disclosure.Hours,
	}
	groupWords = map[string]disclosure.OfficeGroup{
		"机关科室": disclosure.GroupBureau, "bureau": disclosure.GroupBureau,
		"局属单位": disclosure.GroupAffiliate, "affiliate": disclosure.GroupAffiliate,
	}
	basisKeys = []string{"source 依据", "mark 核实"}
	nameKeys  = []string{"code 代码", "name 名称", "name_en 英文名称"}
)

// Parse reads a scheme file. The scheme is nil when there are problems, which
// come in the order of the file. The store numbers versions: Version stays zero.
func Parse(name string, data []byte) (*assessment.Scheme, []planfile.Problem) {
	r := &reader{file: name, places: map[place]spot{}}
	root := r.load(data)
	if root == nil {
		return nil, r.problems
	}
	s := r.scheme(root)
	if len(r.problems) == 0 {
		for _, f := range s.Check() {
			r.flaw(f)
		}
	}
	if len(r.problems) > 0 {
		return nil, r.inOrder()
	}
	s.Text = string(data)
	return s, nil
}

// flaw places what is wrong with the scheme as a whole.
func (r *reader) flaw(f assessment.Flaw) {
	at, ok := r.places[place{f.Section, f.Item}]
	if !ok {
		at = r.places[place{f.Section, -1}]
	}
	r.add(at, f.Section, f.Code, f.Args...)
}

func keys(lists ...[]string) (all []string) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func (r *reader) scheme(root ast.Node) *assessment.Scheme {
	s := &assessment.Scheme{}
	t, ok := r.open(root, keys([]string{
		"scheme 办法代码", "title 标题", "title_en 英文标题", "approver 批准", "effective_from 施行日期",
		"blocks 板块", "lateness 逾期扣分", "completeness 完整性扣分", "breaches 程序扣分", "faults 重大扣分",
		"bonuses 加分", "grades 等次", "warnings 预警", "ranking 排名", "annual 年度考核", "notes 说明",
	}, basisKeys)...)
	if !ok {
		return s
	}
	t.need("scheme", "title", "source", "mark", "effective_from", "blocks", "lateness", "completeness",
		"bonuses", "grades", "warnings", "ranking", "annual")
	s.Code, s.Title, s.Approver = t.code("scheme"), t.name("title"), t.text("approver")
	s.EffectiveFrom, s.Basis = t.date("effective_from"), t.basis()
	for _, name := range []string{"blocks", "breaches", "faults", "grades"} {
		if n := t.values[name]; n != nil {
			r.places[place{name, -1}] = where(n)
		}
	}
	r.readBlocks(t, s)
	r.readDeductions(t, s)
	r.readRest(t, s)
	return s
}

func (r *reader) readBlocks(t *table, s *assessment.Scheme) {
	t.each("blocks", "blocks", keys(nameKeys, basisKeys, []string{"weight 权重", "default 默认", "completeness 完整性"}), func(row *table) {
		row.need("code", "name", "weight")
		s.Blocks = append(s.Blocks, assessment.Block{
			Code: row.code("code"), Name: row.name("name"), Weight: row.points("weight"),
			Default: row.yes("default"), Completeness: row.yes("completeness"), Basis: row.basis(),
		})
	})
	t.each("grades", "grades", keys(nameKeys, basisKeys, []string{"at_least 不低于"}), func(row *table) {
		row.need("code", "name", "at_least")
		s.Grades = append(s.Grades, assessment.Grade{
			Code: row.code("code"), Name: row.name("name"), AtLeast: row.points("at_least"), Basis: row.basis(),
		})
	})
}

func (r *reader) readDeductions(t *table, s *assessment.Scheme) {
	if sec, ok := t.section("lateness", keys([]string{"bands 档次"}, basisKeys)...); ok {
		sec.need("bands")
		s.Lateness.Basis = sec.basis()
		sec.each("bands", "lateness", []string{"verdict 判定", "unit 单位", "over 超过", "up_to 至", "points 扣分"}, func(row *table) {
			row.need("verdict", "points")
			s.Lateness.Bands = append(s.Lateness.Bands, assessment.Band{
				Verdict: pick(row, "verdict", "scheme.bad_verdict", verdicts), Unit: pick(row, "unit", "scheme.bad_unit", unitWords),
				Over: row.whole("over"), UpTo: row.whole("up_to"), Points: row.points("points"),
			})
		})
	}
	if sec, ok := t.section("completeness", keys([]string{"channel 缺渠道", "field 缺要素", "most 每节点最多", "missing 未公开"}, basisKeys)...); ok {
		sec.need("channel", "field", "most", "missing")
		s.Completeness = assessment.Completeness{
			Channel: sec.points("channel"), Field: sec.points("field"), Most: sec.points("most"), Missing: sec.points("missing"), Basis: sec.basis(),
		}
	}
	t.each("breaches", "breaches", keys([]string{"flag 标记", "points 扣分", "uncapped 不封顶", "veto 一票否决"}, basisKeys), func(row *table) {
		row.need("flag", "points")
		flag := pick(row, "flag", "scheme.bad_flag", flagWords())
		s.Breaches = append(s.Breaches, assessment.Breach{
			Code: i18n.FlagKey(flag), Flag: flag, Points: row.points("points"),
			Uncapped: row.yes("uncapped"), Veto: row.code("veto"), Basis: row.basis(),
		})
	})
	t.each("faults", "faults", keys(nameKeys, basisKeys, []string{"points 扣分", "veto 一票否决"}), func(row *table) {
		row.need("code", "name", "points")
		s.Faults = append(s.Faults, assessment.Fault{
			Code: row.code("code"), Name: row.name("name"), Points: row.points("points"), Veto: row.code("veto"), Basis: row.basis(),
		})
	})
}

func (r *reader) readRest(t *table, s *assessment.Scheme) {
	if sec, ok := t.section("bonuses", keys([]string{"most 合计最多", "rules 项目"}, basisKeys)...); ok {
		sec.need("most")
		s.Bonuses.Most, s.Bonuses.Basis = sec.points("most"), sec.basis()
		sec.each("rules", "bonuses", keys(nameKeys, basisKeys, []string{"most 每次最多"}), func(row *table) {
			row.need("code", "name", "most")
			s.Bonuses.Rules = append(s.Bonuses.Rules, assessment.Bonus{
				Code: row.code("code"), Name: row.name("name"), Most: row.points("most"), Basis: row.basis(),
			})
		})
	}
	if sec, ok := t.section("warnings", keys([]string{"blue_within 蓝色", "red_after 红色", "red_yellows 黄色转红"}, basisKeys)...); ok {
		sec.need("blue_within", "red_after")
		s.Warnings = assessment.Warnings{
			BlueWithin: sec.whole("blue_within"), RedAfter: sec.whole("red_after"), RedYellows: sec.whole("red_yellows"), Basis: sec.basis(),
		}
	}
	if sec, ok := t.section("ranking", keys([]string{"groups 分组", "min_judged 点名下限"}, basisKeys)...); ok {
		sec.need("groups", "min_judged")
		s.Ranking = assessment.Ranking{MinJudged: sec.whole("min_judged"), Basis: sec.basis()}
		for _, item := range sec.list("groups") {
			g, known := groupWords[planfile.Fold(item.GetToken().Value)]
			if !known {
				r.add(where(item), "groups", "scheme.bad_group", item.GetToken().Value)
			}
			s.Ranking.Groups = append(s.Ranking.Groups, g)
		}
	}
	if sec, ok := t.section("annual", keys([]string{"points 分值"}, basisKeys)...); ok {
		sec.need("points")
		s.Annual = assessment.Annual{Points: sec.points("points"), Basis: sec.basis()}
	}
	for _, item := range t.list("notes") {
		s.Notes = append(s.Notes, item.GetToken().Value)
	}
}

func flagWords() map[string]disclosure.Flag {
	words := map[string]disclosure.Flag{}
	for _, f := range disclosure.Flags {
		words[i18n.FlagKey(f)] = f
		words[i18n.Flags(i18n.Chinese, f)[0]] = f
	}
	return words
}
