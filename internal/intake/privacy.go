package intake

import (
	"strings"
	"time"
)

// residentID reports whether s holds the number of a resident identity card:
// 18 characters with a possible region, a real date of birth and the right
// check character. Such a number never enters the store.
func residentID(s string) bool {
	var run [18]byte
	n := 0
	for _, r := range s {
		switch r = narrow(r); {
		case r >= '0' && r <= '9':
			if n < 18 {
				run[n] = byte(r)
			}
			n++
		case (r == 'x' || r == 'X') && n == 17:
			run[17], n = 'X', 0
			if checksOut(run) {
				return true
			}
		default:
			if n == 18 && checksOut(run) {
				return true
			}
			n = 0
		}
	}
	return n == 18 && checksOut(run)
}

var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

func checksOut(id [18]byte) bool {
	if id[0] < '1' || id[0] > '9' {
		return false
	}
	born, err := time.Parse("20060102", string(id[6:14]))
	if err != nil || born.Year() < 1880 || born.Year() > 2100 {
		return false
	}
	sum := 0
	for i, w := range idWeights {
		sum += w * int(id[i]-'0')
	}
	return id[17] == "10X98765432"[sum%11]
}

// mask hides the middle of digit runs of 15 and more, so that a message never
// repeats the number it complains about.
func mask(s string) string {
	var b strings.Builder
	run := []rune{}
	flush := func() {
		for i, r := range run {
			if len(run) >= 15 && i >= 4 && i < len(run)-2 {
				r = '*'
			}
			b.WriteRune(r)
		}
		run = run[:0]
	}
	for _, r := range s {
		if d := narrow(r); d >= '0' && d <= '9' || (d == 'x' || d == 'X') && len(run) == 17 {
			run = append(run, r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}
