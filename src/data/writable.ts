/** A value that is still being put together. */
export type Writable<A> = { -readonly [K in keyof A]: A[K] }
