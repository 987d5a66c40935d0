// Command oracle asks the real Kubernetes code what it does.
//
// Without arguments it reads one question a line and writes one answer a line, in the same order (see README.md).
// `oracle bench FILE` measures eligibility over a whole cluster, `oracle bench-passes FILE` the passes over it,
// `oracle version` says which Kubernetes answers, `oracle types` how it writes the fields of a pod template.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/klog/v2"
)

func main() {
	quieten()
	decideGates()
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

// quieten keeps upstream code from writing to stderr or waiting when it reports an error.
func quieten() {
	settings := flag.NewFlagSet("klog", flag.ContinueOnError)
	klog.InitFlags(settings)
	_ = settings.Set("stderrthreshold", "FATAL")
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	utilruntime.ErrorHandlers = nil
}

func run(args []string) error {
	switch {
	case len(args) == 0:
		return serve(os.Stdin, os.Stdout)
	case len(args) == 1 && args[0] == "version":
		return printVersion(os.Stdout)
	case len(args) == 1 && args[0] == "types":
		return printTypes(os.Stdout)
	case len(args) == 2 && args[0] == "bench":
		return bench(args[1], os.Stdout)
	case len(args) == 2 && args[0] == "bench-passes":
		return benchPasses(args[1], os.Stdout)
	}
	return fmt.Errorf("usage: oracle | oracle bench FILE | oracle bench-passes FILE | oracle version | oracle types")
}
