package archtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

func TestImportsOfThisTree(t *testing.T) {
	t.Parallel()
	all, err := list(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 5 {
		t.Fatalf("only %d packages found", len(all))
	}
	for _, broken := range checkImports(levels, all) {
		t.Error(broken)
	}
}

func TestSourceOfThisTree(t *testing.T) {
	t.Parallel()
	files, err := goFiles(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d files found", len(files))
	}
	docs := map[string]string{}
	for _, rel := range files {
		text, err := os.ReadFile(filepath.Join(root, rel))
		if err != nil {
			t.Fatal(err)
		}
		broken, err := checkSource(rel, text)
		if err != nil {
			t.Error(err)
		}
		for _, b := range broken {
			t.Error(b)
		}
		if doc, counts := packageDoc(rel, text); counts {
			docs[filepath.Dir(rel)] += doc
		}
	}
	for dir, doc := range docs {
		for _, b := range checkDoc(dir, doc) {
			t.Error(b)
		}
	}
}

func TestRecordsOfThisTree(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "docs/ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := goFiles(filepath.Join(root, "internal"))
	if err != nil {
		t.Fatal(err)
	}
	source := map[string]string{}
	for _, rel := range files {
		pkg := filepath.Dir(rel)
		if strings.HasSuffix(rel, "_test.go") || pkg == "archtest" || strings.HasPrefix(pkg, "store") || strings.HasPrefix(pkg, "bench") {
			continue
		}
		code, err := os.ReadFile(filepath.Join(root, "internal", rel))
		if err != nil {
			t.Fatal(err)
		}
		source[pkg] += string(code)
	}
	table := documented(string(text))
	if len(table) < 10 {
		t.Fatalf("only %d kinds of records in the table", len(table))
	}
	for _, broken := range checkRecords(table, source) {
		t.Error(broken)
	}
}
