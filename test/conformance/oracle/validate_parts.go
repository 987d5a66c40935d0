package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/apis/core"
	corev1 "k8s.io/kubernetes/pkg/apis/core/v1"
)

type validatePartsIn struct {
	Tolerations            []v1.Toleration  `json:"tolerations"`
	NodeSelector           *v1.NodeSelector `json:"nodeSelector"`
	AllowInvalidLabelValue bool             `json:"allowInvalidLabelValue"`
	gatesIn
}

type validatePartsOut struct {
	Tolerations  []fieldError  `json:"tolerations"`
	NodeSelector *[]fieldError `json:"nodeSelector,omitempty"`
}

// validateParts asks about tolerations and a required node affinity by themselves: ValidateTolerations and
// ValidateNodeSelector in k8s.io/kubernetes/pkg/apis/core/validation. Paths start at the name of the input.
func validateParts(_ *worker, in *validatePartsIn) (any, error) {
	converted := make([]core.Toleration, len(in.Tolerations))
	for i := range in.Tolerations {
		if err := corev1.Convert_v1_Toleration_To_core_Toleration(&in.Tolerations[i], &converted[i], nil); err != nil {
			return nil, err
		}
	}
	errs := validateTolerations(converted, field.NewPath("tolerations"))
	out := validatePartsOut{Tolerations: fieldErrors(errs, everyError)}
	if in.NodeSelector == nil {
		return out, nil
	}
	var selector core.NodeSelector
	if err := corev1.Convert_v1_NodeSelector_To_core_NodeSelector(in.NodeSelector, &selector, nil); err != nil {
		return nil, err
	}
	errs = validateNodeSelector(&selector, in.AllowInvalidLabelValue, field.NewPath("nodeSelector"))
	nodeSelector := fieldErrors(errs, everyError)
	out.NodeSelector = &nodeSelector
	return out, nil
}
