package desktop

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
)

// Client is Telegram Desktop as one person, on a display of its own.
type Client struct {
	bin, dir string
	shots    string // where screenshots go
	display  *display
	book     *book
	stop     context.CancelFunc
	followed chan struct{}

	hands sync.Mutex // held by whoever uses the display
	cmd   *exec.Cmd
	names map[int64]string // of contacts, by user id
}

// New is a client that keeps all it has in dir, but for screenshots, which go to
// shots. bin is a copy of the program that was patched for the server. tell is
// called for every event in the order of the log, from a goroutine of its own.
// Close it.
func New(bin, dir, shots string, tell func(Event)) (*Client, error) {
	display, err := startDisplay(filepath.Join(dir, "display"))
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	c := &Client{
		bin: bin, dir: dir, shots: shots, display: display, book: newBook(tell), stop: stop,
		followed: make(chan struct{}), names: map[int64]string{},
	}
	go func() {
		(&follower{dir: dir, read: map[string]*file{}}).follow(ctx, c.book.note)
		close(c.followed)
	}()
	return c, nil
}

// Start runs the program. It is new or has the login of an earlier run.
func (c *Client) Start() error {
	c.hands.Lock()
	defer c.hands.Unlock()
	return c.start()
}

func (c *Client) start() error {
	if c.cmd != nil {
		return errors.New("the client runs already")
	}
	if err := c.display.hands(context.Background(), move(parking)...); err != nil {
		return err
	}
	out, err := os.OpenFile(filepath.Join(c.dir, "stdio.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }()
	cmd := exec.Command(c.bin, "-debug", "-workdir", c.dir)
	cmd.Env = append(c.display.env(), "QT_QPA_PLATFORM=xcb", "LIBGL_ALWAYS_SOFTWARE=1")
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return err
	}
	c.cmd = cmd
	return nil
}

// Kill ends the program without any warning.
func (c *Client) Kill() {
	c.hands.Lock()
	defer c.hands.Unlock()
	c.kill()
}

func (c *Client) kill() {
	if c.cmd == nil {
		return
	}
	_ = c.cmd.Process.Kill() // it may have ended by itself
	_ = c.cmd.Wait()
	c.cmd = nil
}

// Close ends the program and its display. No event is told of afterwards. It may
// be called again.
func (c *Client) Close() {
	c.Kill()
	c.display.stop()
	c.stop()
	<-c.followed
}

// Screenshot writes what the screen shows as PNG, under a name without ending.
func (c *Client) Screenshot(name string) error {
	return c.display.look().save(filepath.Join(c.shots, name+".png"))
}

// Mark is a point in the log.
func (c *Client) Mark() int { return c.book.mark() }

// Calls is what the client called after a mark, and what it was answered.
func (c *Client) Calls(mark int) []Call { return c.book.since(mark) }

// Answered waits for the answer to a call after a mark. An error of the server's
// is an error.
func (c *Client) Answered(ctx context.Context, mark int, method string) (*Call, error) {
	return c.book.answered(ctx, mark, method)
}

// Updated waits for an update that ok accepts, whenever it came.
func (c *Client) Updated(ctx context.Context, what string, ok func(*Value) bool) (*Value, error) {
	return until(ctx, c.book, what, func() *Value {
		for _, u := range c.book.updates {
			if ok(u) {
				return u
			}
		}
		return nil
	})
}

// Undecoded is the first thing in the log that the client could not decode.
func (c *Client) Undecoded() error {
	c.book.mu.Lock()
	defer c.book.mu.Unlock()
	return c.book.broken
}

// State waits until the line below the name in the chat's header reads so.
func (c *Client) State(ctx context.Context, text *regexp.Regexp) error {
	return c.reads(ctx, chatState, text)
}

// Lists waits until the list of chats has a line that reads so.
func (c *Client) Lists(ctx context.Context, text *regexp.Regexp) error {
	return c.reads(ctx, chatList, text)
}

func (c *Client) reads(ctx context.Context, r image.Rectangle, text *regexp.Regexp) error {
	c.hands.Lock()
	defer c.hands.Unlock()
	_, err := c.display.find(ctx, r, text)
	return err
}

// Version is what the program says of itself once it runs.
func (c *Client) Version() (string, error) {
	text, err := os.ReadFile(filepath.Join(c.dir, "log.txt"))
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`Launched version: (\d+)`).FindSubmatch(text)
	if m == nil {
		return "", errors.New("log.txt says no version")
	}
	var n int
	if _, err := fmt.Sscan(string(m[1]), &n); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d.%d.%d", n/1e6, n/1e3%1e3, n%1e3), nil
}

// Layer is the one that it announced, 0 before it did.
func (c *Client) Layer() int {
	layer := 0
	for _, call := range c.book.since(0) {
		layer = max(layer, call.Layer)
	}
	return layer
}
