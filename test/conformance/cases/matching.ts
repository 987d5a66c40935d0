import * as fc from 'fast-check'
import {
  anyAffinity,
  anyLabels,
  anyLabelSelector,
  anyNode,
  anyPodSpec,
  anyPreferredTerms,
  anyTaint,
  anyToleration,
} from '../../../src/testing/matching.js'
import { anyBudget } from '../../../src/testing/updateStrategy.js'
import { anyValue, compact, sometimes } from '../../../src/testing/vocabulary.js'
import type { Taint } from '../../../src/kube/taint.js'
import type { Toleration } from '../../../src/kube/toleration.js'
import { comparison, orRecorded, record } from './parts.js'
import { recordedDaemonSet, recordedNode, recordedPod } from './recorded.js'

const tolerations = sometimes(fc.array(anyToleration, { maxLength: 5 }))

const anyDaemonSetOf = (spec: object): object => ({
  metadata: { namespace: 'default', name: 'ds', uid: 'uid-1' },
  spec: { template: { spec } },
})

const anyPercentage = fc.oneof(
  anyBudget,
  fc.integer({ min: -200, max: 300 }).map((percent) => `${percent}%`),
  fc.constantFrom('99999999999999999999%', '9223372036854775807%', '%', '5 %', '1.5%', '٣%', '-0%'),
)

const anyPinnedPod = record({
  metadata: sometimes(record({ namespace: sometimes(anyValue), name: sometimes(anyValue) })),
  spec: sometimes(
    record({
      nodeName: sometimes(fc.constantFrom('', 'n1')),
      affinity: sometimes(anyAffinity),
    }),
  ),
})

const NUMBERS = ['4', '5', '6', '-5', '05', '9223372036854775807', '9223372036854775806']

const number = fc.constantFrom(...NUMBERS)

/** A taint, and a toleration that has its key and effect or none: what is left is the value. */
const anyMeeting: fc.Arbitrary<{ taint: Taint; toleration: Toleration }> = fc
  .record({
    taint: anyTaint,
    toleration: anyToleration,
    comparing: fc.option(fc.record({ of: number, with: number })),
    keepsKey: fc.boolean(),
    keepsEffect: fc.boolean(),
  })
  .map(({ taint, toleration, comparing, keepsKey, keepsEffect }) => ({
    taint: comparing === null ? taint : { ...taint, value: comparing.of },
    toleration: compact({
      ...toleration,
      ...(comparing !== null && {
        operator: comparing.of > '5' ? 'Lt' : 'Gt',
        value: comparing.with,
      }),
      key: keepsKey ? taint.key : undefined,
      effect: keepsEffect ? taint.effect : undefined,
    }),
  }))

/** Tolerations and a taint: some tolerations about this one, the rest about anything. */
const anyTolerated = fc
  .record({ meeting: anyMeeting, before: tolerations, comparison })
  .map(({ meeting: { taint, toleration }, before, comparison: gate }) => ({
    tolerations: [...(before ?? []), toleration],
    taint,
    comparison: gate,
  }))

/** A toleration, and how another one that is nearly the same differs from it. */
const anyRelative = fc
  .record({
    toleration: anyToleration,
    without: fc.subarray(['key', 'value', 'effect', 'tolerationSeconds', 'operator']),
    more: anyToleration,
    taken: fc.subarray(['key', 'value', 'effect', 'tolerationSeconds', 'operator'], {
      maxLength: 2,
    }),
    exists: fc.boolean(),
  })
  .map(({ toleration, without, more, taken, exists }) => {
    const kept = Object.entries(toleration).filter(([key]) => !without.includes(key))
    const other = Object.entries(more).filter(([key]) => taken.includes(key))
    const relative: Toleration = Object.fromEntries([
      ...kept,
      ...other,
      ...(exists ? [['operator', 'Exists']] : []),
    ])
    return [toleration, relative]
  })

/** Two lists of tolerations that often say nearly the same. */
const anyTwoLists = fc
  .record({
    first: tolerations,
    second: tolerations,
    relatives: fc.array(anyRelative, { maxLength: 2 }),
    sides: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  })
  .map(({ first, second, relatives, sides }) => {
    const related = relatives.flat()
    const on = (side: boolean) => related.filter((_toleration, i) => sides[i] === side)
    return {
      first:
        first === undefined && on(true).length === 0 ? undefined : [...on(true), ...(first ?? [])],
      second: [...(second ?? []), ...on(false)],
    }
  })

const anyEvictionTaint = fc.oneof(
  { weight: 8, arbitrary: anyTaint.map((taint) => ({ ...taint, effect: 'NoExecute' })) },
  { weight: 1, arbitrary: anyTaint },
)

/** Cases of the operations that match a pod with a node. */
export const matchingCases = {
  tolerates: fc.oneof(
    { weight: 2, arbitrary: record({ tolerations, taint: anyTaint, comparison }) },
    { weight: 1, arbitrary: anyTolerated },
  ),
  untolerated: record({
    tolerations,
    taints: sometimes(fc.array(anyTaint, { maxLength: 4 })),
    effects: fc.oneof(
      fc.constant(undefined),
      fc.subarray(['NoSchedule', 'NoExecute', 'PreferNoSchedule', '']),
    ),
    comparison,
  }),
  affinity: orRecorded(
    record({ spec: anyPodSpec, node: anyNode }),
    record({
      spec: recordedDaemonSet.map(({ spec }) => spec?.template?.spec),
      node: recordedNode,
    }),
  ),
  preferred: record({ terms: anyPreferredTerms, node: anyNode }),
  labelSelector: record({ selector: anyLabelSelector, labels: sometimes(anyLabels) }),
  tolerations: orRecorded(
    anyPodSpec,
    recordedDaemonSet.map(({ spec }) => spec?.template?.spec ?? {}),
  ),
  tolerationRules: anyTwoLists,
  eligible: orRecorded(
    record({ daemonSet: anyPodSpec.map(anyDaemonSetOf), node: anyNode, comparison }),
    record({ daemonSet: recordedDaemonSet, node: recordedNode, comparison }),
  ),
  targetNode: orRecorded(anyPinnedPod, recordedPod),
  evict: record({
    tolerations,
    taints: sometimes(fc.array(anyEvictionTaint, { maxLength: 4 })),
    comparison,
  }),
  scaled: record({
    value: anyPercentage,
    total: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(5000, 2 ** 31 - 1)),
    roundUp: fc.boolean(),
  }),
}
