package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strconv"
)

// merge is a merged range, rows and columns inclusive; rows count from 1,
// columns from 0.
type merge struct {
	top, bottom, left, right int
	value                    string // of a merge in one column, once its top row was read
	mark                     mark
}

var mergeShape = regexp.MustCompile(`[<:]mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"`)

// readMerges looks through a sheet for its merged ranges, which stand behind
// the rows they concern.
func (w *workbook) readMerges(f *zip.File) ([]*merge, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, refuse("intake.zip_damaged")
	}
	defer rc.Close()
	br := bufio.NewReaderSize(io.LimitReader(rc, int64(f.UncompressedSize64)+1), 64<<10)
	var merges []*merge
	key := []byte(`mergeCell ref="`)
	for {
		chunk, err := br.Peek(br.Size())
		if len(chunk) == 0 {
			return merges, nil
		}
		step := len(chunk)
		if cut := bytes.LastIndexByte(chunk, '<'); cut > 0 && err == nil {
			step = cut // an element may go on in the next chunk
		}
		merges = append(merges, findMerges(chunk[:step], key)...)
		if len(merges) > w.limits.merges {
			return nil, refuse("intake.zip_merges", w.limits.merges)
		}
		if err != nil {
			return merges, nil
		}
		if _, err := br.Discard(step); err != nil {
			return merges, nil
		}
	}
}

func findMerges(chunk, key []byte) (merges []*merge) {
	if !bytes.Contains(chunk, key) {
		return nil
	}
	for _, p := range mergeShape.FindAllSubmatch(chunk, -1) {
		top, _ := strconv.Atoi(string(p[2]))
		bottom, _ := strconv.Atoi(string(p[4]))
		m := &merge{top: top, bottom: bottom, left: columnIndex(string(p[1])), right: columnIndex(string(p[3]))}
		if m.top <= m.bottom && m.left <= m.right {
			merges = append(merges, m)
		}
	}
	return merges
}

// columnIndex turns letters into an index: A is 0, AA is 26.
func columnIndex(letters string) int {
	n := 0
	for i := 0; i < len(letters) && letters[i] >= 'A' && letters[i] <= 'Z'; i++ {
		n = n*26 + int(letters[i]-'A') + 1
	}
	return n - 1
}
