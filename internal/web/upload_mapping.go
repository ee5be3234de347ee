package web

import (
	"context"

	"daylight/internal/intake"
)

// remembered is how the body's people read a table laid out like this one, nil
// when they never said, or said what the headers say.
func (s *Server) remembered(ctx context.Context, u *upload) *intake.Mapping {
	if s.Layouts == nil || u.digest == "" {
		return nil
	}
	text, err := s.Layouts.Layout(ctx, u.body, u.digest)
	if err != nil {
		return nil // whoever brings the file can choose again
	}
	mapping, err := intake.DecodeMapping(text)
	if err != nil || u.plain(&choice{mapping.Columns, mapping.Constants}) {
		return nil
	}
	return mapping
}

// remember keeps how the file was read, when a person had to say it or takes
// back what one said before.
func (s *Server) remember(ctx context.Context, u *upload) error {
	if s.Layouts == nil || u.digest == "" {
		return nil
	}
	old, err := s.Layouts.Layout(ctx, u.body, u.digest)
	if err != nil && !isMissing(err) {
		return err
	}
	mapping := u.mapping
	if mapping == nil && err == nil {
		mapping = u.asHeadersSay()
	}
	if mapping == nil || mapping.Encode() == old {
		return nil
	}
	return s.Layouts.RememberLayout(ctx, u.body, u.digest, mapping.Encode(), u.account)
}

// asHeadersSay puts what the headers say into a mapping, nil when it cannot.
func (u *upload) asHeadersSay() *intake.Mapping {
	columns := map[string]string{}
	for _, c := range u.columns {
		columns[c.header] = c.field
	}
	mapping, err := intake.NewMapping(columns, nil)
	if err != nil {
		return nil
	}
	return mapping
}
