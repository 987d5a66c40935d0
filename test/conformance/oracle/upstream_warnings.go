package main

import (
	internal "k8s.io/kubernetes/pkg/apis/apps"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

// warningsOnCreate is what the strategy warns of about a new object.
func warningsOnCreate(daemonSet *internal.DaemonSet) []string {
	return daemonset.Strategy.WarningsOnCreate(posted, daemonSet)
}

// warningsOnUpdate is what it warns of about a changed one.
func warningsOnUpdate(daemonSet, old *internal.DaemonSet) []string {
	return daemonset.Strategy.WarningsOnUpdate(posted, daemonSet, old)
}
