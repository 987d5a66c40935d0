package main

import (
	"bytes"
	"fmt"
	"slices"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	clienttesting "k8s.io/client-go/testing"
)

// writes is the API server of one question: it records every write, answers it with success, and changes nothing.
// The fake clientset calls it under a lock.
type writes struct {
	daemonSets []apps.DaemonSet
	revisions  []apps.ControllerRevision
	paused     bool
	recorded   recorded
	refused    refused
	server     *server // nil unless the writes of a pass are to be seen by the next one
}

// recorded is what the controller wrote, each object once, in the order of the first write to it.
type recorded struct {
	creates         []createdPod
	deletes         []string
	adopted         []string
	released        []string
	relabelled      []string
	status          *apps.DaemonSetStatus
	newHistory      *apps.ControllerRevision
	renumbered      map[string]int64
	oldHistory      []string
	labelledHistory []string
	adoptedHistory  []string
	releasedHistory []string
}

func (w *writes) reset(daemonSets []apps.DaemonSet, revisions []apps.ControllerRevision) {
	*w = writes{daemonSets: daemonSets, revisions: revisions}
}

// pause stops recording until the next reset; writes are still answered.
func (w *writes) pause() { w.paused = true }

// react answers one request. It is the only reactor, for every verb and resource.
func (w *writes) react(action clienttesting.Action) (handled bool, answer runtime.Object, err error) {
	into := &w.recorded
	if w.paused {
		into = &recorded{}
	}
	if err = w.refused.check(action); err != nil {
		return true, nil, err
	}
	switch request := action.(type) {
	case clienttesting.GetActionImpl:
		answer, err = w.get(request)
	case clienttesting.CreateActionImpl:
		answer, err = into.create(request)
	case clienttesting.UpdateActionImpl:
		answer, err = into.update(request, w.revisions)
	case clienttesting.PatchActionImpl:
		answer, err = into.patch(request)
	case clienttesting.DeleteActionImpl:
		err = into.delete(request)
	default:
		err = unexpected(action)
	}
	if err == nil && w.server != nil {
		err = w.server.write(action)
	}
	return true, answer, err
}

func unexpected(action clienttesting.Action) error {
	return fmt.Errorf("oracle: unexpected %s of %s", action.GetVerb(), action.GetResource().Resource)
}

// get hands out the DaemonSet, which the controller reads afresh before it adopts anything.
func (w *writes) get(request clienttesting.GetActionImpl) (runtime.Object, error) {
	if request.Resource.Resource != "daemonsets" {
		return nil, unexpected(request)
	}
	for i := range slices.Backward(w.daemonSets) {
		daemonSet := &w.daemonSets[i]
		if daemonSet.Namespace == request.Namespace && daemonSet.Name == request.Name {
			return daemonSet.DeepCopy(), nil
		}
	}
	return nil, errors.NewNotFound(request.Resource.GroupResource(), request.Name)
}

func (r *recorded) create(request clienttesting.CreateActionImpl) (runtime.Object, error) {
	switch object := request.Object.(type) {
	case *v1.Pod:
		r.creates = append(r.creates, describe(object))
	case *apps.ControllerRevision:
		r.newHistory = object
	default:
		return nil, unexpected(request)
	}
	return request.Object, nil
}

func (r *recorded) update(request clienttesting.UpdateActionImpl, stored []apps.ControllerRevision) (runtime.Object, error) {
	switch object := request.Object.(type) {
	case *apps.DaemonSet:
		r.status = &object.Status
	case *v1.Pod: // 1.21 gives a pod another hash label by an update
		addOnce(&r.relabelled, object.Name)
	case *apps.ControllerRevision:
		if object.Revision == revisionNumber(stored, object.Namespace, object.Name) {
			r.labelledHistory = append(r.labelledHistory, object.Name)
			break
		}
		if r.renumbered == nil {
			r.renumbered = map[string]int64{}
		}
		r.renumbered[object.Name] = object.Revision
	default:
		return nil, unexpected(request)
	}
	return request.Object, nil
}

func revisionNumber(stored []apps.ControllerRevision, namespace, name string) int64 {
	for i := range slices.Backward(stored) {
		if stored[i].Namespace == namespace && stored[i].Name == name {
			return stored[i].Revision
		}
	}
	return 0
}

// patch tells apart the three patches that the controller sends: a merge patch gives a pod another hash label, a
// strategic merge patch takes possession of an object or, with a delete directive, gives it up.
func (r *recorded) patch(request clienttesting.PatchActionImpl) (runtime.Object, error) {
	released := bytes.Contains(request.Patch, []byte(`"$patch":"delete"`))
	switch request.Resource.Resource {
	case "pods":
		switch {
		case request.PatchType == types.MergePatchType:
			addOnce(&r.relabelled, request.Name)
		case released:
			addOnce(&r.released, request.Name)
		default:
			addOnce(&r.adopted, request.Name)
		}
		return &v1.Pod{}, nil
	case "controllerrevisions":
		if released {
			addOnce(&r.releasedHistory, request.Name)
		} else {
			addOnce(&r.adoptedHistory, request.Name)
		}
		return &apps.ControllerRevision{}, nil
	}
	return nil, unexpected(request)
}

func (r *recorded) delete(request clienttesting.DeleteActionImpl) error {
	switch request.Resource.Resource {
	case "pods":
		r.deletes = append(r.deletes, request.Name)
	case "controllerrevisions":
		r.oldHistory = append(r.oldHistory, request.Name)
	default:
		return unexpected(request)
	}
	return nil
}

// addOnce keeps one mention of an object: a pass claims it anew at each step, because its cache does not move.
func addOnce(names *[]string, name string) {
	if !slices.Contains(*names, name) {
		*names = append(*names, name)
	}
}
