package planfile

import (
	"slices"
	"testing"

	"daylight/internal/disclosure"
)

func TestDirectoryFindsNamesAsRecordsWriteThem(t *testing.T) {
	dir := NewDirectory(anshun(t))
	for written, want := range map[string]string{
		"办公室":            "general",
		"局办公室":           "general",
		" 市民政局 办公室 ":     "general",
		"安顺市民政局办公室":      "general",
		"GENERAL":        "general",
		"ｇｅｎｅｒａｌ":        "general",
		"领导小组办公室":        "general",
		"市社会（儿童）福利院":     "welfare-home",
		"市社会(儿童)福利院":     "welfare-home",
		"市社会〔儿童〕福利院":     "welfare-home",
		"安顺市慈善总会办公室":     "charity",
		"乡镇（办）":          "town",
		"General Office": "general",
		"":               "",
		"教育科":            "",
	} {
		if got, ok := dir.Office(written); got != want || ok != (want != "") {
			t.Errorf("Office(%q) = %q, %v, want %q", written, got, ok, want)
		}
	}
	if got, _ := dir.Channel("局门户网站"); got != "website" {
		t.Errorf("局门户网站 is channel %q", got)
	}
	for written, want := range map[string]string{"2B": "2b", "２ｂ": "2b", "部门预算、决算": "6a", "Annual report on government information disclosure": "10c", "13": ""} {
		if got, _ := dir.Duty(written); got != want {
			t.Errorf("Duty(%q) = %q, want %q", written, got, want)
		}
	}
}

func TestANameThatTwoShareMeansNeither(t *testing.T) {
	dir := NewDirectory(&disclosure.Plan{Offices: []disclosure.Office{
		{Code: "a", Name: "甲科", Aliases: []string{"综合科"}}, {Code: "b", Name: "乙科", Aliases: []string{"综合科"}},
	}})
	if code, ok := dir.Office("综合科"); ok {
		t.Errorf("综合科 is %q", code)
	}
}

func TestUnknownNamesComeWithTheClosest(t *testing.T) {
	dir := NewDirectory(anshun(t))
	for written, want := range map[string]string{
		"慈善办":    "慈善总会办公室",
		"社会组织科":  "社会组织管理科",
		"福彩发行中心": "福利彩票发行中心",
		"救助局":    "社会救助局",
		"养老科":    "",
		"水利站":    "",
	} {
		near := dir.NearOffices(written)
		if want == "" && len(near) > 0 && written == "水利站" || want != "" && (len(near) == 0 || near[0] != want) {
			t.Errorf("NearOffices(%q) = %v, want %q first", written, near, want)
		}
		if len(near) > 3 {
			t.Errorf("NearOffices(%q) = %v, want three at most", written, near)
		}
	}
	if near := dir.NearChannels("公众微信号"); !slices.Contains(near, "公众号") {
		t.Errorf("NearChannels = %v", near)
	}
}

func TestFoldIsStable(t *testing.T) {
	for _, s := range []string{"市社会（儿童）福利院", "ＡＢＣ　１２", "【甲】〔乙〕", "国办发〔2016〕80号"} {
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, then %q", s, once, Fold(once))
		}
	}
}
