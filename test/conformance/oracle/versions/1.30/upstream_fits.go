package main

import (
	core "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/noderesources"
)

func resourceLacks(pod *core.Pod, info *framework.NodeInfo) []noderesources.InsufficientResource {
	return noderesources.Fits(pod, info)
}
