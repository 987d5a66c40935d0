package main

import v1 "k8s.io/api/core/v1"

type evictIn struct {
	Tolerations []v1.Toleration `json:"tolerations"`
	Taints      []v1.Taint      `json:"taints"`
	gatesIn
}

type evictOut struct {
	Tolerated   bool  `json:"tolerated"`
	Nanoseconds int64 `json:"ns"`
}

// evict asks for how long a pod may stay on a node with these taints, by the three functions that the taint eviction
// controller decides with: getNoExecuteTaints and getMinTolerationTime in
// k8s.io/kubernetes/pkg/controller/tainteviction, and GetMatchingTolerations in pkg/apis/core/v1/helper.
// Without a NoExecute taint the controller forgets the pod before it gets to the time.
func evict(_ *worker, in *evictIn) (any, error) {
	taints := getNoExecuteTaints(in.Taints)
	tolerated, used := matchingTolerations(taints, in.Tolerations)
	switch {
	case len(taints) == 0:
		return evictOut{Tolerated: tolerated, Nanoseconds: -1}, nil
	case !tolerated:
		return evictOut{Tolerated: false, Nanoseconds: 0}, nil
	}
	return evictOut{Tolerated: true, Nanoseconds: int64(getMinTolerationTime(used))}, nil
}
