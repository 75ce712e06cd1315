package contact

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// international is a number of somebody's phone book as digits in international
// form; false when it cannot be one. A number with a trunk zero is read as in
// the country of home, the viewer's own number.
func international(number, home string) (string, bool) {
	plus := strings.HasPrefix(strings.TrimSpace(number), "+")
	digits := onlyDigits(number)
	if !plus && strings.HasPrefix(digits, "00") {
		digits, plus = digits[2:], true
	}
	if !plus && strings.HasPrefix(digits, "0") {
		digits = fromNational(digits, home)
	}
	return digits, len(digits) >= 7 && len(digits) <= 15 && digits[0] != '0'
}

// fromNational is "" when the home number is of no known country or the number
// is none of that country's.
func fromNational(digits, home string) string {
	h, err := phonenumbers.Parse("+"+home, "")
	if err != nil {
		return ""
	}
	n, err := phonenumbers.Parse(digits, phonenumbers.GetRegionCodeForNumber(h))
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return ""
	}
	return onlyDigits(phonenumbers.Format(n, phonenumbers.E164))
}

func onlyDigits(s string) string {
	if len(s) > 64 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
