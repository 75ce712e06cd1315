package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

// target is the generated file, relative to the package that embeds it, where
// `go generate` runs.
const target = "schema.tl.gz"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "fetch:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var layers []known
	for _, v := range versions {
		fmt.Fprintf(os.Stderr, "layer %d: %s@%s\n", v.layer, module, v.tag)
		text, err := download(ctx, v.tag)
		if err != nil {
			return err
		}
		k, err := split(v.layer, text)
		if err != nil {
			return fmt.Errorf("%s@%s: %w", module, v.tag, err)
		}
		layers = append(layers, k)
	}
	changes, err := changes(supplement)
	if err != nil {
		return err
	}
	if layers, err = amend(layers, changes); err != nil {
		return err
	}
	packed, err := pack(combine(layers))
	if err != nil {
		return err
	}
	return os.WriteFile(target, packed, 0o644)
}

// download is the schema of one version. A version unpacks to tens of
// megabytes, so each has a module cache of its own that does not outlive it.
func download(ctx context.Context, tag string) (text string, err error) {
	dir, err := os.MkdirTemp("", "schema-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", module+"@"+tag)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "GOMODCACHE="+filepath.Join(dir, "mod"), "GOFLAGS=-modcacherw", "GOWORK=off")
	out, runErr := cmd.Output()
	var got struct{ Dir, Error string }
	if err := json.Unmarshal(out, &got); err != nil {
		return "", errors.Join(runErr, err)
	}
	if got.Error != "" || runErr != nil {
		return "", errors.Join(runErr, errors.New(got.Error))
	}
	file, err := os.ReadFile(filepath.Join(got.Dir, schemaFile))
	return string(file), err
}

// pack compresses as hard as it can and keeps no time, so that the same text is
// the same file.
func pack(text string) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write([]byte(text)); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
