package main

import (
	core "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/nodeports"
)

type fitsIn struct {
	Pod  core.Pod   `json:"pod"`
	Node core.Node  `json:"node"`
	Pods []core.Pod `json:"pods"`
}

type insufficient struct {
	Resource     core.ResourceName `json:"resource"`
	Reason       string            `json:"reason"`
	Requested    int64             `json:"requested"`
	Used         int64             `json:"used"`
	Capacity     int64             `json:"capacity"`
	Unresolvable bool              `json:"unresolvable"`
}

type fitsOut struct {
	Insufficient []insufficient `json:"insufficient"`
	Ports        bool           `json:"ports"`
}

func init() {
	operations["fits"] = on(fits)
}

// fits asks what a node lacks for a pod beside the pods that count there: Fits of the scheduler's plugins
// NodeResourcesFit and NodePorts. Which lack no other pod can mend is what newer releases say of the same figures.
func fits(_ *worker, in *fitsIn) (any, error) {
	pods := make([]*core.Pod, len(in.Pods))
	for i := range in.Pods {
		pods[i] = &in.Pods[i]
	}
	info := framework.NewNodeInfo(pods...)
	info.SetNode(&in.Node)
	out := fitsOut{Insufficient: []insufficient{}, Ports: nodeports.Fits(&in.Pod, info)}
	for _, lack := range resourceLacks(&in.Pod, info) {
		out.Insufficient = append(out.Insufficient, insufficient{
			lack.ResourceName, lack.Reason, lack.Requested, lack.Used, lack.Capacity,
			lack.ResourceName != core.ResourcePods && lack.Requested > lack.Capacity,
		})
	}
	return out, nil
}

