import * as fc from 'fast-check'
import {
  anyLabels,
  anyLabelSelector,
  anyNodeSelector,
  anyPodSpec,
  anyTime,
  anyToleration,
} from '../../../src/testing/matching.js'
import { anyScene } from '../../../src/testing/scene.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../../../src/kube/wellKnown.js'
import { anyUpdateStrategy } from '../../../src/testing/updateStrategy.js'
import {
  anyEffect,
  anyKey,
  anyValue,
  compact,
  sometimes,
  weighted,
} from '../../../src/testing/vocabulary.js'
import { comparison, orRecorded, record } from './parts.js'
import { recordedDaemonSet } from './recorded.js'

const anyTaintArgument = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'b', 'example.com/gpu', ''),
        fc.constantFrom('', '=', '=x', '=y', '=b!', '=x=y'),
        fc.constantFrom(
          '',
          ':',
          ':NoSchedule',
          ':NoExecute',
          ':PreferNoSchedule',
          ':noschedule',
          ':NoSchedule:x',
        ),
        fc.constantFrom('', '', '-', '-', '--'),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: anyKey },
)

const anyPlainTaint = record({
  key: fc.constantFrom('a', 'b', 'example.com/gpu'),
  value: sometimes(fc.constantFrom('x', 'y', '')),
  effect: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule') },
    { weight: 1, arbitrary: anyEffect },
  ),
  timeAdded: sometimes(anyTime),
})

const anyValidated = record({
  selector: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom({ matchLabels: { a: 'x' } }, { matchLabels: {} }) },
    { weight: 2, arbitrary: sometimes(anyLabelSelector) },
  ),
  updateStrategy: sometimes(anyUpdateStrategy),
  minReadySeconds: sometimes(fc.integer({ min: -1, max: 2 })),
  revisionHistoryLimit: sometimes(fc.integer({ min: -1, max: 2 })),
  template: sometimes(
    record({
      metadata: sometimes(record({ labels: sometimes(anyLabels) })),
      spec: sometimes(
        fc
          .tuple(
            anyPodSpec,
            record({
              restartPolicy: sometimes(fc.constantFrom('Always', 'Never', 'OnFailure', '', 'Foo')),
              activeDeadlineSeconds: weighted<number | bigint | null | undefined>(
                [10, undefined],
                [1, null],
                [1, 5],
                [1, 0],
                [1, 2 ** 31],
                [1, 2n ** 63n - 1n],
              ),
            }),
          )
          .map(([spec, more]) => ({ ...spec, ...more })),
      ),
    }),
  ),
})

/** Mostly without a template generation; one that is no integer cannot be read at all. */
const anyMetadata = weighted<object>(
  [10, {}],
  ...[-(2n ** 63n), -2, -1, 0, 3].map((generation): [number, object] => [
    1,
    { annotations: { [ANNOTATION_TEMPLATE_GENERATION]: String(generation) } },
  ]),
)

type Spec = object & { readonly selector?: unknown; readonly template?: unknown }

type UpdateParts = readonly [
  readonly [Spec, object],
  readonly [Spec, object],
  boolean,
  boolean,
  boolean,
]

/**
 * An update mostly keeps the selector, which is immutable. What was wrong before may be as it was. Whether a template
 * is another one, and so the next generation, is asked of defaulted objects, which are what a server compares.
 */
const anyUpdate = fc
  .tuple(
    fc.tuple(anyValidated, anyMetadata),
    fc.tuple(anyValidated, anyMetadata),
    fc.boolean(),
    weighted([9, true], [1, false]),
    fc.boolean(),
  )
  .map(([[spec, metadata], [former, had], isKept, isSelectorKept, defaulted]: UpdateParts) => ({
    daemonSet: { metadata, spec },
    old: {
      metadata: defaulted ? had : {},
      spec: compact({
        ...former,
        selector: isSelectorKept ? spec.selector : former.selector,
        template: isKept ? spec.template : former.template,
      }),
    },
    default: defaulted,
  }))

const anyObjectName = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      'a.b',
      'a-b',
      'A',
      '-a',
      'a-',
      'a_b',
      'a..b',
      '',
      'ä',
      '1',
      'a/b',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(63), 'a'.repeat(64), 'a.'.repeat(127)) },
  { weight: 1, arbitrary: anyValue },
)

const anyNamedContainer = record({
  name: sometimes(anyObjectName),
  image: sometimes(fc.constantFrom('i', 'i:1', ' ', '')),
})

/** What an object is called, and what its containers are. */
const anyObject = record({
  metadata: sometimes(
    record({
      name: sometimes(anyObjectName),
      generateName: weighted<string | undefined>([6, undefined], [1, 'a-'], [1, 'A'], [1, '']),
      namespace: sometimes(anyObjectName),
      labels: sometimes(anyLabels),
    }),
  ),
  spec: record({
    selector: fc.constant({ matchLabels: { a: 'x' } }),
    template: record({
      metadata: fc.constant({ labels: { a: 'x' } }),
      spec: sometimes(
        record({
          containers: sometimes(fc.array(anyNamedContainer, { maxLength: 3 })),
          initContainers: sometimes(fc.array(anyNamedContainer, { maxLength: 3 })),
        }),
      ),
    }),
  }),
})

/** Cases of what the API server and kubectl do. */
export const serverCases = {
  default: orRecorded(
    record({ metadata: fc.constant({ name: 'ds' }), spec: sometimes(anyValidated) }),
    recordedDaemonSet,
  ),
  validate: fc.oneof(
    {
      weight: 3,
      arbitrary: record({
        daemonSet: record({ metadata: anyMetadata, spec: anyValidated }),
        default: fc.boolean(),
        comparison,
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyUpdate, comparison)
        .map(([update, gate]) => ({ ...update, comparison: gate })),
    },
  ),
  object: record({ daemonSet: anyObject }),
  validateParts: record({
    tolerations: sometimes(fc.array(anyToleration, { maxLength: 5 })),
    nodeSelector: sometimes(anyNodeSelector),
    comparison,
    allowInvalidLabelValue: fc.boolean(),
  }),
  kubectlTaint: record({
    args: fc.array(anyTaintArgument, { minLength: 1, maxLength: 3 }),
    taints: fc.array(anyPlainTaint, { maxLength: 4 }),
    overwrite: fc.boolean(),
  }),
  rolloutStatus: fc.oneof(
    anyScene.map(({ daemonSet }) => daemonSet),
    recordedDaemonSet,
    record({
      metadata: record({ name: anyValue, generation: fc.constantFrom(0, 1, 2) }),
      spec: record({ updateStrategy: sometimes(anyUpdateStrategy) }),
      status: sometimes(
        record({
          observedGeneration: sometimes(fc.constantFrom(0, 1, 2)),
          desiredNumberScheduled: fc.integer({ min: 0, max: 3 }),
          updatedNumberScheduled: sometimes(fc.integer({ min: 0, max: 3 })),
          numberAvailable: sometimes(fc.integer({ min: 0, max: 3 })),
        }),
      ),
    }),
  ),
}
