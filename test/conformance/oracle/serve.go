package main

import (
	"bufio"
	"io"
	"runtime"
	"runtime/debug"
)

const (
	ioBuffer = 1 << 20 // bytes buffered on either side
	inFlight = 8       // batches a worker may be ahead of the writer
)

// serve answers every line of in on out, in the order of the input. Batches of lines are answered in parallel; what is
// answered is flushed whenever nothing more is under way, so that a line typed by hand is answered at once.
func serve(in io.Reader, out io.Writer) error {
	debug.SetGCPercent(1000)
	workers := runtime.GOMAXPROCS(0)
	todo := make(chan *batch, workers*inFlight)
	ordered := make(chan *batch, workers*inFlight)
	for range workers {
		go answerBatches(todo)
	}
	var readError error
	go func() {
		readError = readBatches(bufio.NewReaderSize(in, ioBuffer), todo, ordered)
		close(todo)
		close(ordered)
	}()
	if err := writeBatches(bufio.NewWriterSize(out, ioBuffer), ordered); err != nil {
		return err
	}
	return readError
}

func readBatches(in *bufio.Reader, todo, ordered chan<- *batch) error {
	for {
		b := newBatch()
		err := b.fill(in)
		if len(b.ends) > 0 {
			ordered <- b
			todo <- b
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func answerBatches(todo <-chan *batch) {
	w := &worker{}
	for b := range todo {
		b.answer(w)
		b.done <- struct{}{}
	}
}

func writeBatches(out *bufio.Writer, ordered <-chan *batch) error {
	for b := range ordered {
		<-b.done
		if _, err := out.Write(b.output); err != nil {
			return err
		}
		b.release()
		if len(ordered) == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}
