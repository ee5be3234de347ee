package workday_test

import (
	"strings"
	"testing"

	"daylight/internal/workday"
)

func TestFaultsTellTheLineAndAllThatIsWrong(t *testing.T) {
	_, err := workday.ParseNotice(strings.NewReader("{\"year\": 2027,\n\"layer\": \"cn\",\n\"source\": \"某通知\",\n\"announced_on\": \"2026-11-31\",\n" +
		"\"holidays\": [{\"name\": \"元旦\",\n\"off\": [\"2027-01-01\", \"2027-02-30\"]}]}"))
	faults := workday.Faults(err)
	if len(faults) != 2 || faults[0].Code != "date" || faults[0].Line != 4 || faults[1].Code != "day_date" || faults[1].Line != 5 {
		t.Errorf("%v", faults)
	}
	if workday.Faults(nil) != nil {
		t.Error("没有错误也有毛病")
	}
}
