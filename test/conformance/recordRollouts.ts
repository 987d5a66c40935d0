/**
 * Drives the real controller through whole rollouts, and writes its answers down for tests without Go:
 *
 *   npm run conformance:rollouts
 *
 * Exits with 1 where podfit does not agree with a pass.
 */
import { writeFileSync } from 'node:fs'
import { exactJson } from './exactJson.mjs'
import { newestRelease, startOracles } from './oracle.js'
import { follow, RECORDED, ROLLOUTS } from './rollouts.js'

const oracle = startOracles()
const ask = async (line: string): Promise<string> => (await oracle.ask([line]))[0] ?? ''

const lines: unknown[] = [{ format: 1, kubernetes: newestRelease().patch }]
let disagreements = 0
for (const [name, scene] of Object.entries(ROLLOUTS)) {
  const passes = await follow(scene, ask)
  const why = passes.flatMap((pass, i) =>
    pass.why === undefined ? [] : [`pass ${i}: ${pass.why}`],
  )
  disagreements += why.length
  console.log(`${name}: ${passes.length} passes, ${why.length === 0 ? 'agrees' : why.join('; ')}`)
  lines.push({ name, passes: passes.map(({ theirs }) => theirs) })
}
oracle.stop()
writeFileSync(RECORDED, lines.map((line) => `${exactJson(line)}\n`).join(''))
process.exitCode = disagreements === 0 ? 0 : 1
