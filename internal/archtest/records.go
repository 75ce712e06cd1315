package archtest

import (
	"fmt"
	"regexp"
	"strings"
)

// recordKind is who writes records under a first byte of a key.
type recordKind struct{ owner, letter, pkg string }

var (
	letters  = regexp.MustCompile("`(.)`")
	keyStart = regexp.MustCompile(`store\.K\('(.)'\)`)
)

// documented reads the table of records in docs/ARCHITECTURE.md: owner, key,
// record, package; an empty owner is the one above.
func documented(text string) []recordKind {
	var all []recordKind
	owner := ""
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 {
			continue
		}
		if o := strings.TrimSpace(cells[1]); o != "" {
			owner = o
		}
		for _, m := range letters.FindAllStringSubmatch(cells[2], -1) {
			all = append(all, recordKind{owner, m[1], strings.TrimSpace(cells[4])})
		}
	}
	return all
}

// checkRecords compares the table with the keys that the code of each package
// starts: package to source. Two packages must not share a letter of one owner.
func checkRecords(table []recordKind, source map[string]string) []string {
	var broken []string
	taken := map[[2]string]string{}
	known := map[[2]string]bool{}
	for _, k := range table {
		known[[2]string{k.pkg, k.letter}] = true
		at := [2]string{k.owner, k.letter}
		if other, ok := taken[at]; ok {
			broken = append(broken, fmt.Sprintf("%s and %s both write %q of %s", other, k.pkg, k.letter, k.owner))
		}
		taken[at] = k.pkg
	}
	for pkg, text := range source {
		used := map[string]bool{}
		for _, m := range keyStart.FindAllStringSubmatch(text, -1) {
			if !used[m[1]] && !known[[2]string{pkg, m[1]}] {
				broken = append(broken, fmt.Sprintf("%s writes %q, which the table in docs/ARCHITECTURE.md does not list", pkg, m[1]))
			}
			used[m[1]] = true
		}
	}
	return broken
}
