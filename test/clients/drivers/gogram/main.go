package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sync"
)

type call struct {
	ID   int             `json:"id"`
	Call string          `json:"call"`
	Args json.RawMessage `json:"args"`
}

// args are those of every call together.
type args struct {
	Phone    string   `json:"phone"`
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Peer     int64    `json:"peer"`
	ID       int32    `json:"id"`
	Text     string   `json:"text"`
	Entities []entity `json:"entities"`
	Reply    int32    `json:"reply"`
}

type entity struct {
	Type   string `json:"type"`
	Offset int32  `json:"offset"`
	Length int32  `json:"length"`
	URL    string `json:"url,omitempty"`
}

type message struct {
	ID       int32    `json:"id"`
	Peer     int64    `json:"peer"`
	Out      bool     `json:"out"`
	Text     string   `json:"text"`
	Entities []entity `json:"entities"`
	Reply    int32    `json:"reply"`
	Edited   bool     `json:"edited"`
}

type object map[string]any

var output sync.Mutex

// write is one line of standard output.
func write(o object) {
	line, err := json.Marshal(o)
	if err != nil {
		log.Fatal(err)
	}
	output.Lock()
	defer output.Unlock()
	fmt.Printf("%s\n", line)
}

func main() {
	d, err := newDriver()
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			log.Fatal(err)
		}
		go answer(d, c)
	}
}

func answer(d *driver, c call) {
	result, err := d.do(c)
	if err != nil {
		write(object{"id": c.ID, "error": err.Error()})
		return
	}
	if result == nil {
		result = object{}
	}
	write(object{"id": c.ID, "result": result})
}
