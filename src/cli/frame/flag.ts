/** A flag of the command line. */
export interface Flag {
  readonly name: string
  /** One letter. */
  readonly short?: string
  /** What help calls its value, in capitals; a flag without one is on or off. */
  readonly value?: string
  readonly text: string
  /** All the values that it takes, where these are few. */
  readonly choices?: readonly string[]
  readonly repeats?: boolean
  /** Whether its values are names of files. */
  readonly files?: boolean
  /** Whether a usage line shows it. */
  readonly needed?: boolean
}

/** What was given for a flag, in order; for one that is on, one empty text. */
export type Given = (flag: string) => readonly string[]

/** The words that flags of Kubernetes' programs take for a boolean. */
export const GO_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
])
