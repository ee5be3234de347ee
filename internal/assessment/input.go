package assessment

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Period is the days whose instances count, both included.
type Period struct{ From, To workday.Date }

func (p Period) holds(d workday.Date) bool { return d >= p.From && d <= p.To }

// Counts reports whether the instance counts in the period: those performed by
// others, and those of the external group, never do.
func (p Period) Counts(i disclosure.Instance) bool {
	return p.holds(i.CountedOn) && !i.External && i.Group != disclosure.GroupExternal
}

// Input is what a score is computed from. The order of its lists does not
// matter, except that offices stand in the office list's own order.
type Input struct {
	Period    Period
	Offices   []disclosure.Office
	Instances []disclosure.Instance
	Duties    Duties
	Extras    []Extra
	Calendar  string // version of the calendar that the instances were judged by
}

// DutyVersion names a duty as one version of the plan has it.
type DutyVersion struct {
	PlanVersion int
	Duty        string
}

// DutyFacts is what assessment needs to know of a duty.
type DutyFacts struct {
	Block   string // code; "" for the default block
	Checked bool   // names fields or further channels, so that completeness can be judged
}

// Duties holds the facts of every duty that has instances. An instance whose
// duty is not there goes to the default block and is checked.
type Duties map[DutyVersion]DutyFacts

// DutiesOf reads the facts from versions of a plan.
func DutiesOf(plans ...*disclosure.Plan) Duties {
	all := Duties{}
	for _, p := range plans {
		for _, d := range p.Duties {
			clock := d.Clock()
			all[DutyVersion{p.Version, d.Code}] = DutyFacts{
				Block: d.Block,
				Checked: (clock == disclosure.ByTerm || clock == disclosure.ByUpkeep) &&
					(len(d.Fields) > 0 || len(d.Channels) > 1),
			}
		}
	}
	return all
}

func (d Duties) of(i disclosure.Instance) DutyFacts {
	if f, ok := d[DutyVersion{i.PlanVersion, i.Duty}]; ok {
		return f
	}
	return DutyFacts{Checked: true}
}

// Extra is what a person records beside the ledger: a fault or a bonus.
type Extra struct {
	ID         string
	Office     string
	Rule       string // code of a fault or a bonus of the scheme
	On         workday.Date
	Points     Points // asked for; bonuses only
	Words      string // what happened
	Evidence   string // id of the event or attachment that shows it
	URL        string
	Approver   string // a post
	ApprovedOn workday.Date
}
