import * as fc from 'fast-check'
import type { DaemonSet } from '../../../src/kube/daemonSet.js'
import { FINALIZER_ARGO_HOOK } from '../../../src/kube/wellKnown.js'
import { anyScene } from '../../../src/testing/scene.js'
import { anyValue, sometimes, weighted } from '../../../src/testing/vocabulary.js'
import { record } from './parts.js'
import { recordedDaemonSet } from './recorded.js'

/** Numbers of a status that mostly are all the same. */
const anyCount = weighted<number | null | undefined>(
  [14, 3],
  [2, 2],
  [2, 4],
  [1, 0],
  [1, undefined],
  [1, null],
  [1, -1],
)

const anyGeneration = weighted<number | bigint | null | undefined>(
  [14, 2],
  [2, 1],
  [1, 0],
  [1, undefined],
  [1, null],
  [1, 2n ** 63n - 1n],
)

const anyAmount = weighted<unknown>(
  [3, 1],
  [2, 0],
  [1, 3],
  [1, 5],
  [1, -2],
  [1, 2 ** 31 - 1],
  [2, '30%'],
  [1, '100%'],
  [1, '34%'],
  [1, '-10%'],
  [1, '9223372036854775807%'],
  [1, '99999999999999999999%'],
  [1, '%'],
  [1, '3'],
  [1, 'some'],
  [1, ''],
  [1, null],
  [1, undefined],
)

/** A condition such as kstatus looks for, and others. */
const anyCondition = record({
  type: fc.constantFrom('Reconciling', 'Stalled', 'Ready', 'Progressing', '', null),
  status: fc.constantFrom('True', 'True', 'False', 'Unknown', 'true', null),
  reason: sometimes(anyValue),
  message: sometimes(anyValue),
})

const anyStrategy = fc.oneof(
  {
    weight: 8,
    arbitrary: record({
      type: fc.constant('RollingUpdate'),
      rollingUpdate: record({
        maxUnavailable: anyAmount,
        maxSurge: sometimes(anyAmount),
        partition: sometimes(fc.constantFrom(0, 2)),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<object | null | undefined>(
      { type: 'OnDelete' },
      { type: 'OnDelete', rollingUpdate: { maxUnavailable: 1 } },
      { type: 'Recreate' },
      { type: '' },
      {},
      null,
      undefined,
    ),
  },
)

/** A DaemonSet such as deploy tools look at, mostly nearly ready. */
const anyDeployed = record({
  metadata: record({
    name: anyValue,
    namespace: sometimes(anyValue),
    generation: anyGeneration,
    annotations: sometimes(
      fc.constantFrom(
        { 'argocd.argoproj.io/hook': 'PreSync' },
        { 'argocd.argoproj.io/ignore-healthcheck': 'true' },
        { 'kstatus.toolkit.fluxcd.io/reconcile': 'disabled' },
        { 'helm.sh/hook': 'post-install' },
      ),
    ),
    deletionTimestamp: weighted<string | null | undefined>(
      [12, undefined],
      [1, null],
      [2, '2026-01-01T00:00:00Z'],
    ),
    finalizers: sometimes(
      fc.array(fc.constantFrom(FINALIZER_ARGO_HOOK, 'orphan', ''), { maxLength: 2 }),
    ),
  }),
  spec: record({ updateStrategy: anyStrategy }),
  status: record({
    observedGeneration: anyGeneration,
    desiredNumberScheduled: anyCount,
    currentNumberScheduled: anyCount,
    updatedNumberScheduled: anyCount,
    numberAvailable: anyCount,
    numberReady: anyCount,
    numberMisscheduled: sometimes(anyCount),
    conditions: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(undefined, undefined, null) },
      { weight: 3, arbitrary: fc.array(anyCondition, { maxLength: 3 }) },
    ),
  }),
})

/** helm 3 crashes over a rolling update without its settings; the API server fills them in. */
const withBudget = (daemonSet: DaemonSet): DaemonSet => {
  const { updateStrategy } = daemonSet.spec ?? {}
  if (updateStrategy?.type !== 'RollingUpdate' || updateStrategy.rollingUpdate) return daemonSet
  const rollingUpdate = { maxUnavailable: 1 }
  return {
    ...daemonSet,
    spec: { ...daemonSet.spec, updateStrategy: { ...updateStrategy, rollingUpdate } },
  }
}

export const deployCases = {
  deployReady: record({
    log: fc.boolean(),
    daemonSet: fc.oneof(
      { weight: 1, arbitrary: anyScene.map(({ daemonSet }) => withBudget(daemonSet)) },
      { weight: 1, arbitrary: recordedDaemonSet.map(withBudget) },
      { weight: 6, arbitrary: anyDeployed },
    ),
  }),
}
