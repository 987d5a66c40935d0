package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kruntime "k8s.io/apimachinery/pkg/runtime"
)

type benchPassesIn struct {
	benchIn
	Pods []v1.Pod  `json:"pods"`
	Now  time.Time `json:"now"`
	// The hash in the labels of all pods, and so of the current revision of every DaemonSet.
	Hash string `json:"hash"`
}

type benchPassesOut struct {
	PassesNanoseconds int64 `json:"passesNs"`
	Creates           int   `json:"creates"`
	Failed            int   `json:"failed"`
	version
}

// benchPasses measures on one core how long the controller's passes over all DaemonSets take, once its stores are filled.
func benchPasses(file string, out io.Writer) error {
	runtime.GOMAXPROCS(1)
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var in benchPassesIn
	if err := decode(raw, &in); err != nil {
		return err
	}
	revisions := make([]apps.ControllerRevision, len(in.DaemonSets))
	for d := range in.DaemonSets {
		if revisions[d], err = currentOf(&in.DaemonSets[d], in.Hash); err != nil {
			return err
		}
	}
	rig, err := newControllerRig()
	if err != nil {
		return err
	}
	if err := rig.fill(in.DaemonSets, in.Nodes, in.Pods, revisions); err != nil {
		return err
	}
	result := benchPassesOut{version: builtVersion()}
	runtime.GC()
	start := time.Now()
	for d := range in.DaemonSets {
		if err := rig.sync(&in.DaemonSets[d], in.Now, nil); err != nil {
			result.Failed++
		}
	}
	result.PassesNanoseconds = time.Since(start).Nanoseconds()
	result.Creates = len(rig.writes.recorded.creates)
	return json.NewEncoder(out).Encode(result)
}

// currentOf is the revision that holds a DaemonSet's template.
func currentOf(daemonSet *apps.DaemonSet, hash string) (apps.ControllerRevision, error) {
	template, err := getPatch(daemonSet)
	labels := map[string]string{apps.DefaultDaemonSetUniqueLabelKey: hash}
	for key, value := range daemonSet.Spec.Template.Labels {
		labels[key] = value
	}
	return apps.ControllerRevision{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       daemonSet.Namespace,
			Name:            daemonSet.Name + "-" + hash,
			Labels:          labels,
			OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(daemonSet, apps.SchemeGroupVersion.WithKind("DaemonSet"))},
		},
		Data:     kruntime.RawExtension{Raw: template},
		Revision: 1,
	}, err
}
