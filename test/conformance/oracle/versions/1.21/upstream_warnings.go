package main

import internal "k8s.io/kubernetes/pkg/apis/apps"

// warningsOnCreate and warningsOnUpdate say nothing: this release does not warn yet.
func warningsOnCreate(_ *internal.DaemonSet) []string    { return nil }
func warningsOnUpdate(_, _ *internal.DaemonSet) []string { return nil }
