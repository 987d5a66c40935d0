import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../../src/data/instant.js'
import type { ContainerStatus } from '../../../src/kube/pod.js'
import { containerCause } from '../../../src/rollout/attribution/causeOf.js'
import { after } from '../../support/passes.js'

const now = parseInstant(after(600)) ?? 0n
const of = (status: ContainerStatus, container: object = {}) =>
  containerCause(
    {
      spec: { containers: [{ name: 'main', ...container }] },
      status: { containerStatuses: [{ name: 'main', ready: false, ...status }] },
    },
    now,
  )
const running = (seconds: number) => ({ state: { running: { startedAt: after(seconds) } } })

describe('containerCause', () => {
  it('tells images that cannot be pulled', () => {
    const state = { waiting: { reason: 'ImagePullBackOff' } }
    expect(of({ image: 'a:1', state })).toEqual({
      code: 'ImagePull',
      container: 'main',
      reason: 'ImagePullBackOff',
      image: 'a:1',
    })
    expect(of({ state: { waiting: { reason: 'InvalidImageName' } } })).not.toHaveProperty('image')
  })

  it('tells containers that crash', () => {
    const lastState = { terminated: { exitCode: 137 } }
    const state = { waiting: { reason: 'CrashLoopBackOff' } }
    expect(of({ restartCount: 5, state, lastState })).toEqual({
      code: 'CrashLoop',
      container: 'main',
      restarts: 5,
      exitCode: 137,
    })
    expect(of({ state })).toEqual({ code: 'CrashLoop', container: 'main', restarts: 0 })
    expect(of({ state: { terminated: { exitCode: 2 } } })).toMatchObject({ exitCode: 2 })
  })

  it('tells containers that cannot be started', () => {
    expect(of({ state: { waiting: { reason: 'CreateContainerConfigError' } } })).toEqual({
      code: 'ContainerError',
      container: 'main',
      reason: 'CreateContainerConfigError',
    })
  })

  it('says nothing of a container that is next, ready, or has no state', () => {
    expect(of({ state: { waiting: { reason: 'ContainerCreating' } } })).toBeUndefined()
    expect(of({ ready: true, ...running(0) })).toBeUndefined()
    expect(of({})).toBeUndefined()
    expect(containerCause({}, now)).toBeUndefined()
  })

  it('gives a running container the time of its probes', () => {
    const readinessProbe = { initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 2 }
    expect(of(running(575), { readinessProbe })).toEqual({ code: 'Starting', since: after(575) })
    expect(of(running(574), { readinessProbe })).toEqual({
      code: 'ProbeFailing',
      container: 'main',
      restarts: 0,
    })
    expect(of(running(560), { startupProbe: {}, readinessProbe: null })).toMatchObject({
      code: 'ProbeFailing',
    })
    expect(of(running(570), { startupProbe: {} })).toMatchObject({ code: 'Starting' })
    expect(of({ ...running(1), restartCount: 2 })).toMatchObject({ restarts: 2 })
  })

  it('looks at init containers first', () => {
    const init = { name: 'init', state: { waiting: { reason: 'ErrImagePull' } } }
    const status = { initContainerStatuses: [{ name: 'done' }, init], containerStatuses: [{}] }
    expect(containerCause({ status }, now)).toMatchObject({ container: 'init' })
    const nameless = { state: { waiting: { reason: 'RunContainerError' } } }
    expect(containerCause({ status: { containerStatuses: [nameless] } }, now)).toMatchObject({
      container: '',
    })
    const running0 = { status: { containerStatuses: [running(1)] } }
    expect(containerCause(running0, now)).toMatchObject({ code: 'ProbeFailing', container: '' })
  })
})
