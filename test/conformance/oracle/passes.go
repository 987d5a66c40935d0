package main

import (
	"encoding/json"
	"fmt"
	"slices"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	clienttesting "k8s.io/client-go/testing"
)

type passesIn struct {
	syncIn
	Refused refused `json:"refused"`
	Seen    bool    `json:"seen"`
}

type passesOut struct {
	First  passOut `json:"first"`
	Second passOut `json:"second"`
}

// A passOut is what a pass did, and when the controller wants another one.
type passOut struct {
	syncOut
	Requeues []laterKey `json:"requeues"`
}

// passes asks what two passes of the controller do, one after the other at the same instant. Of the first some writes
// are refused; the second one sees what was written, and that it was, if `seen` is set, and otherwise nothing of it.
func passes(w *worker, in *passesIn) (any, error) {
	rig, err := w.rigFor(&in.syncIn)
	if err != nil {
		return nil, err
	}
	server := &server{now: metav1.NewTime(in.Now), daemonSet: in.DaemonSet.DeepCopy(), pods: slices.Clone(in.Pods), revisions: slices.Clone(in.Revisions)}
	rig.remember(in.DaemonSet, in.Now, in.Backoff)
	defer rig.forget(in.DaemonSet)

	rig.writes.refused, rig.writes.server = in.Refused, server
	failure := rig.pass(in.DaemonSet)
	var out passesOut
	if out.First, err = rig.passDid(in.DaemonSet, failure); err != nil {
		return nil, err
	}

	daemonSet := in.DaemonSet
	if !in.Seen {
		err = rig.fill([]apps.DaemonSet{*daemonSet}, in.Nodes, in.Pods, in.Revisions)
	} else {
		daemonSet = server.daemonSet
		err = rig.fill([]apps.DaemonSet{*daemonSet}, in.Nodes, server.pods, server.revisions)
		for i := range server.created {
			rig.podEvent(added, nil, &server.created[i])
		}
		for i := range server.deleted {
			rig.podEvent(deleted, nil, &server.deleted[i])
		}
		rig.queue.reset()
	}
	if err != nil {
		return nil, err
	}
	failure = rig.pass(daemonSet)
	out.Second, err = rig.passDid(daemonSet, failure)
	return out, err
}

func (rig *controllerRig) passDid(daemonSet *apps.DaemonSet, failure error) (out passOut, err error) {
	out.Requeues = append([]laterKey{}, rig.queue.delayed()...)
	out.syncOut, err = rig.didIn(daemonSet, failure)
	return out, err
}

// refused says which writes fail: all creations of pods, for a reason, deletions of some pods, and the status.
type refused struct {
	Creates string   `json:"creates"` // Forbidden or NamespaceTerminating; the latter holds for revisions, too
	Deletes []string `json:"deletes"`
	Status  bool     `json:"status"`
}

func (r *refused) check(action clienttesting.Action) error {
	resource := action.GetResource().GroupResource()
	switch request := action.(type) {
	case clienttesting.CreateActionImpl:
		switch {
		case r.Creates == "NamespaceTerminating":
			return terminating(action)
		case r.Creates == "Forbidden" && resource.Resource == "pods":
			return apierrors.NewForbidden(resource, "", fmt.Errorf("exceeded quota"))
		}
	case clienttesting.UpdateActionImpl:
		if r.Status && resource.Resource == "daemonsets" {
			return apierrors.NewInternalError(fmt.Errorf("no leader"))
		}
	case clienttesting.DeleteActionImpl:
		if resource.Resource == "pods" && slices.Contains(r.Deletes, request.Name) {
			return apierrors.NewInternalError(fmt.Errorf("no leader"))
		}
	}
	return nil
}

// terminating is what the API server answers to a creation in a namespace that is being deleted.
func terminating(action clienttesting.Action) error {
	err := apierrors.NewForbidden(action.GetResource().GroupResource(), "",
		fmt.Errorf("unable to create new content in namespace %s because it is being terminated", action.GetNamespace()))
	err.ErrStatus.Details.Causes = append(err.ErrStatus.Details.Causes, metav1.StatusCause{
		Type:  v1.NamespaceTerminatingCause,
		Field: "metadata.namespace",
	})
	return err
}

// A server holds the objects as the writes of a pass leave them.
type server struct {
	now       metav1.Time
	daemonSet *apps.DaemonSet
	pods      []v1.Pod
	revisions []apps.ControllerRevision
	created   []v1.Pod
	deleted   []v1.Pod
}

func (s *server) write(action clienttesting.Action) error {
	switch request := action.(type) {
	case clienttesting.CreateActionImpl:
		switch object := request.Object.(type) {
		case *v1.Pod:
			s.created = append(s.created, s.named(object))
			s.pods = append(s.pods, s.created[len(s.created)-1])
		case *apps.ControllerRevision:
			s.revisions = append(s.revisions, *object.DeepCopy())
		}
	case clienttesting.UpdateActionImpl:
		switch object := request.Object.(type) {
		case *apps.DaemonSet:
			s.daemonSet.Status = object.Status
		case *v1.Pod:
			changed := *object.DeepCopy()
			changed.OwnerReferences = ownersNamed(s.pods, object.Name)
			replaceNamed(s.pods, object.Name, changed)
		case *apps.ControllerRevision:
			changed := *object.DeepCopy()
			changed.OwnerReferences = ownersNamed(s.revisions, object.Name)
			replaceNamed(s.revisions, object.Name, changed)
		}
	case clienttesting.PatchActionImpl:
		if request.Resource.Resource == "pods" {
			return patchNamed(s.pods, request)
		}
		return patchNamed(s.revisions, request)
	case clienttesting.DeleteActionImpl:
		if request.Resource.Resource == "pods" {
			s.deleted = append(s.deleted, named(s.pods, request.Name)...)
			s.pods = slices.DeleteFunc(s.pods, func(pod v1.Pod) bool { return pod.Name == request.Name })
		} else {
			s.revisions = slices.DeleteFunc(s.revisions, func(revision apps.ControllerRevision) bool { return revision.Name == request.Name })
		}
	}
	return nil
}

// named gives a pod that was made its time, and the name that podfit gives it: the DaemonSet's and the node's.
func (s *server) named(made *v1.Pod) v1.Pod {
	pod := *made.DeepCopy()
	pod.Namespace = s.daemonSet.Namespace
	base := s.daemonSet.Name + "-" + describe(made).Node
	pod.Name = base
	for i := 2; len(named(s.pods, pod.Name)) > 0; i++ {
		pod.Name = fmt.Sprintf("%s-%d", base, i)
	}
	pod.CreationTimestamp = s.now
	pod.Status.Phase = v1.PodPending
	return pod
}

// An object of a list, by its pointer.
type objectOf[T any] interface {
	*T
	GetName() string
	GetOwnerReferences() []metav1.OwnerReference
}

func named[T any, P objectOf[T]](objects []T, name string) (found []T) {
	for i := range objects {
		if P(&objects[i]).GetName() == name {
			found = append(found, objects[i])
		}
	}
	return found
}

// ownersNamed are the owners that an object has by now. The controller updates what its cache holds, from before it has
// taken possession of the object; an API server would tell it of the conflict.
func ownersNamed[T any, P objectOf[T]](objects []T, name string) (owners []metav1.OwnerReference) {
	for _, object := range named[T, P](objects, name) {
		owners = P(&object).GetOwnerReferences()
	}
	return owners
}

func replaceNamed[T any, P objectOf[T]](objects []T, name string, object T) {
	for i := range objects {
		if P(&objects[i]).GetName() == name {
			objects[i] = object
		}
	}
}

// patchNamed carries out a patch: of the two kinds that the controller sends, a strategic one does for both.
func patchNamed[T any, P objectOf[T]](objects []T, request clienttesting.PatchActionImpl) error {
	for _, object := range named[T, P](objects, request.Name) {
		before, err := json.Marshal(object)
		if err != nil {
			return err
		}
		if request.PatchType != types.MergePatchType && request.PatchType != types.StrategicMergePatchType {
			return fmt.Errorf("oracle: unexpected patch %s", request.PatchType)
		}
		after, err := strategicpatch.StrategicMergePatch(before, request.Patch, object)
		if err != nil {
			return err
		}
		var patched T
		if err := decode(after, &patched); err != nil {
			return err
		}
		replaceNamed[T, P](objects, request.Name, patched)
	}
	return nil
}
