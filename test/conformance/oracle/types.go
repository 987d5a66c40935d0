package main

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// writtenTypes collects how Go writes the fields of the structs that a pod template is made of: for each type its fields, each
// with a mark (src/api/writtenTypes.ts says what they mean). A field that is written exactly when it is set has none.
type writtenTypes map[string][]string

var (
	timeType     = reflect.TypeFor[metav1.Time]()
	quantityType = reflect.TypeFor[resource.Quantity]()
	portType     = reflect.TypeFor[intstr.IntOrString]()
	fieldsType   = reflect.TypeFor[metav1.FieldsV1]()
)

// printTypes writes a line for each type, in the order of their names.
func printTypes(out io.Writer) error {
	found := writtenTypes{}
	if err := found.add(reflect.TypeFor[v1.PodTemplateSpec]()); err != nil {
		return err
	}
	names := []string{}
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if fields := found[name]; len(fields) > 0 {
			fmt.Fprintf(out, "%s: %s\n", name, strings.Join(fields, " "))
		}
	}
	return nil
}

func isPlainStruct(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != timeType && t != quantityType && t != portType && t != fieldsType
}

func (found writtenTypes) add(t reflect.Type) error {
	if _, known := found[t.Name()]; known {
		return nil
	}
	found[t.Name()] = nil
	fields, err := found.fieldsOf(t)
	found[t.Name()] = fields
	return err
}

func (found writtenTypes) fieldsOf(t reflect.Type) (fields []string, err error) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			inner, err := found.fieldsOf(field.Type)
			if err != nil {
				return nil, err
			}
			fields = append(fields, inner...)
			continue
		}
		mark, err := found.mark(field.Type, strings.Contains(options, "omitempty"))
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.Name(), field.Name, err)
		}
		if mark != "" {
			fields = append(fields, name+mark)
		}
	}
	return fields, nil
}

// mark says how a field of this type is written.
func (found writtenTypes) mark(t reflect.Type, omitEmpty bool) (string, error) {
	switch {
	case t == timeType:
		return "", nil
	case t == quantityType:
		return "/", nil
	case t == portType:
		return "#", nil
	case t.Kind() == reflect.Pointer && t.Elem() == quantityType:
		return "^", nil
	case t.Kind() == reflect.Pointer && isPlainStruct(t.Elem()):
		return choose(omitEmpty, ":", "!") + t.Elem().Name(), found.add(t.Elem())
	case t.Kind() == reflect.Pointer:
		return choose(omitEmpty, "", "!"), nil
	case t.Kind() == reflect.Map && omitEmpty && t.Elem() == quantityType:
		return "%", nil
	case t.Kind() == reflect.Map && omitEmpty && t.Elem().Kind() == reflect.String:
		return "{", nil
	case t.Kind() == reflect.Slice && isPlainStruct(t.Elem()):
		return choose(omitEmpty, "*", "[") + t.Elem().Name(), found.add(t.Elem())
	case t.Kind() == reflect.Slice:
		return choose(omitEmpty, "*", "["), nil
	case isPlainStruct(t): // encoding/json never takes a struct for empty
		return "." + t.Name(), found.add(t)
	case omitEmpty && (t.Kind() == reflect.String || t.Kind() == reflect.Bool || t.Kind() == reflect.Int32 || t.Kind() == reflect.Int64):
		return "?", nil
	case t.Kind() == reflect.String:
		return "=", nil
	case t.Kind() == reflect.Int32, t.Kind() == reflect.Int64:
		return "#", nil
	}
	return "", fmt.Errorf("no mark for %s", t)
}

func choose(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
