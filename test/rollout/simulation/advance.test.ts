import { objectKey } from '../../../src/kube/objectFacts.js'
import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { parseInstant } from '../../../src/data/instant.js'
import { advance, nextInstant, schedule } from '../../../src/rollout/simulation/advance.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { startOf, type RolloutState } from '../../../src/rollout/simulation/state.js'
import { isReady } from '../../../src/kube/podFacts.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
import { after } from '../../support/passes.js'
import { aRollout, type RolloutParts } from '../../support/aRollout.js'

const begun = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const model = modelOf(snapshot, daemonSet, options)
  return { model, state: startOf(snapshot, daemonSet, model) }
}

const at = (seconds: number) => parseInstant(after(seconds)) ?? 0n

const podsIn = ({ snapshot }: RolloutState) => [...(snapshot.pods?.values() ?? [])]

describe('nextInstant', () => {
  it('is when the first pod is ready, available, or gone', () => {
    const starting = begun({ n1: 'newStarting', n2: 'oldStopping' })
    expect(nextInstant(starting.model, starting.state)).toBe(at(3610))
    const stopping = begun({ n2: 'oldStopping' })
    expect(nextInstant(stopping.model, stopping.state)).toBe(at(3620))
    const waiting = begun({ n1: 'newWaiting' }, { minReadySeconds: 30 })
    expect(nextInstant(waiting.model, waiting.state)).toBe(at(3625))
  })

  it('is just after minReadySeconds in older releases', () => {
    const semantics = { ...newestSemantics, availableAtBoundary: false }
    const { model, state } = begun(
      { n1: 'newWaiting' },
      { minReadySeconds: 30, options: { semantics } },
    )
    expect(nextInstant(model, state)).toBe(at(3625) + 1n)
  })

  it('is when the controller wakes by itself', () => {
    const { model, state } = begun({ n1: 'new' })
    expect(nextInstant(model, { ...state, wake: at(3700) })).toBe(at(3700))
  })

  it('never comes where everything lasts', () => {
    const { model, state } = begun({ n1: 'down:oldStopping', n2: 'oldStuck', n3: 'new' })
    expect(nextInstant(model, state)).toBeUndefined()
  })
})

describe('advance', () => {
  it('lets happen what is due', () => {
    const { model, state } = begun({ n1: 'newStarting', n2: 'oldStopping' })
    const [pod, ...others] = podsIn(advance(model, state, at(3620)))
    expect(others).toEqual([])
    expect(pod && isReady(pod)).toBe(true)
    expect(podsIn(advance(model, state, at(3601))).length).toBe(2)
  })

  it('wakes only once for an instant', () => {
    const { model, state } = begun({ n1: 'new' })
    expect(advance(model, { ...state, wake: at(3700) }, at(3700))).not.toHaveProperty('wake')
  })
})

it('takes what objects leave out for nothing', () => {
  const { model, state } = begun({ n1: 'new' })
  const pods = [{ spec: { nodeName: 'n1' } }]
  const bare = { ...state, daemonSet: {}, snapshotPods: new Map(), snapshot: cluster({ pods }) }
  expect(nextInstant(model, bare)).toBeUndefined()
  expect(podsIn(advance(model, bare, at(3601))).map(isReady)).toEqual([true])
  const unknown = { ...bare, snapshot: cluster({}) }
  expect(nextInstant(model, unknown)).toBeUndefined()
  expect(podsIn(advance(model, unknown, at(3601)))).toEqual([])
})

describe('schedule', () => {
  const unbound = (state: RolloutState): RolloutState => {
    const pods = podsIn(state).map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: null } }))
    const named = new Map(pods.map((pod) => [`default/${pod.metadata?.name ?? ''}`, pod]))
    return { ...state, snapshotPods: new Map(), snapshot: { ...state.snapshot, pods: named } }
  }

  it('puts a pod on its node, from when on it starts', () => {
    const { model, state } = begun({ n1: 'new' })
    const bare = unbound(state)
    const pods = podsIn(bare).map((pod) => ({ ...pod, status: {} }))
    const named = new Map(pods.map((pod) => ['default/n1-0', pod]))
    const bound = schedule(model, { ...bare, snapshot: { ...bare.snapshot, pods: named } })
    expect(podsIn(bound)[0]?.spec?.nodeName).toBe('n1')
    expect(nextInstant(model, bound)).toBe(at(3610))
  })

  it('leaves a pod where the scheduler refuses it', () => {
    const { model, state } = begun({ n1: 'newPending' })
    expect(schedule(model, state)).toBe(state)
  })

  it('leaves a pod as long as its ports are taken', () => {
    const { model, state } = begun({ n1: 'old new' }, { hostPort: true })
    const [old, successor] = podsIn(state)
    const waiting = { ...successor, spec: { ...successor?.spec, nodeName: null } }
    const both = {
      ...state,
      snapshotPods: new Map(),
      snapshot: {
        ...state.snapshot,
        pods: new Map([
          [objectKey(old ?? {}), old ?? {}],
          [objectKey(waiting), waiting],
        ]),
      },
    }
    expect(schedule(model, both)).toBe(both)
    const alone = {
      ...both,
      snapshot: { ...both.snapshot, pods: new Map([[objectKey(waiting), waiting]]) },
    }
    expect(podsIn(schedule(model, alone))[0]?.spec?.nodeName).toBe('n1')
  })
})
