package input

import "github.com/gotd/td/tg"

// Reason is a reason as reports keep it.
func Reason(r tg.ReportReasonClass) string {
	switch r.(type) {
	case *tg.InputReportReasonSpam:
		return "spam"
	case *tg.InputReportReasonViolence:
		return "violence"
	case *tg.InputReportReasonPornography:
		return "adult"
	case *tg.InputReportReasonChildAbuse:
		return "child"
	case *tg.InputReportReasonCopyright:
		return "copyright"
	case *tg.InputReportReasonGeoIrrelevant:
		return "place"
	case *tg.InputReportReasonFake:
		return "fraud/impersonation"
	case *tg.InputReportReasonIllegalDrugs:
		return "illegal/drugs"
	case *tg.InputReportReasonPersonalDetails:
		return "personal"
	}
	return "other"
}
