package access

import (
	"context"
	"errors"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// FindOffice returns the code of an office that the body's plan in force
// names, given its code or its full name.
func FindOffice(ctx context.Context, r disclosure.Reader, body, office string) (string, error) {
	now, err := r.Moment(ctx)
	if err != nil {
		return "", err
	}
	plan, err := r.PlanInForce(ctx, body, workday.DateOf(now), now)
	if errors.Is(err, disclosure.ErrNotFound) {
		return "", invalid("access.no_plan")
	}
	if err != nil {
		return "", err
	}
	for _, o := range plan.Offices {
		if office == o.Code || office == o.Name {
			return o.Code, nil
		}
	}
	return "", invalid("access.office_unknown", office)
}
