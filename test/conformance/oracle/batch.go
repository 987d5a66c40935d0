package main

import (
	"bufio"
	"bytes"
	"sync"
)

const (
	batchLines = 256
	batchBytes = 64 << 10
)

// A batch is a run of lines that one worker answers.
type batch struct {
	input  []byte
	ends   []int // where each line ends in input
	output []byte
	done   chan struct{}
}

var batches = sync.Pool{New: func() any { return &batch{done: make(chan struct{}, 1)} }}

func newBatch() *batch { return batches.Get().(*batch) }

// release gives the batch back, unless one huge line made it too big to keep.
func (b *batch) release() {
	if cap(b.input) > 16*batchBytes || cap(b.output) > 16*batchBytes {
		return
	}
	b.input, b.ends, b.output = b.input[:0], b.ends[:0], b.output[:0]
	batches.Put(b)
}

// fill reads lines until the batch is full or the next line has not arrived yet. It waits only for the first line.
func (b *batch) fill(in *bufio.Reader) error {
	for len(b.ends) < batchLines && len(b.input) < batchBytes {
		if err := b.readLine(in); err != nil {
			return err
		}
		if !lineWaiting(in) {
			return nil
		}
	}
	return nil
}

// readLine adds one line of any length. Blank lines are no questions and are passed over.
func (b *batch) readLine(in *bufio.Reader) error {
	start := len(b.input)
	for {
		part, err := in.ReadSlice('\n')
		b.input = append(b.input, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if len(bytes.TrimSpace(b.input[start:])) == 0 {
			b.input = b.input[:start]
		} else {
			b.ends = append(b.ends, len(b.input))
		}
		return err
	}
}

func lineWaiting(in *bufio.Reader) bool {
	waiting, _ := in.Peek(in.Buffered())
	return bytes.IndexByte(waiting, '\n') >= 0
}

func (b *batch) answer(w *worker) {
	start := 0
	for _, end := range b.ends {
		b.output = w.answer(b.output, b.input[start:end])
		start = end
	}
}
