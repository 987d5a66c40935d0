package main

import (
	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubectl/pkg/polymorphichelpers"
)

type rolloutStatusOut struct {
	Message string `json:"message"`
	Done    bool   `json:"done"`
	Error   string `json:"error"`
}

// rolloutStatus asks what `kubectl rollout status` says: DaemonSetStatusViewer.Status in
// k8s.io/kubectl/pkg/polymorphichelpers. Like kubectl it hands over an unstructured object.
func rolloutStatus(_ *worker, daemonSet *apps.DaemonSet) (any, error) {
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(daemonSet)
	if err != nil {
		return nil, err
	}
	viewer := &polymorphichelpers.DaemonSetStatusViewer{}
	message, done, err := viewer.Status(&unstructured.Unstructured{Object: object}, 0)
	return rolloutStatusOut{Message: message, Done: done, Error: text(err)}, nil
}
