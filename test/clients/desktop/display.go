package desktop

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// display is an X server that shows on no screen, with a window manager that
// gives all of it to the one program that runs there.
type display struct {
	name   string // as in the environment variable DISPLAY
	dir    string
	temp   string // short, for sockets
	procs  []*exec.Cmd
	screen *screen
	seed   maphash.Seed
	known  map[uint64][]line // what was read on pictures before, by their hash
}

const (
	openboxFile  = "openbox.xml"
	openboxRules = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application type="normal"><decor>no</decor><maximized>yes</maximized><focus>yes</focus></application>
</applications></openbox_config>
`
	// One font, of Debian's fonts-dejavu-core, in shades of grey: what is to be
	// read must look the same everywhere.
	fontsFile  = "fonts.conf"
	fontsRules = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir prefix="xdg">fontconfig</cachedir>
<match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit></match>
<match target="font"><edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>true</bool></edit><edit name="hintstyle" mode="assign"><const>hintslight</const></edit>
<edit name="rgba" mode="assign"><const>none</const></edit></match></fontconfig>
`
)

// startDisplay keeps what it needs in dir. Its user calls stop.
func startDisplay(dir string) (*display, error) {
	d := &display{dir: dir, seed: maphash.MakeSeed(), known: map[uint64][]line{}}
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		d.temp, err = os.MkdirTemp("", "d")
	}
	for name, text := range map[string]string{openboxFile: openboxRules, fontsFile: fontsRules} {
		err = errors.Join(err, os.WriteFile(d.file(name), []byte(text), 0o600))
	}
	if err == nil {
		if err = d.startServer(); err != nil {
			err = fmt.Errorf("start Xvfb: %w", err)
		}
	}
	if err == nil {
		err = d.start(exec.Command("openbox", "--sm-disable", "--config-file", d.file(openboxFile)))
	}
	if err != nil {
		d.stop()
		return nil, fmt.Errorf("start a display: %w", err)
	}
	return d, nil
}

// startServer returns when the server can be used.
func (d *display) startServer() error {
	number, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = number.Close() }()
	screen := fmt.Sprintf("%dx%dx24", Width, Height)
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", screen, "-fbdir", d.dir, "-dpi", "96", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{told}
	err = d.start(cmd)
	_ = told.Close() // Xvfb has its own
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		return errors.New("it ended at once")
	}
	d.name = ":" + strings.TrimSpace(line)
	d.screen, err = openScreen(d.file("Xvfb_screen0"))
	return err
}

// start runs a program on the display until stop.
func (d *display) start(cmd *exec.Cmd) error {
	cmd.Env = d.env()
	if err := cmd.Start(); err != nil {
		return err
	}
	d.procs = append(d.procs, cmd)
	return nil
}

// env keeps programs on this display and their files in dir, and has them look
// the same everywhere.
func (d *display) env() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + d.temp, "DISPLAY=" + d.name, "HOME=" + d.dir, "LC_ALL=C.UTF-8",
		"XDG_CONFIG_HOME=" + d.dir, "XDG_DATA_HOME=" + d.dir, "XDG_CACHE_HOME=" + d.dir, "XDG_RUNTIME_DIR=" + d.dir,
		"FONTCONFIG_FILE=" + d.file(fontsFile), "DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
}

func (d *display) file(name string) string { return filepath.Join(d.dir, name) }

// stop ends everything on the display.
func (d *display) stop() {
	for _, cmd := range slices.Backward(d.procs) {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	}
	d.procs = nil
	_ = os.RemoveAll(d.temp) // what is left is small
	if d.screen != nil {
		_ = d.screen.close() // nothing is lost
		d.screen = nil
	}
}

// run is for a program that ends by itself.
func (d *display) run(ctx context.Context, in []byte, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(d.env(), "OMP_THREAD_LIMIT=1")
	if in != nil {
		cmd.Stdin = strings.NewReader(string(in))
	}
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// hands does what xdotool is told, in one go.
func (d *display) hands(ctx context.Context, args ...string) error {
	_, err := d.run(ctx, nil, "xdotool", args...)
	return err
}

// keys presses keys, named as in X11, one after the other.
func (d *display) keys(ctx context.Context, keys ...string) error {
	return d.hands(ctx, append([]string{"key", "--clearmodifiers", "--delay", "2"}, keys...)...)
}

// letters types ASCII.
func (d *display) letters(ctx context.Context, text string) error {
	return d.hands(ctx, "type", "--clearmodifiers", "--delay", "4", text)
}

// The buttons of the mouse.
const (
	left  = 1
	right = 3
)

// click moves the pointer out of the way afterwards: it is part of the picture.
func (d *display) click(ctx context.Context, at image.Point, button int) error {
	return d.hands(ctx, slices.Concat(move(at), []string{"click", strconv.Itoa(button)}, move(parking))...)
}

func move(to image.Point) []string {
	return []string{"mousemove", strconv.Itoa(to.X), strconv.Itoa(to.Y)}
}

// copy puts a text into the clipboard.
func (d *display) copy(ctx context.Context, text string) error {
	cmd := exec.CommandContext(ctx, "xclip", "-in", "-selection", "clipboard")
	cmd.Env, cmd.Stdin = d.env(), strings.NewReader(text)
	return cmd.Run() // what it leaves behind, with its output closed, ends when others copy or the display ends
}

// copied is what is in the clipboard, in a form.
func (d *display) copied(ctx context.Context, form string) ([]byte, error) {
	return d.run(ctx, nil, "xclip", "-out", "-selection", "clipboard", "-target", form)
}

// look is what the screen shows now.
func (d *display) look() picture {
	p := newPicture()
	copy(p, d.screen.pix)
	return p
}

// until waits until the screen is as ok says. ok must not keep the picture.
func (d *display) until(ctx context.Context, what string, ok func(picture) (bool, error)) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for p := newPicture(); ; {
		copy(p, d.screen.pix)
		if yes, err := ok(p); yes || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("the client does not show %s: %w", what, context.Cause(ctx))
		}
	}
}

// calm is for how long nothing may move until something counts as shown.
const calm = 90 * time.Millisecond

// still waits until nothing moves in a part of the screen that ok accepts, nil
// for anything, and returns how it looks.
func (d *display) still(ctx context.Context, what string, r image.Rectangle, ok func(picture) bool) (picture, error) {
	var last uint64
	var since time.Time
	var found picture
	err := d.until(ctx, what, func(p picture) (bool, error) {
		now := time.Now()
		if h := p.hash(d.seed, r); h != last || since.IsZero() {
			last, since = h, now
		}
		found = p
		return now.Sub(since) >= calm && (ok == nil || ok(p)), nil
	})
	return found, err
}
