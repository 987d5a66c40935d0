/** One run of a target in a process of its own, so that a call that never returns can be ended. Lines of JSON on stdout. */
import { fuzzPure } from './pure.js'

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const [options = '{}'] = process.argv.slice(2)
const { cases, seed, only, after, each } = JSON.parse(options) as {
  cases: number
  seed: number
  only: string
  after?: string
  each?: boolean
}
const answer = await fuzzPure({
  cases,
  seed,
  only,
  after,
  begin: (target) => tell({ begin: target }),
  found: (found) => tell({ found }),
  call: each === true ? (input) => tell({ input }) : undefined,
})
tell({ done: answer })
