package main

import (
	"fmt"
	"slices"
	"time"
)

// keyQueue is a work queue that nobody works on by itself: it remembers which keys were added and drops everything
// that is to be added later.
type keyQueue struct {
	keys []queueKey
}

func (q *keyQueue) reset()   { q.keys = nil }
func (q *keyQueue) Len() int { return len(q.keys) }

func (q *keyQueue) Add(key queueKey) {
	if !slices.Contains(q.keys, key) {
		q.keys = append(q.keys, key)
	}
}

func (q *keyQueue) Get() (key queueKey, shutdown bool) {
	key, q.keys = q.keys[0], q.keys[1:]
	return key, false
}

// names are the keys, sorted.
func (q *keyQueue) names() []string {
	names := make([]string, len(q.keys))
	for i, key := range q.keys {
		names[i] = fmt.Sprint(key)
	}
	slices.Sort(names)
	return names
}

func (q *keyQueue) AddAfter(queueKey, time.Duration) {}
func (q *keyQueue) AddRateLimited(queueKey)          {}
func (q *keyQueue) Done(queueKey)                    {}
func (q *keyQueue) Forget(queueKey)                  {}
func (q *keyQueue) NumRequeues(queueKey) int         { return 0 }
func (q *keyQueue) ShutDown()                        {}
func (q *keyQueue) ShutDownWithDrain()               {}
func (q *keyQueue) ShuttingDown() bool               { return false }
