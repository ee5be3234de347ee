package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// SchemeAdoptCmd is `daylight scheme adopt`.
type SchemeAdoptCmd struct {
	File string `arg:"" help:"A scheme file (YAML), or default." placeholder:"FILE"`
	Plan string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
}

// Run adopts the scheme.
func (c *SchemeAdoptCmd) Run(ctx context.Context, app *App) error {
	s, err := readScheme(app, c.File)
	if err != nil {
		return err
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	adopted, err := st.AdoptScheme(ctx, p.Body.Code, s, s.Text, operator().Account)
	var refused *disclosure.Error
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("adopt scheme %s: %w", s.Code, err)
	}
	if err != nil {
		return err
	}
	if app.Format != "table" {
		return app.Print([]string{"body", "scheme", "adopted"}, [][]string{{p.Body.Code, s.Ref(), strconv.FormatBool(adopted)}},
			map[string]any{"body": p.Body.Code, "scheme": s.Ref(), "adopted": adopted})
	}
	title := schemefile.NameText(app.Lang, s.Title)
	if adopted {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "scheme.adopted", p.Body.Name, title, s.Version, s.EffectiveFrom))
	} else {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "scheme.adopted_before", p.Body.Name, title))
	}
	return nil
}

// SchemeListCmd is `daylight scheme list`.
type SchemeListCmd struct {
	Plan string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
	AsOf string `help:"Only what was known at this moment: 2026-09-30 (its end) or '2026-09-30 12:00'." placeholder:"MOMENT"`
}

type schemeVersion struct {
	Scheme        string `json:"scheme"`
	Title         string `json:"title"`
	EffectiveFrom string `json:"effective_from"`
	RecordedAt    string `json:"recorded_at"`
	Actor         string `json:"actor"`
	SHA256        string `json:"sha256"`
}

// Run lists the versions.
func (c *SchemeListCmd) Run(ctx context.Context, app *App) error {
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	asOf, err := exactMoment(ctx, st, c.AsOf)
	if err != nil {
		return err
	}
	versions, err := st.SchemeVersions(ctx, p.Body.Code, asOf)
	if err != nil {
		return err
	}
	rows, values := [][]string{}, []schemeVersion{}
	for _, s := range versions {
		v := schemeVersion{s.Ref(), schemefile.NameText(app.Lang, s.Title), s.EffectiveFrom.String(), s.RecordedAt.Format(exactLayout), s.Actor, s.SHA256}
		values = append(values, v)
		rows = append(rows, []string{v.Scheme, v.Title, v.EffectiveFrom, v.RecordedAt, v.Actor, v.SHA256})
	}
	if len(rows) == 0 && app.Format == "table" {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "scheme.none_adopted", p.Body.Name))
		return nil
	}
	return app.Print(schemeColumns(app.Lang, "scheme", "title", "effective", "recorded", "actor", "sha256"), rows, values)
}
