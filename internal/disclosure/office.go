package disclosure

import "daylight/internal/workday"

// Body is a 机关: the organisation that owns a plan. A store holds thousands.
type Body struct {
	Code   string // short, stable, lower case: "anshun-mzj"
	Name   string // 安顺市民政局
	NameEN string
	Region string // administrative division, outermost first: 贵州省/安顺市
	Demo   bool   // its events are generated (演示数据)
}

// OfficeGroup says in which ranking an office stands. Groups are never ranked
// together.
type OfficeGroup int

const (
	GroupBureau    OfficeGroup = iota + 1 // 机关科室
	GroupAffiliate                        // 局属单位
	GroupExternal                         // 外部执行单位: supervised, never ranked
)

// Office is a 科室 or 单位 that can be responsible for duties.
type Office struct {
	Code         string // stable within the body
	Name         string
	NameEN       string
	Group        OfficeGroup
	Aliases      []string     // other names the records use; matched after folding width and space
	ValidFrom    workday.Date // zero: since before the plan
	ValidTo      workday.Date // first day it no longer exists; zero: exists
	Successor    string       // office code that takes over on ValidTo
	DisplayOrder int          // 编制序: offices sort by it, never by collation
	Note         string
}

// ExistsOn reports whether the office existed on day d.
func (o Office) ExistsOn(d workday.Date) bool {
	return d >= o.ValidFrom && (o.ValidTo == 0 || d < o.ValidTo)
}
