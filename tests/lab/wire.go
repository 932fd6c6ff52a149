package main

import (
	"net/http"
	"regexp"
	"strings"
)

// wireSwitches are those of the switches that concern how requests and answers travel, and the clock.
type wireSwitches struct {
	Chunked      bool  `json:"chunked"`             // answers come in pieces, without their length
	StrictCookie bool  `json:"strict_cookie"`       // a session's cookie that lost its quotes is none
	ClockAhead   int64 `json:"clock_ahead_seconds"` // how far the clock has moved on beyond --now
}

// A replace rule changes the text of the true answer: what another server would have written.
type replacement struct {
	Pattern string `json:"pattern,omitempty"` // a regular expression of Go
	With    string `json:"with,omitempty"`    // $1 is what the first group matched

	expression *regexp.Regexp
}

func (r *replacement) compile() (err error) {
	r.expression, err = regexp.Compile(r.Pattern)
	return err
}

func (r *replacement) rewrite(text []byte) []byte {
	return r.expression.ReplaceAll(text, []byte(r.With))
}

// withoutBareCookie takes a session's cookie away whose value has no quotes.
func withoutBareCookie(r *http.Request) {
	for _, line := range r.Header["Cookie"] {
		at := strings.Index(line, "vmware_soap_session=")
		if at >= 0 && !strings.HasPrefix(line[at:], `vmware_soap_session="`) {
			r.Header.Del("Cookie")
			return
		}
	}
}

// writePieces lets the server choose the chunked transfer: it does so when it does not learn the length.
func writePieces(w http.ResponseWriter, body []byte) (written int) {
	const piece = 1000
	for len(body) > 0 {
		size := piece
		if size > len(body) {
			size = len(body)
		}
		n, err := w.Write(body[:size])
		written += n
		if err != nil {
			return written
		}
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		body = body[size:]
	}
	return written
}
