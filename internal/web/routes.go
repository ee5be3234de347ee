package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/briefing"
)

// routes is the whole table of what can be asked. Static files and the health
// probes stand in middleware, before the sessions.
func (s *Server) routes() {
	app := s.app
	app.Post("/csp-report", s.cspReport) // browsers send it without a form token
	api := app.Group("/api/v1")
	api.Get("/openapi.json", s.openAPI)
	api.Post("/events", s.bearer(access.ScopeEventsWrite), s.postEvents)
	api.Get("/instances", s.bearer(access.ScopeRead), s.getInstances)
	api.Get("/tallies", s.bearer(access.ScopeRead), s.getTallies)
	for _, path := range []string{"/openapi.json", "/events", "/instances", "/tallies"} {
		api.All(path, notAllowed)
	}
	app.Use("/api", notFound)

	app.Use(s.openSession, s.checkForm)
	app.Get("/signin", s.signInPage)
	app.Post("/signin", s.signIn)

	app.Use(s.needAccount)
	app.Post("/signout", s.signOut)
	app.Get("/account", s.accountPage)
	app.Post("/account/password", s.changePassword)

	app.Use(s.needOwnPassword)
	app.Post("/account/tokens", s.issueToken)
	app.Post("/account/tokens/:id/revoke", s.revokeToken)
	app.Get("/", s.frontDoor)

	// The boards.
	seeAll, see := s.may(access.SeeAll), s.may(access.SeeAll, access.SeeOwn)
	app.Get("/overview", seeAll, s.overview)
	app.Get("/office", see, s.ownOffice)
	app.Get("/office/:office", see, s.office)
	app.Get("/rows", see, s.rows)
	app.Get("/rows.csv", see, s.rowsCSV)
	app.Get("/duties", see, s.duties)
	app.Get("/duty/:duty", see, s.duty)
	app.Get("/instance/:duty/*", see, s.instance)
	app.Get("/plan", see, s.plan)
	app.Get("/help", s.help)

	// Cases, incidents, policies, checks; how two plans differ; more help.
	app.Get("/cases", see, s.cases)
	app.Get("/cases.csv", see, s.casesCSV)
	app.Get("/incidents", see, s.incidents)
	app.Get("/policies", see, s.policies)
	app.Get("/checks", see, s.checks)
	app.Get("/supervision", seeAll, s.supervision)
	app.Get("/plan/compare", see, s.comparePlans)
	app.Get("/help/kinds", s.helpKinds)
	app.Get("/help/rules", s.helpRules)

	// All bodies.
	app.Get(bodiesPath, seeAll, s.bodiesBoard)
	app.Get(bodiesPath+".csv", seeAll, s.bodiesCSV)

	// Scores: rankings, receipts, the annual table, trials of other rules.
	app.Get("/scores", seeAll, s.scores)
	app.Get("/receipts", see, s.ownReceipts)
	app.Get("/receipts.csv", see, s.receiptsCSV)
	app.Get("/receipts/:office", see, s.receipts)
	app.Get("/annual", seeAll, s.annual)
	app.Get("/annual.xlsx", seeAll, s.annualXLSX)
	tries := s.may(access.TryScheme)
	app.Get("/whatif", tries, s.whatIf)
	app.Get("/whatif.xlsx", tries, s.whatIfXLSX)
	app.Get("/whatif.csv", tries, s.whatIfCSV)

	// What people record beside the ledger.
	app.Get("/appeals", see, s.appeals)
	app.Get("/appeals/new", s.may(access.Appeal), s.appealForm)
	app.Post("/appeals", s.may(access.Appeal), s.fileAppeal)
	app.Post("/appeals/:id/drop", s.may(access.Appeal), s.dropAppeal)
	app.Post("/appeals/:id", s.may(access.Rule), s.decideAppeal)
	app.Get("/extras", see, s.extras)
	app.Post("/extras", s.may(access.EnterAll), s.askExtra)
	app.Post("/extras/:id", s.may(access.ApproveExtra), s.decideExtra)
	app.Post("/extras/:id/revoke", s.may(access.EnterAll, access.ApproveExtra), s.revokeExtra)

	// The yearly report on government information.
	app.Get("/report", seeAll, s.report)
	app.Get("/report.xlsx", seeAll, s.reportXLSX)
	app.Get("/report.docx", seeAll, s.reportDOCX)
	app.Post("/report/matter", s.may(access.WriteBriefing), s.postMatter)

	// Entry: the work list, forms, files and rulings.
	enters := s.may(access.EnterAll, access.EnterOwn)
	app.Get("/work", enters, s.work)
	app.Get("/enter", enters, s.enter)
	app.Get("/enter/sign", enters, s.signPage)
	app.Post("/enter/sign", enters, s.postSign)
	app.Get("/enter/template.xlsx", enters, s.template)
	app.Get(uploadPath, enters, s.uploadPage)
	app.Post(uploadPath, enters, s.postUpload)
	app.Get(uploadPath+"/:token", enters, s.uploadStep)
	app.Post(uploadPath+"/:token", enters, s.postUploadStep)
	app.Get(uploadPath+"/:token/returned", enters, s.returned)
	app.Get("/enter/:kind", enters, s.entryPage)
	app.Post("/enter/:kind", enters, s.postEntry)
	app.Get("/rulings", s.may(access.Rule), s.rulings)
	app.Post("/rulings", s.may(access.Rule), s.postRuling)
	app.Get("/file/:sha256", see, s.file)

	// Briefings: the register, a draft's way to its issue, what was issued.
	writes, approves := s.may(access.WriteBriefing), s.may(access.ApproveBriefing)
	app.Get("/briefings", see, s.briefings)
	app.Get("/briefings/new", writes, s.newBriefing)
	app.Post("/briefings", writes, s.prepareBriefing)
	app.Get("/briefings/:id", see, s.briefing)
	app.Post("/briefings/:id/words", writes, s.editBriefing)
	app.Post("/briefings/:id/submit", writes, s.moveBriefing(briefing.Submitted, "submit"))
	app.Post("/briefings/:id/drop", writes, s.moveBriefing(briefing.Dropped, "drop"))
	app.Post("/briefings/:id/approve", approves, s.moveBriefing(briefing.Approved, "approve"))
	app.Post("/briefings/:id/return", approves, s.moveBriefing(briefing.Draft, "return"))
	app.Post("/briefings/:id/issue", writes, s.issueBriefing)
	app.Get("/briefings/:id/sheets/:sheet", see, s.briefingSheet)
	app.Get("/briefings/:id/compare", see, s.compareBriefings)
	app.Get("/briefings/:id/all.zip", see, s.briefingZip)
	app.Get("/briefings/:id/chart/:chart/:n", see, s.briefingChart)
	app.Get("/briefings/:id/files/*", see, s.briefingFile)

	app.Get("/audit", s.may(access.ReadAudit), s.auditPage)
	app.Get("/audit.csv", s.may(access.ReadAudit), s.auditCSV)
	manage := s.may(access.ManageAccounts)
	app.Get("/admin/accounts", manage, s.accountsPage)
	app.Post("/admin/accounts", manage, s.addAccount)
	app.Get("/admin/accounts/:name", manage, s.accountCard)
	app.Post("/admin/accounts/:name", manage, s.assignAccount)
	app.Post("/admin/accounts/:name/disable", manage, s.disableAccount)
	app.Post("/admin/accounts/:name/enable", manage, s.enableAccount)
	app.Post("/admin/accounts/:name/reset", manage, s.resetAccount)
}

func notAllowed(*fiber.Ctx) error { return fiber.ErrMethodNotAllowed }

func notFound(*fiber.Ctx) error { return fiber.ErrNotFound }
