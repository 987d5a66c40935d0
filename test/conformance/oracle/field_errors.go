package main

import "k8s.io/apimachinery/pkg/util/validation/field"

type fieldError struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Detail string `json:"detail"`
	Text   string `json:"text"`
}

// fieldErrors prints those errors of a validation that count, in upstream's order.
func fieldErrors(errs field.ErrorList, counts func(*field.Error) bool) []fieldError {
	out := make([]fieldError, 0, len(errs))
	for _, err := range errs {
		if counts(err) {
			out = append(out, fieldError{
				Type:   string(err.Type),
				Field:  err.Field,
				Detail: err.Detail,
				Text:   err.Error(),
			})
		}
	}
	return out
}

func everyError(*field.Error) bool { return true }
