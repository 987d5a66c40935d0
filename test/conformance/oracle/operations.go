package main

// operations are the questions that this release is asked.
var operations = map[string]operation{
	"tolerates":       on(tolerates),
	"untolerated":     on(untolerated),
	"affinity":        on(affinity),
	"preferred":       on(preferred),
	"labelSelector":   on(labelSelector),
	"tolerations":     on(tolerations),
	"tolerationRules": on(tolerationRules),
	"eligible":        on(eligible),
	"targetNode":      on(targetNode),
	"evict":           on(evict),
	"scaled":          on(scaled),
	"default":         on(setDefaults),
	"validate":        on(validate),
	"validateParts":   on(validateParts),
	"object":          on(object),
	"warnings":        on(warnings),
	"kubectlTaint":    on(kubectlTaint),
	"rolloutStatus":   on(rolloutStatus),
	"nodeEvent":       on(nodeEvent),
	"objectEvent":     on(objectEvent),
	"sync":            on(syncOnce),
	"passes":          on(passes),
	"revisionData":    on(revisionData),
	"templates":       on(templates),
}
