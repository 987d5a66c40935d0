package main

import (
	"bytes"
	"errors"
	"slices"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

type syncIn struct {
	DaemonSet *apps.DaemonSet           `json:"daemonSet"`
	Nodes     []v1.Node                 `json:"nodes"`
	Pods      []v1.Pod                  `json:"pods"`
	Revisions []apps.ControllerRevision `json:"revisions"`
	Now       time.Time                 `json:"now"`
	Backoff   map[string]time.Time      `json:"backoff"`
	gatesIn
}

type syncOut struct {
	Error           string                `json:"error"`
	Creates         []createdPod          `json:"creates"`
	Deletes         []string              `json:"deletes"`
	Adopted         []string              `json:"adopted,omitempty"`
	Released        []string              `json:"released,omitempty"`
	Relabelled      []string              `json:"relabelled,omitempty"`
	Status          *apps.DaemonSetStatus `json:"status"`
	Current         *revisionOut          `json:"current,omitempty"`
	NewHistory      *revisionOut          `json:"newHistory,omitempty"`
	Renumbered      map[string]int64      `json:"renumbered,omitempty"`
	OldHistory      []string              `json:"oldHistory,omitempty"`
	LabelledHistory []string              `json:"labelledHistory,omitempty"`
	AdoptedHistory  []string              `json:"adoptedHistory,omitempty"`
	ReleasedHistory []string              `json:"releasedHistory,omitempty"`
	Events          []string              `json:"events,omitempty"`
}

// A revisionOut names a revision with the number it has after the pass.
type revisionOut struct {
	Name     string            `json:"name"`
	Revision int64             `json:"revision"`
	Labels   map[string]string `json:"labels,omitempty"`
}

// A createdPod is what the answer says of a pod that the controller made, before a scheduler sees it.
type createdPod struct {
	Node        string            `json:"node"`
	Labels      map[string]string `json:"labels"`
	Tolerations []v1.Toleration   `json:"tolerations"`
	Affinity    *v1.Affinity      `json:"affinity"`
}

// describe reads the node off the affinity that the controller pins every pod with.
func describe(pod *v1.Pod) createdPod {
	pinned := pod.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms[0]
	return createdPod{
		Node:        pinned.MatchFields[0].Values[0],
		Labels:      pod.Labels,
		Tolerations: pod.Spec.Tolerations,
		Affinity:    pod.Spec.Affinity,
	}
}

// syncOnce asks what one pass of the controller does with exactly these objects at the instant `now`.
func syncOnce(w *worker, in *syncIn) (any, error) {
	rig, err := w.rigFor(in)
	if err != nil {
		return nil, err
	}
	failure := rig.sync(in.DaemonSet, in.Now, in.Backoff)
	return rig.didIn(in.DaemonSet, failure)
}

// rigFor is the worker's controller, filled with the objects of a question.
func (w *worker) rigFor(in *syncIn) (*controllerRig, error) {
	if in.DaemonSet == nil {
		return nil, errors.New("daemonSet is missing")
	}
	if err := affordable(in.DaemonSet, len(in.Nodes)); err != nil {
		return nil, err
	}
	rig, err := w.rig()
	if err != nil {
		return nil, err
	}
	return rig, rig.fill([]apps.DaemonSet{*in.DaemonSet}, in.Nodes, in.Pods, in.Revisions)
}

// didIn is what the controller did in the pass that is over.
func (rig *controllerRig) didIn(daemonSet *apps.DaemonSet, failure error) (out syncOut, err error) {
	did := &rig.writes.recorded
	out = syncOut{
		Error:           text(failure),
		Creates:         append([]createdPod{}, did.creates...),
		Deletes:         append([]string{}, did.deletes...),
		Adopted:         did.adopted,
		Released:        did.released,
		Relabelled:      did.relabelled,
		Status:          did.status,
		Renumbered:      did.renumbered,
		OldHistory:      did.oldHistory,
		LabelledHistory: did.labelledHistory,
		AdoptedHistory:  did.adoptedHistory,
		ReleasedHistory: did.releasedHistory,
		Events:          rig.events.texts,
	}
	if did.newHistory != nil {
		out.NewHistory = &revisionOut{did.newHistory.Name, did.newHistory.Revision, did.newHistory.Labels}
	} else if rig.reachedHistory() {
		out.Current, err = currentRevision(rig, daemonSet, did)
	}
	return out, err
}

// currentRevision names the claimed revision that stores the DaemonSet's template and was not deleted as a duplicate.
func currentRevision(rig *controllerRig, daemonSet *apps.DaemonSet, did *recorded) (*revisionOut, error) {
	claimed, template, err := rig.claimedRevisions(daemonSet)
	if err != nil {
		return nil, nil // claiming failed in the pass, too, and its error says so
	}
	for _, revision := range claimed {
		if !bytes.Equal(revision.Data.Raw, template) || slices.Contains(did.oldHistory, revision.Name) {
			continue
		}
		number, renumbered := did.renumbered[revision.Name]
		if !renumbered {
			number = revision.Revision
		}
		return &revisionOut{Name: revision.Name, Revision: number}, nil
	}
	return nil, nil
}
