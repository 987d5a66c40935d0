package main

import (
	"time"

	"k8s.io/apimachinery/pkg/util/clock"
)

// A fakeClock is the clock that a fake backoff of client-go takes.
type fakeClock = clock.FakeClock

func newFakeClock() *fakeClock { return clock.NewFakeClock(time.Time{}) }
