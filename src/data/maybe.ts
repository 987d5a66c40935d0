/**
 * A field that may be missing. JSON writes an absent field as nothing or as `null`; client libraries
 * also hand out `undefined`. All three mean the same to Kubernetes.
 *
 * @since 0.1.0
 */
export type Maybe<A> = A | null | undefined
