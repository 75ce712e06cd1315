package desktop

import (
	"encoding/binary"
	"image"
	"slices"
	"testing"
)

func (p picture) fill(r image.Rectangle, color uint32) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			binary.LittleEndian.PutUint32(p[4*(y*Width+x):], color)
		}
	}
}

const wallpaper = 0x6da687

func TestBubblesAreFound(t *testing.T) {
	t.Parallel()
	p := newPicture()
	p.fill(everything, wallpaper)
	p.fill(image.Rect(337, 1100, 600, 1130), white)
	p.fill(image.Rect(700, 1060, 884, 1090), ownText)
	p.fill(image.Rect(337, 1040, 600, 1058), white)
	p.fill(image.Rect(337, 1030, 600, 1037), white) // too low for one
	p.fill(image.Rect(322, 78, 900, 128), white)    // a bar below the header
	want := []bubble{{image.Pt(edgeOfOthers, 1114), 1129, false}, {image.Pt(edgeOfOwn, 1074), 1089, true}, {image.Pt(edgeOfOthers, 1048), 1057, false}}
	if got := p.bubbles(); !slices.Equal(got, want) {
		t.Errorf("got %v instead of %v", got, want)
	}
}

// marks are single and double check marks of version 4.6.5, from column 863.
var marks = map[int][]string{
	1: {"......#+", ".....###", "....###+", "...###+.", "..###+..", ".###+...", "###+....", "##+.....", "#+......", "+......."},
	2: {
		"......#+...#+...", ".....###..###...", "....###+.###+...", "...###+.###+....", "..###+.###+.....", ".###+.###+......",
		"###+.###+.......", "##++###+........", "#+####+.........", "+.+##+..........",
	},
}

func TestCheckMarksAreCounted(t *testing.T) {
	t.Parallel()
	for n, rows := range marks {
		p := newPicture()
		p.fill(image.Rect(700, 1060, 884, 1090), ownText)
		for y, row := range rows {
			for x, c := range row {
				if c != '.' {
					p.fill(image.Rect(0, 0, 1, 1).Add(image.Pt(checksBegin+x, 1073+y)), 0x5dc452)
				}
			}
		}
		if got := p.checks(p.bubbles()[0]); got != n {
			t.Errorf("%d check marks instead of %d", got, n)
		}
	}
}

func TestButtonIsFound(t *testing.T) {
	t.Parallel()
	p := newPicture()
	p.fill(everything, white)
	if at, ok := p.button(); ok {
		t.Errorf("found at %v", at)
	}
	p.fill(image.Rect(292, 678, 607, 722), action)
	if at, ok := p.button(); !ok || !at.In(image.Rect(292, 690, 607, 710)) {
		t.Errorf("found at %v: %v", at, ok)
	}
}

func TestMenuIsFoundAmongWindows(t *testing.T) {
	t.Parallel()
	const main = "WINDOW=4194310\nX=0\nY=0\nWIDTH=900\nHEIGHT=1200\nSCREEN=0\n"
	const popup = "WINDOW=4194340\nX=672\nY=861\nWIDTH=199\nHEIGHT=210\nSCREEN=0\n"
	if r := smallWindow(main); !r.Empty() {
		t.Errorf("none: %v", r)
	}
	want := image.Rect(672, 861, 871, 1071)
	for _, s := range []string{main + popup, popup + main} {
		if r := smallWindow(s); r != want {
			t.Errorf("%v instead of %v", r, want)
		}
	}
}

func TestTitlesNameChats(t *testing.T) {
	t.Parallel()
	for titles, want := range map[string]bool{
		"Peer 7003\n": true, "Peer 7003 – (2)\n": true, "TelegramDesktop\nPeer 7003\n": true,
		"Peer 70031\n": false, "Telegram (1)\n": false, "": false, "Peer 7004\n": false,
	} {
		if isTitle(titles, "7003") != want {
			t.Errorf("%q: not %v", titles, want)
		}
	}
}

func TestLinesAreRead(t *testing.T) {
	t.Parallel()
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
	got := lines(head + "1\t1\t0\t0\t0\t0\t0\t0\t300\t300\t-1\t\n" +
		"5\t1\t1\t1\t1\t1\t30\t60\t90\t30\t96\tAdd\n5\t1\t1\t1\t1\t2\t150\t60\t120\t30\t95\tContact\n5\t1\t1\t1\t1\t3\t600\t60\t90\t30\t95\tClose\n" +
		"5\t1\t1\t1\t2\t1\t30\t120\t60\t30\t93\tmore\n")
	if len(got) != 2 || got[0].text != "Add Contact Close" || got[1].text != "more" {
		t.Fatalf("lines: %+v", got)
	}
	if at := got[0].where(addContact); at != image.Rect(10, 20, 90, 30) {
		t.Errorf("%v", at)
	}
	if at := got[1].where(addContact); !at.Empty() {
		t.Errorf("found at %v", at)
	}
}
