package briefing

import (
	"strconv"
	"testing"
)

// n is a number as it reads in the finished sentence.
func n(v int64) num { return num{n: v, text: strconv.FormatInt(v, 10)} }

// as is a number that is said in other words: a rate, a score, a day.
func as(v int64, text string) num { return num{n: v, text: text} }

var nothing = num{empty: true, text: none}

type sentence struct{ got, want string }

func check(t *testing.T, cases map[string]sentence) {
	t.Helper()
	for name, c := range cases {
		if c.got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, c.got, c.want)
		}
	}
}

func TestCountsAreSaid(t *testing.T) {
	f := func(judged, met, nilReturned int64, rate string, partial, late, missing int64) overallFigures {
		return overallFigures{"2026年第三季度", n(judged), n(met), n(nilReturned), as(0, rate), n(partial), n(late), n(missing)}
	}
	check(t, map[string]sentence{
		"没有到期":     {sayCounts(f(0, 0, 0, none, 0, 0, 0)), "2026年第三季度没有到期的应公开事项，不计算按时率。"},
		"全部按时":     {sayCounts(f(1, 1, 0, "100.0%", 0, 0, 0)), "2026年第三季度应公开1项，按时公开1项，按时率100.0%。全部按时公开，没有逾期事项。"},
		"有零报告、有各种": {sayCounts(f(214, 197, 7, "92.1%", 2, 10, 5)), "2026年第三季度应公开214项，按时公开197项（其中零报告7项），按时率92.1%。其余事项中，部分完成2项、逾期公开10项、逾期未公开5项。"},
		"没有逾期未公开":  {sayCounts(f(3, 2, 0, "66.7%", 0, 1, 0)), "2026年第三季度应公开3项，按时公开2项，按时率66.7%。其余事项中，逾期公开1项；没有逾期未公开事项。"},
		"没有一项按时":   {sayCounts(f(2, 0, 0, "0.0%", 0, 1, 1)), "2026年第三季度应公开2项，按时公开0项，按时率0.0%。其中逾期公开1项、逾期未公开1项。"},
	})
}

func TestPeriodsAreCompared(t *testing.T) {
	c := func(period string, judged int64, change, missing num) comparison {
		return comparison{period, n(judged), n(180), as(8910, "89.1%"), change, missing}
	}
	up, down, equal := as(300, "3.0"), as(-300, "3.0"), as(0, "0.0")
	check(t, map[string]sentence{
		"提高": {sayComparisons([]comparison{c("2026年第二季度", 202, up, as(-2, "2"))}), "按时率比2026年第二季度（89.1%，180/202）提高3.0个百分点，逾期未公开减少2项。"},
		"下降": {sayComparisons([]comparison{c("2026年第二季度", 202, down, as(1, "1"))}), "按时率比2026年第二季度（89.1%，180/202）下降3.0个百分点，逾期未公开增加1项。"},
		"持平": {sayComparisons([]comparison{c("2026年第二季度", 202, equal, as(0, "0"))}), "按时率与2026年第二季度（89.1%，180/202）持平。"},
		"上期没有，上年有": {sayComparisons([]comparison{c("2026年第二季度", 0, nothing, n(0)), c("2025年第三季度", 202, up, n(0))}),
			"按时率比2025年第三季度（89.1%，180/202）提高3.0个百分点；2026年第二季度没有到期事项，不作比较。"},
		"都没有": {sayComparisons([]comparison{c("2026年第二季度", 0, nothing, n(0)), c("2025年第三季度", 0, nothing, n(0))}), "2026年第二季度、2025年第三季度都没有到期事项，不作比较。"},
	})
}

func TestWhatIsNotJudgedIsSaid(t *testing.T) {
	check(t, map[string]sentence{
		"没有未到期": {sayPending("2026年第三季度", n(0)), ""},
		"有未到期":  {sayPending("2026年第三季度", n(3)), "另有3项应公开日期在2026年第三季度内、数据截至时未到期，本期不评判，到期后再作统计。"},
		"没有待核":  {sayDoubt(n(0), as(0, "0.0%")), ""},
		"有待核":   {sayDoubt(n(4), as(190, "1.9%")), "另有4项起算日期待核（占应公开与待核之和的1.9%），既不算按时也不算逾期，未计入按时率。"},
		"等次":    {sayGrades([]named{{"优秀", n(8)}, {"良好", n(0)}, {"合格", n(1)}}, n(9)), "本年度评定等次的科室（单位）共9个，其中优秀8个、合格1个。"},
		"没有等次":  {sayGrades(nil, n(0)), "本年度没有可以评定等次的科室（单位）。"},
	})
}

func TestOfficesAreNamedByRank(t *testing.T) {
	scored := func(name string) placed { return placed{name, as(9460, "94.60"), as(9210, "92.1%"), n(35), n(38)} }
	rated := func(name string) placed { p := scored(name); p.score = nothing; return p }
	check(t, map[string]sentence{
		"没有":    {sayBest("机关科室", nil) + sayWorst(nil) + sayLevel("机关科室", nil), ""},
		"第一":    {sayBest("机关科室", []placed{scored("办公室")}), "机关科室中，办公室得分最高，为94.60分（按时率92.1%，35/38）。"},
		"并列第一":  {sayBest("局属单位", []placed{scored("市社会救助局"), scored("市救助管理站")}), "局属单位中，市社会救助局、市救助管理站并列第一，同得94.60分。"},
		"专项第一":  {sayBest("机关科室", []placed{rated("办公室")}), "机关科室中，办公室按时率最高，为92.1%，35/38。"},
		"专项并列":  {sayBest("机关科室", []placed{rated("甲科"), rated("乙科")}), "机关科室中，甲科、乙科并列第一，按时率同为92.1%（甲科35/38，乙科35/38）。"},
		"末位":    {sayWorst([]placed{scored("办公室")}), "办公室得分最低，为94.60分（按时率92.1%，35/38）。"},
		"并列末位":  {sayWorst([]placed{rated("甲科"), rated("乙科")}), "甲科、乙科并列末位，按时率同为92.1%（甲科35/38，乙科35/38）。"},
		"都一样":   {sayLevel("机关科室", []placed{scored("甲科"), scored("乙科")}), "机关科室得分相同，均为94.60分。"},
		"事项少不点": {sayUnnamed("局属单位", n(5)), "局属单位中名次居首者应公开事项不足5项，本期不点名表扬或者批评。"},
	})
}

func TestProblemsNameEveryOffice(t *testing.T) {
	longest := worst{"规划财务科", "部门决算", as(35, "35个工作日")}
	check(t, map[string]sentence{
		"一项":     {sayTrouble(trouble{"missing", "", n(1), n(1), []named{{"规划财务科", n(1)}}, longest}), "已到期仍未公开的共1项，由规划财务科负责。该事项为“部门决算”，迟35个工作日。"},
		"一个科室几项": {sayTrouble(trouble{"missing", "", n(3), n(1), []named{{"规划财务科", n(3)}}, longest}), "已到期仍未公开的共3项，均由规划财务科负责。其中迟延最长的是规划财务科的“部门决算”，迟35个工作日。"},
		"几个科室，多的在前": {sayTrouble(trouble{"late", "", n(4), n(2), []named{{"规划财务科", n(1)}, {"办公室", n(3)}, {"甲科", n(0)}}, longest}),
			"超过时限才公开的共4项，涉及2个科室（单位）：办公室3项、规划财务科1项。其中迟延最长的是规划财务科的“部门决算”，迟35个工作日。"},
		"责任科室未明":    {sayTrouble(trouble{"unverified", "", n(1), n(0), []named{{nobody, n(1)}}, worst{nobody, "依申请公开答复", nothing}}), "起算日期不明、无法判定的共1项，责任科室（单位）未明。该事项为“依申请公开答复”。有关科室（单位）要尽快补报成文、批复或者收到申请的日期。"},
		"没有迟延的种类":   {sayTrouble(trouble{"republished", "", n(1), n(1), []named{{"办公室", n(1)}}, worst{"办公室", "政策解读", nothing}}), "把旧稿重新发布的共1项，由办公室负责。该事项为“政策解读”。旧稿新发不算新的公开。"},
		"以前期间":      {sayTrouble(trouble{"earlier", "2025年7月1日至2026年6月30日", n(2), n(1), []named{{"办公室", n(2)}}, worst{}}), "2025年7月1日至2026年6月30日到期、至数据截至时仍未公开的共2项，均由办公室负责。上述事项不计入本期按时率，但要一并整改。"},
		"没有问题":      {sayNoTrouble("2026年第三季度", n(8)), "2026年第三季度应公开的8项没有发现逾期、渠道要素不全和程序方面的问题。"},
		"没有到期也没有问题": {sayNoTrouble("2026年第三季度", n(0)), "2026年第三季度没有到期的应公开事项，没有发现需要通报的问题。"},
	})
	for _, k := range problemKinds {
		if problemSentences[k.code].open == "" {
			t.Errorf("%s has no sentence", k.name)
		}
	}
}

func TestDemandsAreSaid(t *testing.T) {
	d := deadline{as(0, "2026年10月26日"), n(7), false}
	soon := as(0, "2026年10月27日")
	check(t, map[string]sentence{
		"没有要整改的":  {sayRectify(n(0), n(0), "", d, desk), "本期没有需要限期整改的事项，各科室、各单位要继续保持，按时做好公开工作。"},
		"一个科室":    {sayRectify(n(1), n(0), "办公室", d, "领导小组办公室"), "办公室要对照问题清单逐项整改，于2026年10月26日前（含当日，自印发之日起7个工作日内）完成，并将整改情况书面报领导小组办公室。"},
		"几个科室":    {sayRectify(n(5), n(2), "办公室", d, "领导小组办公室"), "上述5个科室（单位）要对照问题清单逐项整改，于2026年10月26日前（含当日，自印发之日起7个工作日内）完成，并将整改情况书面报领导小组办公室。"},
		"没有责任科室":  {sayRectify(n(0), n(2), nobody, d, desk) + sayOwnerless(n(2), "领导小组办公室"), "责任科室（单位）未明的2项，由领导小组办公室商有关科室（单位）明确责任后一并整改。"},
		"日期暂定":    {deadline{as(0, "2027年1月6日"), n(7), true}.String(), "2027年1月6日前（含当日，自印发之日起7个工作日内，暂定，以正式公布的放假安排为准）"},
		"下期没有":    {sayDue("2026年第四季度", n(0), nil, nothing, false), "目前没有已知在2026年第四季度到期的事项；由事件触发的事项，要按各自时限及时公开。"},
		"下期一项":    {sayDue("2026年第四季度", n(1), []named{{"办公室", n(1)}}, soon, false), "2026年第四季度已知到期1项，由办公室负责。最近的于2026年10月27日到期，各科室、各单位要提前准备、按时公开。"},
		"下期几项，暂定": {sayDue("2027年第一季度", n(3), []named{{"甲科", n(1)}, {"办公室", n(2)}}, soon, true), "2027年第一季度已知到期3项：办公室2项、甲科1项。最近的于2026年10月27日到期（日期暂定），各科室、各单位要提前准备、按时公开。"},
		"都已过期":    {sayDue("2026年第四季度", n(2), []named{{"办公室", n(2)}}, nothing, false), "2026年第四季度已知到期2项，均由办公室负责。各科室、各单位要提前准备、按时公开。"},
		"没有未公开":   {sayMissingDemand(n(0)) + sayUnverifiedDemand(n(0)), ""},
		"拟议的办法":   {sayScheme("《政务公开考核办法》", true), "得分按《政务公开考核办法》计算。该办法为拟议稿，尚未经领导小组批准，得分和名次仅供参考。"},
		"没有检查时段":  {sayTimes("2026年7月1日至9月30日", "", "2026年10月10日24时", as(0, "2026年10月15日")), "本通报的统计期间为2026年7月1日至9月30日，事项按应公开日期归入。数据截至2026年10月10日24时，于2026年10月15日印发；数据截至后入账的事实不改变本期数字，在下一期通报中列为更正。"},
	})
}

func TestEarlierIssuesAreFollowedUp(t *testing.T) {
	f := func(missing, published, still, corrected int64) string {
		return sayFollow(follow{"《通报》", n(missing), n(published), n(still), n(corrected)})
	}
	check(t, map[string]sentence{
		"没有未公开": {f(0, 0, 0, 0), "《通报》没有指出逾期未公开事项。"},
		"都公开了":  {f(3, 3, 0, 0), "《通报》指出的逾期未公开3项，至本期数据截至时已没有仍未公开的。"},
		"一项未动":  {f(3, 0, 3, 0), "《通报》指出的逾期未公开3项，至本期数据截至时仍有3项未公开。"},
		"有的公开了": {f(3, 2, 1, 2), "《通报》指出的逾期未公开3项，至本期数据截至时已公开2项，仍有1项未公开。因后来入账的事实，对该期通报作更正2项，原通报不作改动，逐项列在附件。"},
	})
}

func TestAnOfficeIsTold(t *testing.T) {
	own := func(judged, late, missing int64, rank, score num) string {
		return sayOwn(ownFigures{
			period: "2026年第三季度", office: "办公室", group: "机关科室", judged: n(judged), met: n(21), rate: as(0, "91.3%"), late: n(late), missing: n(missing), rank: rank, of: n(6), score: score,
		})
	}
	d := deadline{as(0, "2026年10月26日"), n(7), false}
	check(t, map[string]sentence{
		"没有到期":    {own(0, 0, 0, nothing, nothing), "办公室在2026年第三季度没有到期的应公开事项，不计分、不排名。"},
		"有得分":     {own(23, 1, 1, n(6), as(9750, "97.50")), "办公室在2026年第三季度应公开23项，按时公开21项，按时率91.3%，逾期公开1项，逾期未公开1项；得分97.50分，在参加排名的6个机关科室中列第6名。"},
		"并列":      {sayOwn(ownFigures{period: "2026年第三季度", office: "甲科", group: "机关科室", judged: n(1), met: n(1), rate: as(0, "100.0%"), rank: n(1), of: n(6), tied: true, score: as(10000, "100.00")}), "甲科在2026年第三季度应公开1项，按时公开1项，按时率100.0%；得分100.00分，在参加排名的6个机关科室中并列第1名。"},
		"不排名":     {own(23, 0, 0, nothing, as(9750, "97.50")), "办公室在2026年第三季度应公开23项，按时公开21项，按时率91.3%；得分97.50分。"},
		"没有扣分":    {sayOwnLoss(n(0)), "本期没有扣分。"},
		"没有逾期":    {sayOwnOverdue(n(0), n(0), d), "没有逾期未公开的事项。"},
		"只有以前的逾期": {sayOwnOverdue(n(0), n(2), d), "本期没有逾期未公开的事项，以前期间有2项逾期至今未公开，列在下表，请于2026年10月26日前（含当日，自印发之日起7个工作日内）公开；依法不予公开或者不适用的，请写明理由，经批准后登记。"},
		"还有时间":    {sayOwnNext(true, "2026年10月15日", as(0, "2026年10月27日"), n(8)), "最近到期的事项在2026年10月27日，自2026年10月15日起还有8个工作日，近期事项见下表。"},
		"当日到期":    {sayOwnNext(true, "2026年10月15日", as(0, "2026年10月15日"), n(0)), "最近到期的事项在2026年10月15日，当日截止，近期事项见下表。"},
		"没有近期":    {sayOwnNext(false, "", nothing, nothing), "目前没有已知的近期到期事项；由事件触发的事项，请按各自时限及时公开。"},
	})
}
