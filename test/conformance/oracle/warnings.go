package main

import (
	apps "k8s.io/api/apps/v1"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

type warningsIn struct {
	DaemonSet apps.DaemonSet  `json:"daemonSet"`
	Old       *apps.DaemonSet `json:"old"`
}

type warningsOut struct {
	Warnings []string `json:"warnings"`
}

// warnings asks what the API server warns of: the DaemonSet strategy of k8s.io/kubernetes/pkg/registry/apps/daemonset
// prepares the defaulted and converted object, as new or, with `old`, as an update, and then warns.
func warnings(_ *worker, in *warningsIn) (any, error) {
	daemonSet, err := asInternal(&in.DaemonSet, true)
	if err != nil {
		return nil, err
	}
	if in.Old == nil {
		daemonset.Strategy.PrepareForCreate(posted, daemonSet)
		return warningsOut{append([]string{}, warningsOnCreate(daemonSet)...)}, nil
	}
	old, err := asInternal(in.Old, true)
	if err != nil {
		return nil, err
	}
	daemonset.Strategy.PrepareForUpdate(posted, daemonSet, old)
	return warningsOut{append([]string{}, warningsOnUpdate(daemonSet, old)...)}, nil
}
