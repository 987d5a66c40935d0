package main

import (
	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// nodeShouldRunDaemonPod is NodeShouldRunDaemonPod in k8s.io/kubernetes/pkg/controller/daemon.
func nodeShouldRunDaemonPod(node *v1.Node, daemonSet *apps.DaemonSet) (shouldRun, shouldContinueRunning bool) {
	return daemon.NodeShouldRunDaemonPod(node, daemonSet)
}
