package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/i18n"
)

// NavSection is a section of the menu with what the account may see of it. It
// leads to its first item.
type NavSection struct {
	Label   string
	Current bool
	Items   []NavItem
}

// URL is where the section leads.
func (s NavSection) URL() string { return s.Items[0].URL }

// NavItem is one entry of the menu.
type NavItem struct {
	URL, Label string
	Current    bool
	board      bool // its address carries the question on
}

// entry is a line of the menu.
type entry struct {
	path, label string
	board       bool
	needs       []access.Permission // any of these; none: everybody
}

func to(path, label string, needs ...access.Permission) entry {
	return entry{path, label, false, needs}
}

// asking is an entry whose address carries the question on.
func asking(path, label string, needs ...access.Permission) entry {
	return entry{path, label, true, needs}
}

// menu is the whole menu in order; a page shows the items of its own section.
var menu = []struct {
	label string
	pages []string // further pages that belong to it
	items []entry
}{
	{"nav.work", nil, []entry{
		to("/work", "nav.work", access.EnterAll, access.EnterOwn),
		to("/enter", "nav.enter", access.EnterAll, access.EnterOwn),
		to("/rulings", "nav.rulings", access.Rule),
	}},
	{"nav.boards", []string{"/duty", "/instance", "/supervision"}, []entry{
		asking(bodiesPath, "nav.bodies", access.SeeAll),
		asking("/overview", "nav.overview", access.SeeAll),
		asking("/office", "nav.office", access.SeeOwn),
		asking("/rows", "nav.rows", access.SeeAll, access.SeeOwn),
		asking("/duties", "nav.duties", access.SeeAll, access.SeeOwn),
		asking("/cases", "nav.cases", access.SeeAll, access.SeeOwn),
		asking("/incidents", "nav.incidents", access.SeeAll, access.SeeOwn),
		asking("/policies", "nav.policies", access.SeeAll, access.SeeOwn),
		asking("/checks", "nav.checks", access.SeeAll, access.SeeOwn),
	}},
	{"nav.assessment", nil, []entry{
		asking("/scores", "nav.scores", access.SeeAll),
		asking("/receipts", "nav.receipts", access.SeeOwn),
		asking("/annual", "nav.annual", access.SeeAll),
		asking("/whatif", "nav.whatif", access.TryScheme),
		to("/appeals", "nav.appeals", access.SeeAll, access.SeeOwn),
		to("/extras", "nav.extras", access.SeeAll, access.SeeOwn),
	}},
	{"nav.papers", nil, []entry{
		to("/briefings", "nav.briefings", access.SeeAll, access.SeeOwn),
		asking("/report", "nav.report", access.SeeAll),
	}},
	{"nav.plan", nil, []entry{
		asking("/plan", "nav.plan", access.SeeAll, access.SeeOwn),
	}},
	{"nav.manage", nil, []entry{
		to("/audit", "nav.audit", access.ReadAudit),
		to("/admin/accounts", "nav.accounts", access.ManageAccounts),
	}},
	{"nav.help", nil, []entry{to("/help", "nav.help")}},
}

// navFor lists what the account may see, section by section.
func navFor(acc access.Account, lang i18n.Lang, path string) []NavSection {
	if acc.MustChange {
		return nil
	}
	var sections []NavSection
	for _, m := range menu {
		section := NavSection{Label: i18n.T(lang, m.label)}
		section.Current = slices.ContainsFunc(m.pages, func(page string) bool { return within(path, page) })
		for _, e := range m.items {
			if len(e.needs) > 0 && !canAny(acc, e.needs) {
				continue
			}
			item := NavItem{URL: e.path, Label: i18n.T(lang, e.label), board: e.board}
			switch e.path {
			case "/office":
				item.URL = officePath(acc.Office)
			case "/receipts":
				item.URL = receiptsPath(acc.Office)
			}
			item.Current = within(path, item.URL) || within(path, e.path)
			section.Current = section.Current || item.Current
			section.Items = append(section.Items, item)
		}
		if len(section.Items) > 0 {
			sections = append(sections, section)
		}
	}
	return sections
}

func within(path, page string) bool { return path == page || strings.HasPrefix(path, page+"/") }

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
