package main

import (
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/features"
)

var (
	// questionGate is the feature gate that a question decides.
	questionGate featuregate.Feature = features.TaintTolerationComparisonOperators
	// gateThatIsOff would make the controller wait for its own writes, which are never seen here.
	gateThatIsOff featuregate.Feature = features.StaleControllerConsistencyDaemonSet
)
