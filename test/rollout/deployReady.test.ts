import { describe, expect, it } from 'vitest'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { FINALIZER_ARGO_HOOK } from '../../src/kube/wellKnown.js'
import { deployToolCells, deployReadyText } from '../../src/report/upstream/deployToolText.js'
import { deployReady } from '../../src/rollout/deployReady.js'

const metadata = { namespace: 'logging', name: 'agent', generation: 2 }
const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } }
const done = {
  observedGeneration: 2,
  desiredNumberScheduled: 3,
  currentNumberScheduled: 3,
  updatedNumberScheduled: 3,
  numberAvailable: 3,
  numberReady: 3,
}

const saidOf = (daemonSet: DaemonSet): readonly string[] =>
  deployReadyText(deployReady(daemonSet), daemonSet)

const said = (changed: DaemonSet): readonly string[] =>
  saidOf({
    metadata: { ...metadata, ...changed.metadata },
    spec: { updateStrategy, ...changed.spec },
    status: { ...done, ...changed.status },
  })

describe('what deploy tools say of a DaemonSet', () => {
  it('is ready in all three where everything is', () => {
    expect(said({})).toEqual([
      'helm 3 --wait: ready: 3 ready, and 3 desired - 1 maxUnavailable = 2 are enough',
      'helm 4 --wait, Flux: Current: All replicas scheduled as expected. Replicas: 3',
      'Argo CD: Healthy',
    ])
    expect(
      deployToolCells(deployReady({ metadata, spec: { updateStrategy }, status: done })),
    ).toEqual(['helm 3 ready', 'helm 4, Flux Current', 'Argo CD Healthy'])
  })

  it.each<[string, DaemonSet, readonly string[]]>([
    [
      'waits for the newest spec',
      { metadata: { generation: 3 } },
      [
        'helm 3 --wait: waits: DaemonSet is not ready: logging/agent. observedGeneration (2) does not match spec generation (3).',
        'helm 4 --wait, Flux: InProgress: DaemonSet generation is 3, but latest observed generation is 2',
        'Argo CD: Progressing: Waiting for rollout to finish: observed daemon set generation less than desired generation',
      ],
    ],
    [
      'counts updated pods',
      { status: { updatedNumberScheduled: 1 } },
      [
        'helm 3 --wait: waits: DaemonSet is not ready: logging/agent. 1 out of 3 expected pods have been scheduled',
        'helm 4 --wait, Flux: InProgress: Updated: 1/3',
        'Argo CD: Progressing: Waiting for daemon set "agent" rollout to finish: 1 out of 3 new pods have been updated...',
      ],
    ],
    [
      'counts ready pods, or available ones',
      { status: { numberAvailable: 1, numberReady: 1 } },
      [
        'helm 3 --wait: waits: DaemonSet is not ready: logging/agent. 1 out of 2 expected pods are ready',
        'helm 4 --wait, Flux: InProgress: Available: 1/3',
        'Argo CD: Progressing: Waiting for daemon set "agent" rollout to finish: 1 of 3 updated pods are available...',
      ],
    ],
    [
      'has nothing to wait for with OnDelete, unless it is kstatus',
      { spec: { updateStrategy: { type: 'OnDelete' } }, status: { updatedNumberScheduled: 1 } },
      [
        'helm 3 --wait: ready: it waits for nothing unless the strategy is RollingUpdate',
        'helm 4 --wait, Flux: InProgress: Updated: 1/3',
        'Argo CD: Healthy: daemon set 1 out of 3 new pods have been updated',
      ],
    ],
    [
      'looks at a deletion, unless it is helm 3',
      { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
      [
        'helm 3 --wait: ready: 3 ready, and 3 desired - 1 maxUnavailable = 2 are enough',
        'helm 4 --wait, Flux: Terminating: Resource scheduled for deletion',
        'Argo CD: Progressing: Pending deletion',
      ],
    ],
  ])('%s', (_, daemonSet, lines) => {
    expect(said(daemonSet)).toEqual(lines)
  })

  it.each<[string, DaemonSet, string]>([
    ['fewer scheduled', { status: { currentNumberScheduled: 2 } }, 'InProgress: Current: 2/3'],
    ['fewer ready', { status: { numberReady: 2 } }, 'InProgress: Ready: 2/3'],
    [
      'no desired number',
      { status: { desiredNumberScheduled: null } },
      'InProgress: Missing .status.desiredNumberScheduled',
    ],
    [
      'nothing observed',
      { status: { observedGeneration: null } },
      'InProgress: DaemonSet status.observedGeneration not found',
    ],
    [
      'no generation',
      { metadata: { generation: null } },
      'InProgress: DaemonSet metadata.generation not found',
    ],
    [
      'a condition Reconciling, the first one that is true',
      {
        status: {
          conditions: [
            { type: 'Stalled', status: 'False', message: 'no' },
            { type: 'Reconciling', status: 'True', message: 'moving' },
            { type: 'Stalled', status: 'True', message: 'no' },
          ],
        },
      },
      'InProgress: moving',
    ],
    [
      'a condition without a message',
      { status: { conditions: [{ type: 'Stalled', status: 'True' }] } },
      'Failed',
    ],
    [
      'another without a message',
      {
        status: {
          conditions: [
            { type: 'Ready', status: 'True' },
            { type: 'Reconciling', status: 'True' },
          ],
        },
      },
      'InProgress',
    ],
  ])('kstatus, %s', (_, daemonSet, word) => {
    expect(said(daemonSet)[1]).toBe(`helm 4 --wait, Flux: ${word}`)
  })

  it('Argo CD judges its own hooks while they are deleted', () => {
    const deletionTimestamp = '2026-01-01T00:00:00Z'
    expect(said({ metadata: { deletionTimestamp, finalizers: [FINALIZER_ARGO_HOOK] } })[2]).toBe(
      'Argo CD: Healthy',
    )
  })

  it('helm 3 takes a budget that it cannot read for all pods', () => {
    const rollingUpdate = { maxUnavailable: 'some' }
    const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate } }
    expect(said({ spec, status: { numberReady: 0 } })[0]).toBe(
      'helm 3 --wait: ready: 0 ready, and 3 desired - 3 maxUnavailable = 0 are enough',
    )
  })

  it('has an answer for nothing at all', () => {
    expect(saidOf({})).toEqual([
      'helm 3 --wait: ready: it waits for nothing unless the strategy is RollingUpdate',
      'helm 4 --wait, Flux: InProgress: DaemonSet metadata.generation not found',
      'Argo CD: Healthy',
    ])
  })

  it('cannot be made to command a terminal by a condition', () => {
    const message = '\u001b[31mred\n::error::'
    const conditions = [{ type: 'Stalled', status: 'True', message }]
    const [, line = ''] = said({ status: { conditions } })
    expect(['\u001b', '\n'].filter((control) => line.includes(control))).toEqual([])
    expect(line).toContain('red')
  })
})
