/** Something that was measured. `first` is the very first run, before anything is warm. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'µs' | 'ns' | 'MiB' | 'kB' | '×' | '‰' | 'count'
  readonly first?: number
}

/** What is measured together, in a process of its own. None where something it needs is not there. */
export type Measurement = () => readonly Figure[] | Promise<readonly Figure[]>

/** A bound that a ratio of figures, or one figure, has to keep. */
export interface Target {
  readonly what: string
  /** Computed from the figures of the same run; undefined where one of them was not measured. */
  readonly actual: (figure: (name: string) => number | undefined) => number | undefined
  readonly unit: Figure['unit']
  readonly atLeast?: number
  readonly atMost?: number
}

/** The quotient of two figures, in the same unit. */
export const ratio =
  (numerator: string, denominator: string): Target['actual'] =>
  (figure) => {
    const [above, below] = [figure(numerator), figure(denominator)]
    return above === undefined || below === undefined ? undefined : above / below
  }

/** Runs something some times: the first run, and the median of the later ones, in milliseconds. */
export const timed = (
  run: () => unknown,
  times = 15,
): { readonly value: number; readonly first: number } => {
  const once = (): number => {
    const start = performance.now()
    run()
    return performance.now() - start
  }
  const first = once()
  return { value: median(Array.from({ length: times }, once)), first }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
