package main

import (
	"encoding/json"
	"errors"
	"math/rand"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/apitesting/fuzzer"
	metafuzzer "k8s.io/apimachinery/pkg/apis/meta/fuzzer"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	internalapps "k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install" // for the conversions
	appsv1 "k8s.io/kubernetes/pkg/apis/apps/v1"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corefuzzer "k8s.io/kubernetes/pkg/apis/core/fuzzer"
)

type templatesIn struct {
	Seed  int64 `json:"seed"`
	Count int   `json:"count"`
}

// mostTemplates are made for one question: an answer is one line.
const mostTemplates = 5000

var templateFuzzers = fuzzer.MergeFuzzerFuncs(metafuzzer.Funcs, corefuzzer.Funcs)

// templates makes pod templates with the API fuzzers of Kubernetes, in two ways that take turns: the internal type, for
// which upstream says what its values may be, as the API server would store it; and the type of the wire with anything
// in any field, as an API server without validation would.
func templates(_ *worker, in *templatesIn) (any, error) {
	if in.Count < 0 || in.Count > mostTemplates {
		return nil, errors.New("count is out of range")
	}
	made := []json.RawMessage{}
	for i := range int64(in.Count) {
		template, err := fuzzedTemplate(in.Seed + i)
		if err != nil {
			return nil, err
		}
		made = append(made, template)
	}
	return made, nil
}

// fuzzedTemplate makes one; upstream's fuzzers give some ports a type that does not exist, so it tries until one can be
// written.
func fuzzedTemplate(seed int64) (json.RawMessage, error) {
	source := rand.NewSource(seed)
	for range 100 {
		daemonSet := &apps.DaemonSet{}
		if seed%2 == 0 {
			internal := &internalapps.DaemonSet{}
			fill(fuzzer.FuzzerFor(templateFuzzers, source, legacyscheme.Codecs), &internal.Spec.Template)
			if err := legacyscheme.Scheme.Convert(internal, daemonSet, nil); err != nil {
				return nil, err
			}
			if err := defaultDaemonSet(daemonSet); err != nil {
				return nil, err
			}
		} else {
			template := &v1.PodTemplateSpec{}
			fill(fuzzer.FuzzerFor(templateFuzzers, source, legacyscheme.Codecs), template)
			daemonSet.Spec.Template = *template
		}
		if text, err := json.Marshal(daemonSet.Spec.Template); err == nil {
			return text, nil
		}
	}
	return nil, errors.New("no template can be written")
}

// defaultDaemonSet makes of a DaemonSet what the API server stores: defaults, and what the way through the internal type
// does to it.
func defaultDaemonSet(daemonSet *apps.DaemonSet) error {
	appsv1.SetObjectDefaults_DaemonSet(daemonSet)
	internal := &internalapps.DaemonSet{}
	if err := legacyscheme.Scheme.Convert(daemonSet, internal, nil); err != nil {
		return err
	}
	*daemonSet = apps.DaemonSet{}
	return legacyscheme.Scheme.Convert(internal, daemonSet, nil)
}
