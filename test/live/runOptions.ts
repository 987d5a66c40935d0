import { parseArgs } from 'node:util'

/** What is asked of a run. */
export interface RunOptions {
  /** Stories whose title has this in it: all have ''. Undefined is none. */
  readonly stories: string | undefined
  /** How many random steps, for each seed. */
  readonly steps: number
  /** How many manifests with something wrong in them are posted, for each seed. */
  readonly manifests: number
  /** How many times nodes are filled at random, for each seed. */
  readonly fillings: number
  readonly seeds: readonly number[]
  /** Whether each step is printed before it is done. */
  readonly verbose: boolean
}

export const USAGE = `usage: npm run test:cluster -- [--stories all|none|TEXT] [--steps N] [--manifests N] [--fillings N] [--seed S]... [--verbose]

  --stories TEXT   the stories with this in their title; all unless given
  --steps N        random steps after them, for each seed; 100 unless given
  --manifests N    manifests that have something wrong in them, for each seed; none unless given
  --fillings N     times that 40 nodes are filled and DaemonSets come, for each seed; none unless given
  --seed S         a whole number; several may be given
  --verbose        print each step before it is done`

const isWhole = (text: string): boolean => /^\d{1,10}$/.test(text)

/** Reads the arguments; what is wrong with them is a text. */
export const runOptions = (args: readonly string[], now: number): RunOptions | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stories: { type: 'string', default: 'all' },
        steps: { type: 'string', default: '100' },
        manifests: { type: 'string', default: '0' },
        fillings: { type: 'string', default: '0' },
        seed: { type: 'string', multiple: true, default: [String(now % 1_000_000)] },
        verbose: { type: 'boolean', default: false },
      },
    })
    if (!isWhole(values.steps)) return `--steps ${values.steps} is not a whole number`
    if (!isWhole(values.manifests)) return `--manifests ${values.manifests} is not a whole number`
    if (!isWhole(values.fillings)) return `--fillings ${values.fillings} is not a whole number`
    const wrong = values.seed.find((seed) => !isWhole(seed))
    if (wrong !== undefined) return `--seed ${wrong} is not a whole number`
    return {
      stories:
        values.stories === 'none' ? undefined : values.stories === 'all' ? '' : values.stories,
      steps: Number(values.steps),
      manifests: Number(values.manifests),
      fillings: Number(values.fillings),
      seeds: values.seed.map(Number),
      verbose: values.verbose,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
