package main

import (
	"errors"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
)

type fieldsIn struct {
	Text string `json:"text"`
	As   struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	} `json:"as"`
}

type fieldsOut struct {
	Strict []string `json:"strict"`
	Error  string   `json:"error"`
}

var fieldCodecs = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)

func init() {
	operations["fields"] = on(fields)
}

// fields asks how the API server decodes the bytes of a file that is posted to the path of a kind with
// fieldValidation=Strict: JSON if they begin with a brace, else YAML.
func fields(_ *worker, in *fieldsIn) (any, error) {
	mediaType := runtime.ContentTypeYAML
	if strings.HasPrefix(in.Text, "{") {
		mediaType = runtime.ContentTypeJSON
	}
	info, ok := runtime.SerializerInfoForMediaType(fieldCodecs.SupportedMediaTypes(), mediaType)
	if !ok {
		return nil, errors.New("no serializer for " + mediaType)
	}
	kind := schema.FromAPIVersionAndKind(in.As.APIVersion, in.As.Kind)
	out := fieldsOut{Strict: []string{}}
	if _, _, err := info.StrictSerializer.Decode([]byte(in.Text), &kind, nil); err != nil {
		if strict, ok := runtime.AsStrictDecodingError(err); ok {
			for _, each := range strict.Errors() {
				out.Strict = append(out.Strict, each.Error())
			}
		} else {
			out.Error = err.Error()
		}
	}
	return out, nil
}
