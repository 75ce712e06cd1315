package auth

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

const (
	testPrefix = "99966"
	testLength = len(testPrefix) + 5
	maxPhone   = 32 // as typed, with whatever separates the digits
)

// Phone is the canonical form of a number as a person or a client writes it:
// country code and number, digits only. Numbers that do not exist or cannot
// receive short messages are ErrPhoneInvalid; a test number is not looked at
// any closer.
func (s *Service) Phone(typed string) (string, error) {
	if len(typed) > maxPhone {
		return "", ErrPhoneInvalid
	}
	digits, ok := onlyDigits(typed)
	if !ok {
		return "", ErrPhoneInvalid
	}
	if s.testCode(digits) != "" {
		return digits, nil
	}
	n, err := phonenumbers.Parse("+"+digits, "")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", ErrPhoneInvalid
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
	case phonenumbers.FIXED_LINE:
		if !s.deps.AllowFixedLine {
			return "", ErrPhoneInvalid
		}
	default:
		return "", ErrPhoneInvalid
	}
	return strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+"), nil
}

// onlyDigits drops a plus in front and what people write between digits.
func onlyDigits(typed string) (string, bool) {
	typed = strings.TrimPrefix(strings.TrimSpace(typed), "+")
	var b strings.Builder
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case strings.ContainsRune(" -.()\u00a0", r):
		default:
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}

// testCode is the code of a test number, "" for any other number: of
// 99966XYYYY, five times X. https://core.telegram.org/api/auth#test-accounts
func (s *Service) testCode(digits string) string {
	if !s.deps.TestNumbers || len(digits) != testLength || !strings.HasPrefix(digits, testPrefix) {
		return ""
	}
	x := digits[len(testPrefix)]
	if x == '0' {
		return ""
	}
	return strings.Repeat(string(x), codeLength)
}
