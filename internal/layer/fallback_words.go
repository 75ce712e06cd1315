package layer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func giftGiven(d deed) string {
	gift := "gift"
	if n := d.in("gift").number("stars"); n > 0 {
		gift += " for " + stars(n)
	}
	switch {
	case d.has("refunded"):
		return "Refunded " + gift
	case d.has("converted"):
		return "Converted " + gift
	}
	return "A " + gift
}

func giftWanted(d deed) string {
	offer := "offer to buy a gift for " + d.in("price").amount()
	switch {
	case d.has("accepted"):
		return "Accepted " + offer
	case d.has("declined"):
		return "Declined " + offer
	}
	return "An " + offer
}

func giftRefused(d deed) string {
	end := " was declined"
	if d.has("expired") {
		end = " has expired"
	}
	return "The offer to buy a gift for " + d.in("price").amount() + end
}

func uniqueGift(d deed) string {
	gift := d.in("gift")
	what := "unique gift"
	if title := gift.text("title"); title != "" {
		what = fmt.Sprintf("unique gift: %s #%d", title, gift.number("num"))
	}
	switch {
	case d.has("upgrade"):
		return "Upgraded to a " + what
	case d.has("transferred"):
		return "Transferred " + what
	case d.has("refunded"):
		return "Refunded " + what
	}
	return "A " + what
}

func birthdaySuggested(d deed) string {
	born := d.in("birthday")
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

func postReviewed(d deed) string {
	switch why := d.text("reject_comment"); {
	case d.has("balance_too_low"):
		return "The suggested post cannot be paid for: there are too few Stars"
	case d.has("rejected") && why != "":
		return "The suggested post was rejected: " + why
	case d.has("rejected"):
		return "The suggested post was rejected"
	case d.has("price"):
		return "The suggested post was accepted for " + d.in("price").amount()
	}
	return "The suggested post was accepted"
}

func postRefunded(d deed) string {
	if d.has("payer_initiated") {
		return "The payment for the suggested post was taken back"
	}
	return "The payment for the suggested post was refunded"
}

func tasksAdded(d deed) string {
	tasks := d.list("list")
	if len(tasks) == 1 {
		return named("The task", d.open(tasks[0]).in("title").text("text"), "was added to the checklist")
	}
	return fmt.Sprintf("%d tasks were added to the checklist", len(tasks))
}

func tasksDone(d deed) string {
	done, undone := len(d.list("completed")), len(d.list("incompleted"))
	switch {
	case undone == 0:
		return count(int64(done), "task was", "tasks were") + " marked as done"
	case done == 0:
		return count(int64(undone), "task was", "tasks were") + " marked as not done"
	}
	return fmt.Sprintf("%s marked as done, %d as not done", count(int64(done), "task was", "tasks were"), undone)
}

func topicEdited(d deed) string {
	switch {
	case d.has("title"):
		return named("The topic was renamed to", d.text("title"), "")
	case d.true("closed"):
		return "The topic was closed"
	case d.has("closed"):
		return "The topic was reopened"
	case d.true("hidden"):
		return "The topic was hidden"
	case d.has("hidden"):
		return "The topic is no longer hidden"
	}
	return "The icon of the topic was changed"
}

// maxQuoted is how many bytes of a text are quoted: more than titles have.
const maxQuoted = 1024

// deed reads a value for words. What is not there is zero.
type deed struct {
	x   *conv
	o   *object // nil: the value is not there
	err *error  // the first, of a value that cannot be read
}

func (d deed) has(field string) bool { return d.o != nil && d.o.has(field) }

// true says whether a Bool is.
func (d deed) true(field string) bool {
	return d.has(field) && uint32(d.number(field)) == trueID
}

func (d deed) number(field string) int64 {
	if d.o == nil {
		return 0
	}
	return d.o.number(field)
}

func (d deed) text(field string) string {
	if d.o == nil {
		return ""
	}
	text := plain(d.o.get(field))
	if len(text) > maxQuoted {
		return strings.ToValidUTF8(string(text[:maxQuoted]), "") + "…"
	}
	return string(text)
}

// caption is the text of a TextWithEntities in the field text.
func (d deed) caption() string { return d.in("text").text("text") }

// in is the value in a field.
func (d deed) in(field string) deed {
	if !d.has(field) {
		return deed{d.x, nil, d.err}
	}
	return d.open(d.o.get(field))
}

func (d deed) open(v []byte) deed {
	o, err := d.x.open(v)
	if err != nil {
		o = nil
		d.failed(err)
	}
	return deed{d.x, o, d.err}
}

// list are the elements of a vector.
func (d deed) list(field string) [][]byte {
	if !d.has(field) {
		return nil
	}
	all, err := d.x.items(d.o, field)
	if err != nil {
		d.failed(err)
	}
	return all
}

func (d deed) failed(err error) {
	if *d.err == nil {
		*d.err = err
	}
}

// amount is a StarsAmount.
func (d deed) amount() string {
	if d.o != nil && d.o.comb.Name == "starsTonAmount" {
		return ton(d.number("amount"))
	}
	return stars(d.number("amount"))
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
