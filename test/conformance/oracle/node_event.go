package main

import (
	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

type nodeEventIn struct {
	Before     *v1.Node         `json:"before"`
	Node       v1.Node          `json:"node"`
	DaemonSets []apps.DaemonSet `json:"daemonSets"`
	Pods       []v1.Pod         `json:"pods"`
	gatesIn
}

type nodeEventOut struct {
	Ignored bool     `json:"ignored"`
	Queued  []string `json:"queued"`
}

// nodeEvent asks which DaemonSets are queued for a sync because a node is new or, with `before`, has changed.
func nodeEvent(w *worker, in *nodeEventIn) (any, error) {
	rig, err := w.rig()
	if err != nil {
		return nil, err
	}
	if err := rig.fill(in.DaemonSets, []v1.Node{in.Node}, in.Pods, nil); err != nil {
		return nil, err
	}
	ignored, err := rig.nodeEvent(in.Before, &in.Node)
	if err != nil {
		return nil, err
	}
	return nodeEventOut{Ignored: ignored, Queued: rig.queue.names()}, nil
}
