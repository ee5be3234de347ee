package planfile

// The keys of each table, in the order Format writes them.
var (
	planKeys = []key{
		{"plan", "方案代码"}, {"title", "标题"}, {"title_en", "英文标题"}, {"source", "依据"},
		{"source_url", "依据网址"}, {"approver", "批准"}, {"effective_from", "施行日期"},
		{"announced_at", "公布时间"}, {"body", "机关"}, {"channels", "渠道"}, {"offices", "科室"},
		{"clauses", "条款原文"}, {"duties", "公开事项"}, {"notes", "说明"},
	}
	bodyKeys = []key{
		{"code", "代码"}, {"name", "名称"}, {"name_en", "英文名称"}, {"region", "行政区划"},
	}
	channelKeys = []key{
		{"code", "代码"}, {"name", "名称"}, {"name_en", "英文名称"}, {"aliases", "别名"},
	}
	officeKeys = []key{
		{"code", "代码"}, {"name", "名称"}, {"name_en", "英文名称"}, {"group", "类别"},
		{"aliases", "别名"}, {"valid_from", "设立日期"}, {"valid_to", "撤销日期"},
		{"successor", "承接科室"}, {"note", "备注"},
	}
	dutyKeys = []key{
		{"code", "代码"}, {"name", "名称"}, {"name_en", "英文名称"}, {"clause", "条款"},
		{"quote", "原文"}, {"lead", "牵头"}, {"co_offices", "配合"}, {"channels", "渠道"},
		{"trigger", "触发"}, {"every", "周期"}, {"opens", "起算"}, {"opens_with", "随同起算"},
		{"counted_with", "一并计入"}, {"application", "依申请"}, {"term", "时限"}, {"classes", "事件等级"},
		{"ceiling", "法定上限"}, {"ceiling_source", "上限依据"}, {"due", "截止日期"},
		{"due_dates", "各年截止日期"}, {"roll", "顺延"}, {"explicit", "明文"}, {"source", "依据"},
		{"mark", "核实"}, {"nil_return", "零报告"}, {"review", "保密审查"}, {"fields", "公开要素"},
		{"block", "考核板块"}, {"annual_line", "年报统计项"}, {"external", "外部执行"}, {"not_judged", "暂不评判"},
		{"active_from", "起始日期"}, {"active_to", "终止日期"}, {"note", "备注"},
	}
	classKeys       = []key{{"code", "代码"}, {"name", "名称"}, {"name_en", "英文名称"}, {"term", "时限"}}
	dutyChannelKeys = []key{{"channel", "渠道"}, {"grace", "宽限"}}
)
