package main

import (
	apps "k8s.io/api/apps/v1"
	appsv1 "k8s.io/kubernetes/pkg/apis/apps/v1"
)

// setDefaults asks what the API server fills in: SetObjectDefaults_DaemonSet in k8s.io/kubernetes/pkg/apis/apps/v1,
// which calls the core/v1 defaults for the pod template.
func setDefaults(_ *worker, daemonSet *apps.DaemonSet) (any, error) {
	appsv1.SetObjectDefaults_DaemonSet(daemonSet)
	return daemonSet, nil
}
