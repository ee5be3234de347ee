// Package web is the boards and the API over HTTP. Fiber lives here and only
// here.
package web

import (
	"context"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/annualreport"
	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
)

// Config is what a Server needs. Everything but Reader, Ledger and Access has
// a default.
type Config struct {
	Reader disclosure.Reader
	Ledger disclosure.Ledger
	// Evidence keeps photos and papers, Layouts how tables are laid out; nil: the
	// pages that need them say so.
	Evidence disclosure.Evidence
	Layouts  disclosure.Layouts
	// Schemes tells which assessment scheme is in force; nil: the proposal that
	// comes with the program.
	Schemes assessment.SchemeReader
	// Extras keeps faults and bonuses, Appeals what offices object to; nil: there
	// are no such pages, and points rest on the ledger alone.
	Extras  assessment.Extras
	Appeals assessment.Appeals
	// Matters is the register that the yearly report is counted from; nil: there
	// is no such page.
	Matters annualreport.Matters
	// Nation tells how all bodies stand; nil: there is no such page.
	Nation assessment.Nation
	// Briefings keeps the briefings and Press makes them; nil: there are none.
	// BriefingNotes tells what the schedule could not prepare.
	Briefings     briefing.Register
	Press         briefing.Press
	BriefingNotes BriefingNotes
	Access        *access.Service
	// Ready tells whether the store answers; nil asks Reader for the moment.
	Ready func(ctx context.Context) error
	Log   *slog.Logger
	Now   func() time.Time
	// Version is shown at the foot of every page.
	Version string
	// Secure says that people reach the server by https, through a proxy or not.
	Secure bool
	// TrustedProxies are the addresses whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// RequestsPerMinute bounds one address; 0 means 6000, below 0 no bound.
	RequestsPerMinute int
	// Scratch is the folder for files between the steps of an upload; "": the
	// system's.
	Scratch string
	// Views and Static replace the embedded files, in tests.
	Views, Static fs.FS
}

// Server answers people and programs.
type Server struct {
	Config
	app    *fiber.App
	static *static
	flood  *flood
	bodies moment[[]disclosure.Body]
	csp    cspReports
	bulk   chan struct{} // large bodies under way
	shelf  *shelf        // files between the steps of an upload
	drafts drafts        // briefings last drawn
	jobs   jobs          // briefings being issued
}

// Bounds on what a request may cost.
const (
	maxPageBody   = 256 << 10
	maxEventsBody = 32 << 20
	maxHeader     = 16 << 10
	answerWithin  = 20 * time.Second
	eventsWithin  = 2 * time.Minute
)

// New builds a Server; Serve starts it.
func New(cfg Config) (*Server, error) {
	s := &Server{Config: withDefaults(cfg), bulk: make(chan struct{}, 2)}
	s.shelf = newShelf(s.Scratch, s.Now)
	s.flood = newFlood(s.RequestsPerMinute)
	var err error
	if s.static, err = newStatic(s.Static); err != nil {
		return nil, err
	}
	pages, err := newViews(s.Views, s.static.address)
	if err != nil {
		return nil, err
	}
	s.app = fiber.New(fiber.Config{
		AppName:                      "Daylight",
		DisableStartupMessage:        true,
		Immutable:                    true,
		CaseSensitive:                true,
		Views:                        pages,
		ErrorHandler:                 s.fail,
		BodyLimit:                    maxPageBody,
		StreamRequestBody:            true,
		DisablePreParseMultipartForm: true,
		EnableTrustedProxyCheck:      true, // and none listed: clientIP and https decide themselves
		ReadBufferSize:               maxHeader,
		ReadTimeout:                  60 * time.Second,
		WriteTimeout:                 60 * time.Second,
		IdleTimeout:                  75 * time.Second,
		Concurrency:                  2048,
	})
	s.middleware()
	s.routes()
	s.guard()
	return s, nil
}

func withDefaults(cfg Config) Config {
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Views == nil {
		cfg.Views = dashboards.Views
	}
	if cfg.Static == nil {
		cfg.Static = dashboards.Static
	}
	if cfg.RequestsPerMinute == 0 {
		cfg.RequestsPerMinute = 6000
	}
	if cfg.Ready == nil {
		cfg.Ready = func(ctx context.Context) error {
			_, err := cfg.Reader.Moment(ctx)
			return err
		}
	}
	return cfg
}

// middleware is the way of every request, in this order. Files need neither a
// session nor a cookie, so they come before both.
func (s *Server) middleware() {
	s.app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: s.logPanic}))
	s.app.Use(ownRequestID)
	s.app.Use(requestid.New(requestid.Config{Generator: newRequestID}))
	s.app.Use(s.setHeaders)
	s.app.Get("/healthz", s.healthz)
	s.app.Get("/readyz", s.readyz)
	s.app.Get("/static/*", s.static.serve)
	s.app.Use(s.limit)
	s.app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed}))
	s.app.Use(readBody)
	s.app.Use(deadline)
	s.app.Use(s.chooseLanguage)
}

// Serve answers on the listener until Shutdown.
func (s *Server) Serve(l net.Listener) error { return s.app.Listener(l) }

// Shutdown stops taking requests and waits for those under way.
func (s *Server) Shutdown(ctx context.Context) error { return s.app.ShutdownWithContext(ctx) }
