package main

import (
	_ "unsafe" // for go:linkname

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/kubectl/pkg/cmd/taint"
)

//go:linkname parseTaints k8s.io/kubectl/pkg/cmd/taint.parseTaints
func parseTaints(spec []string) (add, remove []v1.Taint, err error)

//go:linkname checkIfTaintsAlreadyExists k8s.io/kubectl/pkg/cmd/taint.checkIfTaintsAlreadyExists
func checkIfTaintsAlreadyExists(old, add []v1.Taint) string

//go:linkname reorganizeTaints k8s.io/kubectl/pkg/cmd/taint.reorganizeTaints
func reorganizeTaints(node *v1.Node, overwrite bool, add, remove []v1.Taint) (string, []v1.Taint, error)

type kubectlTaintIn struct {
	Args      []string   `json:"args"`
	Taints    []v1.Taint `json:"taints"`
	Overwrite bool       `json:"overwrite"`
}

type kubectlTaintOut struct {
	Operation string     `json:"operation"`
	Taints    []v1.Taint `json:"taints"`
	Error     string     `json:"error"`
}

type taintExistsOut struct {
	Exists string `json:"exists"`
	Error  string `json:"error"`
}

// kubectlTaint asks what `kubectl taint node` makes of a node's taints, by the steps of the command in
// k8s.io/kubectl/pkg/cmd/taint: parseTaints, TaintOptions.Validate, checkIfTaintsAlreadyExists, reorganizeTaints.
func kubectlTaint(_ *worker, in *kubectlTaintIn) (any, error) {
	add, remove, err := parseTaints(in.Args)
	if err != nil {
		return errorOut{Error: err.Error()}, nil
	}
	if err := validateTaintOptions(add, remove); err != nil {
		return errorOut{Error: err.Error()}, nil
	}
	node := &v1.Node{Spec: v1.NodeSpec{Taints: in.Taints}}
	if !in.Overwrite {
		if exists := checkIfTaintsAlreadyExists(in.Taints, add); exists != "" {
			return taintExistsOut{Exists: exists}, nil
		}
	}
	operation, taints, err := reorganizeTaints(node, in.Overwrite, add, remove)
	if err != nil {
		return errorOut{Error: err.Error()}, nil
	}
	return kubectlTaintOut{Operation: operation, Taints: taints}, nil
}

// validateTaintOptions runs the command's own check, which is where a taint that is both added and removed is refused.
func validateTaintOptions(add, remove []v1.Taint) error {
	options := taint.TaintOptions{Mapper: nodeMapper}
	setField(&options, "resources", []string{"node", "name"})
	setField(&options, "taintsToAdd", add)
	setField(&options, "taintsToRemove", remove)
	return options.Validate()
}

// nodeMapper knows the one kind that the command accepts.
var nodeMapper = func() meta.RESTMapper {
	mapper := meta.NewDefaultRESTMapper(nil)
	mapper.Add(v1.SchemeGroupVersion.WithKind("Node"), meta.RESTScopeRoot)
	return mapper
}()
