package apptest

import (
	"regexp"
	"strings"
	"sync"
)

// Codes is what the server tells its operator: login codes among it.
type Codes struct {
	mu  sync.Mutex
	all strings.Builder
}

func (c *Codes) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all.Write(p)
}

// Last is the newest code for a phone number, "" when there is none.
func (c *Codes) Last(phone string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	digits := strings.TrimPrefix(phone, "+")
	found := ""
	for line := range strings.Lines(c.all.String()) {
		if strings.Contains(line, digits) {
			if m := codePattern.FindStringSubmatch(strings.ReplaceAll(line, digits, "")); m != nil {
				found = m[1]
			}
		}
	}
	return found
}

var codePattern = regexp.MustCompile(`\b(\d{5,6})\b`)
