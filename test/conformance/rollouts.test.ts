import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/decode/json.js'
import { NEWEST_RELEASE } from '../../src/kube/release.js'
import { exactJson } from './exactJson.mjs'
import { follow, RECORDED, ROLLOUTS, unforeseen } from './rollouts.js'

interface Recorded {
  readonly name: string
  readonly passes: readonly unknown[]
}

const readLine = (line: string | undefined): unknown => {
  const read = parseJson(line ?? '')
  return read._tag === 'Right' ? read.right : undefined
}

const [first, ...rest] = readFileSync(RECORDED, 'utf8').trimEnd().split('\n')
const header = readLine(first) as { readonly kubernetes: string }
const recorded = rest.map((line) => readLine(line) as Recorded)

describe('whole rollouts', () => {
  it('are fourteen, recorded of the newest release', () => {
    expect(header.kubernetes).toBe(NEWEST_RELEASE)
    expect(recorded.map(({ name }) => name)).toEqual(Object.keys(ROLLOUTS))
    expect(recorded).toHaveLength(14)
  })

  it.each(recorded)(
    '$name: podfit plans every pass as Kubernetes carried it out, until rest',
    async ({ name, passes }) => {
      const scene = ROLLOUTS[name]
      let i = 0
      const followed =
        scene && (await follow(scene, () => Promise.resolve(exactJson(passes[i++] ?? {}))))
      expect(followed?.map(({ why }) => why)).toEqual(passes.map(() => undefined))
      expect(scene && unforeseen(scene, followed ?? [])).toBeUndefined()
    },
  )

  it('are not agreed to when the controller does something else', async () => {
    const scene = ROLLOUTS['one after another']
    const nothing = exactJson({ out: { error: '', creates: [], deletes: [], status: null } })
    const followed = scene && (await follow(scene, () => Promise.resolve(nothing)))
    expect(followed?.[0]?.why).toBe('deletes')
  })

  it('are not what was foreseen when they come to something else', async () => {
    const scene = ROLLOUTS['one after another']
    const nothing = exactJson({ out: { error: '', creates: [], deletes: [], status: null } })
    const followed = scene === undefined ? [] : await follow(scene, () => Promise.resolve(nothing))
    const counts = { available: 0, updated: 3, unfinished: 0 }
    const wrong = followed.map(
      (pass) => pass.reached && { ...pass, reached: { ...pass.reached, counts } },
    )
    expect(
      scene &&
        unforeseen(
          scene,
          wrong.flatMap((pass) => pass ?? []),
        ),
    ).toMatch(/^(?:available|updated) at/)
  })
})
