package access

import "time"

// Action says what an audit entry is about.
type Action string

const (
	ActSignIn         Action = "sign_in"         // 登录
	ActSignOut        Action = "sign_out"        // 退出
	ActPasswordChange Action = "password_change" // 修改密码
	ActAccountAdd     Action = "account_add"     // 新增账号
	ActAccountDisable Action = "account_disable" // 停用账号
	ActAccountEnable  Action = "account_enable"  // 启用账号
	ActAccountReset   Action = "account_reset"   // 重置密码
	ActAccountAssign  Action = "account_assign"  // 调整角色
	ActTokenIssue     Action = "token_issue"     // 签发令牌
	ActTokenRevoke    Action = "token_revoke"    // 吊销令牌
	ActTokenUse       Action = "token_use"       // 使用令牌
	ActOpen           Action = "open"            // 访问页面
	ActSubmit         Action = "submit"          // 提交表单
	ActRequests       Action = "requests"        // 频繁请求
	ActEventsAppend   Action = "events_append"   // 写入事件
	ActAuditExport    Action = "audit_export"    // 导出审计记录
	ActPlanLoad       Action = "plan_load"       // 载入方案
	ActImport         Action = "import"          // 导入文件
	ActBriefing       Action = "briefing"        // 编发通报
	ActRuling         Action = "ruling"          // 裁定
)

// Actions lists all actions in the order screens show them.
var Actions = []Action{
	ActSignIn, ActSignOut, ActPasswordChange, ActAccountAdd, ActAccountDisable, ActAccountEnable, ActAccountReset,
	ActAccountAssign, ActTokenIssue, ActTokenRevoke, ActTokenUse, ActOpen, ActSubmit, ActRequests, ActEventsAppend, ActAuditExport,
	ActPlanLoad, ActImport, ActBriefing, ActRuling,
}

// Result is how an audited action ended.
type Result string

const (
	Done    Result = "done"    // 成功
	Failed  Result = "failed"  // 失败
	Refused Result = "refused" // 拒绝
)

// Results lists all results in the order screens show them.
var Results = []Result{Done, Failed, Refused}

// Entry is one line of the audit trail, appended once and never changed.
type Entry struct {
	ID        string
	At        time.Time
	Account   string // as signed in, or as claimed when signing in failed
	Role      Role
	Body      string // of the account; "" means every body
	IP        string
	Action    Action
	Target    string // what was acted on
	Result    Result
	Details   string // stable words, no secrets
	RequestID string
	Times     int // how many alike this entry stands for
}

// AuditQuery asks for part of the audit trail.
type AuditQuery struct {
	From, To time.Time // To is exclusive; zero leaves a side open
	Body     string    // "": every body's
	Account  string
	Action   Action
	Result   Result
	Limit    int // 0: no limit
	Offset   int
}
