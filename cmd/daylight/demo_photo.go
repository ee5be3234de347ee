package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// demoPhotos is how many spot checks of the demonstration bring a photo.
const demoPhotos = 2

// addDemoPhotos gives the last spot checks before a day a photo of the display
// and keeps the photos. Facts after the day play no part, so that a start that
// was cut short goes on with the same ones.
func addDemoPhotos(ctx context.Context, keep disclosure.Evidence, events []disclosure.Event, before workday.Date, now time.Time) error {
	for n, at := range lastChecks(events, before.Start()) {
		e := &events[at]
		content, err := drawDisplay(e.Attrs["result"] == "present", n)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		photo := disclosure.Attachment{
			SHA256: hex.EncodeToString(sum[:]), Body: e.Body, Office: e.Office, Name: fmt.Sprintf("演示照片-%s.png", workday.DateOf(e.OccurredAt)),
			Type: "image/png", Content: content, Actor: e.Actor, RecordedAt: now,
		}
		if err := keep.KeepAttachment(ctx, photo); err != nil {
			return fmt.Errorf("keep a photo of the demonstration: %w", err)
		}
		e.Attrs = maps.Clone(e.Attrs)
		e.Attrs["attachment"], e.Attrs["attachment_name"], e.Attrs["attachment_type"] = photo.SHA256, photo.Name, photo.Type
	}
	return nil
}

// lastChecks finds the spot checks that bring a photo, the earlier one first.
func lastChecks(events []disclosure.Event, before time.Time) []int {
	var checks []int
	for i, e := range events {
		if e.Kind == disclosure.SpotChecked && e.Attrs["with"] == "" && e.OccurredAt.Before(before) {
			checks = append(checks, i)
		}
	}
	slices.SortStableFunc(checks, func(a, b int) int { return events[a].OccurredAt.Compare(events[b].OccurredAt) })
	return checks[max(0, len(checks)-demoPhotos):]
}

// drawDisplay draws a wall with a framed notice, or with the empty frame. The
// number sets one picture apart from another.
func drawDisplay(present bool, number int) ([]byte, error) {
	wall, frame, card, line := color.Gray{Y: 0xC8}, color.Gray{Y: 0x50}, color.Gray{Y: 0xEE}, color.Gray{Y: 0x78}
	picture := image.NewGray(image.Rect(0, 0, 640, 480))
	fill := func(r image.Rectangle, c color.Gray) {
		draw.Draw(picture, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(picture.Bounds(), wall)
	outer := image.Rect(160+40*number, 60, 480+40*number, 420)
	fill(outer, frame)
	inner := outer.Inset(14)
	fill(inner, wall)
	if present {
		fill(inner, card)
		for y := inner.Min.Y + 30; y < inner.Max.Y-30; y += 26 {
			fill(image.Rect(inner.Min.X+30, y, inner.Max.X-30-(y*7)%90, y+8), line)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return nil, fmt.Errorf("draw a photo of the demonstration: %w", err)
	}
	return b.Bytes(), nil
}
