/** One run of a target in a process of its own, so that a call that never returns can be ended. Lines of JSON on stdout. */
import { fuzzCommand } from './command.js'
import { fuzzEvents } from './events.js'
import { fuzzManifests } from './manifests.js'
import { fuzzPure } from './pure.js'
import { fuzzShuffle } from './shuffle.js'

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const [given = '{}'] = process.argv.slice(2)
const { target, cases, seed, only, after } = JSON.parse(given) as {
  target: 'pure' | 'command' | 'manifests' | 'shuffle' | 'events'
  cases: number
  seed: number
  only: string
  after?: string
}
const options = {
  cases,
  seed,
  only,
  after,
  begin: (name: string) => tell({ begin: name }),
  found: (found: object) => tell({ found }),
}
const TARGETS = {
  pure: fuzzPure,
  command: fuzzCommand,
  manifests: fuzzManifests,
  shuffle: fuzzShuffle,
  events: fuzzEvents,
}
const done = await TARGETS[target](options)
tell({ done })
