package chart

import (
	"bytes"
	"flag"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/go-analyze/charts"

	"daylight/internal/briefing"
)

var out = flag.String("out", "", "write the pictures into this folder, to look at them")

func scores(n int) *briefing.Chart {
	c := &briefing.Chart{Code: "rank.bureau.score", Title: "得分", Is: briefing.Points}
	for i := range n {
		c.Labels = append(c.Labels, fmt.Sprintf("第%d科", i+1))
		c.Values = append(c.Values, int64(10000-i*130))
	}
	return c
}

func cases() map[string]*briefing.Chart {
	long := scores(3)
	long.Labels[1] = "安顺市社会事务和慈善事业促进服务中心办公室"
	short := scores(12)
	short.Values[11] = 0
	rates := scores(5)
	rates.Is = briefing.Percent
	two := scores(4)
	two.Grouped = []briefing.Series{{Name: "本期", Values: two.Values}, {Name: "上期", Values: []int64{9000, 8000}}}
	two.Values = nil
	changes := scores(4)
	changes.Is, changes.Values = briefing.Change, []int64{300, -120, 0, 50}
	return map[string]*briefing.Chart{"名称很长": long, "零分": short, "按时率": rates, "两期比较": two, "有升有降": changes, "一科": scores(1), "四十三科": scores(43), "一百科": scores(100)}
}

func TestAChartIsDrawn(t *testing.T) {
	for name, c := range cases() {
		t.Run(name, func(t *testing.T) {
			list, err := Draw(c)
			if err != nil {
				t.Fatal(err)
			}
			for n, p := range list {
				look(t, fmt.Sprintf("%s-%d.png", name, n), p)
			}
			again, err := Draw(c)
			if err != nil {
				t.Fatal(err)
			}
			for n := range list {
				if !bytes.Equal(list[n].PNG, again[n].PNG) {
					t.Error("two drawings of the same chart differ")
				}
			}
		})
	}
}

// look checks what can be checked of a picture without eyes: it fits on a page,
// and it holds both bars and words.
func look(t *testing.T, name string, p Picture) {
	t.Helper()
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, name), p.PNG, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if p.HeightMM > 215 || p.WidthMM > 156 {
		t.Errorf("%.0f × %.0f mm do not fit on a page", p.WidthMM, p.HeightMM)
	}
	bars, words := 0, 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			switch {
			case c.R == 0x2F && c.G == 0x5D && c.B == 0x8A:
				bars++
			case c.R < 40 && c.G < 40 && c.B < 40:
				words++
			}
		}
	}
	if bars == 0 || words < 200 {
		t.Errorf("%s: %d pixels of bars, %d of words", name, bars, words)
	}
}

// The same drawing as SVG holds its words as text, from the top down.
func TestEachBarHasItsNameAndItsValue(t *testing.T) {
	c := &briefing.Chart{Code: "rank", Labels: []string{"办公室", "规划财务科", "社会救助局"}, Values: []int64{9870, 9005, 0}, Is: briefing.Points}
	if err := installed(); err != nil {
		t.Fatal(err)
	}
	data, err := draw(c, Sizes(c)[0], charts.ChartOutputSVG)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for _, m := range regexp.MustCompile(`<text x="\d+" y="(\d+)"[^>]*>([^<]+)</text>`).FindAllStringSubmatch(string(data), -1) {
		at[m[2]], _ = strconv.Atoi(m[1])
	}
	for name, value := range map[string]string{"办公室": "98.70", "规划财务科": "90.05", "社会救助局": "0.00"} {
		if at[name] == 0 || at[value] == 0 || max(at[name]-at[value], at[value]-at[name]) > 12 {
			t.Errorf("%s is at %d, its value %s at %d: %v", name, at[name], value, at[value], at)
		}
	}
	if at["办公室"] > at["社会救助局"] {
		t.Error("the first row is not on top")
	}
}

func TestEveryRowIsInExactlyOnePicture(t *testing.T) {
	list, err := Draw(scores(100))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 3 {
		t.Errorf("100 rows are in %d pictures, want 3", len(list))
	}
	if none, err := Draw(&briefing.Chart{}); err != nil || len(none) != 0 {
		t.Errorf("a chart without rows gives %d pictures, %v", len(none), err)
	}
}
