//go:build clients

package layer

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"heliograph/internal/layer/schema"
)

// clients is where the scripts and what npm installed are.
const clients = "../../test/clients"

// decoder is a program that others wrote for one layer.
type decoder struct {
	layer   int
	command []string
}

var decoders = []decoder{
	{144, []string{"/usr/bin/python3", "decode/layer144.py"}},
	{152, []string{"node", "decode/gramjs.cjs", "gramjs-152"}},
	{158, []string{"node", "decode/gramjs.cjs", "gramjs-158"}},
	{181, []string{"node", "decode/gramjs.cjs", "gramjs-181"}},
	{198, []string{"node", "decode/gramjs.cjs", "telegram"}},
}

// verdict is what a decoder says of a file.
type verdict struct {
	Layer, Records int
	Wrong          map[string]int
}

// TestOthersDecodeUs has random values of every constructor, carried to a
// layer, decoded and encoded again by a client of that layer.
func TestOthersDecodeUs(t *testing.T) {
	t.Parallel()
	tr := New()
	for _, d := range decoders {
		t.Run(filepath.Base(d.command[len(d.command)-1]), func(t *testing.T) {
			t.Parallel()
			var b []byte
			records := 0
			sent := tr.tables().sent()
			down(t, tr, d.layer, 12, func(c *schema.Comb, v []byte) {
				if !sent[c.Result] {
					return // libraries leave some out
				}
				b = append(le.AppendUint32(b, uint32(len(v))), v...)
				records++
			})
			path := filepath.Join(t.TempDir(), "values")
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			v := d.run(t, path)
			if v.Layer != d.layer || v.Records != records || records < 9_000 {
				t.Errorf("layer %d, %d of %d records", v.Layer, v.Records, records)
			}
			for what, n := range v.Wrong {
				t.Errorf("%s (%d times)", what, n)
			}
		})
	}
}

func (d *decoder) run(t *testing.T, path string) (v verdict) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), d.command[0], append(d.command[1:], path)...)
	cmd.Dir = clients
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	if err := json.Unmarshal(out, &v); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return v
}
