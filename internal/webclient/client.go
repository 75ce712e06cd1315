package webclient

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// server is what the web client has to know before it can connect: the type Server
// of web/src/api/server.ts.
type server struct {
	Name        string `json:"name"`
	Layer       int    `json:"layer"`
	Build       string `json:"build"` // of the web client that is served, "" when there is none
	Version     string `json:"version"`
	Key         string `json:"key"` // PEM, PKCS #1
	Fingerprint string `json:"fingerprint"`
	DC          dc     `json:"dc"`
	Address     string `json:"address"`
	Links       string `json:"links"`
	TestNumbers bool   `json:"testNumbers"`
}

type dc struct {
	ID int `json:"id"`
}

// tell answers with it. Nobody keeps it: an old tab learns from it that there is a
// newer client.
func tell(info Info, client *app) http.Handler {
	s := server{
		Name: info.Name, Layer: info.Layer, Version: info.Version, Key: info.Key, Fingerprint: info.Fingerprint,
		DC: dc{info.DC}, Address: info.Address, Links: info.Links, TestNumbers: info.TestNumbers,
	}
	if client != nil {
		s.Build = client.id
	}
	body, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings and numbers can be encoded
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		secure(h, r)
		h.Set("Content-Type", "application/json")
		h.Set("Cache-Control", keepNot)
		h.Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body) // the reader may be gone
	})
}
