package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"daylight/internal/disclosure"
)

// memoryLedger keeps events by id, the way the store does.
type memoryLedger struct {
	events  map[string]disclosure.Event
	appends int
	failAt  int // the append that fails; 0: none
}

var errPower = errors.New("power cut")

func (l *memoryLedger) Append(_ context.Context, events []disclosure.Event) ([]disclosure.Outcome, error) {
	if l.appends++; l.appends == l.failAt {
		return nil, errPower
	}
	if l.events == nil {
		l.events = map[string]disclosure.Event{}
	}
	var outcomes []disclosure.Outcome
	for _, e := range events {
		old, known := l.events[e.ID]
		switch {
		case !known:
			l.events[e.ID] = e
			outcomes = append(outcomes, disclosure.Appended)
		case EventID(&old) == EventID(&e):
			outcomes = append(outcomes, disclosure.Duplicate)
		default:
			outcomes = append(outcomes, disclosure.Conflict)
		}
	}
	return outcomes, nil
}

func manyRows(n int) []byte {
	var b strings.Builder
	b.WriteString(shortHead)
	for i := range n {
		b.WriteString(good(i))
		if i%10 == 9 {
			b.WriteString("papers,坏,办公室,2026-13-01,标题,\n")
		}
	}
	return []byte(b.String())
}

func TestImportInterruptedAndRunAgainEndsTheSame(t *testing.T) {
	data := manyRows(100)
	job := Job{Options: testOptions(), Batch: 7}
	whole, broken := &memoryLedger{}, &memoryLedger{failAt: 5}
	job.Ledger = whole
	res, err := Import(context.Background(), openBytes(t, "a.csv", data), job)
	if err != nil || res.New != 100 || res.Known != 0 || res.Rejected != 10 || res.Accepted != 100 {
		t.Fatalf("%v %+v", err, res)
	}
	job.Ledger = broken
	if _, err := Import(context.Background(), openBytes(t, "a.csv", data), job); !errors.Is(err, errPower) {
		t.Fatal(err)
	}
	if n := len(broken.events); n != 28 {
		t.Errorf("%d events before the power cut, want 28", n)
	}
	res, err = Import(context.Background(), openBytes(t, "b.csv", data), job)
	if err != nil || res.New != 72 || res.Known != 28 {
		t.Errorf("%v %+v", err, res)
	}
	for id := range whole.events {
		if _, ok := broken.events[id]; !ok {
			t.Errorf("%s is missing after the second run", id)
		}
	}
}

func TestImportStopsWhenAskedTo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	job := Job{Options: testOptions(), Ledger: &memoryLedger{}, Returned: func(Row) error { cancel(); return nil }}
	if _, err := Import(ctx, openBytes(t, "a.csv", manyRows(100)), job); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestADryRunReadsEverythingAndWritesNothing(t *testing.T) {
	var returned, progress int
	var last [2]int64
	data := manyRows(2000)
	res, err := Import(context.Background(), openBytes(t, "a.csv", data), Job{
		Options:  testOptions(),
		Progress: func(done, total int64) { progress++; last = [2]int64{done, total} },
		Returned: func(Row) error { returned++; return nil },
	})
	if err != nil || res.Accepted != 2000 || res.Events != 2000 || res.New != 0 || returned != 200 {
		t.Errorf("%v %+v, %d returned", err, res, returned)
	}
	if progress < 2 || last[0] != int64(len(data)) || last[1] != last[0] {
		t.Errorf("%d reports of progress, the last %v", progress, last)
	}
}

func TestARowWhoseIDBelongsToAnotherFactIsReturned(t *testing.T) {
	line := func(title string) string {
		return fmt.Sprintf(`{"id":"a-1","duty":"papers","kind":"published","subject":"乙","office":"general","occurred_at":"2026-03-05","title":%q}`, title)
	}
	ledger := &memoryLedger{}
	var back []Row
	job := Job{Options: testOptions(), Ledger: ledger, Returned: func(r Row) error { back = append(back, r); return nil }}
	if _, err := Import(context.Background(), openBytes(t, "a.ndjson", []byte(line("一"))), job); err != nil {
		t.Fatal(err)
	}
	res, err := Import(context.Background(), openBytes(t, "a.ndjson", []byte(line("二"))), job)
	if err != nil || res.Accepted != 0 || res.Rejected != 1 || res.Events != 0 || len(back) != 1 || back[0].Problems[0].Code != "intake.id_taken" {
		t.Errorf("%v %+v %+v", err, res, back)
	}
}
