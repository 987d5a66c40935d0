package main

import (
	v1 "k8s.io/api/core/v1"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	corehelper "k8s.io/component-helpers/scheduling/corev1"
	v1helper "k8s.io/kubernetes/pkg/apis/core/v1/helper"
)

func comparison() bool { return utilfeature.DefaultFeatureGate.Enabled(comparisonGate) }

// toleratesTaint is Toleration.ToleratesTaint in k8s.io/api/core/v1.
func toleratesTaint(toleration *v1.Toleration, taint *v1.Taint) bool {
	return toleration.ToleratesTaint(silent, taint, comparison())
}

// firstUntoleratedTaint is FindMatchingUntoleratedTaint in k8s.io/component-helpers/scheduling/corev1.
func firstUntoleratedTaint(taints []v1.Taint, tolerations []v1.Toleration, counts func(*v1.Taint) bool) (v1.Taint, bool) {
	return corehelper.FindMatchingUntoleratedTaint(silent, taints, tolerations, counts, comparison())
}

// matchingTolerations is GetMatchingTolerations in k8s.io/kubernetes/pkg/apis/core/v1/helper.
func matchingTolerations(taints []v1.Taint, tolerations []v1.Toleration) (bool, []v1.Toleration) {
	return v1helper.GetMatchingTolerations(silent, taints, tolerations)
}
