package main

import (
	"context"
	"time"

	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/store"
)

// scheduleEvery is how often the schedule of briefings looks whether one is due.
const scheduleEvery = 10 * time.Minute

// BriefingSchedule says which briefings a server drafts by itself.
type BriefingSchedule struct {
	Briefing        string `help:"Draft a briefing of each period by itself: ${enum}." enum:"monthly,quarterly,half_yearly,annual,none" default:"quarterly"`
	BriefingAfter   int    `help:"Working days after the period on which the draft is there." default:"5" placeholder:"DAYS"`
	BriefingRectify int    `help:"Working days that drafts give offices to put things right." default:"10" placeholder:"DAYS"`
}

func (s BriefingSchedule) schedule() briefing.Schedule {
	kind, ok := briefing.ParseKind(s.Briefing)
	if !ok {
		return briefing.Schedule{}
	}
	return briefing.Schedule{Kind: kind, AfterWorkdays: max(s.BriefingAfter, 0), RectifyWorkdays: min(max(s.BriefingRectify, 0), briefing.MostRectifyWorkdays)}
}

// keeper prepares the drafts of a schedule, and leaves a line in the audit trail.
func (a *App) keeper(st *store.Store, svc *access.Service, schedule briefing.Schedule) *briefing.Keeper {
	return &briefing.Keeper{
		Register: st, Reader: st, Schemes: st, Schedule: schedule, Now: time.Now, Log: a.Log,
		Make: func(ctx context.Context, q briefing.Request) (*briefing.Briefing, error) {
			return press{st}.Make(ctx, briefing.Record{Request: q})
		},
		Prepared: func(ctx context.Context, r briefing.Record) {
			who := access.Actor{Account: briefing.ScheduleActor}
			if err := svc.Log(ctx, who, access.ActBriefing, r.Request.Body+"/"+r.ID, access.Done, "act=prepare"); err != nil {
				a.Log.Error("write the audit trail", "error", err)
			}
		},
	}
}
