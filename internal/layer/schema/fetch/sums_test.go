package main

import (
	"hash/crc32"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// unsummed have ids that are no sum of their lines: they stand in no schema of
// Telegram, the module adds them.
var unsummed = []string{
	"ipPortSecret", "accessPointRule", "help.configSimple", "inputPeerPhotoFileLocationLegacy", "inputStickerSetThumbLegacy",
}

// trueField is a field that has no part in the sum, as it takes no bytes.
var trueField = regexp.MustCompile(` \w+:\w+\.\d+\?true\b`)

// plain is what else is written otherwise for the sum.
var plain = strings.NewReplacer(":bytes ", ":string ", "?bytes ", "?string ", "<", " ", ">", "", "{", "", "}", "")

// TestIDsAreSums: an id is the CRC-32 of its line, so one that is shows that the
// line is right to the letter, true fields aside, wherever it came from.
func TestIDsAreSums(t *testing.T) {
	t.Parallel()
	text, _ := embedded(t)
	_, body, _ := strings.Cut(text, "\n")
	var wrong []string
	summed := 0
	for line := range strings.Lines(body) {
		if strings.TrimSpace(line) == functionsMark {
			continue
		}
		_, comb, err := cut(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		ref := refOf(comb)
		name, hex, _ := strings.Cut(ref, "#")
		id, err := strconv.ParseUint(hex, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		sum := crc32.ChecksumIEEE([]byte(plain.Replace(trueField.ReplaceAllString(name+comb[len(ref):], ""))))
		switch {
		case sum == uint32(id):
			summed++
		case !slices.Contains(unsummed, name):
			wrong = append(wrong, comb)
		}
	}
	for _, line := range wrong {
		t.Errorf("not the sum of its line: %s", line)
	}
	if summed < 3300 {
		t.Errorf("only %d ids were compared", summed)
	}
}
