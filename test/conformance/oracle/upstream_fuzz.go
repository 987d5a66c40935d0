package main

import "sigs.k8s.io/randfill"

// fill gives every field of an object some value.
func fill(filler *randfill.Filler, object any) { filler.Fill(object) }
