package main

import (
	"encoding/json"
	"errors"
	"fmt"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type objectEventIn struct {
	Event      string           `json:"event"`
	Before     json.RawMessage  `json:"before"`
	Object     json.RawMessage  `json:"object"`
	DaemonSets []apps.DaemonSet `json:"daemonSets"`
	gatesIn
}

type objectEventOut struct {
	Queued []string   `json:"queued"`
	Later  []laterKey `json:"later"`
}

// objectEvent asks which DaemonSets are queued for a sync, at once or later, because a pod, a DaemonSet or a revision is
// new, has changed or is gone. The two versions of a changed object have different resource versions.
func objectEvent(w *worker, in *objectEventIn) (any, error) {
	rig, err := w.rig()
	if err != nil {
		return nil, err
	}
	if err := rig.fill(in.DaemonSets, nil, nil, nil); err != nil {
		return nil, err
	}
	switch in.Event {
	case "PodAdded", "PodUpdated", "PodDeleted":
		err = tell(in, new(v1.Pod), new(v1.Pod), rig.podEvent)
	case "DaemonSetAdded", "DaemonSetUpdated", "DaemonSetDeleted":
		err = tell(in, new(apps.DaemonSet), new(apps.DaemonSet), rig.daemonSetEvent)
	case "RevisionAdded", "RevisionUpdated", "RevisionDeleted":
		err = tell(in, new(apps.ControllerRevision), new(apps.ControllerRevision), rig.revisionEvent)
	default:
		err = fmt.Errorf("unknown event %q", in.Event)
	}
	if err != nil {
		return nil, err
	}
	return objectEventOut{rig.queue.names(), append([]laterKey{}, rig.queue.delayed()...)}, nil
}

// A change is what a handler is told of: an object is new, has changed or is gone.
type change string

const (
	added   change = "Added"
	updated change = "Updated"
	deleted change = "Deleted"
)

// tell decodes the object, and the one before if the event has one, and hands them to the handler.
func tell(in *objectEventIn, before, object metav1.Object, handle func(what change, before, object any)) error {
	if len(in.Object) == 0 {
		return errors.New("object is missing")
	}
	if err := decode(in.Object, object); err != nil {
		return err
	}
	what := changeIn(in.Event)
	if what == updated {
		if len(in.Before) == 0 {
			return errors.New("before is missing")
		}
		if err := decode(in.Before, before); err != nil {
			return err
		}
		before.SetResourceVersion("1")
		object.SetResourceVersion("2")
	}
	handle(what, before, object)
	return nil
}

func changeIn(event string) change {
	for _, what := range []change{added, updated, deleted} {
		if n := len(event) - len(what); n > 0 && event[n:] == string(what) {
			return what
		}
	}
	return ""
}
