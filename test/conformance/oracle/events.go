package main

import (
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
)

// events records what the controller tells the user, as "<Type> <Reason> <message>". Creations and deletions of pods
// are told by the pod control, which has a recorder of its own and is not listened to.
type events struct {
	mutex sync.Mutex
	texts []string
}

func (e *events) reset() { e.texts = nil }

func (e *events) Event(_ runtime.Object, eventType, reason, message string) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.texts = append(e.texts, eventType+" "+reason+" "+message)
}

func (e *events) Eventf(object runtime.Object, eventType, reason, format string, args ...any) {
	e.Event(object, eventType, reason, fmt.Sprintf(format, args...))
}

func (e *events) AnnotatedEventf(object runtime.Object, _ map[string]string, eventType, reason, format string, args ...any) {
	e.Eventf(object, eventType, reason, format, args...)
}
