package desktop

import (
	"io"
	"net"
	"os"
	"os/exec"
	"testing"
)

// TestCut ends the connection of another process, and nothing else of it.
func TestCut(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	near, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	far, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = far.Close() }()
	held, err := near.(*net.TCPConn).File()
	if err != nil {
		t.Fatal(err)
	}
	holder := exec.Command("cat") // until its input ends
	holder.ExtraFiles = []*os.File{held}
	in, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if err := near.Close(); err != nil {
		t.Fatal(err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := cut(holder.Process.Pid); n != 1 || err != nil {
		t.Errorf("%d connections: %v", n, err)
	}
	if _, err := far.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("read: %v", err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	if err := holder.Wait(); err != nil {
		t.Errorf("the process ended: %v", err)
	}
}
