package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

type labelSelectorIn struct {
	Selector *metav1.LabelSelector `json:"selector"`
	Labels   labels.Set            `json:"labels"`
}

type labelSelectorOut struct {
	Match  bool   `json:"match"`
	String string `json:"string"`
	Empty  bool   `json:"empty"`
	Error  string `json:"error"`
}

// labelSelector asks what a label selector means: LabelSelectorAsSelector in k8s.io/apimachinery/pkg/apis/meta/v1.
func labelSelector(_ *worker, in *labelSelectorIn) (any, error) {
	selector, err := metav1.LabelSelectorAsSelector(in.Selector)
	if err != nil {
		return errorOut{Error: err.Error()}, nil
	}
	return labelSelectorOut{
		Match:  selector.Matches(in.Labels),
		String: selector.String(),
		Empty:  selector.Empty(),
	}, nil
}
