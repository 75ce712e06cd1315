package text

import (
	"strings"
	"unicode"
)

// cards appends every number of a bank card.
func cards(out []span, s string) []span {
	inside := func(b byte) bool { return isDigit(b) || b == ' ' || b == '-' }
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		from, digits := i, 0
		if r := prev(s, i); r == '.' || r == ',' || r == '+' || r == '-' || r == '_' || unicode.IsLetter(r) {
			for i < len(s) && inside(s[i]) {
				i++
			}
			continue
		}
		for i < len(s) && inside(s[i]) {
			if s[i] == ' ' && digits >= 16 && digits <= 19 && digits == i-from {
				break // written without gaps
			}
			if isDigit(s[i]) {
				digits++
			}
			i++
		}
		if digits < 13 || digits > 19 {
			continue
		}
		end := i
		for !isDigit(s[end-1]) {
			end--
		}
		if r := next(s, end); end-from < 2*digits && r != '-' && r != '_' && !unicode.IsLetter(r) && validCard(s[from:end]) {
			out = append(out, span{from, end, BankCard})
		}
	}
	return out
}

// validCard checks the check digit of a card, and the length where the issuer
// tells it.
func validCard(s string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	n, sum := len(digits), 0
	for i := range n {
		d := int(digits[n-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	if sum%10 != 0 {
		return false
	}
	switch two, four := digits[:2], digits[:4]; {
	case digits[0] == '4':
		return n == 13 || n == 16 || n >= 18
	case two >= "51" && two <= "55", four >= "2221" && four <= "2720", four >= "2200" && four <= "2204":
		return n == 16
	case two == "34", two == "37":
		return n == 15
	case two == "62", two == "81":
		return n >= 16
	}
	return true
}

// phones appends every phone number in the international form: a plus, the
// country, and groups of digits with single gaps between. After a number that is
// complete, or written without gaps, another may follow.
func phones(out []span, s string) []span {
	each(s, '+', func(i int) int {
		if r := prev(s, i); r == '+' || isWord(r) {
			return i + 1
		}
		end, digits, open := i+1, 0, false
		for j := i + 1; j < len(s); j++ {
			switch b := s[j]; {
			case isDigit(b):
				digits++
				end = j + 1
				continue
			case b == '(' && !open && digits > 0:
				open = true
				continue
			case b == ')' && open && isDigit(s[j-1]):
				open = false
				continue
			case (b == ' ' || b == '-' || b == '.') && (isDigit(s[j-1]) || s[j-1] == ')'):
				if digits != fixedDigits(s[i+1]) && (digits < 9 || digits != j-i-1) {
					continue
				}
			}
			break
		}
		if validPhone(s[i+1:end], digits) && !isWord(next(s, end)) {
			out = append(out, span{i, end, Phone})
		}
		return end
	})
	return out
}

// validPhone says whether a number with so many digits can be dialled.
func validPhone(s string, digits int) bool {
	if digits < 7 || digits > 15 || strings.Count(s, "(") != strings.Count(s, ")") {
		return false
	}
	if n := fixedDigits(s[0]); n > 0 {
		return digits == n
	}
	return s[0] != '0'
}

// fixedDigits is how many digits a number has in the countries that begin with b,
// 0 where they differ.
func fixedDigits(b byte) int {
	if b == '1' || b == '7' {
		return 11
	}
	return 0
}
