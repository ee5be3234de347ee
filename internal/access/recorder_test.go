package access_test

import (
	"errors"
	"testing"
	"time"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

func TestRefusalsAlikeAreCountedAndNotRepeated(t *testing.T) {
	b := newBench(t)
	for range 500 {
		b.Refuse(desk, access.ActSubmit, "/account/password", "csrf")
	}
	b.Refuse(desk, access.ActOpen, "/audit", "web.forbidden")
	b.Close()
	got, err := b.repo.Audit(ctx, access.AuditQuery{Action: access.ActSubmit})
	if err != nil || len(got) != 2 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	if got[1].Times != 1 || got[0].Times != 499 {
		t.Errorf("times %d and %d", got[1].Times, got[0].Times)
	}
}

func TestAuditEntriesWaitForTheStore(t *testing.T) {
	b := newBench(t)
	away := &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable"}
	b.repo.Fail(away)
	if err := b.Log(ctx, admin, access.ActPlanLoad, "mzj", access.Done, ""); !errors.Is(err, error(away)) {
		t.Fatalf("without a store: %v", err)
	}
	b.Refuse(desk, access.ActOpen, "/audit", "web.forbidden")
	time.Sleep(20 * time.Millisecond)
	b.repo.Fail(nil)
	b.Close()
	got, err := b.repo.Audit(ctx, access.AuditQuery{})
	if err != nil || len(got) != 2 {
		t.Errorf("%d entries after the store came back, %v", len(got), err)
	}
}
