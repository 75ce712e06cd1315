package report

import "heliograph/internal/fault"

var errOption = fault.New(fault.Invalid, "OPTION_INVALID")

// Option is an entry of the menu by which one says what is wrong with a message.
type Option struct {
	ID    string // what a client sends back
	Title string
}

// node is an option with what is asked once it was chosen.
type node struct {
	Option
	ask     []Option // nil: nothing more to choose
	comment bool     // a comment has to be given
}

const menuTitle = "Report"

var menu = []node{
	{Option: Option{"dislike", "I don't like it"}},
	{Option: Option{"child", "Child abuse"}, ask: []Option{{"child/sexual", "Sexual abuse"}, {"child/physical", "Physical abuse"}}},
	{Option: Option{"violence", "Violence"}, ask: []Option{
		{"violence/insults", "Insults or false information"},
		{"violence/graphic", "Graphic or disturbing content"},
		{"violence/extreme", "Extreme violence"},
		{"violence/hate", "Hate speech"},
		{"violence/call", "Calling for violence"},
		{"violence/terror", "Terrorism"},
		{"violence/crime", "Organised crime"},
	}},
	{Option: Option{"illegal", "Illegal goods and services"}, ask: []Option{
		{"illegal/weapons", "Weapons"},
		{"illegal/drugs", "Drugs"},
		{"illegal/documents", "Fake documents"},
		{"illegal/money", "Counterfeit money"},
		{"illegal/other", "Other goods"},
	}},
	{Option: Option{"adult", "Illegal adult content"}, ask: []Option{
		{"adult/harassment", "Harassment"}, {"adult/consent", "Pictures without consent"}, {"adult/other", "Other illegal sexual content"},
	}},
	{Option: Option{"personal", "Personal data"}, ask: []Option{
		{"personal/data", "Private pictures or information"}, {"personal/identity", "Stolen identity"},
	}},
	{Option: Option{"fraud", "Scam or fraud"}, ask: []Option{{"fraud/impersonation", "Impersonation"}, {"fraud/deceit", "Deceptive offers"}, {"fraud/phishing", "Phishing"}}},
	{Option: Option{"copyright", "Copyright"}, comment: true},
	{Option: Option{"spam", "Spam"}},
	{Option: Option{"other", "Other"}, comment: true},
}

// Step is what comes next in a report.
type Step struct {
	Title   string
	Options []Option // to choose from
	Comment string   // instead: the option to send again with a comment
	Reason  string   // instead: all is said, for this
}

// Next is what comes after an option, "" at the beginning, with a comment or none.
// Fault: OPTION_INVALID.
func Next(option, comment string) (Step, error) {
	if option == "" {
		s := Step{Title: menuTitle}
		for i := range menu {
			s.Options = append(s.Options, menu[i].Option)
		}
		return s, nil
	}
	for i := range menu {
		n := &menu[i]
		if n.ID == option {
			switch {
			case n.ask != nil:
				return Step{Title: n.Title, Options: n.ask}, nil
			case n.comment && comment == "":
				return Step{Comment: n.ID}, nil
			}
			return Step{Reason: n.ID}, nil
		}
		for _, o := range n.ask {
			if o.ID == option {
				return Step{Reason: o.ID}, nil
			}
		}
	}
	return Step{}, errOption
}
