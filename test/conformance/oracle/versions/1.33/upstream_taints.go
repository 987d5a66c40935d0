package main

import (
	v1 "k8s.io/api/core/v1"
	corehelper "k8s.io/component-helpers/scheduling/corev1"
	v1helper "k8s.io/kubernetes/pkg/apis/core/v1/helper"
)

// toleratesTaint is Toleration.ToleratesTaint in k8s.io/api/core/v1.
func toleratesTaint(toleration *v1.Toleration, taint *v1.Taint) bool {
	return toleration.ToleratesTaint(taint)
}

// firstUntoleratedTaint is FindMatchingUntoleratedTaint in k8s.io/component-helpers/scheduling/corev1.
func firstUntoleratedTaint(taints []v1.Taint, tolerations []v1.Toleration, counts func(*v1.Taint) bool) (v1.Taint, bool) {
	return corehelper.FindMatchingUntoleratedTaint(taints, tolerations, counts)
}

// matchingTolerations is GetMatchingTolerations in k8s.io/kubernetes/pkg/apis/core/v1/helper.
func matchingTolerations(taints []v1.Taint, tolerations []v1.Toleration) (bool, []v1.Toleration) {
	return v1helper.GetMatchingTolerations(taints, tolerations)
}
