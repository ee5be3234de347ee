package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"strings"
	"time"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// AccountCmd manages who may sign in (账号).
type AccountCmd struct {
	Add     AccountAddCmd     `cmd:"" help:"Add an account and print its first password, which must be changed at the first sign-in."`
	Disable AccountDisableCmd `cmd:"" help:"Close an account at once: its sessions end and its tokens are revoked."`
	Enable  AccountEnableCmd  `cmd:"" help:"Let a closed account sign in again."`
	Reset   AccountResetCmd   `cmd:"" help:"Print a new first password: sessions end and tokens are revoked."`
	List    AccountListCmd    `cmd:"" help:"List all accounts."`
	Token   AccountTokenCmd   `cmd:"" help:"Issue a token for a program and print it, once."`
}

// PasswordFlag takes the password from elsewhere than the program's invention.
type PasswordFlag struct {
	PasswordStdin bool `help:"Read the first password from standard input instead of making one up."`
}

func (f PasswordFlag) read() (string, error) {
	if !f.PasswordStdin {
		return "", nil
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read password: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", &disclosure.Error{Kind: disclosure.Invalid, Code: "access.password_short", Args: []any{access.MinPassword}}
	}
	return line, nil
}

// AccountAddCmd is `daylight account add`.
type AccountAddCmd struct {
	PasswordFlag `embed:""`
	Name         string `arg:"" help:"What is typed to sign in: a post, such as cwk-jingban."`
	Role         string `required:"" enum:"leading,secretariat,head,clerk,auditor,admin" help:"One of ${enum}."`
	Body         string `help:"Code of the body the account belongs to. Without it: every body." placeholder:"CODE"`
	Office       string `help:"Code or full name of the office, for heads and clerks." placeholder:"CODE"`
	Display      string `help:"Name that screens show." placeholder:"NAME"`
}

// Run adds the account.
func (c *AccountAddCmd) Run(ctx context.Context, app *App) error {
	password, err := c.read()
	if err != nil {
		return err
	}
	return withAccess(ctx, app, func(s *access.Service, r disclosure.Reader) error {
		a := access.Account{Name: c.Name, Display: c.Display, Role: access.Role(c.Role), Body: c.Body, Office: c.Office, MustChange: true}
		if a.Office != "" && a.Role.OfOffice() {
			var err error
			if a.Office, err = access.FindOffice(ctx, r, a.Body, a.Office); err != nil {
				return err
			}
		}
		made, first, err := s.Create(ctx, operator(), a, password)
		if err != nil {
			return err
		}
		return printSecret(app, made.Name, "password", first, password == "")
	})
}

// AccountDisableCmd is `daylight account disable`.
type AccountDisableCmd struct {
	Name string `arg:"" help:"The account."`
}

// Run closes the account.
func (c *AccountDisableCmd) Run(ctx context.Context, app *App) error {
	return setDisabled(ctx, app, c.Name, true, "done.account_disabled")
}

// AccountEnableCmd is `daylight account enable`.
type AccountEnableCmd struct {
	Name string `arg:"" help:"The account."`
}

// Run reopens the account.
func (c *AccountEnableCmd) Run(ctx context.Context, app *App) error {
	return setDisabled(ctx, app, c.Name, false, "done.account_enabled")
}

func setDisabled(ctx context.Context, app *App, name string, disabled bool, done string) error {
	return withAccess(ctx, app, func(s *access.Service, _ disclosure.Reader) error {
		if err := s.SetDisabled(ctx, operator(), name, disabled); err != nil {
			return err
		}
		fmt.Fprintln(app.Err, i18n.T(app.Lang, done))
		return nil
	})
}

// AccountResetCmd is `daylight account reset`.
type AccountResetCmd struct {
	PasswordFlag `embed:""`
	Name         string `arg:"" help:"The account."`
}

// Run gives the account a new first password.
func (c *AccountResetCmd) Run(ctx context.Context, app *App) error {
	password, err := c.read()
	if err != nil {
		return err
	}
	return withAccess(ctx, app, func(s *access.Service, _ disclosure.Reader) error {
		first, err := s.Reset(ctx, operator(), c.Name, password)
		if err != nil {
			return err
		}
		return printSecret(app, c.Name, "password", first, password == "")
	})
}

// AccountListCmd is `daylight account list`.
type AccountListCmd struct{}

type accountRow struct {
	Name      string    `json:"name"`
	Display   string    `json:"display"`
	Role      string    `json:"role"`
	Body      string    `json:"body"`
	Office    string    `json:"office"`
	State     string    `json:"state"` // in_use, first_password or disabled
	ChangedAt time.Time `json:"changed_at"`
}

// Run lists the accounts.
func (c *AccountListCmd) Run(ctx context.Context, app *App) error {
	return withAccess(ctx, app, func(s *access.Service, _ disclosure.Reader) error {
		all, err := s.Accounts(ctx, operator())
		if err != nil {
			return err
		}
		columns := []string{}
		for _, key := range []string{"signin.name", "admin.display", "account.role", "account.body", "account.office", "admin.state", "admin.changed"} {
			columns = append(columns, i18n.T(app.Lang, key))
		}
		rows, values := [][]string{}, []accountRow{}
		for _, a := range all {
			v := accountRow{a.Name, a.Display, string(a.Role), a.Body, a.Office, stateOf(a), a.ChangedAt}
			values = append(values, v)
			rows = append(rows, []string{
				v.Name, v.Display, i18n.T(app.Lang, "role."+v.Role), v.Body, v.Office, i18n.T(app.Lang, "admin."+v.State),
				v.ChangedAt.In(workday.Beijing).Format("2006-01-02 15:04"),
			})
		}
		return app.Print(columns, rows, values)
	})
}

func stateOf(a access.Account) string {
	switch {
	case a.Disabled:
		return "disabled"
	case a.MustChange:
		return "first_password"
	}
	return "in_use"
}

// AccountTokenCmd is `daylight account token`.
type AccountTokenCmd struct {
	Name  string   `arg:"" help:"The account the program acts for."`
	Scope []string `required:"" enum:"events:write,read" help:"What the token is for: ${enum}. Repeatable."`
	Label string   `help:"What uses the token." placeholder:"WORDS"`
	Days  int      `default:"180" help:"How many days it is valid, at most 366."`
}

// Run issues the token.
func (c *AccountTokenCmd) Run(ctx context.Context, app *App) error {
	return withAccess(ctx, app, func(s *access.Service, _ disclosure.Reader) error {
		scopes := make([]access.Scope, len(c.Scope))
		for i, scope := range c.Scope {
			scopes[i] = access.Scope(scope)
		}
		_, text, err := s.IssueToken(ctx, operator(), c.Name, c.Label, scopes, time.Duration(min(c.Days, 10_000))*24*time.Hour)
		if err != nil {
			return err
		}
		return printSecret(app, c.Name, "token", text, true)
	})
}

// printSecret prints what is shown once: alone on its line in a table's place,
// so that a script can read it. A password that came from standard input is
// not repeated.
func printSecret(app *App, name, kind, secret string, tell bool) error {
	if !tell {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "account.cli.done", name))
		return nil
	}
	if app.Format == "table" {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "account.cli."+kind, name))
		fmt.Fprintln(app.Out, secret)
		return nil
	}
	return app.Print([]string{"name", kind}, [][]string{{name, secret}}, map[string]string{"name": name, kind: secret})
}

// withAccess runs f with the accounts of the store.
func withAccess(ctx context.Context, app *App, f func(*access.Service, disclosure.Reader) error) error {
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	s := access.NewService(st, nil, slog.New(slog.NewTextHandler(app.Err, nil)), time.Now)
	defer s.Close()
	return f(s, st)
}

// operator is whoever runs the command, for the audit trail. Who may run it
// on the machine may do anything to its store, so no rights are asked.
func operator() access.Actor {
	name := "cli"
	if u, err := user.Current(); err == nil && u.Username != "" {
		name += ":" + u.Username
	}
	return access.Actor{Account: name}
}
