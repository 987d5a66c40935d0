package main

import (
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/features"
)

var (
	// questionGate is the feature gate that a question decides.
	questionGate featuregate.Feature = features.DaemonSetUpdateSurge
	// gateThatIsOff: there is none.
	gateThatIsOff featuregate.Feature
)
