package briefing

import (
	"fmt"
	"strconv"

	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// none is what an empty cell prints.
const none = "—"

// Print writes a cell as every rendering shows it: 92.1%, 94.60, 2026-11-03,
// 迟3个工作日, +3.0.
func (c Column) Print(v Cell) string {
	if v.Empty {
		return none
	}
	switch c.Is {
	case Delay:
		return "迟" + c.Say(v)
	case Change, Delta:
		return sign(v.Number) + c.Say(v)
	case Day:
		if v.On != 0 {
			return v.On.String()
		}
	}
	return c.Say(v)
}

// Say writes a cell as a sentence says it: changes without their sign, which the
// word before tells (提高, 减少), delays without 迟, days as 2026年11月3日.
func (c Column) Say(v Cell) string {
	if v.Empty {
		return none
	}
	switch c.Is {
	case Count:
		return strconv.FormatInt(v.Number, 10)
	case Percent:
		return percent(v.Number)
	case Points:
		return points(v.Number)
	case Delay:
		return strconv.FormatInt(v.Number, 10) + v.Text
	case Change:
		return tenths((magnitude(v.Number) + 5) / 10)
	case Delta:
		return strconv.FormatInt(magnitude(v.Number), 10)
	case Day:
		if v.On != 0 {
			return dayName(v.On)
		}
	}
	return v.Text
}

// percent writes hundredths of a percent with one decimal. What is short of full
// never reads 100.0%, and what is above nothing never reads 0.0%.
func percent(n int64) string { return tenths(percentTenths(n)) + "%" }

func percentTenths(n int64) int64 {
	t := (n + 5) / 10
	switch {
	case t >= 1000 && n < 10000:
		return 999
	case t == 0 && n > 0:
		return 1
	}
	return t
}

func tenths(n int64) string { return fmt.Sprintf("%d.%d", n/10, n%10) }

func points(n int64) string {
	minus := ""
	if n < 0 {
		minus = "-"
	}
	m := magnitude(n)
	return fmt.Sprintf("%s%d.%02d", minus, m/100, m%100)
}

func magnitude(n int64) int64 { return max(n, -n) }

func sign(n int64) string {
	switch {
	case n > 0:
		return "+"
	case n < 0:
		return "-"
	}
	return ""
}

// dayName writes a day as official papers do: 2026年11月3日.
func dayName(d workday.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// shared are words of the catalogue that the document has in common with the screens.
func shared(key string) string { return i18n.T(i18n.Chinese, key) }
