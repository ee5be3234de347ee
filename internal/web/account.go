package web

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// accountData is what people see of their own account.
type accountData struct {
	Role       string
	Office     string
	Body       string
	Rights     []string
	Tokens     []tokenLine
	Scopes     []option
	Days       []int
	NewToken   string // shown once
	Sorry      string // beside the password form
	TokenSorry string // beside the token form
	MinLength  int
}

type tokenLine struct {
	access.Token
	ScopeWords []string
}

// option is one choice of a form.
type option struct {
	Value, Label string
	Selected     bool
}

var tokenDays = []int{30, 90, 180, 365}

func (s *Server) accountPage(c *fiber.Ctx) error {
	return s.showAccount(c, &accountData{})
}

func (s *Server) showAccount(c *fiber.Ctx, data *accountData) error {
	acc, _ := accountOf(c)
	p := s.page(c, "account.title", data)
	data.Role = p.T("role." + string(acc.Role))
	data.Days, data.MinLength = tokenDays, access.MinPassword
	places, err := s.newPlaces(c.UserContext(), p.Lang, acc.Body)
	if err != nil {
		return err
	}
	data.Body, data.Office = places.Body(acc.Body), places.Office(acc.Body, acc.Office)
	for _, right := range acc.Role.Permissions() {
		data.Rights = append(data.Rights, p.T("permission."+string(right)))
	}
	for _, scope := range access.Scopes {
		if scope.Within(acc) {
			data.Scopes = append(data.Scopes, option{Value: string(scope), Label: p.T("scope." + string(scope))})
		}
	}
	tokens, err := s.Access.Tokens(c.UserContext(), acc.Name)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		data.Tokens = append(data.Tokens, tokenLine{Token: t, ScopeWords: scopeWords(p.Lang, t.Scopes)})
	}
	return s.renderSecret(c, "account", p)
}

// renderSecret renders a page that no cache may keep.
func (s *Server) renderSecret(c *fiber.Ctx, view string, p *Page) error {
	err := s.render(c, view, p)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return err
}

func scopeWords(lang i18n.Lang, scopes []access.Scope) []string {
	words := make([]string, len(scopes))
	for i, scope := range scopes {
		words[i] = i18n.T(lang, "scope."+string(scope))
	}
	return words
}

func (s *Server) changePassword(c *fiber.Ctx) error {
	wanted := c.FormValue("new")
	if wanted != c.FormValue("again") {
		c.Status(fiber.StatusBadRequest)
		return s.showAccount(c, &accountData{Sorry: i18n.T(langOf(c), "account.not_alike")})
	}
	acc, err := s.Access.ChangePassword(c.UserContext(), s.actor(c), c.FormValue("current"), wanted)
	if words, ok := s.correctable(c, err); ok {
		return s.showAccount(c, &accountData{Sorry: words})
	}
	if err != nil {
		return err
	}
	s.giveSession(c, access.NewSession(acc, s.Now()))
	return c.Redirect("/account?done=password_changed", fiber.StatusSeeOther)
}

func (s *Server) issueToken(c *fiber.Ctx) error {
	acc, _ := accountOf(c)
	life := time.Duration(min(formInt(c, "days"), 10_000)) * 24 * time.Hour
	_, text, err := s.Access.IssueToken(c.UserContext(), s.actor(c), acc.Name, c.FormValue("label"), formScopes(c), life)
	if words, ok := s.correctable(c, err); ok {
		return s.showAccount(c, &accountData{TokenSorry: words})
	}
	if err != nil {
		return err
	}
	return s.showAccount(c, &accountData{NewToken: text})
}

func (s *Server) revokeToken(c *fiber.Ctx) error {
	acc, _ := accountOf(c)
	if err := s.Access.RevokeToken(c.UserContext(), s.actor(c), acc.Name, pathParam(c, "id")); err != nil {
		return err
	}
	return c.Redirect("/account?done=token_revoked", fiber.StatusSeeOther)
}

// correctable sets the status and returns the words of an error that belongs
// beside the form it came from, because the person can mend it there.
func (s *Server) correctable(c *fiber.Ctx, err error) (string, bool) {
	var domain *disclosure.Error
	var tooMany *access.TooManyError
	switch {
	case errors.As(err, &tooMany):
	case errors.As(err, &domain) && (domain.Kind == disclosure.Invalid || domain.Kind == disclosure.Clashes):
	default:
		return "", false
	}
	f := faultOf(langOf(c), err)
	c.Status(f.Status)
	setRetryAfter(c, f.Wait)
	return f.Words, true
}
