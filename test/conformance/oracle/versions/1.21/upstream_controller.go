package main

import (
	"strings"
	_ "unsafe" // for go:linkname

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// newController calls NewDaemonSetsController in k8s.io/kubernetes/pkg/controller/daemon, and ends what that starts to
// deliver events. The controller does not keep its event broadcaster; the recorder has it.
func newController(factory informers.SharedInformerFactory, client kubernetes.Interface) (*daemon.DaemonSetsController, error) {
	core, workloads := factory.Core().V1(), factory.Apps().V1()
	dsc, err := daemon.NewDaemonSetsController(
		workloads.DaemonSets(), workloads.ControllerRevisions(), core.Pods(), core.Nodes(), client, nil)
	if err == nil {
		recorder := getField[record.EventRecorder](dsc, "eventRecorder")
		getField[*watch.Broadcaster](recorder, "Broadcaster").Shutdown()
	}
	return dsc, err
}

// runSync runs the controller's syncHandler once. For a DaemonSet without a name this release panics when it makes a
// pod, in a goroutine of its own; that would end the process, so the panic comes before.
func runSync(dsc *daemon.DaemonSetsController, key string) error {
	if key == "" || strings.HasSuffix(key, "/") {
		panic("a DaemonSet without a name")
	}
	return getField[func(string) error](dsc, "syncHandler")(key)
}

// forgetExpectations makes the controller's next pass see no writes under way.
func forgetExpectations(dsc *daemon.DaemonSetsController, key string) {
	getField[controller.ControllerExpectationsInterface](dsc, "expectations").DeleteExpectations(key)
}

// controlledHistories are the revisions that the controller takes to be the DaemonSet's.
//
//go:linkname controlledHistories k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).controlledHistories
func controlledHistories(dsc *daemon.DaemonSetsController, daemonSet *apps.DaemonSet) ([]*apps.ControllerRevision, error)
