package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
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
	return json.NewEncoder(out).Encode(result)
}
