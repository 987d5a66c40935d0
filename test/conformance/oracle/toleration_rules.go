package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/apis/core"
	corev1 "k8s.io/kubernetes/pkg/apis/core/v1"
	tolerationrules "k8s.io/kubernetes/pkg/util/tolerations"
)

type tolerationRulesIn struct {
	First  []v1.Toleration `json:"first"`
	Second []v1.Toleration `json:"second"`
}

type tolerationRulesOut struct {
	Verify bool            `json:"verify"`
	Merge  []v1.Toleration `json:"merge"`
}

// tolerationRules asks whether the second list allows the first, and what both come to as one:
// VerifyAgainstWhitelist and MergeTolerations in k8s.io/kubernetes/pkg/util/tolerations.
func tolerationRules(_ *worker, in *tolerationRulesIn) (any, error) {
	first, err := internalTolerations(in.First)
	if err != nil {
		return nil, err
	}
	second, err := internalTolerations(in.Second)
	if err != nil {
		return nil, err
	}
	out := tolerationRulesOut{Verify: tolerationrules.VerifyAgainstWhitelist(first, second)}
	for _, toleration := range tolerationrules.MergeTolerations(first, second) {
		var external v1.Toleration
		if err := corev1.Convert_core_Toleration_To_v1_Toleration(&toleration, &external, nil); err != nil {
			return nil, err
		}
		out.Merge = append(out.Merge, external)
	}
	return out, nil
}

// internalTolerations are tolerations as the API server holds them.
func internalTolerations(list []v1.Toleration) ([]core.Toleration, error) {
	var internal []core.Toleration
	for i := range list {
		var each core.Toleration
		if err := corev1.Convert_v1_Toleration_To_core_Toleration(&list[i], &each, nil); err != nil {
			return nil, err
		}
		internal = append(internal, each)
	}
	return internal, nil
}
