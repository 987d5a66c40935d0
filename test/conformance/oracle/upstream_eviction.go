package main

import (
	"time"
	_ "unsafe" // for go:linkname

	v1 "k8s.io/api/core/v1"
	_ "k8s.io/kubernetes/pkg/controller/tainteviction"
)

//go:linkname getNoExecuteTaints k8s.io/kubernetes/pkg/controller/tainteviction.getNoExecuteTaints
func getNoExecuteTaints(taints []v1.Taint) []v1.Taint

//go:linkname getMinTolerationTime k8s.io/kubernetes/pkg/controller/tainteviction.getMinTolerationTime
func getMinTolerationTime(tolerations []v1.Toleration) time.Duration
