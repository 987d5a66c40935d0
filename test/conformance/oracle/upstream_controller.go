package main

import (
	"context"
	_ "unsafe" // for go:linkname

	"github.com/go-logr/logr"
	apps "k8s.io/api/apps/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

// silent and quiet are the logger and the context that are handed to upstream code.
var (
	silent = logr.Discard()
	quiet  = klog.NewContext(context.Background(), silent)
)

// newController calls NewDaemonSetsController in k8s.io/kubernetes/pkg/controller/daemon, and ends what that starts to
// deliver events.
func newController(factory informers.SharedInformerFactory, client kubernetes.Interface) (*daemon.DaemonSetsController, error) {
	construction, constructed := context.WithCancel(quiet)
	defer constructed()
	core, workloads := factory.Core().V1(), factory.Apps().V1()
	dsc, err := daemon.NewDaemonSetsController(construction,
		workloads.DaemonSets(), workloads.ControllerRevisions(), core.Pods(), core.Nodes(), client, nil)
	if err == nil {
		getField[record.EventBroadcaster](dsc, "eventBroadcaster").Shutdown()
	}
	return dsc, err
}

// runSync runs the controller's syncHandler once.
func runSync(dsc *daemon.DaemonSetsController, key string) error {
	return getField[func(context.Context, string) error](dsc, "syncHandler")(quiet, key)
}

// forgetExpectations makes the controller's next pass see no writes under way.
func forgetExpectations(dsc *daemon.DaemonSetsController, key string) {
	getField[controller.ControllerExpectationsInterface](dsc, "expectations").DeleteExpectations(silent, key)
}

//go:linkname daemonControlledHistories k8s.io/kubernetes/pkg/controller/daemon.(*DaemonSetsController).controlledHistories
func daemonControlledHistories(*daemon.DaemonSetsController, context.Context, *apps.DaemonSet) ([]*apps.ControllerRevision, error)

// controlledHistories are the revisions that the controller takes to be the DaemonSet's.
func controlledHistories(dsc *daemon.DaemonSetsController, daemonSet *apps.DaemonSet) ([]*apps.ControllerRevision, error) {
	return daemonControlledHistories(dsc, quiet, daemonSet)
}
