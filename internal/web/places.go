package web

import (
	"context"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// places names bodies and offices for pages about accounts. What it does not
// know it calls by its code.
type places struct {
	bodies  map[string]string
	offices map[string]map[string]string
}

// newPlaces learns the names of the bodies, and of the offices that the plans
// in force of the wanted bodies know.
func (s *Server) newPlaces(ctx context.Context, lang i18n.Lang, wanted ...string) (*places, error) {
	p := &places{bodies: map[string]string{}, offices: map[string]map[string]string{}}
	now, err := s.Reader.Moment(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.everyBody(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		p.bodies[b.Code] = pickName(lang, b.Name, b.NameEN)
	}
	for _, body := range wanted {
		if _, known := p.offices[body]; known || p.bodies[body] == "" {
			continue
		}
		p.offices[body] = map[string]string{}
		plan, err := s.Reader.PlanInForce(ctx, body, workday.DateOf(now), now)
		if isMissing(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, o := range plan.Offices {
			p.offices[body][o.Code] = pickName(lang, o.Name, o.NameEN)
		}
	}
	return p, nil
}

// Body returns the name of a body.
func (p *places) Body(code string) string { return named(p.bodies, code) }

// Office returns the name of an office of a body.
func (p *places) Office(body, code string) string { return named(p.offices[body], code) }

func named(names map[string]string, code string) string {
	if name, ok := names[code]; ok {
		return name
	}
	return code
}

// everyBody returns all bodies, remembered for a moment.
func (s *Server) everyBody(ctx context.Context) ([]disclosure.Body, error) {
	return s.bodies.get(s.Now(), func() ([]disclosure.Body, error) { return s.Reader.Bodies(ctx) })
}
