import { describe, expect, it } from 'vitest'
import { VERIFIED_RELEASES } from '../../src/kube/release.js'
import { question } from './protocol.js'
import { answer } from './operations.mjs'
import {
  findRelease,
  newestRelease,
  oracleReleases,
  startOracles,
  type OracleRelease,
} from './oracle.js'

/** Oracles that answer with their release and the question. */
const echoes = () => {
  const started: string[] = []
  const stopped: string[] = []
  const oracles = startOracles(({ patch }: OracleRelease) => {
    started.push(patch)
    return {
      ask: (lines) => Promise.resolve(lines.map((line) => `${patch} ${line}`)),
      stop: () => void stopped.push(patch),
    }
  })
  return { oracles, started, stopped }
}

describe('startOracles', () => {
  it('sends each line to the oracle of the release that it names, and keeps the order', async () => {
    const { oracles, started, stopped } = echoes()
    const lines = [
      question(1, 'scaled', {}),
      question(2, 'scaled', { value: 1 }, '1.28'),
      ' {"kubernetes": "1.21.14", "in": {}, "op": "scaled", "id": 3}',
      'no question',
      question(5, 'scaled', {}, '1.28.15'),
      question(6, 'scaled', { kubernetes: '1.21' }),
      '{"id":7,"kubernetes":null,"op":"scaled","in":{}}',
    ]
    const newest = newestRelease().patch
    const of = [newest, '1.28.15', '1.21.14', newest, '1.28.15', newest, newest]
    expect(await oracles.ask(lines)).toEqual(lines.map((line, i) => `${of[i]} ${line}`))
    expect(await oracles.ask([])).toEqual([])
    expect(started).toEqual([newest, '1.28.15', '1.21.14'])
    oracles.stop()
    expect(stopped).toEqual(started)
  })

  it('sends what deploy tools are asked to their own code, whatever the release', async () => {
    const { oracles, started } = echoes()
    const lines = [
      question(1, 'deployReady', { daemonSet: {} }),
      question(2, 'deployReady', { daemonSet: {} }, '1.28'),
      question(3, 'scaled', {}, '1.28'),
    ]
    const of = ['deploy tools', 'deploy tools', '1.28.15']
    expect(await oracles.ask(lines)).toEqual(lines.map((line, i) => `${of[i]} ${line}`))
    expect(started).toEqual(['deploy tools', '1.28.15'])
    const unknown = await oracles.ask([question(4, 'deployReady', {}, '1.99')])
    expect(unknown[0]).toContain('unknown release \\"1.99\\"')
  })

  it.each(['1.99', '1.28.3', '', 'v1.28', 1.28])(
    'knows no release %j, and which it knows',
    async (name) => {
      const { oracles, started } = echoes()
      const line = JSON.stringify({ id: 'x', op: 'scaled', kubernetes: name, in: {} })
      const [told] = await oracles.ask([line])
      expect(JSON.parse(told ?? '')).toEqual({
        id: 'x',
        bad: `unknown release ${JSON.stringify(name)}; known are ${oracleReleases()
          .map(({ patch }) => patch)
          .join(', ')}`,
      })
      expect(started).toEqual([])
    },
  )
})

describe('the releases that there is an oracle of', () => {
  it('are those that podfit calls verified', () => {
    expect(oracleReleases().map(({ patch }) => patch)).toEqual(
      VERIFIED_RELEASES.map(({ kubernetes }) => kubernetes),
    )
    expect(findRelease('1.28')).toEqual({ minor: '1.28', patch: '1.28.15' })
    expect(findRelease('1.28.3')).toBeUndefined()
  })
})

describe("podfit's answer to a question for a release", () => {
  const succeeded = {
    daemonSet: {
      metadata: { name: 'd', namespace: 'x', uid: 'u' },
      spec: {
        revisionHistoryLimit: 1,
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } } },
      },
    },
    nodes: [{ metadata: { name: 'n' } }],
    pods: [
      {
        metadata: {
          name: 'p',
          namespace: 'x',
          labels: { a: 'b' },
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd', uid: 'u', controller: true },
          ],
        },
        spec: { nodeName: 'n' },
        status: { phase: 'Succeeded' },
      },
    ],
    revisions: [],
    now: '2026-01-01T00:00:00Z',
  }
  const deletes = (kubernetes?: string): unknown => {
    const { out } = answer(question(1, 'sync', succeeded, kubernetes)) as {
      readonly out?: { readonly deletes: { readonly must: readonly string[] } }
    }
    return out?.deletes.must
  }

  it('is by the rules of that release, and of the newest where none is named', () => {
    expect(deletes('1.25')).toEqual([])
    expect(deletes('1.25.16')).toEqual([])
    expect(deletes('1.28')).toEqual(['p'])
    expect(deletes()).toEqual(['p'])
  })

  it.each(['1.20', '1.99', '1.28.99', 'soon', '', 1.28, true])('is none for %j', (kubernetes) => {
    const line = JSON.stringify({ id: 1, op: 'scaled', kubernetes, in: { value: 1 } })
    expect(answer(line)).toEqual({
      id: 1,
      bad: expect.stringContaining(`unknown release ${JSON.stringify(kubernetes)}; known are 1.21`),
    })
  })
})
