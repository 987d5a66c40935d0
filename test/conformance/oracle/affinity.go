package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

type affinityIn struct {
	Spec v1.PodSpec `json:"spec"`
	Node *v1.Node   `json:"node"`
}

type affinityOut struct {
	Match bool   `json:"match"`
	Error string `json:"error"`
}

// affinity asks whether nodeSelector and required node affinity match the node:
// GetRequiredNodeAffinity(pod).Match(node) in k8s.io/component-helpers/scheduling/corev1/nodeaffinity.
func affinity(_ *worker, in *affinityIn) (any, error) {
	match, err := nodeaffinity.GetRequiredNodeAffinity(&v1.Pod{Spec: in.Spec}).Match(in.Node)
	return affinityOut{Match: match, Error: text(err)}, nil
}

type preferredIn struct {
	Terms []v1.PreferredSchedulingTerm `json:"terms"`
	Node  *v1.Node                     `json:"node"`
}

type preferredOut struct {
	Score *int64 `json:"score,omitempty"`
	Error string `json:"error"`
}

// preferred asks for the sum of the weights of the preferred terms that match:
// NewPreferredSchedulingTerms(terms).Score(node) in the same package.
func preferred(_ *worker, in *preferredIn) (any, error) {
	terms, err := nodeaffinity.NewPreferredSchedulingTerms(in.Terms)
	if err != nil {
		return preferredOut{Error: err.Error()}, nil
	}
	score := terms.Score(in.Node)
	return preferredOut{Score: &score}, nil
}
