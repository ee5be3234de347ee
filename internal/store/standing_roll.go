package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/sql"
)

// fewBodies are judged one by one; more of them by one statement for all.
const fewBodies = 4

// rolledUp is a standing with what it was computed from.
type rolledUp struct {
	assessment.BodyStanding
	ledgerState
}

// ledgerState is what a standing rests on, in numbers that only grow.
type ledgerState struct {
	Body    string `ch:"body"`
	Events  uint64 `ch:"events"`
	History uint64 `ch:"history"`
	Plans   uint32 `ch:"plans"`
	Schemes uint32 `ch:"schemes"`
	Notices uint32 `ch:"notices"`
}

// rollUp computes the standings of these bodies from the ledger, which all of
// them are when all says so. Bodies without a plan by then are absent.
func (s *Store) rollUp(ctx context.Context, q assessment.Question, bodies []string, all bool) (map[string]rolledUp, error) {
	if all && len(bodies) > fewBodies {
		bodies = nil
	}
	states, err := s.ledgerStates(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	schemes, err := s.schemesInForce(ctx, bodies, q)
	if err != nil {
		return nil, err
	}
	var rolled map[string]assessment.BodyStanding
	if len(states) <= fewBodies {
		rolled, err = s.rollUpFew(ctx, q, states, schemes)
	} else {
		rolled, err = s.rollUpMany(ctx, q, bodies, states, schemes)
	}
	if err != nil {
		return nil, err
	}
	rows := make(map[string]rolledUp, len(states))
	for _, state := range states {
		rows[state.Body] = rolledUp{rolled[state.Body], state}
	}
	return rows, nil
}

// ledgerStates reads what the standings will rest on. No commit is under way
// while it does, so that every later one is recorded at or after the as-of asked for.
func (s *Store) ledgerStates(ctx context.Context, bodies []string, asOf time.Time) ([]ledgerState, error) {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer release(time.Time{})
	return list(longLists(ctx), s.conn, "standing_versions", []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("bodies", texts(bodies))}, fields[ledgerState])
}

// schemesInForce returns the scheme that each body has adopted. Bodies that are
// absent are scored by the shipped one, which stands under "".
func (s *Store) schemesInForce(ctx context.Context, bodies []string, q assessment.Question) (map[string]*assessment.Scheme, error) {
	shipped, err := schemefile.Default()
	if err != nil {
		return nil, err
	}
	schemes := map[string]*assessment.Scheme{"": shipped}
	rows, err := s.conn.Query(longLists(ctx), sql.Query("standing_schemes"), clickhouse.Named("as_of", at(q.AsOf)),
		clickhouse.Named("day", dateText(q.Day())), clickhouse.Named("bodies", texts(bodies)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body, text, content string
		var version uint32
		if err := rows.Scan(&body, &version, &text, &content); err != nil {
			return nil, err
		}
		scheme := new(assessment.Scheme)
		if err := json.Unmarshal([]byte(content), scheme); err != nil {
			return nil, fmt.Errorf("read stored scheme: %w", err)
		}
		scheme.Version, scheme.Text = int(version), text
		schemes[body] = scheme
	}
	return schemes, unavailable(rows.Err())
}

func schemeOf(schemes map[string]*assessment.Scheme, body string) *assessment.Scheme {
	if own := schemes[body]; own != nil {
		return own
	}
	return schemes[""]
}

// rollUpFew judges body by body.
func (s *Store) rollUpFew(ctx context.Context, q assessment.Question, states []ledgerState, schemes map[string]*assessment.Scheme) (map[string]assessment.BodyStanding, error) {
	rolled := make(map[string]assessment.BodyStanding, len(states))
	for _, state := range states {
		a, err := s.answer(ctx, state.Body, q.AsOf)
		if err != nil {
			return nil, err
		}
		plans, err := s.planHistory(ctx, state.Body, q.AsOf)
		if err != nil {
			return nil, err
		}
		entries, err := s.EntriesKnown(ctx, state.Body, q.AsOf)
		if err != nil {
			return nil, err
		}
		r := assessment.Assess(schemeOf(schemes, state.Body), assessment.Input{
			Period: q.Period, Offices: assessment.OfficesOn(plans, q.Day()), Instances: a.instances, Duties: assessment.DutiesOf(plans...),
			Extras: assessment.Counting(entries),
		})
		standing := assessment.StandingOf(r, a.instances)
		standing.ValidUntil = a.to
		rolled[state.Body] = standing
	}
	return rolled, nil
}

// rollUpMany judges all of the bodies at once, under each of their schemes. No
// bodies are all.
func (s *Store) rollUpMany(ctx context.Context, q assessment.Question, bodies []string, states []ledgerState, schemes map[string]*assessment.Scheme) (map[string]assessment.BodyStanding, error) {
	next, err := s.nextFacts(ctx, q, bodies)
	if err != nil {
		return nil, err
	}
	rolled := make(map[string]assessment.BodyStanding, len(states))
	var wrong error
	for _, group := range sameScheme(states, schemes) {
		asked := group.bodies
		if bodies == nil && len(asked) == len(states) {
			asked = nil
		}
		err := s.grind(ctx, asked, q, group.scheme, func(body string, g ground) {
			g.Scheme = schemeOf(schemes, body)
			standing := assessment.StandingFrom(g.Result, g.figures)
			if judged, met := judgedBy(g.Result); judged != standing.Judged() || met != standing.Met() {
				wrong = fmt.Errorf("roll up %s: %d of %d met by its points, %d of %d by its instances", body, met, judged, standing.Met(), standing.Judged())
			}
			standing.ValidUntil = g.strikesAt
			if t, ok := next[body]; ok {
				standing.ValidUntil = earlier(standing.ValidUntil, t)
			}
			rolled[body] = standing
		})
		if err = cmp.Or(err, wrong); err != nil {
			return nil, err
		}
	}
	return rolled, nil
}

func judgedBy(r assessment.Result) (judged, met int) {
	for _, o := range r.Offices {
		judged, met = judged+o.Judged, met+o.Met
	}
	return judged, met
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

type schemeGroup struct {
	scheme *assessment.Scheme
	bodies []string
}

// sameScheme puts bodies whose schemes have the same text together.
func sameScheme(states []ledgerState, schemes map[string]*assessment.Scheme) []schemeGroup {
	var groups []schemeGroup
	for _, state := range states {
		scheme := schemeOf(schemes, state.Body)
		at := slices.IndexFunc(groups, func(g schemeGroup) bool { return g.scheme.Text == scheme.Text })
		if at < 0 {
			at, groups = len(groups), append(groups, schemeGroup{scheme: scheme})
		}
		groups[at].bodies = append(groups[at].bodies, state.Body)
	}
	return groups
}

// nextFacts gives the first moment from the as-of on at which a fact can change a
// body's answers; bodies without one are absent. Plans and
// notices are numbers in their ledgerState.
func (s *Store) nextFacts(ctx context.Context, q assessment.Question, bodies []string) (map[string]time.Time, error) {
	rows, err := s.conn.Query(longLists(ctx), sql.Query("standing_next"), clickhouse.Named("as_of", at(q.AsOf)), clickhouse.Named("bodies", texts(bodies)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	next := map[string]time.Time{}
	for rows.Next() {
		var body string
		var t time.Time
		if err := rows.Scan(&body, &t); err != nil {
			return nil, err
		}
		next[body] = t
	}
	return next, unavailable(rows.Err())
}

var _ assessment.Nation = (*Store)(nil)
var _ disclosure.Reader = (*Store)(nil)
