/**
 * Drives the real controller through whole rollouts, and writes its answers down for tests without Go:
 *
 *   npm run conformance:rollouts -- [--cases N] [--seed S]
 *
 * Then through as many random ones, which are not written down. Exits with 1 where podfit does not agree with a
 * pass, or `simulate` with the whole.
 */
import * as fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { exactJson } from './exactJson.mjs'
import { newestRelease, startOracles } from './oracle.js'
import { anyRollout } from '../support/anyRollout.js'
import type { RolloutScene } from '../support/aRollout.js'
import { follow, RECORDED, ROLLOUTS, unforeseen, type FollowedPass } from './rollouts.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})

const oracle = startOracles()
const ask = async (line: string): Promise<string> => (await oracle.ask([line]))[0] ?? ''

const lines: unknown[] = [{ format: 1, kubernetes: newestRelease().patch }]
let disagreements = 0

const differencesIn = (scene: RolloutScene, passes: readonly FollowedPass[]): readonly string[] => {
  const whole = unforeseen(scene, passes)
  return [
    ...passes.flatMap((pass, i) => (pass.why === undefined ? [] : [`pass ${i}: ${pass.why}`])),
    ...(whole === undefined ? [] : [`simulate: ${whole}`]),
  ]
}

for (const [name, scene] of Object.entries(ROLLOUTS)) {
  const passes = await follow(scene, ask)
  const why = differencesIn(scene, passes)
  disagreements += why.length
  console.log(`${name}: ${passes.length} passes, ${why.length === 0 ? 'agrees' : why.join('; ')}`)
  lines.push({ name, passes: passes.map(({ theirs }) => theirs) })
}

const seed = Number(values.seed)
let followed = 0
for (const [i, scene] of fc
  .sample(anyRollout(5), { seed, numRuns: Number(values.cases) })
  .entries()) {
  const passes = await follow(scene, ask)
  followed += passes.length
  const why = differencesIn(scene, passes)
  disagreements += why.length
  if (why.length > 0) console.log(`random ${i}: ${why.join('; ')}\n  ${exactJson(scene)}`)
}
console.log(`${values.cases} random rollouts, seed ${seed}: ${followed} passes`)
oracle.stop()
writeFileSync(RECORDED, lines.map((line) => `${exactJson(line)}\n`).join(''))
process.exitCode = disagreements === 0 ? 0 : 1
