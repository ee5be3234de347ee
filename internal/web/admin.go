package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

const accountsPerPage = 50

// accountsData is the list of accounts and the form for a new one.
type accountsData struct {
	Lines      []accountLine
	Total      int
	Search     string
	Prev, Next string
	Form       accountForm
}

type accountLine struct {
	access.Account
	URL      string
	RoleWord string
}

// accountForm is what an administrator says of an account, as typed.
type accountForm struct {
	Name, Display, Role, Body, Office string
	Roles, Bodies, Offices            []option
	Sorry                             string
}

func (s *Server) accountsPage(c *fiber.Ctx) error {
	return s.showAccounts(c, accountForm{Role: string(access.Clerk)})
}

func (s *Server) showAccounts(c *fiber.Ctx, form accountForm) error {
	all, err := s.Access.Accounts(c.UserContext(), s.actor(c))
	if err != nil {
		return err
	}
	data := &accountsData{Search: strings.TrimSpace(c.Query("q"))}
	p := s.page(c, "admin.title", data)
	found := all[:0:0]
	for _, a := range all {
		if matches(a, data.Search) {
			found = append(found, a)
		}
	}
	data.Total = len(found)
	from, to, pager := pages(c, len(found), accountsPerPage)
	data.Prev, data.Next = pager.prev, pager.next
	if data.Lines, err = s.accountLines(c, p, found[from:to]); err != nil {
		return err
	}
	if data.Form, err = s.fillForm(c, p, form); err != nil {
		return err
	}
	return s.renderSecret(c, "admin_accounts", p)
}

func (s *Server) accountLines(c *fiber.Ctx, p *Page, accounts []access.Account) ([]accountLine, error) {
	var bodies []string
	for _, a := range accounts {
		if a.Office != "" {
			bodies = append(bodies, a.Body)
		}
	}
	places, err := s.newPlaces(c.UserContext(), p.Lang, bodies...)
	if err != nil {
		return nil, err
	}
	lines := make([]accountLine, len(accounts))
	for i, a := range accounts {
		lines[i] = accountLine{Account: a, URL: accountPath(a.Name), RoleWord: p.T("role." + string(a.Role))}
		lines[i].Body, lines[i].Office = places.Body(a.Body), places.Office(a.Body, a.Office)
	}
	return lines, nil
}

func accountPath(name string) string { return "/admin/accounts/" + url.PathEscape(name) }

func matches(a access.Account, search string) bool {
	search = strings.ToLower(search)
	for _, text := range []string{a.Name, a.Display, a.Office, string(a.Role)} {
		if strings.Contains(strings.ToLower(text), search) {
			return true
		}
	}
	return false
}

// fillForm adds the choices to what was typed.
func (s *Server) fillForm(c *fiber.Ctx, p *Page, form accountForm) (accountForm, error) {
	acc, _ := accountOf(c)
	all, err := s.everyBody(c.UserContext())
	if err != nil {
		return form, err
	}
	if form.Body == "" && len(all) == 1 {
		form.Body = all[0].Code
	}
	for _, b := range all {
		if acc.Body == "" || acc.Body == b.Code {
			form.Bodies = append(form.Bodies, option{Value: b.Code, Label: pickName(p.Lang, b.Name, b.NameEN), Selected: b.Code == form.Body})
		}
	}
	for _, r := range access.Roles {
		form.Roles = append(form.Roles, option{Value: string(r), Label: p.T("role." + string(r)), Selected: string(r) == form.Role})
	}
	if form.Body == "" {
		return form, nil
	}
	plan, err := s.planNow(c, form.Body)
	if isMissing(err) {
		return form, nil
	}
	if err != nil {
		return form, err
	}
	for _, o := range plan.Offices {
		form.Offices = append(form.Offices, option{Value: o.Code, Label: pickName(p.Lang, o.Name, o.NameEN)})
	}
	return form, nil
}

func (s *Server) planNow(c *fiber.Ctx, body string) (*disclosure.Plan, error) {
	now, err := s.Reader.Moment(c.UserContext())
	if err != nil {
		return nil, err
	}
	return s.Reader.PlanInForce(c.UserContext(), body, workday.DateOf(now), now)
}

func readAccountForm(c *fiber.Ctx) accountForm {
	return accountForm{
		Name: formText(c, "name"), Display: formText(c, "display"), Role: formText(c, "role"),
		Body: formText(c, "body"), Office: formText(c, "office"),
	}
}

// accountFrom turns what was typed into an account. The office may be given
// by its code or its name; roles of no office lose what stands there.
func (s *Server) accountFrom(c *fiber.Ctx, form accountForm) (access.Account, error) {
	a := access.Account{Name: form.Name, Display: form.Display, Role: access.Role(form.Role), Body: form.Body, MustChange: true}
	if own, _ := accountOf(c); own.Body != "" && a.Body == "" {
		a.Body = own.Body
	}
	if !a.Role.OfOffice() {
		return a, nil
	}
	var err error
	a.Office, err = access.FindOffice(c.UserContext(), s.Reader, a.Body, form.Office)
	return a, err
}

func (s *Server) addAccount(c *fiber.Ctx) error {
	form := readAccountForm(c)
	a, err := s.accountFrom(c, form)
	var password string
	if err == nil {
		a, password, err = s.Access.Create(c.UserContext(), s.actor(c), a, "")
	}
	if words, ok := s.correctable(c, err); ok {
		form.Sorry = words
		return s.showAccounts(c, form)
	}
	if err != nil {
		return err
	}
	return s.showCard(c, a.Name, cardData{NewPassword: password})
}
