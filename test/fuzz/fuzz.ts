import type { Found } from './pure.js'

/** How long a run of the fuzzer is, what it leaves out, and whom it tells. */
export interface FuzzOptions {
  /** How many calls in all. */
  readonly cases: number
  readonly seed: number
  /** Only targets whose name (`door.name`, a verb) contains this. */
  readonly only: string
  /** Targets up to and with this one have been called already. */
  readonly after?: string | undefined
  /** Told before each target and every thousand calls, so that a hang can be named. */
  readonly begin: (target: string) => void
  readonly found: (found: Found) => void
}

/** Calls targets with what it makes up; answers with how many calls it took, and what it could not call. */
export type Fuzz = (
  options: FuzzOptions,
) => Promise<{ readonly calls: number; readonly skipped: readonly string[] }>
