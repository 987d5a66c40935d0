package main

import (
	v1 "k8s.io/api/core/v1"
	daemonutil "k8s.io/kubernetes/pkg/controller/daemon/util"
)

type targetNodeOut struct {
	Node  string `json:"node"`
	Error string `json:"error"`
}

// targetNode asks which node the controller takes a pod to be for: GetTargetNodeName in
// k8s.io/kubernetes/pkg/controller/daemon/util.
func targetNode(_ *worker, pod *v1.Pod) (any, error) {
	node, err := daemonutil.GetTargetNodeName(pod)
	return targetNodeOut{Node: node, Error: text(err)}, nil
}
