package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// DemoCmd is `daylight demo`.
type DemoCmd struct {
	Listen string `help:"Address to serve on." default:"127.0.0.1:8080"`
}

const (
	demoPlan   = "anshun-mzj"
	demoMonths = 14
	demoSeed   = 2020
)

// Run makes the demonstration year unless it is there, and serves it.
func (c *DemoCmd) Run(ctx context.Context, app *App) error {
	st, err := app.ownStore(ctx)
	if err != nil {
		return err
	}
	if err := makeDemoYear(ctx, app, st); err != nil {
		return err
	}
	if err := makeDemoBriefings(ctx, app, st); err != nil {
		return err
	}
	svc, err := app.access(st)
	if err != nil {
		return err
	}
	defer svc.Close()
	accounts, err := demoAccounts(ctx, app, svc)
	if err != nil {
		return err
	}
	fmt.Fprintln(app.Out, i18n.T(app.Lang, "cli.signins"))
	rows := make([][]string, len(accounts))
	for i, a := range accounts {
		rows[i] = []string{"  " + i18n.T(app.Lang, "role."+a.Role), a.Name, a.Password}
	}
	if err := app.table([]string{"", "", ""}, rows); err != nil {
		return err
	}
	return app.serve(ctx, st, svc, c.Listen, false, briefing.DefaultSchedule)
}

// makeDemoYear loads the shipped plan, in force from the first day of the
// generated months so that nothing before them counts as missing.
func makeDemoYear(ctx context.Context, app *App, st *store.Store) error {
	p, err := planfile.Shipped(demoPlan)
	if err != nil {
		return err
	}
	infos, err := st.Plans(ctx, time.Now().Add(time.Minute))
	if err != nil {
		return err
	}
	to := workday.DateOf(time.Now()) - 1
	from := workday.NewDate(to.Year(), to.Month(), 1).AddMonths(-demoMonths)
	for _, info := range infos {
		if info.Body.Code == p.Body.Code {
			from = info.EffectiveFrom
			to = workday.DateOf(info.RecordedAt)
		}
	}
	p.Body.Demo = true
	p.EffectiveFrom, p.AnnouncedAt = from, from.Start()
	loaded, err := st.LoadPlan(ctx, p, "demo")
	if err != nil {
		return err
	}
	marker := filepath.Join(app.dataDir, "demo-complete")
	if _, err := os.Stat(marker); err == nil && !loaded {
		return nil
	}
	if !loaded {
		to = workday.DateOf(time.Now()) - 1
	}
	fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.demo_making"))
	events := demo.Generate(p, workday.Official(), demo.Options{From: from, To: to, Seed: demoSeed})
	if err := addDemoPhotos(ctx, st, events, from.AddMonths(demoMonths), time.Now()); err != nil {
		return err
	}
	if _, err := st.Append(ctx, events); err != nil {
		return fmt.Errorf("store the demonstration year: %w", err)
	}
	fmt.Fprintln(app.Out, i18n.T(app.Lang, "cli.demo", p.Body.Name, from, to, len(events)))
	return os.WriteFile(marker, nil, 0o600)
}

// demoAccount is one line of demo-accounts.json.
type demoAccount struct {
	Role     string `json:"role"`
	Name     string `json:"name"`
	Password string `json:"password"`
	Office   string `json:"office,omitempty"`
	Landing  string `json:"landing"`
}

// demoAccounts makes one account of each role, with passwords made up for this
// data directory.
func demoAccounts(ctx context.Context, app *App, svc *access.Service) ([]demoAccount, error) {
	path := filepath.Join(app.dataDir, "demo-accounts.json")
	var accounts []demoAccount
	data, err := os.ReadFile(path)
	if err == nil {
		return accounts, json.Unmarshal(data, &accounts)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	p, err := planfile.Shipped(demoPlan)
	if err != nil {
		return nil, err
	}
	duty, _ := p.DutyByCode("4b")
	for _, a := range []demoAccount{
		{Role: "leading", Name: "lingdao", Landing: "/overview"},
		{Role: "secretariat", Name: "mishu", Landing: "/work"},
		{Role: "head", Name: "kezhang", Office: duty.Lead, Landing: "/office"},
		{Role: "clerk", Name: "jingban", Office: duty.Lead, Landing: "/work"},
		{Role: "auditor", Name: "shenji", Landing: "/audit"},
		{Role: "admin", Name: "admin", Landing: "/admin/accounts"},
	} {
		a.Password = "demo-" + rand.Text()[:10]
		account := access.Account{Name: a.Name, Role: access.Role(a.Role), Office: a.Office}
		if a.Role != "admin" {
			account.Body = p.Body.Code
		}
		if err := putDemoAccount(ctx, svc, account, a.Password); err != nil {
			return nil, fmt.Errorf("make demonstration account %s: %w", a.Name, err)
		}
		accounts = append(accounts, a)
	}
	if data, err = json.MarshalIndent(accounts, "", "  "); err != nil {
		return nil, err
	}
	return accounts, os.WriteFile(path, data, 0o600)
}

// putDemoAccount makes the account; one left by a start that was cut short
// gets the new password.
func putDemoAccount(ctx context.Context, svc *access.Service, a access.Account, password string) error {
	_, _, err := svc.Create(ctx, access.Actor{}, a, password)
	var e *disclosure.Error
	if errors.As(err, &e) && e.Kind == disclosure.Clashes {
		_, err = svc.Reset(ctx, access.Actor{}, a.Name, password)
	}
	return err
}
