package main

import (
	_ "unsafe" // for go:linkname

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

//go:linkname addPod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addPod
func addPod(dsc *daemon.DaemonSetsController, logger klog.Logger, pod any)

//go:linkname updatePod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updatePod
func updatePod(dsc *daemon.DaemonSetsController, logger klog.Logger, before, pod any)

//go:linkname deletePod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deletePod
func deletePod(dsc *daemon.DaemonSetsController, logger klog.Logger, pod any)

//go:linkname addHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addHistory
func addHistory(dsc *daemon.DaemonSetsController, logger klog.Logger, revision any)

//go:linkname updateHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateHistory
func updateHistory(dsc *daemon.DaemonSetsController, logger klog.Logger, before, revision any)

//go:linkname deleteHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deleteHistory
func deleteHistory(dsc *daemon.DaemonSetsController, logger klog.Logger, revision any)

//go:linkname addDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addDaemonset
func addDaemonset(dsc *daemon.DaemonSetsController, logger klog.Logger, daemonSet any)

//go:linkname updateDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateDaemonset
func updateDaemonset(dsc *daemon.DaemonSetsController, logger klog.Logger, before, daemonSet any)

//go:linkname deleteDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deleteDaemonset
func deleteDaemonset(dsc *daemon.DaemonSetsController, logger klog.Logger, daemonSet any)

// podEvent tells the controller what has become of a pod, by its own event handlers.
func (rig *controllerRig) podEvent(what change, before, pod any) {
	switch what {
	case added:
		addPod(rig.controller, silent, pod)
	case updated:
		updatePod(rig.controller, silent, before, pod)
	case deleted:
		deletePod(rig.controller, silent, pod)
	}
}

// revisionEvent does the same for a revision.
func (rig *controllerRig) revisionEvent(what change, before, revision any) {
	switch what {
	case added:
		addHistory(rig.controller, silent, revision)
	case updated:
		updateHistory(rig.controller, silent, before, revision)
	case deleted:
		deleteHistory(rig.controller, silent, revision)
	}
}

// daemonSetEvent does the same for a DaemonSet.
func (rig *controllerRig) daemonSetEvent(what change, before, daemonSet any) {
	switch what {
	case added:
		addDaemonset(rig.controller, silent, daemonSet)
	case updated:
		updateDaemonset(rig.controller, silent, before, daemonSet)
	case deleted:
		deleteDaemonset(rig.controller, silent, daemonSet)
	}
}
