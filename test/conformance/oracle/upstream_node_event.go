package main

import (
	"context"
	_ "unsafe" // for go:linkname

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

//go:linkname addNode k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addNode
func addNode(dsc *daemon.DaemonSetsController, logger klog.Logger, node any)

//go:linkname updateNode k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateNode
func updateNode(dsc *daemon.DaemonSetsController, logger klog.Logger, before, node any)

//go:linkname syncNodeUpdate k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).syncNodeUpdate
func syncNodeUpdate(dsc *daemon.DaemonSetsController, ctx context.Context, nodeName string) error

// nodeEvent tells the controller that a node is new or has changed, lets it work off its queue of nodes, and says
// whether the event was ignored. The event handlers are the controller's own addNode and updateNode (which asks
// shouldIgnoreNodeUpdate); the queue is worked off by its syncNodeUpdate.
func (rig *controllerRig) nodeEvent(before, node *v1.Node) (ignored bool, err error) {
	if before == nil {
		addNode(rig.controller, silent, node)
	} else {
		updateNode(rig.controller, silent, before, node)
	}
	ignored = rig.nodeQueue.Len() == 0
	for rig.nodeQueue.Len() > 0 {
		name, _ := rig.nodeQueue.Get()
		if err := syncNodeUpdate(rig.controller, quiet, name); err != nil {
			return ignored, err
		}
	}
	return ignored, nil
}
