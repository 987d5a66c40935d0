package main

import (
	"time"
	_ "unsafe" // for go:linkname

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	appslisters "k8s.io/client-go/listers/apps/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/flowcontrol"
	"k8s.io/kubernetes/pkg/controller"
	"k8s.io/kubernetes/pkg/controller/daemon"
)

const (
	firstBackoff = 1 * time.Second
	maxBackoff   = 15 * time.Minute
)

// A controllerRig is a DaemonSet controller whose informers hold exactly the objects of one question. Nothing runs in
// the background: no informer is started, and queues only remember keys.
type controllerRig struct {
	client     *fake.Clientset
	controller *daemon.DaemonSetsController
	writes     *writes
	events     *events
	clock      *fakeClock
	queue      *keyQueue
	nodeQueue  *keyQueue
	history    *watchedHistory
	daemonSets cache.Indexer
	nodes      cache.Indexer
	pods       cache.Indexer
	revisions  cache.Indexer
}

// newControllerRig makes a controller and replaces what would talk to a cluster.
func newControllerRig() (*controllerRig, error) {
	client := &fake.Clientset{}
	factory := informers.NewSharedInformerFactory(client, 0)
	dsc, err := newController(factory, client)
	if err != nil {
		return nil, err
	}
	core, workloads := factory.Core().V1(), factory.Apps().V1()
	rig := &controllerRig{
		client:     client,
		controller: dsc,
		writes:     &writes{},
		events:     &events{},
		clock:      newFakeClock(),
		queue:      &keyQueue{},
		nodeQueue:  &keyQueue{},
		history:    &watchedHistory{ControllerRevisionLister: workloads.ControllerRevisions().Lister()},
		daemonSets: workloads.DaemonSets().Informer().GetIndexer(),
		nodes:      core.Nodes().Informer().GetIndexer(),
		pods:       core.Pods().Informer().GetIndexer(),
		revisions:  workloads.ControllerRevisions().Informer().GetIndexer(),
	}
	client.AddReactor("*", "*", rig.writes.react)
	replaceQueues(dsc, rig.queue, rig.nodeQueue)
	setField(dsc, "historyLister", rig.history)
	setField(dsc, "eventRecorder", rig.events)
	setField(dsc, "podControl", controller.RealPodControl{KubeClient: client, Recorder: &record.FakeRecorder{}})
	return rig, nil
}

// fill replaces everything that the informers hold and forgets what earlier questions left behind.
func (rig *controllerRig) fill(daemonSets []apps.DaemonSet, nodes []v1.Node, pods []v1.Pod, revisions []apps.ControllerRevision) error {
	rig.client.ClearActions() // the clientset keeps a copy of every action
	rig.writes.reset(daemonSets, revisions)
	rig.events.reset()
	rig.queue.reset()
	rig.nodeQueue.reset()
	rig.history.read = false
	if err := replace(rig.daemonSets, daemonSets); err != nil {
		return err
	}
	if err := replace(rig.nodes, nodes); err != nil {
		return err
	}
	if err := replace(rig.pods, pods); err != nil {
		return err
	}
	return replace(rig.revisions, revisions)
}

//go:linkname failedPodsBackoffKey k8s.io/kubernetes/pkg/controller/daemon.failedPodsBackoffKey
func failedPodsBackoffKey(ds *apps.DaemonSet, nodeName string) string

// sync runs one pass for the DaemonSet, at the instant `now`, and forgets what it waits for then.
func (rig *controllerRig) sync(daemonSet *apps.DaemonSet, now time.Time, backoff map[string]time.Time) error {
	rig.remember(daemonSet, now, backoff)
	defer rig.forget(daemonSet)
	return rig.pass(daemonSet)
}

// remember sets the clock, and what the controller remembers of failed pods.
func (rig *controllerRig) remember(daemonSet *apps.DaemonSet, now time.Time, backoff map[string]time.Time) {
	failed := flowcontrol.NewFakeBackOff(firstBackoff, maxBackoff, rig.clock)
	for node, at := range backoff {
		rig.clock.SetTime(at)
		failed.Next(failedPodsBackoffKey(daemonSet, node), at)
	}
	rig.clock.SetTime(now)
	setField(rig.controller, "failedPodsBackoff", failed)
}

// pass runs one pass for the DaemonSet.
func (rig *controllerRig) pass(daemonSet *apps.DaemonSet) error {
	key, err := controller.KeyFunc(daemonSet)
	if err != nil {
		return err
	}
	return runSync(rig.controller, key)
}

// forget makes the next pass see no writes under way.
func (rig *controllerRig) forget(daemonSet *apps.DaemonSet) {
	if key, err := controller.KeyFunc(daemonSet); err == nil {
		forgetExpectations(rig.controller, key)
	}
}

//go:linkname getPatch k8s.io/kubernetes/pkg/controller/daemon.getPatch
func getPatch(ds *apps.DaemonSet) ([]byte, error)

// claimedRevisions are the revisions that the DaemonSet owns, now that the pass is over; and the template as the
// controller stores it in a revision.
func (rig *controllerRig) claimedRevisions(daemonSet *apps.DaemonSet) (claimed []*apps.ControllerRevision, template []byte, err error) {
	rig.writes.pause()
	if claimed, err = controlledHistories(rig.controller, daemonSet); err != nil {
		return nil, nil, err
	}
	template, err = getPatch(daemonSet)
	return claimed, template, err
}

// reachedHistory says whether the pass got as far as looking at revisions.
func (rig *controllerRig) reachedHistory() bool { return rig.history.read }

// watchedHistory notices when revisions are listed.
type watchedHistory struct {
	appslisters.ControllerRevisionLister
	read bool
}

func (history *watchedHistory) List(selector labels.Selector) ([]*apps.ControllerRevision, error) {
	history.read = true
	return history.ControllerRevisionLister.List(selector)
}

func (history *watchedHistory) ControllerRevisions(namespace string) appslisters.ControllerRevisionNamespaceLister {
	history.read = true
	return history.ControllerRevisionLister.ControllerRevisions(namespace)
}
