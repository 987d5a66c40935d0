import { describe, expect, it } from 'vitest'
import { decide } from '../../src/placement/decide.js'
import { exactJson } from '../conformance/exactJson.mjs'
import type { Ask } from '../conformance/protocol.js'
import { analysed, type Tally } from './analysed.js'
import { drawn } from './judged.js'

/** Answers as Kubernetes would if it agreed, and otherwise about nodes that `lies` names. */
const answering =
  (lies: (node: object) => boolean = () => false): Ask =>
  (lines) =>
    Promise.resolve(
      lines.map((line) => {
        const { id, in: of } = JSON.parse(line)
        const { policy } = drawn(of.daemonSet.spec.template.spec, true, of.comparison)
        return exactJson({
          id,
          out: { shouldRun: (decide(policy, of.node) === 'run') !== lies(of.node) },
        })
      }),
    )

/** How asking ends, of the first so many of its parts. */
const ends = async (parts: number, policies: number, ask?: Ask, every?: number) => {
  const done: Tally[] = []
  for await (const tally of analysed({ policies, seed: 20261130, ask, every })) {
    if (tally.done) done.push(tally)
    if (done.length === parts) break
  }
  return done
}

describe('npm run analysis', { timeout: 60_000 }, () => {
  it('agrees on a share of it, and leaves nothing open about manifests of real shapes', async () => {
    const tallies = await ends(3, 300)
    expect(tallies.map(({ name, wrong, unknown }) => ({ name, wrong, unknown }))).toEqual([
      { name: 'small world', wrong: [], unknown: 0 },
      { name: 'large world', wrong: [], unknown: 0 },
      { name: 'real shapes', wrong: [], unknown: 0 },
    ])
    for (const { answers, shown, policies } of tallies) {
      expect(answers).toBeGreaterThan(6 * policies)
      expect(shown).toBeGreaterThan(policies)
    }
  })

  it('tells of a node of which Kubernetes says otherwise, if it is asked', async () => {
    const isNamed = (node: object): boolean => JSON.stringify(node).includes('"name":"node"')
    const [small] = await ends(1, 20, answering(isNamed))
    expect(small?.wrong[0]).toMatch(/^Kubernetes says .*"shouldRun":.* on .*"name":"node"/)
    const [all, everyOther] = [
      await ends(1, 501, answering()),
      await ends(1, 501, answering(), 2),
    ].map(([tally]) => tally?.asked ?? 0)
    expect(everyOther).toBeGreaterThan(0)
    expect(everyOther).toBeLessThan(all ?? 0)
  })
})
