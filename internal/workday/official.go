package workday

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"
)

//go:embed notices/*.json
var noticeFiles embed.FS

var official = sync.OnceValue(func() []Notice {
	notices, err := loadNotices(noticeFiles)
	if err != nil {
		panic(err) // the files ship in the binary and are tested
	}
	return notices
})

var officialCalendar = sync.OnceValue(func() *Calendar {
	c, err := NewCalendar(official()...)
	if err != nil {
		panic(err)
	}
	return c
})

// OfficialNotices returns the notices shipped with the program (内置放假通知), by
// year and then by announcement. 2019 and 2020 have two each.
func OfficialNotices() []Notice {
	notices := slices.Clone(official())
	for i := range notices {
		notices[i] = notices[i].Clone()
	}
	return notices
}

// Official returns the calendar of all shipped notices.
func Official() *Calendar { return officialCalendar() }

// OfficialAt returns the calendar of the shipped notices as known at t (截至).
func OfficialAt(t time.Time) *Calendar {
	c, err := NewCalendar(KnownBy(official(), t)...)
	if err != nil {
		panic(err) // each shipped notice is valid, whatever else is known
	}
	return c
}

func loadNotices(files fs.FS) ([]Notice, error) {
	names, err := fs.Glob(files, "notices/*.json")
	if err != nil {
		return nil, err
	}
	var notices []Notice
	for _, name := range names {
		of, err := loadYear(files, name)
		if err != nil {
			return nil, fmt.Errorf("load %s: %w", name, err)
		}
		notices = append(notices, of...)
	}
	return notices, nil
}

func loadYear(files fs.FS, name string) ([]Notice, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var year yearFile
	if err := decodeStrict(f, &year); err != nil {
		return nil, err
	}
	var notices []Notice
	for i, nf := range year.Notices {
		n, err := nf.notice()
		if err != nil {
			return nil, fmt.Errorf("notice %d: %w", i+1, err)
		}
		if n.Year != year.Year {
			return nil, fmt.Errorf("notice %d is for %d in the file of %d", i+1, n.Year, year.Year)
		}
		notices = append(notices, n)
	}
	slices.SortStableFunc(notices, func(a, b Notice) int { return int(a.AnnouncedOn - b.AnnouncedOn) })
	return notices, nil
}
