package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// topic is what one publication is about, and the paper that made it due.
type topic struct {
	publication, paper string
	month              time.Month // only in this month; 0: in any
}

// story is how a duty's papers are called and how often they come. In the
// texts, {body}, {city} and {period} are filled in, {n} with the paper's number.
type story struct {
	number string // 发文代字
	rhythm rhythm
	topics []topic
	// Of interpretations: the offices that may have drafted the paper, and the
	// forms that may follow the article.
	drafters map[string]string // office code by what the paper is about
	forms    []form
	batch    topic // several decisions announced together
}

// form is one way to interpret a policy paper.
type form struct{ code, title string }

// drafter names the office that drafted a paper, "" when it is not told.
func (s story) drafter(p *disclosure.Plan, paper string) string {
	for about, code := range s.drafters {
		if _, ok := p.OfficeByCode(code); ok && strings.Contains(paper, about) {
			return code
		}
	}
	return ""
}

// formOf tells the form of an interpretation by its title.
func formOf(channel, title string) string {
	switch {
	case channel == "press":
		return "press"
	case strings.Contains(title, "图解"):
		return "graphic"
	}
	return "article"
}

func (s story) publication(d dice) string { return one(d, s.topics).publication }

func (s story) topic(d dice, day workday.Date) topic {
	var fitting []topic
	for _, t := range s.topics {
		if t.month == 0 || t.month == day.Month() {
			fitting = append(fitting, t)
		}
	}
	if len(fitting) == 0 {
		fitting = s.topics
	}
	return one(d, fitting)
}

// earlier guesses how many papers the year had before the first day.
func (s story) earlier(from workday.Date) int {
	months := int(from.Month()) - 1
	return int(s.rhythm.chance * float64(s.rhythm.low+s.rhythm.high) / 2 * float64(months))
}

// stories holds the words for the duties of the shipped work plan, by code.
var stories = map[string]story{
	"1a": {number: "安民创", rhythm: rhythm{0.35, 1, 1, nil}, topics: []topic{
		{"{city}民政系统全国文明城市创建工作信息（{period}更新）", "关于更新文明创建信息的通知", 0}}},
	"1b": {number: "安民养", rhythm: rhythm{0.4, 1, 1, nil}, topics: []topic{
		{"{city}养老服务机构基本信息一览表（{period}更新）", "关于更新养老服务机构信息的通知", 0},
		{"{city}养老机构备案信息公告（{period}）", "关于养老机构备案变更的通知", 0}}},
	"1c": {number: "安福彩", rhythm: rhythm{0.4, 1, 1, nil}, topics: []topic{
		{"{city}福利彩票销售及公益金筹集情况（{period}）", "关于福利彩票销售情况的报告", 0},
		{"{city}福利彩票销售网点信息（{period}更新）", "关于调整福利彩票销售网点的通知", 0}}},
	"1d": {number: "安慈办", rhythm: rhythm{0.4, 1, 1, nil}, topics: []topic{
		{"{city}慈善服务机构名录（{period}更新）", "关于更新慈善服务机构名录的通知", 0}}},
	"1e": {number: "安民基", rhythm: rhythm{0.35, 1, 1, nil}, topics: []topic{
		{"{city}城乡社区综合服务机构名录（{period}更新）", "关于更新社区服务机构名录的通知", 0}}},
	"1f": {number: "安民婚", rhythm: rhythm{0.3, 1, 1, nil}, topics: []topic{
		{"{city}婚姻登记机关地址、电话和办公时间（{period}更新）", "关于调整婚姻登记机关办公时间的通知", 0},
		{"婚姻登记办事指南（{period}更新）", "关于修订婚姻登记办事指南的通知", 0}}},
	"1g": {number: "安民殡", rhythm: rhythm{0.35, 1, 1, nil}, topics: []topic{
		{"{city}殡葬服务机构及基本服务收费标准公示（{period}更新）", "关于调整殡葬基本服务公示内容的通知", 0}}},
	"1h": {number: "安民助", rhythm: rhythm{0.35, 1, 1, nil}, topics: []topic{
		{"{city}流浪乞讨人员救助管理服务信息（{period}更新）", "关于更新救助管理服务信息的通知", 0}}},
	"1i": {number: "安民组", rhythm: rhythm{0.4, 1, 1, nil}, topics: []topic{
		{"{city}社会组织登记管理办事指南（{period}更新）", "关于修订社会组织登记管理办事指南的通知", 0}}},
	"2b": {topics: []topic{{"{city}{period}社会救助受助人次数、资金支出数、人均救助水平", "", 0}}},
	"2c": {number: "安民救", rhythm: rhythm{0.5, 1, 1, nil}, topics: []topic{
		{"{city}社会救助人数、类别、资金和标准（{period}）", "关于社会救助数据汇总的报告", 0},
		{"{city}城乡低保、特困人员供养标准（{period}调整）", "关于调整社会救助标准的通知", 0}}},
	"2d": {topics: []topic{{"{period}社会救助申请、审核、审批程序窗口公示抽查", "", 0}}},
	"3a": {topics: []topic{{"{city}慈善总会{period}慈善基金管理使用情况报告", "", 0}}},
	"4a": {number: "安民社许", rhythm: rhythm{1, 2, 6, nil}, topics: []topic{
		{"{body}关于准予社会团体成立登记的公告（{n}）", "准予社会团体成立登记决定书", 0},
		{"{body}关于准予民办非企业单位成立登记的公告（{n}）", "准予民办非企业单位成立登记决定书", 0},
		{"{body}关于准予社会组织变更登记的公告（{n}）", "准予社会组织变更登记决定书", 0},
		{"{body}关于准予社会组织变更登记的公告（{n}）", "准予社会组织变更登记决定书", 0},
		{"{body}关于准予社会组织注销登记的公告（{n}）", "准予社会组织注销登记决定书", 0},
		{"{body}关于核准社会组织章程的公告（{n}）", "核准社会组织章程决定书", 0}},
		batch: topic{"{body}关于准予3家社会组织变更登记的公告", "准予社会组织变更登记决定书", 0}},
	"4b": {topics: []topic{{"{city}{period}社会组织成立、变更、注销、评估、年检结果、查处结果", "", 0}}},
	"5": {number: "安民权", rhythm: rhythm{0.2, 1, 1, nil}, topics: []topic{
		{"{body}权责清单（{period}调整）", "关于取消、下放、承接权责事项的通知", 0}}},
	"6a": {number: "安财预", rhythm: rhythm{1, 1, 1, []time.Month{2, 8}}, topics: []topic{
		{"{body}部门预算公开说明及报表", "关于批复部门预算的通知", 2},
		{"{body}上年度部门决算公开说明及报表", "关于批复部门决算的通知", 8}}},
	"6b": {number: "安财调", rhythm: rhythm{0.5, 1, 1, []time.Month{9}}, topics: []topic{
		{"{body}部门预算调整情况", "关于批复部门预算调整的通知", 0}}},
	"7": {number: "安民发", rhythm: rhythm{0.75, 1, 1, nil}, drafters: map[string]string{
		"养老": "elderly", "社会组织": "organisations", "殡葬": "social-affairs", "救助": "aid", "最低生活": "aid"}, forms: []form{
		{"expert", "专家解读："}, {"graphic", "一图读懂："}, {"video", "视频解读："}, {"press", "新闻发布会实录："}, {"other", "问答："}}, topics: []topic{
		{"《关于进一步加强临时救助工作的通知》政策解读", "关于进一步加强临时救助工作的通知", 0},
		{"《养老服务设施建设补助办法》图解", "养老服务设施建设补助办法", 0},
		{"《社会组织评估管理实施细则》政策解读", "社会组织评估管理实施细则", 0},
		{"《关于规范殡葬服务收费的通知》问答", "关于规范殡葬服务收费的通知", 0},
		{"《最低生活保障审核确认实施细则》政策解读", "最低生活保障审核确认实施细则", 0}}},
	"3b":  {topics: []topic{{"{city}慈善组织信息公开发布制度", "", 0}}},
	"10a": {topics: []topic{{"{body}{period}政府信息公开统计表", "", 0}}},
	"10b": {topics: []topic{{"{body}{period}拟公开信息保密审查登记表", "", 0}}},
	"10c": {topics: []topic{{"{body}{period}政府信息公开工作年度报告", "", 0}}},
	"11": {number: "安民公开办", rhythm: rhythm{0.15, 1, 1, nil}, topics: []topic{
		{"{body}政务公开工作职责分工（{period}调整）", "关于调整政务公开工作职责分工的通知", 0}}},
	"12a": {topics: []topic{{"{body}{period}度目标考核政务公开分值权重审定意见", "", 0}}},
	"12b": {topics: []topic{{"关于{period}政务公开工作情况的通报", "", 0}}},
}

// storyOf returns the words for a duty, plain ones for a duty of another plan.
func storyOf(d *disclosure.Duty) story {
	if s, ok := stories[d.Code]; ok {
		return s
	}
	return story{number: strings.ToUpper(d.Code), rhythm: rhythm{0.6, 1, 2, nil}, topics: []topic{
		{d.Name + "（{period}）", "关于" + d.Name + "的文件", 0}}}
}

func (y year) fill(text string, o *occasion, period string) string {
	city := y.plan.Body.Region
	if i := strings.LastIndex(city, "/"); i >= 0 {
		city = city[i+1:]
	}
	return strings.NewReplacer("{body}", y.plan.Body.Name, "{city}", city, "{period}", period, "{n}", o.subject).Replace(text)
}

// addressed reports whether what is put on the channel has an address.
func addressed(channel string) bool {
	switch channel {
	case "internal", "circular", "regulator":
		return false
	}
	return true
}

// address makes a URL in the shape of the platform: the day stands in it.
func (s *stage) address(o *occasion, channel string, day workday.Date) string {
	name := s.plan.Body.Code[strings.LastIndex(s.plan.Body.Code, "-")+1:]
	switch channel {
	case "wechat":
		return "https://weixin.example.cn/s/" + strconv.FormatUint(o.Uint64(), 36)
	case "weibo":
		return "https://weibo.example.cn/" + name + "/" + strconv.FormatUint(o.Uint64()>>8, 36)
	case "media":
		return fmt.Sprintf("https://news.example.cn/%s/%d.html", strings.ReplaceAll(day.String(), "-", ""), o.between(100000, 999999))
	case "credit":
		return fmt.Sprintf("https://credit.example.gov.cn/publicity/%d.html", o.between(1000000, 9999999))
	}
	if !addressed(channel) {
		return ""
	}
	return fmt.Sprintf("https://%s.example.gov.cn/zwgk/%04d%02d/t%s_%d.html", name,
		day.Year(), day.Month(), strings.ReplaceAll(day.String(), "-", ""), o.between(1000000, 9999999))
}
