package main

import fuzz "github.com/google/gofuzz"

// fill gives every field of an object some value.
func fill(fuzzer *fuzz.Fuzzer, object any) { fuzzer.Fuzz(object) }
