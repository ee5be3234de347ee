package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

// cardData is one account as its administrator sees it.
type cardData struct {
	access.Account
	URL         string
	BodyName    string
	OfficeName  string
	RoleWord    string
	Own         bool
	Form        accountForm
	NewPassword string // shown once
}

func (s *Server) accountCard(c *fiber.Ctx) error {
	return s.showCard(c, pathParam(c, "name"), cardData{})
}

func (s *Server) showCard(c *fiber.Ctx, name string, data cardData) error {
	all, err := s.Access.Accounts(c.UserContext(), s.actor(c))
	if err != nil {
		return err
	}
	found := false
	for _, a := range all {
		if a.Name == access.FoldName(name) {
			data.Account, found = a, true
		}
	}
	if !found {
		return missed("access.no_account", name)
	}
	acc, _ := accountOf(c)
	p := s.page(c, "admin.card", &data)
	p.Title = data.DisplayName()
	places, err := s.newPlaces(c.UserContext(), p.Lang, data.Body)
	if err != nil {
		return err
	}
	data.BodyName, data.OfficeName = places.Body(data.Body), places.Office(data.Body, data.Office)
	data.URL, data.RoleWord, data.Own = accountPath(data.Name), p.T("role."+string(data.Role)), acc.Name == data.Name
	if data.Form.Role == "" {
		data.Form = accountForm{Display: data.Display, Role: string(data.Role), Body: data.Body, Office: data.Office}
	}
	if data.Form, err = s.fillForm(c, p, data.Form); err != nil {
		return err
	}
	return s.renderSecret(c, "admin_account", p)
}

func (s *Server) assignAccount(c *fiber.Ctx) error {
	name, form := pathParam(c, "name"), readAccountForm(c)
	a, err := s.accountFrom(c, form)
	if err == nil {
		err = s.Access.Assign(c.UserContext(), s.actor(c), name, a)
	}
	if words, ok := s.correctable(c, err); ok {
		form.Sorry = words
		return s.showCard(c, name, cardData{Form: form})
	}
	return doneAt(c, accountPath(name), "account_assigned", err)
}

func (s *Server) disableAccount(c *fiber.Ctx) error {
	name := pathParam(c, "name")
	err := s.Access.SetDisabled(c.UserContext(), s.actor(c), name, true)
	return doneAt(c, accountPath(name), "account_disabled", err)
}

func (s *Server) enableAccount(c *fiber.Ctx) error {
	name := pathParam(c, "name")
	err := s.Access.SetDisabled(c.UserContext(), s.actor(c), name, false)
	return doneAt(c, accountPath(name), "account_enabled", err)
}

func (s *Server) resetAccount(c *fiber.Ctx) error {
	name := pathParam(c, "name")
	password, err := s.Access.Reset(c.UserContext(), s.actor(c), name, "")
	if err != nil {
		return err
	}
	return s.showCard(c, name, cardData{NewPassword: password})
}

// doneAt leads on after a form was carried out, to a page that says so.
func doneAt(c *fiber.Ctx, path, what string, err error) error {
	if err != nil {
		return err
	}
	return c.Redirect(path+"?done="+what, fiber.StatusSeeOther)
}
