package main

import (
	verb "k8s.io/apimachinery/pkg/api/operation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/klog/v2"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

// asked is the request, with a logger that does not tell of rules that are only tried.
var asked = klog.NewContext(posted, silent)

// declaredOnCreate and declaredOnUpdate are the errors of a request once the declarative rules of the type are asked
// too, as BeforeCreate and BeforeUpdate in k8s.io/apiserver/pkg/registry/rest ask them after the strategy's own.
func declaredOnCreate(object runtime.Object, errs field.ErrorList) field.ErrorList {
	rules := daemonset.Strategy.DeclarativeValidation
	return rules.ValidateDeclaratively(asked, object, nil, errs, verb.Create, rules.DeclarativeValidationConfig(asked, object, nil))
}

func declaredOnUpdate(object, old runtime.Object, errs field.ErrorList) field.ErrorList {
	rules := daemonset.Strategy.DeclarativeValidation
	return rules.ValidateDeclaratively(asked, object, old, errs, verb.Update, rules.DeclarativeValidationConfig(asked, object, old))
}
