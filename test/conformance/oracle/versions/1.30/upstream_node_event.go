package main

import (
	_ "unsafe" // for go:linkname

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

//go:linkname addNode k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addNode
func addNode(dsc *daemon.DaemonSetsController, logger klog.Logger, node any)

//go:linkname updateNode k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateNode
func updateNode(dsc *daemon.DaemonSetsController, logger klog.Logger, before, node any)

//go:linkname shouldIgnoreNodeUpdate k8s.io/kubernetes/pkg/controller/daemon.shouldIgnoreNodeUpdate
func shouldIgnoreNodeUpdate(before, node v1.Node) bool

// nodeEvent tells the controller that a node is new or has changed, and says whether the event was ignored. The event
// handlers are the controller's own addNode and updateNode, which queue DaemonSets themselves.
func (rig *controllerRig) nodeEvent(before, node *v1.Node) (ignored bool, err error) {
	if before == nil {
		addNode(rig.controller, silent, node)
		return false, nil
	}
	updateNode(rig.controller, silent, before, node)
	return shouldIgnoreNodeUpdate(*before, *node), nil
}
