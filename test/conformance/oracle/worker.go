package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

// A worker answers lines one after the other. It keeps the controller that it built for its first sync.
type worker struct {
	controller *controllerRig
}

// An operation answers the `in` of one line. An error means that there is no answer, and is printed as `bad`.
type operation func(w *worker, in []byte) (any, error)

// on makes an operation of a function over decoded input, and sets the feature gates if the input has any.
func on[In any](answer func(w *worker, in *In) (any, error)) operation {
	return func(w *worker, raw []byte) (any, error) {
		in := new(In)
		if err := decode(raw, in); err != nil {
			return nil, err
		}
		gated, ok := any(in).(interface{ use() error })
		if !ok {
			gated = &gatesIn{} // off, whatever the question before had
		}
		if err := gated.use(); err != nil {
			return nil, err
		}
		return answer(w, in)
	}
}

// answer appends the answer to one line.
func (w *worker) answer(output, line []byte) []byte {
	asked, err := readRequest(line)
	if err == nil {
		err = asked.forThis()
	}
	var out []byte
	if err == nil {
		out, err = w.ask(asked.Op, asked.In)
	}
	output = append(append(output, `{"id":`...), asked.ID...)
	if err != nil {
		reason, _ := json.Marshal(err.Error())
		output = append(append(output, `,"bad":`...), reason...)
	} else {
		output = append(append(output, `,"out":`...), out...)
	}
	return append(output, "}\n"...)
}

// ask runs one operation. A panic in upstream code is an answer too; what it left half done is thrown away.
func (w *worker) ask(name string, in []byte) (out []byte, err error) {
	answer, known := operations[name]
	if !known {
		return nil, fmt.Errorf("unknown op %q", name)
	}
	if len(in) == 0 {
		return nil, errors.New("in is missing")
	}
	defer func() {
		if reason := recover(); reason != nil {
			w.controller = nil
			out, err = nil, fmt.Errorf("panic: %v", reason)
		}
	}()
	value, err := answer(w, in)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// errorOut is the answer of an operation that prints nothing but the error when there is one.
type errorOut struct {
	Error string `json:"error"`
}

// text is the text of an error, or nothing.
func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// rig is the worker's controller, built when it is first needed.
func (w *worker) rig() (*controllerRig, error) {
	if w.controller != nil {
		return w.controller, nil
	}
	rig, err := newControllerRig()
	w.controller = rig
	return rig, err
}
