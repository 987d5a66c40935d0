package main

import (
	"context"
	"strings"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
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
	"spec.selector",
	"spec.updateStrategy",
	"spec.minReadySeconds",
	"spec.revisionHistoryLimit",
}

// validate asks what the API server refuses: the DaemonSet strategy of k8s.io/kubernetes/pkg/registry/apps/daemonset
// prepares and validates the converted object, as new or, with `old`, as an update.
func validate(_ *worker, in *validateIn) (any, error) {
	ctx := context.Background()
	daemonSet, err := asInternal(&in.DaemonSet, in.Default)
	if err != nil {
		return nil, err
	}
	if in.Old == nil {
		daemonset.Strategy.PrepareForCreate(ctx, daemonSet)
		return fieldErrors(daemonset.Strategy.Validate(ctx, daemonSet), ofScheduling), nil
	}
	old, err := asInternal(in.Old, in.Default)
	if err != nil {
		return nil, err
	}
	daemonset.Strategy.PrepareForUpdate(ctx, daemonSet, old)
	return fieldErrors(daemonset.Strategy.ValidateUpdate(ctx, daemonSet, old), ofScheduling), nil
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
