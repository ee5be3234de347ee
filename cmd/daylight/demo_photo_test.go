package main

import (
	"context"
	"reflect"
	"testing"
	"time"

	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/evidence"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// album keeps attachments in memory.
type album map[string]disclosure.Attachment

func (a album) KeepAttachment(_ context.Context, photo disclosure.Attachment) error {
	a[photo.SHA256] = photo
	return nil
}

func (a album) Attachment(_ context.Context, _, digest string) (disclosure.Attachment, error) {
	return a[digest], nil
}

func TestTwoSpotChecksOfTheDemonstrationBringAPhoto(t *testing.T) {
	p, err := planfile.Shipped(demoPlan)
	if err != nil {
		t.Fatal(err)
	}
	from := workday.MustDate("2025-08-01")
	photographed := func(to string) (map[string]string, album) {
		events := demo.Generate(p, workday.Official(), demo.Options{From: from, To: workday.MustDate(to), Seed: demoSeed})
		kept, named := album{}, map[string]string{}
		if err := addDemoPhotos(t.Context(), kept, events, from.AddMonths(demoMonths), time.Now()); err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Attrs["attachment"] != "" {
				named[e.ID] = e.Attrs["attachment"]
			}
		}
		return named, kept
	}
	named, kept := photographed("2026-10-20")
	if len(named) != demoPhotos || len(kept) != demoPhotos {
		t.Fatalf("%d checks name a photo, %d photos are kept", len(named), len(kept))
	}
	for _, digest := range named {
		if kind, err := evidence.Check("a.png", kept[digest].Content); err != nil || kind != kept[digest].Type {
			t.Errorf("%s %v", kind, err)
		}
	}
	if later, _ := photographed("2026-11-20"); !reflect.DeepEqual(later, named) {
		t.Errorf("a month later other checks bring a photo: %v, were %v", later, named)
	}
}
