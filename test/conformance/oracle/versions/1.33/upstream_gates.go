package main

import "k8s.io/component-base/featuregate"

// questionGate and gateThatIsOff: no feature gate changes what the questions are about.
var questionGate, gateThatIsOff featuregate.Feature
