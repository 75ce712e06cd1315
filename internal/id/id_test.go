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
	if id.Int64() == id.Int64() || id.Hex(8) == id.Hex(8) {
		t.Error("two draws are equal")
	}
	if len(id.Hex(8)) != 16 {
		t.Error("Hex(8) must have 16 digits")
	}
}
