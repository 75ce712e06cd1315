package id_test

import (
	"testing"

	"heliograph/internal/id"
)

func TestBelowStaysInRange(t *testing.T) {
	t.Parallel()
	seen := map[int64]bool{}
	for range 2000 {
		n := id.Below(10)
		if n < 0 || n > 9 {
			t.Fatalf("%d is out of range", n)
		}
		seen[n] = true
	}
	if len(seen) != 10 {
		t.Errorf("only %d of 10 values in 2000 draws", len(seen))
	}
}

func TestDistinct(t *testing.T) {
	t.Parallel()
	numbers, texts := map[int64]bool{}, map[string]bool{}
	for range 1000 {
		numbers[id.Int64()], texts[id.Hex(8)] = true, true
	}
	if len(numbers) != 1000 || len(texts) != 1000 {
		t.Errorf("%d numbers and %d texts in 1000 draws", len(numbers), len(texts))
	}
	if len(id.Hex(8)) != 16 {
		t.Error("Hex(8) must have 16 digits")
	}
}
