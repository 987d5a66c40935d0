// Command deploy asks deploy tools whether they take a DaemonSet for ready: helm 3, kstatus (helm 4 and Flux) and
// Argo CD. It speaks the protocol of the oracle (../README.md) and knows one operation, deployReady. It is a module of
// its own: the tools want other versions of the modules of Kubernetes than the oracle has.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	helm "helm.sh/helm/v3/pkg/kube"
	apps "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/cli-runtime/pkg/resource"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/testing"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	kjson "sigs.k8s.io/json"
)

type request struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`
	In json.RawMessage `json:"in"`
}

type answer struct {
	ID  json.RawMessage `json:"id"`
	Out any             `json:"out,omitempty"`
	Bad string          `json:"bad,omitempty"`
}

type readyIn struct {
	DaemonSet json.RawMessage `json:"daemonSet"`
	// Log asks for what helm 3 logs, too.
	Log bool `json:"log"`
}

type told struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

type readyOut struct {
	Kstatus told    `json:"kstatus"`
	Argo    told    `json:"argo"`
	Helm3   bool    `json:"helm3"`
	Log     *string `json:"log,omitempty"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "deploy:", err)
		os.Exit(1)
	}
}

const ioBuffer = 1 << 20

// serve answers line by line, and flushes whenever nothing more is waiting.
func serve(stdin io.Reader, stdout io.Writer) error {
	in, out := bufio.NewReaderSize(stdin, ioBuffer), bufio.NewWriterSize(stdout, ioBuffer)
	for {
		line, readError := in.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			written, err := json.Marshal(answered(line))
			if err != nil {
				return err
			}
			if _, err := out.Write(append(written, '\n')); err != nil {
				return err
			}
		}
		if in.Buffered() == 0 || readError != nil {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if readError == io.EOF {
			return nil
		}
		if readError != nil {
			return readError
		}
	}
}

func answered(line []byte) (given answer) {
	var asked request
	err := kjson.UnmarshalCaseSensitivePreserveInts(line, &asked)
	given.ID = asked.ID
	if len(given.ID) == 0 {
		given.ID = json.RawMessage("null")
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			given.Out, given.Bad = nil, fmt.Sprintf("panic: %v", panicked)
		}
	}()
	if err == nil && asked.Op != "deployReady" {
		err = fmt.Errorf("unknown op %q", asked.Op)
	}
	if err == nil {
		given.Out, err = deployReady(asked.In)
	}
	if err != nil {
		given.Out, given.Bad = nil, err.Error()
	}
	return given
}

// deployReady asks the three about one DaemonSet, as it stands in the question: what is absent there is absent for
// them. The tools get it from a server, so its kind is filled in, and null is absent.
func deployReady(raw json.RawMessage) (any, error) {
	var in readyIn
	if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, &in); err != nil {
		return nil, err
	}
	if len(in.DaemonSet) == 0 {
		return nil, errors.New("daemonSet is missing")
	}
	daemonSet := &apps.DaemonSet{}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(in.DaemonSet, daemonSet); err != nil {
		return nil, err
	}
	var content map[string]any
	if err := kjson.UnmarshalCaseSensitivePreserveInts(in.DaemonSet, &content); err != nil {
		return nil, err
	}
	if content == nil {
		content = map[string]any{}
	}
	content = withoutNull(content)
	content["apiVersion"], content["kind"] = "apps/v1", "DaemonSet"

	computed, err := status.Compute(&unstructured.Unstructured{Object: runtime.DeepCopyJSON(content)})
	if err != nil {
		return nil, fmt.Errorf("kstatus: %w", err)
	}
	found, err := health.GetResourceHealth(&unstructured.Unstructured{Object: content}, nil)
	if err != nil {
		return nil, fmt.Errorf("argo: %w", err)
	}
	ready, logged, err := helm3(daemonSet)
	if err != nil {
		return nil, fmt.Errorf("helm 3: %w", err)
	}
	out := readyOut{
		Kstatus: told{Status: computed.Status.String(), Message: computed.Message},
		Argo:    told{Status: string(found.Status), Message: found.Message},
		Helm3:   ready,
	}
	if in.Log {
		out.Log = &logged
	}
	return out, nil
}

// helm3 asks the checker that `helm --wait` polls; its client answers with this DaemonSet.
func helm3(daemonSet *apps.DaemonSet) (bool, string, error) {
	client := &fake.Clientset{}
	client.AddReactor("get", "daemonsets", func(testing.Action) (bool, runtime.Object, error) {
		return true, daemonSet, nil
	})
	logged := ""
	log := func(format string, values ...any) { logged = fmt.Sprintf(format, values...) }
	checker := helm.NewReadyChecker(client, log)
	info := &resource.Info{Namespace: daemonSet.Namespace, Name: daemonSet.Name, Object: daemonSet}
	ready, err := checker.IsReady(context.Background(), info)
	return ready, logged, err
}

func withoutNull(object map[string]any) map[string]any {
	for key, value := range object {
		switch value := value.(type) {
		case nil:
			delete(object, key)
		case map[string]any:
			withoutNull(value)
		case []any:
			for _, item := range value {
				if item, ok := item.(map[string]any); ok {
					withoutNull(item)
				}
			}
		}
	}
	return object
}
