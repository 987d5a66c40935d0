package main

import (
	"regexp"

	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
)

type objectIn struct {
	DaemonSet apps.DaemonSet `json:"daemonSet"`
}

// ofObject matches the paths of what an object is called, and what its containers are.
var ofObject = regexp.MustCompile(`^(metadata\.(name|namespace|generateName|labels)|spec\.template\.spec\.(containers|(c|initC)ontainers\[\d+\]\.(name|image)))$`)

// object asks what the API server refuses about the name, the namespace and the labels of a new object, and about the
// names and images of its containers: Validate of the DaemonSet strategy, as in `validate`. A name that is generated ends
// at random, so nothing is told of it.
func object(_ *worker, in *objectIn) (any, error) {
	daemonSet, err := asInternal(&in.DaemonSet, true)
	if err != nil {
		return nil, err
	}
	// BeforeCreate of k8s.io/apiserver/pkg/registry/rest makes a name before it validates.
	generated := daemonSet.Name == "" && daemonSet.GenerateName != ""
	if generated {
		daemonSet.Name = daemonset.Strategy.GenerateName(daemonSet.GenerateName)
	}
	daemonset.Strategy.PrepareForCreate(posted, daemonSet)
	errs := declaredOnCreate(daemonSet, daemonset.Strategy.Validate(posted, daemonSet))
	return fieldErrors(errs, func(err *field.Error) bool {
		return ofObject.MatchString(err.Field) && !(generated && err.Field == "metadata.name")
	}), nil
}
