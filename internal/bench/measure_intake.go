package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/testkit/nation"
)

const (
	intakeBodies = 180 // some 1,200,000 facts
	intakeBatch  = 20_000
	singlesFor   = 10 * time.Second
	connections  = 32
)

// intake measures writing on a store of its own: in bulk beside the bare driver
// in turns, then one fact at a time.
func (b *bench) intake(ctx context.Context) error {
	d, err := openDaylight(ctx, filepath.Join(b.Dir, "intake"))
	if err != nil {
		return err
	}
	defer d.close()
	n := nation.Nation{Bodies: intakeBodies, Seed: b.nation.Seed + 1}
	if err := d.store.LoadPlans(ctx, n.Plans(), "bench"); err != nil {
		return err
	}
	if err := d.conn.Exec(ctx, "CREATE TABLE bare AS event"); err != nil {
		return err
	}
	if err := b.bulk(ctx, d, n); err != nil {
		return err
	}
	return b.singles(ctx, d)
}

func (b *bench) bulk(ctx context.Context, d *daylight, n nation.Nation) error {
	var ours, bare timing
	var facts []disclosure.Event
	for i := range n.Bodies {
		facts = append(facts, n.Ledger(i)...)
		for ; len(facts) >= intakeBatch; facts = slices.Clone(facts[intakeBatch:]) {
			batch := facts[:intakeBatch]
			for n := range batch {
				batch[n].RecordedAt = time.Time{}
			}
			began := time.Now()
			outcomes, err := d.store.Append(ctx, batch)
			if err != nil {
				return err
			}
			ours = append(ours, time.Since(began))
			for i, o := range outcomes {
				if o != disclosure.Appended {
					return fmt.Errorf("fact %s was not appended: %d", batch[i].ID, o)
				}
			}
			began = time.Now()
			if err := d.bare(ctx, "bare", batch); err != nil {
				return err
			}
			bare = append(bare, time.Since(began))
		}
	}
	rate := func(t timing) float64 { return intakeBatch / t.median().Seconds() }
	b.add(line{what: "bulk intake, durable, no fact twice", aim: "at least 70 % of the bare driver", ours: cell{text: fmt.Sprintf("%s facts/s", grouped(int64(rate(ours))))},
		note: fmt.Sprintf("medians over %d batches of %s; clickhouse-go's bare batch of the same rows, in turns: %s facts/s; ratio %.0f %%", len(ours), grouped(intakeBatch), grouped(int64(rate(bare))), 100*rate(ours)/rate(bare))})
	return nil
}

// bare inserts the rows as the driver's manual does it.
func (d *daylight) bare(ctx context.Context, table string, facts []disclosure.Event) error {
	batch, err := d.conn.PrepareBatch(ctx, "INSERT INTO "+table+` (body, duty, subject, id, kind, office, channel, occurred_at, precision, recorded_at, formed_on, url_date, first_seen,
		title, doc_number, url, ref, fields, note, attrs, actor, source, origin, history, digest)`)
	if err != nil {
		return err
	}
	defer batch.Abort()
	now, epoch := time.Now(), time.Unix(0, 0)
	moment := func(t time.Time) time.Time {
		if t.IsZero() {
			return epoch
		}
		return t
	}
	for _, e := range facts {
		if err := batch.Append(e.Body, e.Duty, e.Subject, e.ID, int8(e.Kind), e.Office, e.Channel, moment(e.OccurredAt), int8(e.Precision), now,
			time.Unix(int64(e.FormedOn)*86400, 0).UTC(), time.Unix(int64(e.URLDate)*86400, 0).UTC(), moment(e.FirstSeen),
			e.Title, e.DocNumber, e.URL, e.Ref, e.Fields, e.Note, e.Attrs, e.Actor, "file", "bench", false, uint64(1)); err != nil {
			return err
		}
	}
	return batch.Send()
}

// singles appends one fact at a time from many sides.
func (b *bench) singles(ctx context.Context, d *daylight) error {
	var done atomic.Int64
	var clients sync.WaitGroup
	took := make([]timing, connections)
	until := time.Now().Add(singlesFor)
	fail := make(chan error, connections)
	for c := range connections {
		clients.Go(func() {
			for n := 0; time.Now().Before(until); n++ {
				e := disclosure.Event{ID: fmt.Sprintf("single-%d-%d", c, n), Body: (nation.Nation{}).Code(c % 8), Duty: "4a", Subject: fmt.Sprintf("单件%d-%d", c, n), Kind: disclosure.Triggered,
					OccurredAt: nation.From.Start(), Precision: disclosure.ToDay, Office: "organisations", Actor: "clerk", Source: "api:bench"}
				began := time.Now()
				outcomes, err := d.store.Append(ctx, []disclosure.Event{e})
				if err != nil || outcomes[0] != disclosure.Appended {
					fail <- fmt.Errorf("single fact: %v, %w", outcomes, err)
					return
				}
				took[c] = append(took[c], time.Since(began))
				done.Add(1)
			}
		})
	}
	clients.Wait()
	select {
	case err := <-fail:
		return err
	default:
	}
	var all timing
	for _, t := range took {
		all = append(all, t...)
	}
	durable, hasty, err := d.smallInserts(ctx)
	if err != nil {
		return err
	}
	b.add(line{what: fmt.Sprintf("single facts from %d connections, each durable before it is acknowledged", connections), aim: "4,000 a second",
		ours: cell{text: fmt.Sprintf("%s facts/s", grouped(int64(float64(done.Load())/singlesFor.Seconds())))},
		note: fmt.Sprintf("acknowledged after %s. The limit: commits take turns, and a bare insert of %d rows takes the engine %s (%s without syncing its 10 files and 2 folders), so that commits of %d, without looking for known ids and without counting, would come to %s facts/s",
			spread(all), connections, short(durable), short(hasty), connections, grouped(int64(connections/durable.Seconds())))})
	return nil
}

// smallInserts times the driver's bare insert of as many rows as there are
// connections, with and without syncing.
func (d *daylight) smallInserts(ctx context.Context) (durable, hasty time.Duration, err error) {
	if err := d.conn.Exec(ctx, "CREATE TABLE hasty AS event SETTINGS fsync_after_insert = 0, fsync_part_directory = 0"); err != nil {
		return 0, 0, err
	}
	facts := (nation.Nation{Bodies: 1}).Ledger(0)[:connections]
	var both [2]timing
	for n, table := range []string{"bare", "hasty"} {
		if both[n], err = repeated(ctx, 200, func(ctx context.Context, _ int) error { return d.bare(ctx, table, facts) }); err != nil {
			return 0, 0, err
		}
	}
	return both[0].median(), both[1].median(), nil
}
