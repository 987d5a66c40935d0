package main

import (
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// declaredOnCreate and declaredOnUpdate add nothing: the strategy of DaemonSets has no declarative rules yet.
func declaredOnCreate(_ runtime.Object, errs field.ErrorList) field.ErrorList    { return errs }
func declaredOnUpdate(_, _ runtime.Object, errs field.ErrorList) field.ErrorList { return errs }
