package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
)

// formData is what the view of a form finds in Data.
type formData struct {
	Crumbs       []dashboards.Link
	Title, Hint  string
	Action, Back string
	Duty         disclosure.Duty
	DutyName     string
	Office       string
	Change       string // where another duty is chosen
	Subject      string // settled, when the form has no field for it
	Fields       []fieldView
	Sorry        []string
	Photo        bool
	PhotoSorry   string
	Unsigned     bool // a head has yet to sign
}

type fieldView struct {
	Name, ID, Label, Hint, Widget, Value, Sorry string
	Must                                        bool
	Options                                     []option
	List                                        []string
}

func (s *Server) showForm(c *fiber.Ctx, f *entryForm) error {
	key := f.kind.key()
	data := &formData{
		Crumbs: f.crumbs(), Title: f.T("event." + key), Hint: f.T("entry.kind." + key), Sorry: f.general, Photo: f.kind.photo, PhotoSorry: f.sorry["photo"],
		Action: f.d.URL("/enter/"+key, "back", backOf(c)), Back: backOf(c), Duty: f.duty, DutyName: f.d.frame.Duty(f.duty.Code),
		Office: f.d.frame.Office(f.d.officeFor(f.duty)), Unsigned: f.kind.kind == disclosure.NilReturn && !signs(f.d.acc),
	}
	if len(f.d.duties(f.kind)) > 1 {
		data.Change = f.d.URL("/enter/"+key, "back", backOf(c))
	}
	if data.Back == "" {
		data.Back = f.d.URL("/enter")
	}
	for _, field := range f.fields() {
		data.Fields = append(data.Fields, f.view(field))
	}
	if !slices.ContainsFunc(data.Fields, func(v fieldView) bool { return v.Name == "subject" }) {
		data.Subject = f.value("subject")
	}
	p, err := s.board(c, f.d.Asked, "entry.title", data)
	if err != nil {
		return err
	}
	p.Title = data.Title + " " + data.DutyName
	if f.wrong() && c.Response().StatusCode() == fiber.StatusOK {
		c.Status(fiber.StatusBadRequest)
	}
	return s.renderSecret(c, "entry_form", p)
}

func (f *entryForm) view(field entryField) fieldView {
	bare := strings.TrimPrefix(field.name, "attrs.")
	v := fieldView{
		Name: field.name, ID: "f-" + strings.ReplaceAll(bare, "_", "-"), Widget: field.widget, Value: f.typed.Get(field.name),
		Must: field.must, Sorry: f.sorry[field.name], Options: f.choices(field),
		Label: f.words("field", bare), Hint: f.words("hint", bare),
	}
	for i, o := range v.Options {
		v.Options[i].Selected = slices.Contains(f.typed[field.name], o.Value)
	}
	if field.name == "subject" && !isApplication(f.duty) {
		v.List = f.periods
	}
	if field.name == "subject" && f.duty.PeriodMonths() != 0 {
		v.Label, v.Hint = f.T("entry.field.period"), f.periodHint()
	}
	return v
}

// words are those of the field in forms of this kind, else in any; "" for none.
func (f *entryForm) words(what, name string) string {
	for _, key := range []string{"entry." + what + "." + f.kind.key() + "." + name, "entry." + what + "." + name} {
		if i18n.Has(f.d.frame.Lang, key) {
			return f.T(key)
		}
	}
	return ""
}

func (f *entryForm) periodHint() string {
	example := periodOf(f.d.today, int(f.duty.PeriodMonths())).Previous().Key
	return f.T("entry.hint.period", example)
}

// blameAll puts what intake found beside the fields.
func (f *entryForm) blameAll(problems []intake.Problem) {
	for _, p := range problems {
		f.blame(p.Field, p.Reason(f.d.frame.Lang))
	}
}
