package main

// operations are the questions that releases older than the newest are asked.
var operations = map[string]operation{
	"tolerates":     on(tolerates),
	"untolerated":   on(untolerated),
	"affinity":      on(affinity),
	"preferred":     on(preferred),
	"labelSelector": on(labelSelector),
	"tolerations":   on(tolerations),
	"eligible":      on(eligible),
	"targetNode":    on(targetNode),
	"evict":         on(evict),
	"scaled":        on(scaled),
	"nodeEvent":     on(nodeEvent),
	"sync":          on(syncOnce),
}
