package main

import (
	"encoding/json"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

type version struct {
	Kubernetes string `json:"kubernetes"`
	Go         string `json:"go"`
}

// builtVersion reads from the binary itself which k8s.io/kubernetes it was linked with.
func builtVersion() version {
	v := version{Kubernetes: "unknown", Go: strings.TrimPrefix(runtime.Version(), "go")}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, module := range info.Deps {
		if module.Path == "k8s.io/kubernetes" {
			v.Kubernetes = strings.TrimPrefix(module.Version, "v")
		}
	}
	return v
}

func printVersion(out io.Writer) error {
	return json.NewEncoder(out).Encode(builtVersion())
}
