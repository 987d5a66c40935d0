package main

import (
	"slices"

	v1 "k8s.io/api/core/v1"
)

type untoleratedIn struct {
	Tolerations []v1.Toleration  `json:"tolerations"`
	Taints      []v1.Taint       `json:"taints"`
	Effects     []v1.TaintEffect `json:"effects"`
	gatesIn
}

type untoleratedOut struct {
	Taint *v1.Taint `json:"taint"`
}

// untolerated asks for the first taint, of those with the effects given, that no toleration tolerates. Without
// effects every taint counts, with an empty list none does.
func untolerated(_ *worker, in *untoleratedIn) (any, error) {
	var counts func(*v1.Taint) bool
	if in.Effects != nil {
		counts = func(taint *v1.Taint) bool { return slices.Contains(in.Effects, taint.Effect) }
	}
	taint, found := firstUntoleratedTaint(in.Taints, in.Tolerations, counts)
	if !found {
		return untoleratedOut{}, nil
	}
	return untoleratedOut{Taint: &taint}, nil
}
