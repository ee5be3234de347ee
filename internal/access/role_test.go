package access_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/access"
)

// The table of rights, as people read it. A change here is a decision.
func TestRoles(t *testing.T) {
	want := `
leading     see_all try_scheme approve_extra approve_briefing
secretariat see_all enter_all rule load_plan try_scheme write_briefing
head        see_own enter_own appeal
clerk       see_own enter_own
auditor     see_all read_audit
admin       manage_accounts`
	var got strings.Builder
	for _, role := range access.Roles {
		fmt.Fprintf(&got, "\n%-11s", role)
		for _, p := range role.Permissions() {
			fmt.Fprintf(&got, " %s", p)
		}
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWhoSeesWhichOffice(t *testing.T) {
	for name, c := range map[string]struct {
		account access.Account
		body    string
		office  string
		sees    bool
		enters  bool
	}{
		"经办人看本科室":    {clerk("li"), "mzj", "bgs", true, true},
		"经办人看别的科室":   {clerk("li"), "mzj", "cwk", false, false},
		"经办人看别的机关":   {clerk("li"), "jyj", "bgs", false, false},
		"经办人看无主的事项":  {clerk("li"), "mzj", "", false, false},
		"领导看任何科室":    {access.Account{Role: access.Leading}, "mzj", "bgs", true, false},
		"领导只管一个机关":   {access.Account{Role: access.Leading, Body: "jyj"}, "mzj", "bgs", false, false},
		"领导小组办公室填报":  {access.Account{Role: access.Secretariat}, "mzj", "bgs", true, true},
		"管理员看不到结果":   {access.Account{Role: access.Admin}, "mzj", "bgs", false, false},
		"停用的账号什么都不能": {access.Account{Role: access.Secretariat, Disabled: true}, "mzj", "bgs", false, false},
		"没有角色":       {access.Account{}, "mzj", "bgs", false, false},
	} {
		if got := c.account.SeesOffice(c.body, c.office); got != c.sees {
			t.Errorf("%s: sees %v", name, got)
		}
		if got := c.account.MayEnter(c.body, c.office); got != c.enters {
			t.Errorf("%s: enters %v", name, got)
		}
	}
}
