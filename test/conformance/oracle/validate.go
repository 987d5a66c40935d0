package main

import (
	"context"
	"strings"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	internal "k8s.io/kubernetes/pkg/apis/apps"
	appsv1 "k8s.io/kubernetes/pkg/apis/apps/v1"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

type validateIn struct {
	DaemonSet apps.DaemonSet  `json:"daemonSet"`
	Old       *apps.DaemonSet `json:"old"`
	Default   bool            `json:"default"`
	gatesIn
}

// scheduling holds the paths that deciding where and how pods run depends on; errors elsewhere are left out.
var scheduling = []string{
	"spec.template.spec.tolerations",
	"spec.template.spec.nodeSelector",
	"spec.template.spec.affinity.nodeAffinity",
	"spec.template.spec.nodeName",
	"spec.template.spec.restartPolicy",
	"spec.template.spec.activeDeadlineSeconds",
	"spec.template.metadata.labels",
	"spec.template.labels",
	"spec.templateGeneration",
	"spec.selector",
	"spec.updateStrategy",
	"spec.minReadySeconds",
	"spec.revisionHistoryLimit",
}

// posted is the request that the API server answers: rules ask it which version of the API is spoken.
var posted = genericapirequest.WithRequestInfo(context.Background(), &genericapirequest.RequestInfo{
	IsResourceRequest: true, APIPrefix: "apis", APIGroup: "apps", APIVersion: "v1", Resource: "daemonsets",
})

// validate asks what the API server refuses: the DaemonSet strategy of k8s.io/kubernetes/pkg/registry/apps/daemonset
// prepares and validates the converted object, as new or, with `old`, as an update; then the declarative rules of its
// type have their say, as they do in k8s.io/apiserver/pkg/registry/rest.
func validate(_ *worker, in *validateIn) (any, error) {
	daemonSet, err := asInternal(&in.DaemonSet, in.Default)
	if err != nil {
		return nil, err
	}
	if in.Old == nil {
		daemonset.Strategy.PrepareForCreate(posted, daemonSet)
		errs := daemonset.Strategy.Validate(posted, daemonSet)
		return fieldErrors(declaredOnCreate(daemonSet, errs), ofScheduling), nil
	}
	old, err := asInternal(in.Old, in.Default)
	if err != nil {
		return nil, err
	}
	daemonset.Strategy.PrepareForUpdate(posted, daemonSet, old)
	errs := daemonset.Strategy.ValidateUpdate(posted, daemonSet, old)
	return fieldErrors(declaredOnUpdate(daemonSet, old, errs), ofScheduling), nil
}

func asInternal(daemonSet *apps.DaemonSet, withDefaults bool) (*internal.DaemonSet, error) {
	if withDefaults {
		appsv1.SetObjectDefaults_DaemonSet(daemonSet)
	}
	converted := &internal.DaemonSet{}
	return converted, appsv1.Convert_v1_DaemonSet_To_apps_DaemonSet(daemonSet, converted, nil)
}

func ofScheduling(err *field.Error) bool {
	for _, path := range scheduling {
		if strings.HasPrefix(err.Field, path) {
			return true
		}
	}
	return false
}
