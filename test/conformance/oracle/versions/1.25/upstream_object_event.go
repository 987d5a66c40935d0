package main

import (
	_ "unsafe" // for go:linkname

	"k8s.io/kubernetes/pkg/controller/daemon"
)

//go:linkname addPod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addPod
func addPod(dsc *daemon.DaemonSetsController, pod any)

//go:linkname updatePod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updatePod
func updatePod(dsc *daemon.DaemonSetsController, before, pod any)

//go:linkname deletePod k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deletePod
func deletePod(dsc *daemon.DaemonSetsController, pod any)

//go:linkname addHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addHistory
func addHistory(dsc *daemon.DaemonSetsController, revision any)

//go:linkname updateHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateHistory
func updateHistory(dsc *daemon.DaemonSetsController, before, revision any)

//go:linkname deleteHistory k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deleteHistory
func deleteHistory(dsc *daemon.DaemonSetsController, revision any)

//go:linkname addDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).addDaemonset
func addDaemonset(dsc *daemon.DaemonSetsController, daemonSet any)

//go:linkname updateDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).updateDaemonset
func updateDaemonset(dsc *daemon.DaemonSetsController, before, daemonSet any)

//go:linkname deleteDaemonset k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).deleteDaemonset
func deleteDaemonset(dsc *daemon.DaemonSetsController, daemonSet any)

// podEvent tells the controller what has become of a pod, by its own event handlers.
func (rig *controllerRig) podEvent(what change, before, pod any) {
	switch what {
	case added:
		addPod(rig.controller, pod)
	case updated:
		updatePod(rig.controller, before, pod)
	case deleted:
		deletePod(rig.controller, pod)
	}
}

// revisionEvent does the same for a revision.
func (rig *controllerRig) revisionEvent(what change, before, revision any) {
	switch what {
	case added:
		addHistory(rig.controller, revision)
	case updated:
		updateHistory(rig.controller, before, revision)
	case deleted:
		deleteHistory(rig.controller, revision)
	}
}

// daemonSetEvent does the same for a DaemonSet.
func (rig *controllerRig) daemonSetEvent(what change, before, daemonSet any) {
	switch what {
	case added:
		addDaemonset(rig.controller, daemonSet)
	case updated:
		updateDaemonset(rig.controller, before, daemonSet)
	case deleted:
		deleteDaemonset(rig.controller, daemonSet)
	}
}
