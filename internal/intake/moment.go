package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// moment is a date as found, with its time of day where the source has one.
type moment struct {
	at        time.Time
	precision disclosure.Precision
}

func (m moment) date() workday.Date { return workday.DateOf(m.at) }

// unknownWords state that a date is not known, as opposed to forgotten.
var unknownWords = map[string]bool{"不详": true, "不明": true, "未知": true, "unknown": true, "未确认": true, "待确认": true, "unconfirmed": true}

// earliest is the day before which no office of the republic published.
var earliest = workday.NewDate(1949, 10, 1)

var timeShape = regexp.MustCompile(`(?i)^(.+?)[ T]*(上午|凌晨|早上|中午|下午|晚上|AM|PM)? ?(\d{1,2})(?::|时|点)(?:(\d{1,2})分?)?(?::?(\d{1,2})(?:\.\d+)?秒?)? ?(AM|PM)?$`)

// parseMoment reads a date, with or without a time of day, in Beijing time.
// A date without a year is one of the given year. The code says why it is none.
func parseMoment(text string, layouts []string, year int) (moment, string) {
	if m, ok := plainMoment(text); ok {
		return m, ""
	}
	text = strings.TrimSpace(narrowed(text))
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, workday.Beijing); err == nil {
			if strings.Contains(layout, "15") {
				return moment{t, disclosure.ToMinute}, ""
			}
			return moment{t, disclosure.ToDay}, ""
		}
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return moment{t.In(workday.Beijing), disclosure.ToMinute}, ""
	}
	if d, err := workday.ParseLooseIn(text, year); err == nil {
		return moment{d.Start(), disclosure.ToDay}, ""
	}
	if p := timeShape.FindStringSubmatch(text); p != nil {
		if d, err := workday.ParseLooseIn(p[1], year); err == nil {
			if clock, ok := clockOf(p[2]+p[6], p[3], p[4], p[5]); ok {
				return moment{d.Start().Add(clock), disclosure.ToMinute}, ""
			}
			return moment{}, "intake.bad_time"
		}
	}
	if _, err := workday.ParseLooseIn(text, 2000); err == nil && year == 0 {
		return moment{}, "intake.no_year"
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && isSerial(n) {
		return moment{}, "intake.serial_in_text"
	}
	return moment{}, "intake.bad_date"
}

// plainMoment reads 2026-03-01, 2026-03-01 10:20 and 2026-03-01 10:20:30,
// which is what most files hold.
func plainMoment(s string) (moment, bool) {
	n := len(s)
	if n != 10 && n != 16 && n != 19 {
		return moment{}, false
	}
	const shape = "0000-00-00 00:00:00"
	for i := 0; i < n; i++ {
		digit := s[i] >= '0' && s[i] <= '9'
		if digit != (shape[i] == '0') || !digit && s[i] != shape[i] {
			return moment{}, false
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	d := workday.NewDate(year, time.Month(month), day)
	if year < 1900 || year > 2199 || d.IsZero() || int(d.Month()) != month || d.Day() != day {
		return moment{}, false
	}
	if n == 10 {
		return moment{d.Start(), disclosure.ToDay}, true
	}
	hour, minute, second := two(11), two(14), 0
	if n == 19 {
		second = two(17)
	}
	if hour > 23 || minute > 59 || second > 59 {
		return moment{}, false
	}
	clock := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	return moment{d.Start().Add(clock), disclosure.ToMinute}, true
}

func clockOf(half, hour, minute, second string) (time.Duration, bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	h, m, s := number(hour), number(minute), number(second)
	switch strings.ToUpper(half) {
	case "下午", "晚上", "中午", "PM":
		if h < 12 && (half != "中午" || h < 3) {
			h += 12
		}
	case "上午", "凌晨", "早上", "AM":
		if h == 12 {
			h = 0
		}
	}
	ok := h < 24 && m < 60 && s < 60
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second, ok
}

// isSerial reports whether n can be a spreadsheet's day number of our time:
// 1950 to 2099.
func isSerial(n float64) bool { return n >= 18264 && n < 73051 }

// serialMoment turns a spreadsheet's day number into a moment.
func serialMoment(n float64, date1904 bool) moment {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, workday.Beijing)
	if date1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, workday.Beijing)
	}
	days := math.Floor(n)
	seconds := time.Duration(math.Round((n-days)*86400)) * time.Second
	m := moment{first.AddDate(0, 0, int(days)).Add(seconds), disclosure.ToMinute}
	if seconds == 0 || seconds == 24*time.Hour {
		m.precision = disclosure.ToDay
	}
	return m
}

// implausible reports by code a date that no fact of now can have.
func implausible(d, today workday.Date) string {
	switch {
	case d > today+1:
		return "intake.future_date"
	case d < earliest:
		return "intake.before_1949"
	}
	return ""
}
