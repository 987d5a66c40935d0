package main

import (
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
)

// validateTolerations is ValidateTolerations in k8s.io/kubernetes/pkg/apis/core/validation.
func validateTolerations(tolerations []core.Toleration, path *field.Path) field.ErrorList {
	return validation.ValidateTolerations(tolerations, path)
}

// validateNodeSelector is ValidateNodeSelector in k8s.io/kubernetes/pkg/apis/core/validation, which refuses invalid
// values of labels always.
func validateNodeSelector(selector *core.NodeSelector, _ bool, path *field.Path) field.ErrorList {
	return validation.ValidateNodeSelector(selector, path)
}
