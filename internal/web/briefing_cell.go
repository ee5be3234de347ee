package web

import (
	"fmt"

	"daylight/internal/briefing"
)

func cellText(c briefing.Column, v briefing.Cell) string { return fmt.Sprint(v.Text, v.Number) }
