package view

import (
	"heliograph/internal/message"
	"heliograph/internal/report"
)

// Quote is a message as a report keeps it: it names nobody whom its chat does not.
func Quote(m *message.Message) report.Quote {
	return report.Quote{ID: m.ID, From: m.Shown(), Date: m.Date, Text: m.Text.String}
}
