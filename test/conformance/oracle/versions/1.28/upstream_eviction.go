package main

import (
	"time"
	_ "unsafe" // for go:linkname

	v1 "k8s.io/api/core/v1"
	_ "k8s.io/kubernetes/pkg/controller/nodelifecycle/scheduler"
)

//go:linkname getNoExecuteTaints k8s.io/kubernetes/pkg/controller/nodelifecycle/scheduler.getNoExecuteTaints
func getNoExecuteTaints(taints []v1.Taint) []v1.Taint

//go:linkname getMinTolerationTime k8s.io/kubernetes/pkg/controller/nodelifecycle/scheduler.getMinTolerationTime
func getMinTolerationTime(tolerations []v1.Toleration) time.Duration
