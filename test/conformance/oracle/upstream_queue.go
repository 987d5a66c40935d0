package main

import (
	"k8s.io/client-go/util/workqueue"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// A queueKey is what the controller's work queues hold.
type queueKey = string

// replaceQueues replaces the controller's queues of DaemonSets and of nodes.
func replaceQueues(dsc *daemon.DaemonSetsController, daemonSets, nodes *keyQueue) {
	getField[workqueue.TypedRateLimitingInterface[queueKey]](dsc, "queue").ShutDown()
	getField[workqueue.TypedRateLimitingInterface[queueKey]](dsc, "nodeUpdateQueue").ShutDown()
	setField(dsc, "queue", daemonSets)
	setField(dsc, "nodeUpdateQueue", nodes)
}
