package main

import (
	"encoding/json"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

type revisionDataIn struct {
	Template v1.PodTemplateSpec `json:"template"`
	Default  bool               `json:"default"`
}

// revisionData asks what the controller records of a template: getPatch in k8s.io/kubernetes/pkg/controller/daemon; with
// `default` after the API server has set its defaults.
func revisionData(_ *worker, in *revisionDataIn) (any, error) {
	daemonSet := &apps.DaemonSet{Spec: apps.DaemonSetSpec{Template: in.Template}}
	if in.Default {
		if err := defaultDaemonSet(daemonSet); err != nil {
			return nil, err
		}
	}
	data, err := getPatch(daemonSet)
	return json.RawMessage(data), err
}
