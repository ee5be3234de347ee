package document

import "strings"

// How many characters a line of a title holds, in hundredths: a little less than
// the line has, for fonts that stand in are wider.
const (
	titleLine      = 1950
	sheetTitleLine = 2350
)

// afterWords are where a title may be broken: its lines must read as wholes.
var afterWords = []string{"季度", "半年", "年度", "月", "公开", "工作", "专项检查", "考核", "关于", "目标"}

// inLines breaks a title that is too long for one line where it reads well, as
// near to the middle as can be: never a single character on a line of its own.
func inLines(title string, limit int) string {
	width := textWidth(title)
	if width <= limit {
		return title
	}
	best, distance := -1, width
	for at := range title {
		before := title[:at]
		if at == 0 || !breakable(before, title[at:]) {
			continue
		}
		if off := abs(2*textWidth(before) - width); off < distance {
			best, distance = at, off
		}
	}
	if best < 0 || distance > width/2 {
		runes := []rune(title)
		best = len(string(runes[:(len(runes)+1)/2]))
	}
	return inLines(title[:best], limit) + "\n" + inLines(title[best:], limit)
}

func breakable(before, after string) bool {
	if strings.HasPrefix(after, "（") {
		return true
	}
	for _, w := range afterWords {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }
