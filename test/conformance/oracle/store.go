package main

import (
	"k8s.io/client-go/tools/cache"
)

// replace makes a store hold exactly these objects. Of two with the same name the later one stays.
func replace[T any](store cache.Indexer, objects []T) error {
	list := make([]any, len(objects))
	for i := range objects {
		list[i] = &objects[i]
	}
	return store.Replace(list, "")
}
