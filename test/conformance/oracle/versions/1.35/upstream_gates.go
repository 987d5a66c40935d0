package main

import (
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/features"
)

var (
	// questionGate is the feature gate that a question decides.
	questionGate featuregate.Feature = features.TaintTolerationComparisonOperators
	// gateThatIsOff: the controller does not wait for its own writes yet.
	gateThatIsOff featuregate.Feature
)
