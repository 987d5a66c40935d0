package main

import (
	"context"
	"fmt"
	"runtime/pprof"
	"unsafe"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
)

const (
	comparisonGate featuregate.Feature = "TaintTolerationComparisonOperators"
	surgeGate      featuregate.Feature = "DaemonSetUpdateSurge"
)

// gatesIn are the feature gates of a question. Both gates are off unless it turns them on; a release that does not know
// a gate, or knows it no longer, passes it over. `comparison` is the short form for TaintTolerationComparisonOperators.
type gatesIn struct {
	Comparison bool                         `json:"comparison"`
	Gates      map[featuregate.Feature]bool `json:"gates"`
}

// use decides the gates for the calling goroutine, until it is asked the next question.
func (in *gatesIn) use() error {
	on := in.Comparison && questionGate == comparisonGate
	for gate, enabled := range in.Gates {
		switch gate {
		case questionGate:
			on = enabled
		case comparisonGate, surgeGate: // another release's
		default:
			return fmt.Errorf("feature gate %q cannot be asked about", gate)
		}
	}
	if on {
		pprof.SetGoroutineLabels(gateOn)
	} else {
		pprof.SetGoroutineLabels(gateOff)
	}
	return nil
}

// Upstream asks one gate for the whole process, but workers answer questions with the gate on and off at the same
// time. So the state of the gate that a question decides travels with the goroutine, as a profiler label: goroutines
// that upstream starts inherit it.

var (
	gateOff      = context.Background()
	gateOn       = pprof.WithLabels(gateOff, pprof.Labels(string(questionGate), "on"))
	gateOnLabels = labelsOf(gateOn)
)

//go:linkname goroutineLabels runtime/pprof.runtime_getProfLabel
func goroutineLabels() unsafe.Pointer

func labelsOf(ctx context.Context) unsafe.Pointer {
	pprof.SetGoroutineLabels(ctx)
	defer pprof.SetGoroutineLabels(gateOff)
	return goroutineLabels()
}

// decidedGate answers for the gate that a question decides; all others keep their defaults, but for one that is off.
type decidedGate struct {
	featuregate.FeatureGate
}

func (gate decidedGate) Enabled(feature featuregate.Feature) bool {
	switch feature {
	case questionGate:
		return goroutineLabels() == gateOnLabels
	case gateThatIsOff:
		return false
	}
	return gate.FeatureGate.Enabled(feature)
}

// decideGates puts upstream's feature gates under the control of the questions.
func decideGates() {
	utilfeature.DefaultFeatureGate = decidedGate{utilfeature.DefaultFeatureGate}
}
