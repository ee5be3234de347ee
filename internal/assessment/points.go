package assessment

import "fmt"

// Points are 分 in hundredths: 50 is 0.50.
type Points int64

// Full is the sum of the blocks' weights: 100 points.
const Full Points = 10000

// String writes the points with two decimals: -0.50.
func (p Points) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, p/100, p%100)
}

// halfUp divides a by b > 0 and rounds to the nearest, a half upwards.
func halfUp(a, b int64) int64 {
	n := 2*a + b
	q := n / (2 * b)
	if n%(2*b) < 0 {
		q--
	}
	return q
}
