package main

import (
	"fmt"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// mostAffordable is the largest update budget that upstream may be asked about. Its rolling update reserves 16 bytes
// for every pod that the budget allows, before it knows how many there are: 2147483647 would end the process.
const mostAffordable = 1 << 22

func affordable(daemonSet *apps.DaemonSet, nodes int) error {
	update := daemonSet.Spec.UpdateStrategy.RollingUpdate
	if update == nil {
		return nil
	}
	for _, budget := range []*intstr.IntOrString{update.MaxUnavailable, update.MaxSurge} {
		if pods, err := intstr.GetScaledValueFromIntOrPercent(budget, nodes, true); err == nil && pods > mostAffordable {
			return fmt.Errorf("a budget of %d pods is more than upstream can be asked about", pods)
		}
	}
	return nil
}
