package main

import "reflect"

// clone copies a value with everything it points to. The simulator's templates are shared by all that is
// made from them; a host must own its parts before it is dressed.
func clone(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	cloneInto(out, v)
	return out
}

func cloneInto(out, v reflect.Value) {
	switch v.Kind() {
	case reflect.Ptr:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			cloneInto(out.Elem(), v.Elem())
		}
	case reflect.Interface:
		if !v.IsNil() {
			out.Set(clone(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := 0; i < v.Len(); i++ {
				cloneInto(out.Index(i), v.Index(i))
			}
		}
	case reflect.Struct:
		if v.Type() == timeType {
			out.Set(v)
			return
		}
		for i := 0; i < v.NumField(); i++ {
			cloneInto(out.Field(i), v.Field(i))
		}
	default:
		out.Set(v)
	}
}
