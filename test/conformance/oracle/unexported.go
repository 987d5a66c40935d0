package main

import (
	"reflect"
	"unsafe"
)

// field reaches a field, exported or not, of the struct that object points to.
func fieldOf(object any, name string) reflect.Value {
	field := reflect.ValueOf(object).Elem().FieldByName(name)
	return reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
}

// getField reads a field as the type it is known to have.
func getField[T any](object any, name string) T {
	return fieldOf(object, name).Interface().(T)
}

// setField replaces the value of a field.
func setField(object any, name string, value any) {
	fieldOf(object, name).Set(reflect.ValueOf(value))
}
