package layer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func giftGiven(a deed) string {
	gift := "gift"
	if n := a.in("gift").number("stars"); n > 0 {
		gift += " for " + stars(n)
	}
	switch {
	case a.has("refunded"):
		return "Refunded " + gift
	case a.has("converted"):
		return "Converted " + gift
	}
	return "A " + gift
}

func giftWanted(a deed) string {
	offer := "offer to buy a gift for " + a.in("price").amount()
	switch {
	case a.has("accepted"):
		return "Accepted " + offer
	case a.has("declined"):
		return "Declined " + offer
	}
	return "An " + offer
}

func giftRefused(a deed) string {
	end := " was declined"
	if a.has("expired") {
		end = " has expired"
	}
	return "The offer to buy a gift for " + a.in("price").amount() + end
}

func uniqueGift(a deed) string {
	gift := a.in("gift")
	what := "unique gift"
	if title := gift.text("title"); title != "" {
		what = fmt.Sprintf("unique gift: %s #%d", title, gift.number("num"))
	}
	switch {
	case a.has("upgrade"):
		return "Upgraded to a " + what
	case a.has("transferred"):
		return "Transferred " + what
	case a.has("refunded"):
		return "Refunded " + what
	}
	return "A " + what
}

func birthdaySuggested(a deed) string {
	born := a.in("birthday")
	month := time.Month(born.number("month"))
	if month < time.January || month > time.December {
		return "A date of birth was suggested"
	}
	date := fmt.Sprintf("%d %s", born.number("day"), month)
	if year := born.number("year"); year > 0 {
		date += " " + strconv.FormatInt(year, 10)
	}
	return "A date of birth was suggested: " + date
}

func postReviewed(a deed) string {
	switch why := a.text("reject_comment"); {
	case a.has("balance_too_low"):
		return "The suggested post cannot be paid for: there are too few Stars"
	case a.has("rejected") && why != "":
		return "The suggested post was rejected: " + why
	case a.has("rejected"):
		return "The suggested post was rejected"
	case a.has("price"):
		return "The suggested post was accepted for " + a.in("price").amount()
	}
	return "The suggested post was accepted"
}

func postRefunded(a deed) string {
	if a.has("payer_initiated") {
		return "The payment for the suggested post was taken back"
	}
	return "The payment for the suggested post was refunded"
}

func tasksAdded(a deed) string {
	tasks := a.list("list")
	if len(tasks) == 1 {
		return named("The task", a.open(tasks[0]).in("title").text("text"), "was added to the checklist")
	}
	return fmt.Sprintf("%d tasks were added to the checklist", len(tasks))
}

func tasksDone(a deed) string {
	done, undone := len(a.list("completed")), len(a.list("incompleted"))
	switch {
	case undone == 0:
		return count(int64(done), "task was", "tasks were") + " marked as done"
	case done == 0:
		return count(int64(undone), "task was", "tasks were") + " marked as not done"
	}
	return fmt.Sprintf("%s marked as done, %d as not done", count(int64(done), "task was", "tasks were"), undone)
}

func topicEdited(a deed) string {
	switch {
	case a.has("title"):
		return named("The topic was renamed to", a.text("title"), "")
	case a.true("closed"):
		return "The topic was closed"
	case a.has("closed"):
		return "The topic was reopened"
	case a.true("hidden"):
		return "The topic was hidden"
	case a.has("hidden"):
		return "The topic is no longer hidden"
	}
	return "The icon of the topic was changed"
}

// deed reads a value for words. What is not there is zero.
type deed struct {
	x   *conv
	o   *object // nil: the value is not there
	err *error  // the first, of a value that cannot be read
}

func (a deed) has(field string) bool { return a.o != nil && a.o.has(field) }

// true says whether a Bool is.
func (a deed) true(field string) bool {
	return a.has(field) && uint32(a.number(field)) == trueID
}

func (a deed) number(field string) int64 {
	if a.o == nil {
		return 0
	}
	return a.o.number(field)
}

func (a deed) text(field string) string {
	if a.o == nil {
		return ""
	}
	return string(plain(a.o.get(field)))
}

// caption is the text of a TextWithEntities in the field text.
func (a deed) caption() string { return a.in("text").text("text") }

// in is the value in a field.
func (a deed) in(field string) deed {
	if !a.has(field) {
		return deed{a.x, nil, a.err}
	}
	return a.open(a.o.get(field))
}

func (a deed) open(v []byte) deed {
	o, err := a.x.open(v)
	if err != nil {
		o = nil
		a.failed(err)
	}
	return deed{a.x, o, a.err}
}

// list are the elements of a vector.
func (a deed) list(field string) [][]byte {
	if !a.has(field) {
		return nil
	}
	all, err := a.x.items(a.o, field)
	if err != nil {
		a.failed(err)
	}
	return all
}

func (a deed) failed(err error) {
	if *a.err == nil {
		*a.err = err
	}
}

// amount is a StarsAmount.
func (a deed) amount() string {
	if a.o != nil && a.o.comb.Name == "starsTonAmount" {
		return ton(a.number("amount"))
	}
	return stars(a.number("amount"))
}

func stars(n int64) string { return count(n, "Star", "Stars") }

// ton is an amount of billionths.
func ton(n int64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%09d", n/1e9, max(n, -n)%1e9), "0"), ".") + " TON"
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(n, 10) + " " + many
}

// named says something of what has a name, if it is known.
func named(before, name, after string) string {
	if name != "" {
		name = " \u201c" + name + "\u201d"
	}
	return strings.TrimRight(before+name+" "+after, " ")
}
