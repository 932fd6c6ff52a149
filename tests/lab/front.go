package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// The front stands before the simulator: it counts, injects faults, checks versions, keeps answers and
// changes apart, and gives answers vCenter's form.
type front struct {
	lab  *lab
	next http.Handler
}

const mostRequestBytes = 16 << 20

// answer is a whole HTTP answer, held back until the front has seen it.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/_lab/") {
		f.lab.control(w, r)
		return
	}
	f.lab.begin()
	defer f.lab.end()
	if r.URL.Path == "/sdk" || r.URL.Path == "/sdk/vimService" {
		if r.Method == http.MethodPost {
			f.soap(w, r)
			return
		}
	}
	switch {
	case isREST(r.URL.Path):
		f.rest(w, r)
	case r.URL.Path == vsanPath:
		f.vsan(w, r)
	default:
		f.plain(w, r)
	}
}

// plain serves what is not SOAP: the version list and downloads.
func (f *front) plain(w http.ResponseWriter, r *http.Request) {
	hit := f.lab.match("", r.URL.Path, nil)
	if hit != nil && f.obstruct(w, r, hit) {
		return
	}
	if hit != nil && hit.Kind == kindCut {
		w = &cutter{ResponseWriter: w, left: hit.CutAfter}
	}
	counted := &counter{ResponseWriter: w, lab: f.lab}
	switch {
	case r.URL.Path == "/sdk/vimServiceVersions.xml":
		w.Header().Set("Content-Type", "text/xml")
		document := []byte(versionsDocument(f.lab.settings().APIVersion))
		if hit != nil && hit.Kind == kindReplace {
			document = hit.rewrite(document)
		}
		_, _ = counted.Write(document)
	case strings.HasPrefix(r.URL.Path, bundlePath):
		f.lab.serveBundle(counted, r)
	default:
		http.NotFound(counted, r)
	}
}

func (f *front) soap(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostRequestBytes))
	if err != nil {
		http.Error(w, "request too large or cut", http.StatusBadRequest)
		return
	}
	call := readCall(body)
	number := f.lab.count(call.method)
	if f.lab.options.Verbose {
		log.Printf("%s %s", call.method, call.this.Value)
	}
	f.lab.applyPlanned(call.method, number)
	f.lab.carryOutPlanned(call.method, number)
	hit := f.lab.match(call.method, r.URL.Path, body)
	if hit != nil && !hit.After && f.obstruct(w, r, hit) {
		return
	}
	out := f.perform(r, body, call)
	if hit != nil && hit.After && f.obstruct(w, r, hit) {
		return
	}
	f.send(w, r, out, hit)
}

// perform gets the simulator's answer, in vCenter's form.
func (f *front) perform(r *http.Request, body []byte, call call) *answer {
	out := &answer{header: http.Header{}, status: http.StatusOK}
	if uri, ok := acceptsVersion(r.Header.Get("SOAPAction"), f.lab.settings().APIVersion); !ok {
		writeFault(out, "VersionMismatchFaultCode", fmt.Sprintf("Unsupported version URI %q", uri), nil)
		return out
	}
	if wrong := outOfOrder(body); wrong != "" {
		writeFault(out, "ServerFaultCode", "Unexpected element: "+wrong, &types.InvalidRequest{})
		return out
	}
	if privilege, ok := methodPrivileges[call.method]; ok && authenticated(r) && !f.lab.holds(call.this, privilege) {
		writeFault(out, "ServerFaultCode", "Permission to perform this operation was denied.",
			&types.NoPermission{Object: call.this, PrivilegeId: privilege})
		return out
	}
	request := r.Clone(r.Context())
	request.Body = io.NopCloser(bytes.NewReader(body))
	request.ContentLength = int64(len(body))
	if f.lab.settings().StrictCookie {
		withoutBareCookie(request)
	}
	if !strings.HasPrefix(call.method, "WaitForUpdates") { // waits must not hold changes back
		f.lab.world.RLock()
		defer f.lab.world.RUnlock()
	}
	f.next.ServeHTTP(out, request)
	f.likeVCenter(out, call)
	return out
}

var (
	foreignType  = []byte(` xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance" XMLSchema-instance:type="`)
	nestedType   = []byte(` XMLSchema-instance:type="`)
	usualType    = []byte(` xsi:type="`)
	returnedTime = regexp.MustCompile(`<returnval>[^<]*</returnval>`)
)

func (f *front) likeVCenter(out *answer, call call) {
	out.header.Set("Content-Type", `text/xml; charset="utf-8"`)
	out.header.Set("Cache-Control", "no-cache")
	ok := out.status == http.StatusOK
	switch call.method {
	case "Login", "LoginByToken":
		f.lab.countLogin(ok)
		quoteCookie(out.header)
	case "Logout":
		f.lab.countLogout(ok)
	case "RetrieveServiceContent":
		out.body = *bytes.NewBuffer(bytes.ReplaceAll(out.body.Bytes(), []byte(hiddenManagerSuffix), nil))
	case "CurrentTime":
		now := f.lab.now().Format("2006-01-02T15:04:05.000000Z")
		body := returnedTime.ReplaceAll(out.body.Bytes(), []byte("<returnval>"+now+"</returnval>"))
		out.body = *bytes.NewBuffer(body)
	}
	if bytes.Contains(out.body.Bytes(), foreignType) {
		out.body = *bytes.NewBuffer(bytes.ReplaceAll(bytes.ReplaceAll(out.body.Bytes(), foreignType, usualType), nestedType, usualType))
	}
}

// quoteCookie writes the session cookie as vCenter does, its value in quotes.
func quoteCookie(h http.Header) {
	for i, cookie := range h["Set-Cookie"] {
		value := strings.TrimPrefix(strings.SplitN(cookie, ";", 2)[0], "vmware_soap_session=")
		h["Set-Cookie"][i] = `vmware_soap_session="` + strings.Trim(value, `"`) + `"; Path=/; HttpOnly; Secure;`
	}
}

// send writes the answer out, cut if a rule says so.
func (f *front) send(w http.ResponseWriter, r *http.Request, out *answer, hit *rule) {
	body := out.body.Bytes()
	for name, values := range out.header {
		w.Header()[name] = values
	}
	if hit != nil && hit.Kind == kindReplace {
		body = hit.rewrite(body)
	}
	if f.lab.settings().Gzip && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body = compress(body)
		w.Header().Set("Content-Encoding", "gzip")
	}
	if f.lab.settings().Chunked {
		w.Header().Del("Content-Length")
		w.WriteHeader(out.status)
		f.lab.countBytes(writePieces(w, body))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(out.status)
	if hit != nil && hit.Kind == kindCut && hit.CutAfter < int64(len(body)) {
		n, _ := w.Write(body[:hit.CutAfter])
		f.lab.countBytes(n)
		if flusher, ok := w.(http.Flusher); ok {
			flusher.Flush()
		}
		breakConnection(w, false)
		return
	}
	n, _ := w.Write(body)
	f.lab.countBytes(n)
}

func compress(body []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	_, _ = z.Write(body)
	_ = z.Close()
	return out.Bytes()
}

// obstruct does what a rule says in place of an answer; false when the answer is to be given after all.
func (f *front) obstruct(w http.ResponseWriter, r *http.Request, hit *rule) bool {
	switch hit.Kind {
	case kindDelay:
		select {
		case <-time.After(time.Duration(hit.DelayMS) * time.Millisecond):
		case <-r.Context().Done():
		case <-f.lab.closing:
		}
		return false
	case kindHang:
		select {
		case <-r.Context().Done():
		case <-hit.cleared:
		case <-f.lab.closing:
		}
		breakConnection(w, true)
		return true
	case kindReset:
		breakConnection(w, true)
		return true
	case kindStatus:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(hit.Status)
		fmt.Fprintf(w, "<html><body><h1>%d %s</h1></body></html>\n", hit.Status, http.StatusText(hit.Status))
		return true
	case kindFault:
		out := &answer{header: http.Header{}}
		writeFault(out, "ServerFaultCode", hit.Message, hit.fault)
		f.send(w, r, out, nil)
		return true
	}
	return false
}

// breakConnection closes the client's connection; reset makes the client see a reset, not an end.
func breakConnection(w http.ResponseWriter, reset bool) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if reset {
		if inner, ok := conn.(interface{ NetConn() net.Conn }); ok {
			conn = inner.NetConn()
		}
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
	}
	_ = conn.Close()
}

// writeFault writes a SOAP fault with its detail as vCenter does.
func writeFault(out *answer, code, text string, fault types.BaseMethodFault) {
	e := &encoder{}
	e.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ` +
		`xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>`)
	e.text(code)
	e.WriteString("</faultcode><faultstring>")
	e.text(text)
	e.WriteString("</faultstring>")
	if fault != nil {
		v := reflect.ValueOf(fault).Elem()
		name := v.Type().Name()
		e.WriteString(`<detail><` + name + `Fault xmlns="urn:vim25" xsi:type="` + name + `">`)
		e.members(v)
		e.WriteString(`</` + name + `Fault></detail>`)
	}
	e.WriteString("</soapenv:Fault></soapenv:Body></soapenv:Envelope>")
	out.header.Set("Content-Type", `text/xml; charset="utf-8"`)
	out.status = http.StatusInternalServerError
	_, _ = out.Write(e.Bytes())
}

// call is what the front knows of a request: the method and the object it is for.
type call struct {
	method string
	this   types.ManagedObjectReference
}

func readCall(body []byte) (c call) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	inBody := false
	for {
		token, err := decoder.Token()
		if err != nil {
			return c
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case !inBody:
				inBody = t.Name.Local == "Body"
			case c.method == "":
				c.method = t.Name.Local
			case t.Name.Local == "_this":
				for _, a := range t.Attr {
					if a.Name.Local == "type" {
						c.this.Type = a.Value
					}
				}
				if text, err := decoder.Token(); err == nil {
					if chars, ok := text.(xml.CharData); ok {
						c.this.Value = strings.TrimSpace(string(chars))
					}
				}
				return c
			default:
				return c
			}
		}
	}
}

// counter counts the bytes of answers that are streamed.
type counter struct {
	http.ResponseWriter
	lab *lab
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.lab.countBytes(n)
	return n, err
}

// cutter breaks the connection after so many bytes of a streamed answer.
type cutter struct {
	http.ResponseWriter
	left int64
}

func (c *cutter) Write(p []byte) (int, error) {
	if int64(len(p)) <= c.left {
		c.left -= int64(len(p))
		return c.ResponseWriter.Write(p)
	}
	n, _ := c.ResponseWriter.Write(p[:c.left])
	if flusher, ok := c.ResponseWriter.(http.Flusher); ok {
		flusher.Flush()
	}
	breakConnection(c.ResponseWriter, false)
	return n, io.ErrClosedPipe
}
