package assessment

import (
	"cmp"
	"slices"
)

// Shares gives the weight of the blocks that do not apply to the others in
// proportion to theirs (按比例分摊): in hundredths, by largest remainder, equal
// remainders in the order of the blocks. They sum to Full, unless none applies.
func Shares(blocks []Block, applies []bool) []Points {
	var whole Points
	for i, b := range blocks {
		if applies[i] {
			whole += b.Weight
		}
	}
	shares := make([]Points, len(blocks))
	if whole <= 0 {
		return shares
	}
	left := Full
	remainder := make([]Points, len(blocks))
	var order []int
	for i, b := range blocks {
		if !applies[i] {
			continue
		}
		shares[i], remainder[i] = b.Weight*Full/whole, b.Weight*Full%whole
		left -= shares[i]
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder[b], remainder[a]) })
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}

// growing returns a block whose share grows by a hundredth when another block
// begins to apply, which largest remainders do with some weights. Then one more
// instance on time could lower a score.
func growing(blocks []Block) (grows, joins int, found bool) {
	applies := make([]bool, len(blocks))
	set := func(mask int) []Points {
		for i := range blocks {
			applies[i] = mask>>i&1 == 1
		}
		return Shares(blocks, applies)
	}
	for mask := 1; mask < 1<<len(blocks); mask++ {
		before := set(mask)
		for join := range blocks {
			if mask>>join&1 == 1 {
				continue
			}
			for i, share := range set(mask | 1<<join) {
				if i != join && share > before[i] {
					return i, join, true
				}
			}
		}
	}
	return 0, 0, false
}
