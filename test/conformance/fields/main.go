// Command fields prints the fields that the objects of one release of Kubernetes have, with the type of each, as Go's JSON
// decoder sees them: read by reflection off the types of k8s.io/api.
//
// A line for each type that an object is made of, in the order of their names: the name, then its fields, each `name:type`.
// A type is a letter (`s` string, `b` bool, `i` int32, `l` int64, `f` float, `y` bytes, `t` time, `m` time with microseconds,
// `q` quantity, `o` integer or string, `r` any JSON), the name of a struct, or `[` (list) or `{` (map by string) before one.
// The first line holds the objects, `apiVersion/kind:type`.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var objects = []struct {
	apiVersion string
	object     interface{}
}{
	{"apps/v1", appsv1.ControllerRevision{}},
	{"apps/v1", appsv1.DaemonSet{}},
	{"apps/v1", appsv1.Deployment{}},
	{"apps/v1", appsv1.ReplicaSet{}},
	{"apps/v1", appsv1.StatefulSet{}},
	{"batch/v1", batchv1.CronJob{}},
	{"batch/v1", batchv1.Job{}},
	{"v1", corev1.Event{}},
	{"v1", corev1.Namespace{}},
	{"v1", corev1.Node{}},
	{"v1", corev1.Pod{}},
	{"v1", corev1.PodTemplate{}},
	{"v1", corev1.ReplicationController{}},
}

// leaves are the types that decode themselves.
var leaves = map[reflect.Type]string{
	reflect.TypeOf(metav1.Time{}):          "t",
	reflect.TypeOf(metav1.MicroTime{}):     "m",
	reflect.TypeOf(resource.Quantity{}):    "q",
	reflect.TypeOf(intstr.IntOrString{}):   "o",
	reflect.TypeOf(runtime.RawExtension{}): "r",
	reflect.TypeOf(metav1.FieldsV1{}):      "r",
}

var unmarshaler = reflect.TypeOf((*json.Unmarshaler)(nil)).Elem()

// table holds the fields of each struct, by their names.
type table struct {
	types map[string]map[string]string
	named map[string]reflect.Type
}

func main() {
	found := table{map[string]map[string]string{}, map[string]reflect.Type{}}
	roots := []string{}
	for _, each := range objects {
		t := reflect.TypeOf(each.object)
		name, err := found.nameOf(t)
		if err != nil {
			fmt.Fprintln(os.Stderr, "fields:", err)
			os.Exit(1)
		}
		roots = append(roots, each.apiVersion+"/"+t.Name()+":"+name)
	}
	fmt.Println(strings.Join(roots, " "))
	for _, name := range sortedKeys(found.types) {
		line := []string{name}
		for _, field := range sortedKeys(found.types[name]) {
			line = append(line, field+":"+found.types[name][field])
		}
		fmt.Println(strings.Join(line, " "))
	}
}

// nameOf says what a type is called in the table, and puts the structs that it is made of into it.
func (found table) nameOf(t reflect.Type) (string, error) {
	for t.Kind() == reflect.Ptr {
		t = t.Elem()
	}
	if leaf, ok := leaves[t]; ok {
		return leaf, nil
	}
	if t.Implements(unmarshaler) || reflect.PtrTo(t).Implements(unmarshaler) {
		return "", fmt.Errorf("%s decodes itself", t)
	}
	switch t.Kind() {
	case reflect.String:
		return "s", nil
	case reflect.Bool:
		return "b", nil
	case reflect.Int32:
		return "i", nil
	case reflect.Int, reflect.Int64:
		return "l", nil
	case reflect.Float64:
		return "f", nil
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "y", nil
		}
		name, err := found.nameOf(t.Elem())
		return "[" + name, err
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			return "", fmt.Errorf("%s: keys that are no strings", t)
		}
		name, err := found.nameOf(t.Elem())
		return "{" + name, err
	case reflect.Struct:
		if known, ok := found.named[t.Name()]; ok {
			if known != t {
				return "", fmt.Errorf("two types are called %s", t.Name())
			}
			return t.Name(), nil
		}
		found.named[t.Name()] = t
		fields := map[string]string{}
		found.types[t.Name()] = fields
		return t.Name(), found.collect(t, fields)
	}
	return "", fmt.Errorf("%s is not expected", t)
}

// collect gathers the fields of a struct; those of a struct that stands in it without a name are its own.
func (found table) collect(t reflect.Type, fields map[string]string) error {
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		name := strings.Split(field.Tag.Get("json"), ",")[0]
		if name == "-" {
			continue
		}
		if strings.Contains(field.Tag.Get("json"), ",string") {
			return fmt.Errorf("%s.%s is written as a string", t, field.Name)
		}
		if name == "" {
			if !field.Anonymous {
				return fmt.Errorf("%s.%s has no name", t, field.Name)
			}
			if err := found.collect(field.Type, fields); err != nil {
				return err
			}
			continue
		}
		if _, twice := fields[name]; twice {
			return fmt.Errorf("%s has %s twice", t, name)
		}
		kind, err := found.nameOf(field.Type)
		if err != nil {
			return err
		}
		fields[name] = kind
	}
	return nil
}

func sortedKeys[V any](of map[string]V) []string {
	keys := []string{}
	for key := range of {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
