package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"daylight/internal/i18n"
)

// dirty holds one row of each kind of trouble.
const dirty = head +
	"papers,甲,公开,办公室,网站,2026-13-01,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-02-03 25:00,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,3月1日,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,46082,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,2027-03-05,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,1918-03-05,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,,,标题,,,,\n" +
	"papers,甲,触发,办公室,,,,,,,,\n" +
	"papers,甲,撤下,办公室,,,,,,,,\n" +
	",甲,公开,办公室,网站,2026-03-05,,标题,,,,\n" +
	"99z,甲,公开,办公室,网站,2026-03-05,,标题,,,,\n" +
	"papers,甲,公开,,网站,2026-03-05,,标题,,,,\n" +
	"papers,甲,公开,规划处,网站,2026-03-05,,标题,,,,\n" +
	"papers,甲,公开,社会救助科,网站,2026-03-05,,标题,,,,\n" +
	"2b,2026Q3,公开,,,2026-10-08,,标题,,,,\n" +
	"papers,甲,公开,办公室,抖音,2026-03-05,,标题,,,,\n" +
	"papers,甲,,办公室,网站,2026-03-05,,标题,,,,\n" +
	"papers,甲,签收,办公室,网站,2026-03-05,,标题,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,,,,,\n" +
	"papers,,公开,办公室,网站,2026-03-05,,标题,,,,\n" +
	"2b,,零报告,,,2026-10-08,,,,,,\n" +
	"2b,2026年7月,零报告,,,2026-10-08,,,,,,\n" +
	"10c,2025,零报告,,,2026-01-08,,,,,,\n" +
	"papers,甲,不予公开,办公室,,2026-03-05,,,,,,\n" +
	"papers,甲,作废,办公室,,2026-03-05,,,,,,\n" +
	"2b,2026Q3,公开,,网站,2026-10-08,,标题,,,户主姓名,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标题,,javascript:alert(1),,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标题,,www.a.gov.cn/1.html,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标题,,https:///1.html,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,救助 11010519491231002X 的公示,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标\x00题,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标\x1b题,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标\xff题,,,,\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标题,,,,\"\n" +
	"papers,甲,公开\n" +
	"papers,甲,公开,办公室,网站,2026-03-05,,标题,半,,,,备,注\n"

func TestMessagesSayWhereWhatAndWhatToDo(t *testing.T) {
	_, res := readAll(t, "台账.csv", []byte(dirty), testOptions())
	if res.Rejected != res.Rows {
		t.Errorf("%d of %d rows rejected", res.Rejected, res.Rows)
	}
	for _, lang := range i18n.Langs {
		var b strings.Builder
		for _, p := range res.Problems {
			fmt.Fprintln(&b, p.Text(lang))
		}
		if s := b.String(); strings.Contains(s, "%!") || strings.Contains(s, "⟦") {
			t.Errorf("%s: words do not fit their arguments", lang)
		}
		golden(t, "messages."+string(lang)+".golden", b.String())
	}
}

func TestAMessageNeverRepeatsAnIdentityNumber(t *testing.T) {
	_, res := readAll(t, "a.csv", []byte(head+"papers,甲,公开,办公室,网站,2026-03-05,,救助11010519491231002X,,,,110105194912310021\n"), testOptions())
	for _, p := range res.Problems {
		if text := p.Text(i18n.Chinese) + p.Value; strings.Contains(text, "1949123100") {
			t.Errorf("number shown: %s", text)
		}
	}
}

func TestEveryCodeHasWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`"(intake\.[a-z0-9_]+[a-z0-9])"`)
	found := 0
	for _, file := range append(files, filepath.Join("..", "..", "cmd", "daylight", "import.go")) {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			found++
			names := []string{m[1]}
			switch {
			case strings.HasPrefix(m[1], "intake.header_") && m[1] != "intake.header_none":
				names = append(names, m[1]+"_in_sheet")
			case m[1] == "intake.unknown_office" || m[1] == "intake.unknown_duty" || m[1] == "intake.unknown_channel":
				names = append(names, m[1]+"_near")
			}
			for _, name := range names {
				for _, lang := range i18n.Langs {
					if !i18n.Has(lang, name) {
						t.Errorf("%s: %s has no words in %s", file, name, lang)
					}
				}
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d codes found", found)
	}
}
