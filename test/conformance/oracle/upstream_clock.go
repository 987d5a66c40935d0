package main

import (
	"time"

	testclock "k8s.io/utils/clock/testing"
)

// A fakeClock is the clock that a fake backoff of client-go takes.
type fakeClock = testclock.FakeClock

func newFakeClock() *fakeClock { return testclock.NewFakeClock(time.Time{}) }
