import type { Operation } from '../cases.js'

/** A bug on purpose: what is written in a source file, and what is put in its place. */
export interface Mutant {
  /** Below `src`. */
  readonly file: string
  /** The rule that it breaks. */
  readonly breaks: string
  /** Stands exactly once in the file. */
  readonly replace: string
  readonly by: string
  /** The operations that are asked first. */
  readonly ask: readonly Operation[]
}

/** The source with the bug in it; undefined where its text does not stand there exactly once. */
export const mutated = (source: string, { replace, by }: Mutant): string | undefined => {
  const [before, after, ...more] = source.split(replace)
  return before === undefined || after === undefined || more.length > 0
    ? undefined
    : `${before}${by}${after}`
}
