package assessment

// extras writes what people recorded, the total's floor included. An entry that
// does not count gets a receipt of 0 points that says why.
func (a *account) extras(list []Extra) {
	for _, x := range list {
		line := Receipt{Rule: x.Rule, Title: x.Words, Subject: x.ID, URL: x.URL}
		if x.Evidence != "" {
			line.Events = []string{x.Evidence}
		}
		if f, ok := a.scheme.fault(x.Rule); ok {
			line.Kind, line.Points, line.Veto, line.Reason = Uncapped, -f.Points, f.Veto, because("fault", f.Name, x.Words)
			a.score.Faults -= f.Points
		} else {
			line.Kind = BonusGiven
			line.Points, line.Reason = a.scheme.bonus(x)
			a.score.Bonus += line.Points
		}
		a.add(line)
	}
	if over := a.score.Bonus - a.scheme.Bonuses.Most; over > 0 {
		a.score.Bonus -= over
		a.add(Receipt{Kind: BonusOver, Rule: "bonus_most", Points: -over, Reason: because("bonus_over", a.scheme.Bonuses.Most)})
	}
}

func (s *Scheme) fault(code string) (Fault, bool) {
	for _, f := range s.Faults {
		if f.Code == code {
			return f, true
		}
	}
	return Fault{}, false
}

// bonus prices an entry: nothing without evidence and approval, and never more
// than its rule gives.
func (s *Scheme) bonus(x Extra) (Points, Reason) {
	for _, b := range s.Bonuses.Rules {
		switch {
		case b.Code != x.Rule:
		case x.Evidence == "" && x.URL == "":
			return 0, because("bonus_no_evidence", b.Name, x.Words)
		case x.Approver == "" || x.ApprovedOn == 0:
			return 0, because("bonus_not_approved", b.Name, x.Words)
		case x.Points > b.Most:
			return b.Most, because("bonus_cut", b.Name, x.Words, x.Points, b.Most)
		default:
			return max(0, x.Points), because("bonus", b.Name, x.Words)
		}
	}
	return 0, because("no_rule", x.Rule)
}

// close grades the sum.
func (a *account) close() {
	s := &a.score
	if a.sum < 0 {
		a.add(Receipt{Kind: FloorRaised, Rule: "floor", Points: -a.sum, Reason: because("floor")})
	}
	sum := a.sum
	s.Total = sum
	if s.Judged > 0 {
		s.Rate = int(halfUp(int64(s.Met)*10000, int64(s.Judged)))
	}
	at := -1
	if s.Scored {
		s.Grade = a.scheme.GradeOf(sum).Code
		_, at = a.scheme.GradeByCode(s.Grade)
	}
	for _, v := range a.vetoes {
		s.Vetoed = true
		if _, worst := a.scheme.GradeByCode(v); worst > at {
			s.Grade, at = v, worst
		}
	}
	if s.Scored {
		share := a.scheme.Annual.Points
		s.Annual = min(share, Points(halfUp(int64(sum)*int64(share), int64(Full))))
	}
	s.Nameable = s.Judged > 0 && s.Judged >= a.scheme.Ranking.MinJudged
}
