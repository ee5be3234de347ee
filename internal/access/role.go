package access

import "slices"

// Role is what an account is for. A role is a set of permissions, fixed in
// the table below; nothing else grants anything.
type Role string

const (
	Leading     Role = "leading"     // 领导小组
	Secretariat Role = "secretariat" // 领导小组办公室
	Head        Role = "head"        // 科室负责人
	Clerk       Role = "clerk"       // 科室经办人
	Auditor     Role = "auditor"     // 审计
	Admin       Role = "admin"       // 管理员
)

// Roles lists the roles in the order screens show them.
var Roles = []Role{Leading, Secretariat, Head, Clerk, Auditor, Admin}

// Permission is one thing an account may do.
type Permission string

const (
	SeeAll          Permission = "see_all"          // 查看全部科室
	SeeOwn          Permission = "see_own"          // 查看本科室
	EnterAll        Permission = "enter_all"        // 代各科室填报
	EnterOwn        Permission = "enter_own"        // 填报本科室事项
	Rule            Permission = "rule"             // 裁定疑点与申诉
	Appeal          Permission = "appeal"           // 提出申诉
	ApproveExtra    Permission = "approve_extra"    // 审批加扣分
	LoadPlan        Permission = "load_plan"        // 载入方案与考核办法
	TryScheme       Permission = "try_scheme"       // 试算考核办法
	WriteBriefing   Permission = "write_briefing"   // 编写通报
	ApproveBriefing Permission = "approve_briefing" // 审批通报
	ManageAccounts  Permission = "manage_accounts"  // 管理账号
	ReadAudit       Permission = "read_audit"       // 查阅审计记录
)

// granted is the whole of who may do what. The administrator sees no results
// and the auditor changes nothing, so that nobody audits oneself.
var granted = map[Role][]Permission{
	Leading:     {SeeAll, TryScheme, ApproveExtra, ApproveBriefing},
	Secretariat: {SeeAll, EnterAll, Rule, LoadPlan, TryScheme, WriteBriefing},
	Head:        {SeeOwn, EnterOwn, Appeal},
	Clerk:       {SeeOwn, EnterOwn},
	Auditor:     {SeeAll, ReadAudit},
	Admin:       {ManageAccounts},
}

// Valid reports whether r is one of Roles.
func (r Role) Valid() bool { return slices.Contains(Roles, r) }

// Can reports whether the role carries the permission.
func (r Role) Can(p Permission) bool { return slices.Contains(granted[r], p) }

// OfOffice reports whether accounts of this role belong to one office.
func (r Role) OfOffice() bool { return r == Head || r == Clerk }

// Permissions returns what the role may do.
func (r Role) Permissions() []Permission { return slices.Clone(granted[r]) }
