package web

import (
	"context"
	"sync"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/i18n"
)

// Bounds of issues under way.
const (
	issueWithin = 10 * time.Minute
	jobKept     = time.Hour // an outcome that nobody has looked at
)

// jobs are the issues under way. They go on when their page is left; one that the
// end of the program cuts short leaves its briefing approved, without a number.
type jobs struct {
	mu   sync.Mutex
	list map[string]*job
}

type job struct {
	done, of int
	ended    bool
	err      error
}

// jobView is how far an issue is.
type jobView struct {
	Running  bool
	Done, Of int
	Sorry    string
}

func jobKey(r briefing.Record) string { return r.Request.Body + "\x00" + r.ID }

// start runs work unless an issue of this very briefing runs already.
func (j *jobs) start(r briefing.Record, work func(ctx context.Context, progress func(done, of int)) error) bool {
	key, one := jobKey(r), &job{}
	j.mu.Lock()
	if running := j.list[key]; running != nil && !running.ended {
		j.mu.Unlock()
		return false
	}
	if j.list == nil {
		j.list = map[string]*job{}
	}
	j.list[key] = one
	j.mu.Unlock()
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), issueWithin)
		defer cancel()
		err := work(ctx, func(done, of int) {
			j.mu.Lock()
			one.done, one.of = done, of
			j.mu.Unlock()
		})
		j.mu.Lock()
		one.ended, one.err = true, err
		j.mu.Unlock()
		time.AfterFunc(jobKept, func() {
			j.mu.Lock()
			defer j.mu.Unlock()
			if j.list[key] == one {
				delete(j.list, key)
			}
		})
	}()
	return true
}

// view tells how far the issue of a briefing is; nil when none runs and none failed.
func (j *jobs) view(lang i18n.Lang, r briefing.Record) *jobView {
	j.mu.Lock()
	defer j.mu.Unlock()
	one := j.list[jobKey(r)]
	switch {
	case one == nil:
		return nil
	case !one.ended:
		return &jobView{Running: true, Done: one.done, Of: one.of}
	case one.err == nil || r.State == briefing.Issued:
		return nil
	}
	return &jobView{Sorry: faultOf(lang, one.err).Words}
}
