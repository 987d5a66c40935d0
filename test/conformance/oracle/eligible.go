package main

import (
	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
)

type eligibleIn struct {
	DaemonSet *apps.DaemonSet `json:"daemonSet"`
	Node      *v1.Node        `json:"node"`
	gatesIn
}

type eligibleOut struct {
	ShouldRun             bool `json:"shouldRun"`
	ShouldContinueRunning bool `json:"shouldContinueRunning"`
}

// eligible asks whether a pod should be made on the node, and whether one that is there may stay.
func eligible(_ *worker, in *eligibleIn) (any, error) {
	var out eligibleOut
	out.ShouldRun, out.ShouldContinueRunning = nodeShouldRunDaemonPod(in.Node, in.DaemonSet)
	return out, nil
}
