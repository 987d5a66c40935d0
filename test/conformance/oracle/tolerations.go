package main

import (
	v1 "k8s.io/api/core/v1"
	daemonutil "k8s.io/kubernetes/pkg/controller/daemon/util"
)

// tolerations adds to a pod spec what the controller adds to every pod it makes, and answers the whole list:
// AddOrUpdateDaemonPodTolerations in k8s.io/kubernetes/pkg/controller/daemon/util.
func tolerations(_ *worker, spec *v1.PodSpec) (any, error) {
	daemonutil.AddOrUpdateDaemonPodTolerations(spec)
	return spec.Tolerations, nil
}
