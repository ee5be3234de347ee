package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/i18n"
)

// NavItem is one entry of the menu.
type NavItem struct {
	URL, Label string
	Current    bool
	board      bool // its address carries the question on
}

// menu is the whole menu in order, with what one must be allowed to see it.
var menu = []struct {
	path, label string
	needs       []access.Permission
	board       bool
}{
	// Entry.
	{"/work", "nav.work", []access.Permission{access.EnterAll, access.EnterOwn}, false},
	{"/enter", "nav.enter", []access.Permission{access.EnterAll, access.EnterOwn}, false},
	// The boards.
	{"/overview", "nav.overview", []access.Permission{access.SeeAll}, true},
	{"/office", "nav.office", []access.Permission{access.SeeOwn}, true},
	// Scores.
	{"/scores", "nav.scores", []access.Permission{access.SeeAll}, true},
	{"/receipts", "nav.receipts", []access.Permission{access.SeeOwn}, true},
	{"/rows", "nav.rows", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/duties", "nav.duties", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/cases", "nav.cases", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/incidents", "nav.incidents", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/policies", "nav.policies", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/checks", "nav.checks", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/briefings", "nav.briefings", []access.Permission{access.SeeAll, access.SeeOwn}, false},
	{"/plan", "nav.plan", []access.Permission{access.SeeAll, access.SeeOwn}, true},
	{"/audit", "nav.audit", []access.Permission{access.ReadAudit}, false},
	{"/admin/accounts", "nav.accounts", []access.Permission{access.ManageAccounts}, false},
	{"/help", "nav.help", nil, false},
}

func navFor(acc access.Account, lang i18n.Lang, path string) []NavItem {
	if acc.MustChange {
		return nil
	}
	var items []NavItem
	for _, m := range menu {
		if len(m.needs) > 0 && !canAny(acc, m.needs) {
			continue
		}
		item := NavItem{URL: m.path, Label: i18n.T(lang, m.label), board: m.board}
		switch m.path {
		case "/office":
			item.URL = officePath(acc.Office)
		case "/receipts":
			item.URL = receiptsPath(acc.Office)
		}
		item.Current = path == item.URL || strings.HasPrefix(path, m.path+"/")
		items = append(items, item)
	}
	return items
}

func canAny(acc access.Account, permissions []access.Permission) bool {
	for _, p := range permissions {
		if acc.Can(p) {
			return true
		}
	}
	return false
}

func officePath(code string) string { return "/office/" + url.PathEscape(code) }

// frontDoor leads each role to the page it works on.
func (s *Server) frontDoor(c *fiber.Ctx) error {
	acc, _ := accountOf(c)
	return c.Redirect(doorOf(acc), fiber.StatusSeeOther)
}

func doorOf(acc access.Account) string {
	switch {
	case acc.MustChange:
		return "/account"
	case acc.Can(access.ReadAudit):
		return "/audit"
	case acc.Can(access.EnterAll) || acc.Can(access.EnterOwn) && !acc.Can(access.Appeal):
		return "/work" // the secretariat and clerks; a head opens on the own office
	case acc.Can(access.SeeAll):
		return "/overview"
	case acc.Can(access.SeeOwn):
		return officePath(acc.Office)
	case acc.Can(access.ManageAccounts):
		return "/admin/accounts"
	}
	return "/account"
}

// ownOffice leads to the page of the office that the account belongs to.
func (s *Server) ownOffice(c *fiber.Ctx) error {
	acc, _ := accountOf(c)
	if acc.Office == "" {
		return c.Redirect("/overview", fiber.StatusSeeOther)
	}
	return c.Redirect(officePath(acc.Office), fiber.StatusSeeOther)
}
