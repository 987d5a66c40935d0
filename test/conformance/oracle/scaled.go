package main

import "k8s.io/apimachinery/pkg/util/intstr"

type scaledIn struct {
	Value   *intstr.IntOrString `json:"value"`
	Total   int                 `json:"total"`
	RoundUp bool                `json:"roundUp"`
}

type scaledOut struct {
	Value int    `json:"value"`
	Error string `json:"error"`
}

// scaled asks what a number or percentage comes to: GetScaledValueFromIntOrPercent in
// k8s.io/apimachinery/pkg/util/intstr.
func scaled(_ *worker, in *scaledIn) (any, error) {
	value, err := intstr.GetScaledValueFromIntOrPercent(in.Value, in.Total, in.RoundUp)
	return scaledOut{Value: value, Error: text(err)}, nil
}
