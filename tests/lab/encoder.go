package main

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// An encoder writes property values the way vCenter does: types by the xsi prefix, one element per signed
// byte of a byte array, and zeroes where vCenter writes zeroes. The simulator's own encoder does none of
// these. Values are written while the caller holds the inventory, so an answer is never torn.
type encoder struct {
	bytes.Buffer
}

// field says how one struct field is written.
type field struct {
	index    []int
	name     string
	omit     bool // leave a zero value out
	typeattr bool // write the dynamic type
}

var (
	timeType = reflect.TypeOf(time.Time{})
	refType  = reflect.TypeOf(types.ManagedObjectReference{})

	// vCenter writes the zero counters of these structures, though the schema calls them optional.
	writesZeroes = map[reflect.Type]bool{
		reflect.TypeOf(types.VirtualMachineQuickStats{}):     true,
		reflect.TypeOf(types.HostListSummaryQuickStats{}):    true,
		reflect.TypeOf(types.VirtualMachineStorageSummary{}): true,
		reflect.TypeOf(types.VirtualMachineConfigSummary{}):  true,
		reflect.TypeOf(types.VirtualMachineBootOptions{}):    true,
		reflect.TypeOf(types.DatastoreSummary{}):             true,
		reflect.TypeOf(types.ResourcePoolQuickStats{}):       true,
		reflect.TypeOf(types.ClusterUsageSummary{}):          true,
		reflect.TypeOf(types.ClusterVmReadiness{}):           true,
		reflect.TypeOf(types.IntPolicy{}):                    true,
		reflect.TypeOf(types.LongPolicy{}):                   true,
		reflect.TypeOf(types.AlarmSpec{}):                    true,
	}

	fieldCache sync.Map // reflect.Type -> []field
)

func fieldsOf(t reflect.Type) []field {
	if cached, ok := fieldCache.Load(t); ok {
		return cached.([]field)
	}
	fields := appendFields(nil, t, nil)
	fieldCache.Store(t, fields)
	return fields
}

func appendFields(fields []field, t reflect.Type, prefix []int) []field {
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		index := append(append([]int{}, prefix...), i)
		tag, tagged := f.Tag.Lookup("xml")
		if f.Anonymous && !tagged {
			fields = appendFields(fields, f.Type, index)
			continue
		}
		if f.PkgPath != "" || !tagged {
			continue
		}
		parts := strings.Split(tag, ",")
		out := field{index: index, name: parts[0]}
		for _, option := range parts[1:] {
			out.omit = out.omit || option == "omitempty"
			out.typeattr = out.typeattr || option == "typeattr"
		}
		if out.omit && writesZeroes[t] && isNumber(f.Type.Kind()) {
			out.omit = false
		}
		fields = append(fields, out)
	}
	return fields
}

func isNumber(k reflect.Kind) bool {
	return k >= reflect.Int && k <= reflect.Float64
}

// value writes <name ...>v</name>; typed asks for the dynamic type of v.
func (e *encoder) value(name string, v reflect.Value, typed bool) {
	for v.Kind() == reflect.Ptr || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice {
		e.elements(name, v, typed)
		return
	}
	e.open(name, v, typed)
	switch {
	case v.Type() == timeType:
		e.WriteString(v.Interface().(time.Time).UTC().Format(time.RFC3339Nano))
	case v.Type() == refType:
		e.text(v.Interface().(types.ManagedObjectReference).Value)
	case v.Kind() == reflect.Struct:
		e.members(v)
	default:
		e.scalar(v)
	}
	e.close(name)
}

func (e *encoder) elements(name string, v reflect.Value, typed bool) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		for _, b := range v.Bytes() {
			e.WriteByte('<')
			e.WriteString(name)
			e.WriteByte('>')
			e.WriteString(strconv.Itoa(int(int8(b))))
			e.close(name)
		}
		return
	}
	for i := 0; i < v.Len(); i++ {
		e.value(name, v.Index(i), typed)
	}
}

func (e *encoder) members(v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		member := v.FieldByIndex(f.index)
		if f.omit && member.IsZero() {
			continue
		}
		e.value(f.name, member, f.typeattr)
	}
	if more := newerMembers[v.Type()]; more != nil {
		more(e, v)
	}
}

func (e *encoder) open(name string, v reflect.Value, typed bool) {
	e.WriteByte('<')
	e.WriteString(name)
	if v.Type() == refType {
		e.WriteString(` type="`)
		e.text(v.Interface().(types.ManagedObjectReference).Type)
		e.WriteByte('"')
	}
	if typed {
		e.WriteString(` xsi:type="`)
		e.WriteString(xsiType(v.Type()))
		e.WriteByte('"')
	}
	e.WriteByte('>')
}

func (e *encoder) close(name string) {
	e.WriteString("</")
	e.WriteString(name)
	e.WriteByte('>')
}

func (e *encoder) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		e.text(v.String())
	case reflect.Bool:
		e.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Int:
		e.WriteString(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint8:
		e.WriteString(strconv.Itoa(int(int8(v.Uint()))))
	case reflect.Float32, reflect.Float64:
		e.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	}
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#xD;")

func (e *encoder) text(s string) {
	if strings.IndexAny(s, "&<>\"\r") < 0 {
		e.WriteString(s)
		return
	}
	_, _ = escapes.WriteString(e, s)
}

// xsiType is the name vCenter gives to the dynamic type of a value.
func xsiType(t reflect.Type) string {
	if t == timeType {
		return "xsd:dateTime"
	}
	if t.PkgPath() != "" {
		return t.Name()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "xsd:boolean"
	case reflect.Int8, reflect.Uint8:
		return "xsd:byte"
	case reflect.Int16:
		return "xsd:short"
	case reflect.Int32:
		return "xsd:int"
	case reflect.Int64:
		return "xsd:long"
	case reflect.Float32:
		return "xsd:float"
	case reflect.Float64:
		return "xsd:double"
	}
	return "xsd:string"
}

// elementName is the name of the elements of an ArrayOf... whose Go type is a slice of t.
func elementName(t reflect.Type) string {
	if t.PkgPath() != "" {
		if t.Kind() == reflect.Interface {
			return strings.TrimPrefix(t.Name(), "Base")
		}
		return t.Name()
	}
	return strings.TrimPrefix(xsiType(t), "xsd:")
}

// property writes the <val> of a property. It reports whether the property has a value at all.
func (e *encoder) property(v reflect.Value) bool {
	for v.Kind() == reflect.Ptr || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return false
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Slice {
		e.value("val", v, true)
		return true
	}
	element := v.Type().Elem()
	name := elementName(element)
	e.WriteString(`<val xsi:type="ArrayOf`)
	e.WriteString(strings.ToUpper(name[:1]))
	e.WriteString(name[1:])
	e.WriteString(`">`)
	e.elements(name, v, element.Kind() == reflect.Interface)
	e.close("val")
	return true
}
