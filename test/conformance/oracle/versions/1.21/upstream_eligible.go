package main

import (
	_ "unsafe" // for go:linkname

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

//go:linkname daemonNodeShouldRun k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).nodeShouldRunDaemonPod
func daemonNodeShouldRun(dsc *daemon.DaemonSetsController, node *v1.Node, daemonSet *apps.DaemonSet) (bool, bool)

// nodeShouldRunDaemonPod is the method of that name in k8s.io/kubernetes/pkg/controller/daemon, which does not look at
// its controller.
func nodeShouldRunDaemonPod(node *v1.Node, daemonSet *apps.DaemonSet) (shouldRun, shouldContinueRunning bool) {
	return daemonNodeShouldRun(nil, node, daemonSet)
}
