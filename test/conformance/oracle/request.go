package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	kjson "sigs.k8s.io/json"
)

type request struct {
	ID         json.RawMessage `json:"id"`
	Op         string          `json:"op"`
	Kubernetes *string         `json:"kubernetes"`
	In         json.RawMessage `json:"in"`
}

// own are the names that this oracle's release has in a request.
var own = func() [2]string {
	patch := builtVersion().Kubernetes
	return [2]string{patch, regexp.MustCompile(`^[0-9]+\.[0-9]+`).FindString(patch)}
}()

// forThis says whether a request is for the release of this oracle, as it is when it names none.
func (asked request) forThis() error {
	if asked.Kubernetes == nil || *asked.Kubernetes == own[0] || *asked.Kubernetes == own[1] {
		return nil
	}
	return fmt.Errorf("release %q is asked; this is the oracle of %s", *asked.Kubernetes, own[0])
}

// decode reads JSON as the API server does when it is not asked to be strict: case-sensitive names, unknown and
// duplicate fields passed over, integers exact.
func decode(raw []byte, into any) error {
	return kjson.UnmarshalCaseSensitivePreserveInts(raw, into)
}

// usual is how a line starts when it is written in the usual order and without spaces.
var usual = regexp.MustCompile(`^\{"id":(-?(?:0|[1-9][0-9]{0,17})),"op":"([A-Za-z]+)",(?:"kubernetes":"([0-9.]+)",)?"in":`)

// readRequest takes a line apart. Most lines look alike, and `in` can be cut out without reading it: if it is one
// JSON value, so is the line. What is not cut out well is read in full.
func readRequest(line []byte) (request, error) {
	line = bytes.TrimSpace(line)
	if start := usual.FindSubmatchIndex(line); start != nil && line[len(line)-1] == '}' {
		asked := request{ID: line[start[2]:start[3]], Op: string(line[start[4]:start[5]]), In: line[start[1] : len(line)-1]}
		if json.Valid(asked.In) {
			if start[6] >= 0 {
				release := string(line[start[6]:start[7]])
				asked.Kubernetes = &release
			}
			return asked, nil
		}
	}
	var asked request
	err := decode(line, &asked)
	if len(asked.ID) == 0 {
		asked.ID = json.RawMessage("null")
	}
	return asked, err
}
