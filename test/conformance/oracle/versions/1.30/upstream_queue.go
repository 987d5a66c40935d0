package main

import (
	"k8s.io/client-go/util/workqueue"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// A queueKey is what the controller's work queue holds.
type queueKey = any

// replaceQueues replaces the controller's queue of DaemonSets; it has none of nodes yet.
func replaceQueues(dsc *daemon.DaemonSetsController, daemonSets, _ *keyQueue) {
	getField[workqueue.RateLimitingInterface](dsc, "queue").ShutDown()
	setField(dsc, "queue", daemonSets)
}
