package bench

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Machine is what the numbers are worth nothing without.
type Machine struct {
	Version string `json:"version"` // of the program
	Go      string `json:"go"`
	CPU     string `json:"cpu"`
	Cores   int    `json:"cores"`
	Load    string `json:"load"` // load averages before the run
	Dir     string `json:"dir"`
	Disk    string `json:"disk"`
	Sync    string `json:"sync"` // what durability cost on that disk
}

// String is the machine for people, with a statement on durability.
func (m Machine) String() string {
	busy := ""
	if one, err := strconv.ParseFloat(strings.Fields(m.Load + " ?")[0], 64); err == nil && one > float64(m.Cores)/2 {
		busy = "other work was running: rates are too low and times too long, CPU times hold\n"
	}
	return busy + fmt.Sprintf("%s, %s, %d cores of %s, load before %s, server and generator on the same cores\n"+
		"durability: every answered message was fsynced (the server's default, group commit); data in %s on %s; %s\n"+
		"            killing a process proves nothing about power cuts: what was written but not fsynced survives it",
		m.Version, m.Go, m.Cores, m.CPU, m.Load, m.Dir, m.Disk, m.Sync)
}

// describe looks at the machine and at the disk of dir.
func describe(version, dir string) (Machine, error) {
	m := Machine{
		Version: version, Go: runtime.Version(), CPU: cpuModel(), Cores: runtime.NumCPU(),
		Load: loadAverage(), Dir: dir, Disk: fileSystem(dir),
	}
	d, err := syncTime(dir)
	if err != nil {
		return m, err
	}
	m.Sync = fmt.Sprintf("an fsync of 4 KiB there takes %.2f ms (median of %d)", millis(d), syncProbes)
	return m, nil
}

func cpuModel() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	f := strings.Fields(string(b))
	if err != nil || len(f) < 3 {
		return "unknown"
	}
	return strings.Join(f[:3], " ")
}

// fileSystem is the mount that holds dir.
func fileSystem(dir string) string {
	dir, err := filepath.Abs(dir)
	b, err2 := os.ReadFile("/proc/self/mounts")
	if err != nil || err2 != nil {
		return "an unknown file system"
	}
	best, name := "", "an unknown file system"
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 3 || len(f[1]) < len(best) || !within(dir, f[1]) {
			continue
		}
		best, name = f[1], fmt.Sprintf("%s of type %s", f[0], f[2])
		if f[2] == "tmpfs" {
			name += " (memory: fsync costs nothing here, choose another --dir)"
		}
	}
	return name
}

func within(dir, mount string) bool {
	return mount == "/" || dir == mount || strings.HasPrefix(dir, mount+"/")
}

const syncProbes = 25

// syncTime is what an fsync after 4 KiB takes in dir.
func syncTime(dir string) (time.Duration, error) {
	f, err := os.CreateTemp(dir, "sync-*")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	defer func() { _ = f.Close() }()
	all := make([]time.Duration, syncProbes)
	for i := range all {
		begin := time.Now()
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		all[i] = time.Since(begin)
	}
	return quantile(sortDurations(all), 0.5), nil
}
