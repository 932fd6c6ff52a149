package main

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

const instanceSpace = "http://www.w3.org/2001/XMLSchema-instance"

// outOfOrder says which element of a request stands where the schema does not have it: vCenter insists on the
// declared order, the simulator does not care. Empty when all is well, or when the lab does not know the method.
func outOfOrder(body []byte) string {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Body" {
			break
		}
	}
	for {
		token, err := decoder.Token()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok {
			t, _ := types.TypeFunc()(start.Name.Local + "RequestType")
			return checkOrder(decoder, start.Name.Local, t)
		}
	}
}

// checkOrder reads up to the end of an element of type t; nil is a type that the lab does not know.
func checkOrder(decoder *xml.Decoder, name string, t reflect.Type) string {
	places := map[string]int{}
	kinds := map[string]reflect.Type{}
	if t != nil && t.Kind() == reflect.Struct {
		for i, f := range fieldsOf(t) {
			places[f.name], kinds[f.name] = i, elementType(t.FieldByIndex(f.index).Type)
		}
	}
	last, wrong := -1, ""
	for {
		token, err := decoder.Token()
		if err == io.EOF || err != nil {
			return wrong
		}
		switch at := token.(type) {
		case xml.EndElement:
			return wrong
		case xml.StartElement:
			local := at.Name.Local
			place, known := places[local]
			if known && place < last && wrong == "" {
				wrong = fmt.Sprintf("%s in %s", local, name)
			}
			if known && place > last {
				last = place
			}
			if inner := checkOrder(decoder, local, givenType(at, kinds[local])); wrong == "" {
				wrong = inner
			}
		}
	}
}

func elementType(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Ptr {
		t = t.Elem()
	}
	return t
}

// givenType is the type that an element names, or else the declared one.
func givenType(at xml.StartElement, declared reflect.Type) reflect.Type {
	for _, a := range at.Attr {
		if a.Name.Local == "type" && (a.Name.Space == instanceSpace || a.Name.Space == "xsi") {
			named := a.Value[strings.Index(a.Value, ":")+1:]
			if t, ok := types.TypeFunc()(named); ok {
				return t
			}
		}
	}
	return declared
}
