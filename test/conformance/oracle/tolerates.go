package main

import (
	v1 "k8s.io/api/core/v1"
)

type toleratesIn struct {
	Tolerations []v1.Toleration `json:"tolerations"`
	Taint       v1.Taint        `json:"taint"`
	gatesIn
}

type toleratesOut struct {
	Each []bool `json:"each"`
	Any  bool   `json:"any"`
}

// tolerates asks each toleration whether it tolerates the taint.
func tolerates(_ *worker, in *toleratesIn) (any, error) {
	out := toleratesOut{Each: make([]bool, len(in.Tolerations))}
	for i := range in.Tolerations {
		out.Each[i] = toleratesTaint(&in.Tolerations[i], &in.Taint)
		out.Any = out.Any || out.Each[i]
	}
	return out, nil
}
