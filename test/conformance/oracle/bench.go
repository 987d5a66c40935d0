package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
	daemonutil "k8s.io/kubernetes/pkg/controller/daemon/util"
)

type benchIn struct {
	Nodes      []v1.Node        `json:"nodes"`
	DaemonSets []apps.DaemonSet `json:"daemonSets"`
}

type benchOut struct {
	DecodeNanoseconds   int64 `json:"decodeNs"`
	Pairs               int   `json:"pairs"`
	EligibleNanoseconds int64 `json:"eligibleNs"`
	ShouldRun           int   `json:"shouldRun"`
	// The same with what is read from a DaemonSet read once, as its controller does since 1.37.
	ParsedOnceNanoseconds int64 `json:"parsedOnceNs"`
	ParsedOnceShouldRun   int   `json:"parsedOnceShouldRun"`
	version
}

// bench measures on one core how long upstream takes to decode a cluster and to decide every pair of DaemonSet and node.
func bench(file string, out io.Writer) error {
	runtime.GOMAXPROCS(1)
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	result := benchOut{version: builtVersion()}
	var in benchIn
	start := time.Now()
	if err := decode(raw, &in); err != nil {
		return err
	}
	result.DecodeNanoseconds = time.Since(start).Nanoseconds()
	result.Pairs = len(in.Nodes) * len(in.DaemonSets)
	runtime.GC()
	start = time.Now()
	for d := range in.DaemonSets {
		for n := range in.Nodes {
			if shouldRun, _ := nodeShouldRunDaemonPod(&in.Nodes[n], &in.DaemonSets[d]); shouldRun {
				result.ShouldRun++
			}
		}
	}
	result.EligibleNanoseconds = time.Since(start).Nanoseconds()
	runtime.GC()
	start = time.Now()
	for d := range in.DaemonSets {
		result.ParsedOnceShouldRun += countEligible(&in.DaemonSets[d], in.Nodes)
	}
	result.ParsedOnceNanoseconds = time.Since(start).Nanoseconds()
	return json.NewEncoder(out).Encode(result)
}

// countEligible is a loop over nodes with the affinity and the tolerations of the DaemonSet's pods read before it.
func countEligible(daemonSet *apps.DaemonSet, nodes []v1.Node) int {
	spec := daemonSet.Spec.Template.Spec.DeepCopy()
	daemonutil.AddOrUpdateDaemonPodTolerations(spec)
	required := nodeaffinity.GetRequiredNodeAffinity(&v1.Pod{Spec: *spec})
	blocks := func(taint *v1.Taint) bool {
		return taint.Effect == v1.TaintEffectNoExecute || taint.Effect == v1.TaintEffectNoSchedule
	}
	count := 0
	for n := range nodes {
		node := &nodes[n]
		if spec.NodeName != "" && spec.NodeName != node.Name {
			continue
		}
		if matches, _ := required.Match(node); !matches {
			continue
		}
		if _, untolerated := firstUntoleratedTaint(node.Spec.Taints, spec.Tolerations, blocks); !untolerated {
			count++
		}
	}
	return count
}
