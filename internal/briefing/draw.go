package briefing

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// mostEarlier is how many issues before the last one are looked through for news.
const mostEarlier = 4

// Draw makes the briefing that a record asks for: with the corrections of issues
// before it, and with its edits. Only what was issued before the record was
// prepared is corrected, so that a record always gives the same briefing: what
// people approve is what is issued.
func Draw(ctx context.Context, src Source, register Register, r Record) (*Briefing, error) {
	earlier, err := before(ctx, src, register, r)
	if err != nil {
		return nil, fmt.Errorf("look at earlier issues: %w", err)
	}
	b, err := Make(ctx, src, r.Request, earlier...)
	if err != nil {
		return nil, err
	}
	if b, err = Edited(b, r.Edits); err != nil {
		return nil, err
	}
	return b, Consistent(b)
}

// before returns the issues whose corrections belong into a record's briefing: the
// last one, and those before it about which something has become known since an
// issue last told of them.
func before(ctx context.Context, src Source, register Register, r Record) ([]*Briefing, error) {
	if register == nil {
		return nil, nil
	}
	prepared := farAway
	if len(r.Steps) > 0 {
		prepared = r.Steps[0].At
	}
	all, err := register.Briefings(ctx, r.Request.Body, prepared)
	if err != nil {
		return nil, err
	}
	line := lineage(all, r)
	var list []*Briefing
	for n, old := range line {
		if n > mostEarlier {
			break
		}
		frozen, err := register.Frozen(ctx, r.Request.Body, old.ID)
		if err != nil {
			return nil, err
		}
		told := line[0].Request.AsOf // the last issue told of all before it
		if n > 0 && told.After(frozen.Request.AsOf) {
			if frozen, err = news(ctx, src, frozen, told, r.Request.AsOf); err != nil {
				return nil, err
			}
		}
		if frozen != nil {
			list = append(list, frozen)
		}
	}
	return list, nil
}

// farAway is later than every act.
var farAway = time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC)

// lineage lists the issues that r follows, the last number first: general ones
// follow each other, and special ones those of the same subject. Issues of the very
// period and kind are not corrected but replaced, and replaced ones are left out.
func lineage(all []Record, r Record) []Record {
	replaced := map[string]bool{}
	for _, o := range all {
		if o.State == Issued && o.Reissues != "" {
			replaced[o.Reissues] = true
		}
	}
	var line []Record
	for _, o := range all {
		a, b := o.Request, r.Request
		special := a.Kind == Special || b.Kind == Special
		switch {
		case o.State != Issued || replaced[o.ID] || o.ID == r.ID || o.ID == r.Reissues || a.AsOf.After(b.AsOf):
		case a.Kind == b.Kind && a.Period == b.Period && a.Block == b.Block && a.Duty == b.Duty:
		case special && (a.Kind != b.Kind || a.Block != b.Block || a.Duty != b.Duty):
		default:
			line = append(line, o)
		}
	}
	slices.SortFunc(line, func(a, b Record) int {
		if a.Number.Before(b.Number) {
			return 1
		}
		return -1
	})
	return line
}

// news returns an issue as it was last told of, if anything has corrected it since;
// else nil.
func news(ctx context.Context, src Source, frozen *Briefing, told, now time.Time) (*Briefing, error) {
	at := func(moment time.Time) (*Briefing, error) {
		q := frozen.Request
		q.AsOf = moment
		return Make(ctx, src, q)
	}
	then, err := at(told)
	if err != nil {
		return nil, err
	}
	later, err := at(now)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(Corrections(then, later).Lines, func(c LineChange) bool { return c.Nature == Corrected }) {
		return nil, nil
	}
	return then, nil
}
