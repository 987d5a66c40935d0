package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// keyQueue is a work queue that nobody works on by itself: it remembers which keys were added, and which are to be
// added later.
type keyQueue struct {
	keys  []queueKey
	later []laterKey
}

// A laterKey is a key that is to be added after a delay.
type laterKey struct {
	Key     string  `json:"daemonSet"`
	Seconds float64 `json:"seconds"`
}

func (q *keyQueue) reset()   { q.keys, q.later = nil, nil }
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

// delayed are the keys that are to be added later, each delay of a key once, sorted.
func (q *keyQueue) delayed() []laterKey {
	delayed := slices.Clone(q.later)
	slices.SortFunc(delayed, func(a, b laterKey) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Seconds, b.Seconds))
	})
	return slices.Compact(delayed)
}

func (q *keyQueue) AddAfter(key queueKey, delay time.Duration) {
	q.later = append(q.later, laterKey{fmt.Sprint(key), delay.Seconds()})
}

func (q *keyQueue) AddRateLimited(queueKey)  {}
func (q *keyQueue) Done(queueKey)            {}
func (q *keyQueue) Forget(queueKey)          {}
func (q *keyQueue) NumRequeues(queueKey) int { return 0 }
func (q *keyQueue) ShutDown()                {}
func (q *keyQueue) ShutDownWithDrain()       {}
func (q *keyQueue) ShuttingDown() bool       { return false }
