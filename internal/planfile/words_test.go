package planfile

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func TestTermsReadTheWayPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]disclosure.Term{
		"20 个工作日":          {N: 20, Unit: disclosure.Workdays},
		"20个工作日内":          {N: 20, Unit: disclosure.Workdays},
		"二十个工作日":           {N: 20, Unit: disclosure.Workdays},
		"十五个工作日以内":         {N: 15, Unit: disclosure.Workdays},
		"３工作日":             {N: 3, Unit: disclosure.Workdays},
		"20 workdays":      {N: 20, Unit: disclosure.Workdays},
		"1 working day":    {N: 1, Unit: disclosure.Workdays},
		"20 天":             {N: 20, Unit: disclosure.CalendarDays},
		"三十天":              {N: 30, Unit: disclosure.CalendarDays},
		"20 calendar days": {N: 20, Unit: disclosure.CalendarDays},
		"24 小时":            {N: 24, Unit: disclosure.Hours},
		"两小时":              {N: 2, Unit: disclosure.Hours},
	} {
		n, unit, ok := parseTerm(text)
		if !ok || n != want.N || unit != want.Unit {
			t.Errorf("%q reads %d %d %v", text, n, unit, ok)
		}
	}
	for _, text := range []string{"", "20", "个工作日", "-3 天", "3.5 天", "十十天", "3 个月", "20 日", "99999 天", "〇天"} {
		if n, unit, ok := parseTerm(text); ok {
			t.Errorf("%q reads %d %d", text, n, unit)
		}
	}
}

func TestTermsAreSaidInBothLanguages(t *testing.T) {
	for want, term := range map[string]disclosure.Term{
		"20 个工作日":     {N: 20, Unit: disclosure.Workdays},
		"20 天，遇休息日顺延": {N: 20, Unit: disclosure.CalendarDays, RollForward: true},
		"次月 8 日":      {Unit: disclosure.OnDate, Day: 8},
		"1 月 31 日":    {Unit: disclosure.OnDate, Month: 1, Day: 31},
		"5 小时":        {N: 5, Unit: disclosure.Hours},
		"":            {},
	} {
		if got := TermText(i18n.Chinese, term); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, d := range anshun(t).Duties {
		for _, lang := range i18n.Langs {
			for _, text := range []string{TriggerText(lang, d), BasisText(lang, d.Term), LengthText(lang, d)} {
				if !i18n.Has(lang, "plan.refused") || text == "" || regexp.MustCompile(`⟦|%!`).MatchString(text) {
					t.Errorf("duty %s, %s: %q", d.Code, lang, text)
				}
			}
		}
	}
}

func TestEveryProblemHasWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`"(plan\.[a-z0-9_.]+[a-z0-9])"`)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(data), -1) {
			if !i18n.Has(i18n.Chinese, m[1]) {
				t.Errorf("%s: %s has no words", name, m[1])
			}
		}
	}
	for _, near := range []string{"plan.unknown_office_near", "plan.unknown_channel_near", "plan.unknown_duty_near"} {
		if !i18n.Has(i18n.Chinese, near) {
			t.Errorf("%s has no words", near)
		}
	}
}
