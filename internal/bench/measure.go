package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// timing are the runs of one measure.
type timing []time.Duration

func (t timing) at(share float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func (t timing) median() time.Duration { return t.at(0.5) }
func (t timing) p95() time.Duration    { return t.at(0.95) }

// repeated runs a few times; a run of more than a minute is not repeated.
func repeated(ctx context.Context, times int, run func(ctx context.Context, n int) error) (timing, error) {
	var t timing
	for n := range times {
		began := time.Now()
		if err := run(ctx, n); err != nil {
			return t, err
		}
		t = append(t, time.Since(began))
		if n == 0 && t[0] > time.Minute {
			break
		}
	}
	return t, nil
}

// cell is one entry of the table: a time, another figure, or why there is none.
type cell struct {
	took time.Duration
	text string
}

func (c cell) String() string {
	if c.text != "" {
		return c.text
	}
	return short(c.took)
}

func short(d time.Duration) string {
	switch {
	case d == 0:
		return "–"
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 100*time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// line is one measure: ours, and each rival's by name.
type line struct {
	what   string
	aim    string
	ours   cell
	rivals map[string]cell
	note   string
}

func (l *line) set(name string, c cell) {
	if l.rivals == nil {
		l.rivals = map[string]cell{}
	}
	l.rivals[name] = c
}

// timedOut tells a rival that was stopped from one that failed.
func timedOut(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

// same holds a rival's answer against ours, of the bodies that it has.
func same(name string, ours, theirs answers, has func(body string) bool) error {
	compared := 0
	for k, a := range ours {
		if !has(k[0]) {
			continue
		}
		if compared++; theirs[k] != a {
			return fmt.Errorf("%s answers otherwise of %s %s: %+v, we %+v", name, k[0], k[1], theirs[k], a)
		}
	}
	if len(theirs) != compared {
		return fmt.Errorf("%s answers of %d offices, we of %d", name, len(theirs), compared)
	}
	return nil
}
