import * as fc from 'fast-check'
import { anyKey, sometimes, weighted } from '../../../src/testing/vocabulary.js'
import { record } from './parts.js'

/** Quantities as people write them, and as nobody should. */
const anyUsual = fc.constantFrom('100m', '250m', '1', '2', '500m', '1Gi', '256Mi', '0', 1, 2)
const anyOdd = fc.constantFrom(
  '0.5',
  '1.5Gi',
  '1e3',
  '1E3',
  '3e-2',
  '100n',
  '1500u',
  '0.0001',
  '1.0000000001',
  '-1',
  '-100m',
  '-1500u',
  '+2',
  '007',
  '.5',
  '5.',
  '0Ki',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '9223372036854775807m',
  '99999999999999999999999',
  '-99999999999999999999999',
  '9999999999999999999n',
  '8Ei',
  '7Ei',
  '-9Ei',
  '0.1Ei',
  '123456789.123456789123',
  '-123456789.123456789123',
  '9E',
  '10E',
  '1e19',
  '5e17',
  '1e30',
  '12345678901234567.8',
  0,
  1.5,
  1000000,
  null,
)
const anyBroken = fc.constantFrom('', '1 Gi', 'x', '1KiB', '1e', '--1', '.', true, {}, [])

export const anyQuantity: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 60, arbitrary: anyUsual },
  { weight: 20, arbitrary: anyOdd },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4000 }).map((n) => `${n}m`) },
  { weight: 4, arbitrary: fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }).map(String) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.bigInt({ min: 0n, max: 10n ** 21n }),
        fc.constantFrom('n', 'u', 'm', 'k', 'Ki', 'Mi', 'Gi', 'E', 'e4', '.25', '.5Mi'),
      )
      .map(([n, suffix]) => `${n}${suffix}`),
  },
)

const anyResource = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'cpu',
      'memory',
      'ephemeral-storage',
      'example.com/gpu',
      'hugepages-2Mi',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'pods',
      'hugepages-1Gi',
      'hugepages-',
      'attachable-volumes-csi',
      'kubernetes.io/odd',
      'my.kubernetes.io/odd',
      'requests.example.com/gpu',
      'nvidia.com/gpu',
      'storage',
      'example.com/',
      'example.com/a/b',
      'Example.com/gpu',
      'constructor',
      '__proto__',
    ),
  },
  { weight: 1, arbitrary: anyKey },
)

const listOf = (quantity: fc.Arbitrary<unknown>, maxKeys: number): fc.Arbitrary<unknown> =>
  fc
    .uniqueArray(fc.tuple(anyResource, quantity), {
      maxLength: maxKeys,
      selector: ([name]) => name,
    })
    .map((entries) => Object.fromEntries(entries))

const anyList = fc.oneof(
  { weight: 10, arbitrary: listOf(anyQuantity, 4) },
  { weight: 1, arbitrary: fc.constantFrom(null, {}) },
)

const anyResources = record({
  requests: sometimes(anyList),
  limits: sometimes(listOf(anyUsual, 2)),
})

/** Short quantities: Kubernetes adds the overhead of a runtime twice to a decimal that stands for the pod as a whole. */
const anyOfPod = record({
  requests: sometimes(
    fc.oneof(
      { weight: 10, arbitrary: listOf(anyUsual, 4) },
      { weight: 1, arbitrary: fc.constantFrom(null, {}) },
    ),
  ),
  limits: sometimes(listOf(anyUsual, 2)),
})

const anyPort = record({
  hostPort: fc.constantFrom(80, 80, 81, 0, 443, -1, undefined),
  containerPort: fc.constantFrom(80, 8080),
  protocol: fc.constantFrom('TCP', 'UDP', '', undefined, 'SCTP'),
  hostIP: weighted(
    [6, undefined],
    [2, '10.0.0.1'],
    [1, '0.0.0.0'],
    [1, '10.0.0.2'],
    [1, '::'],
    [1, ''],
  ),
})

const anyContainer = record({
  name: fc.constantFrom('a', 'b', 'c', undefined),
  resources: sometimes(anyResources),
  ports: sometimes(fc.array(anyPort, { maxLength: 2 })),
  restartPolicy: weighted([4, undefined], [3, 'Always'], [1, 'Never']),
})

const anyStatus = record({
  name: fc.constantFrom('a', 'b', 'c'),
  allocatedResources: sometimes(anyList),
  resources: sometimes(fc.oneof(anyResources, fc.constantFrom(null, {}))),
})

const anyPodSpec = {
  containers: fc.array(anyContainer, { maxLength: 3 }),
  initContainers: sometimes(fc.array(anyContainer, { maxLength: 3 })),
  resources: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(undefined, undefined, null, {}) },
    { weight: 3, arbitrary: anyOfPod },
  ),
  overhead: sometimes(anyList),
  hostNetwork: weighted([4, undefined], [1, true]),
}

/** Kubernetes reads every quantity of an object, podfit those that count. */
const anyUnreadable = record({
  containers: fc.tuple(
    record({ resources: record({ requests: anyBroken.map((cpu) => ({ cpu })) }) }),
  ),
})

const anyPod = record({
  spec: fc.oneof(
    { weight: 40, arbitrary: record(anyPodSpec) },
    { weight: 1, arbitrary: anyUnreadable },
  ),
})

const anyCondition = record({
  type: fc.constantFrom('PodResizePending', 'PodResizePending', 'Ready'),
  reason: fc.constantFrom('Infeasible', 'Deferred', ''),
  status: fc.constant('True'),
})

const anyPodThere = record({
  metadata: record({ name: fc.constantFrom('p', 'q'), namespace: fc.constant('default') }),
  spec: record({ ...anyPodSpec, priority: fc.constantFrom(undefined, 0, 1000, -1) }),
  status: sometimes(
    record({
      phase: fc.constantFrom('Running', 'Pending'),
      conditions: sometimes(fc.array(anyCondition, { maxLength: 2 })),
      containerStatuses: sometimes(fc.array(anyStatus, { maxLength: 3 })),
      initContainerStatuses: sometimes(fc.array(anyStatus, { maxLength: 2 })),
      allocatedResources: sometimes(anyList),
      resources: sometimes(fc.oneof(anyResources, fc.constantFrom(null, {}))),
    }),
  ),
})

/** Mostly a node with room, so that sums decide. */
const anyAllocatable = fc
  .tuple(
    record({
      pods: weighted([6, '110'], [2, '3'], [1, '1'], [1, '2'], [1, '0'], [1, undefined]),
      cpu: weighted([6, '4'], [2, '500m'], [1, undefined], [1, '-1']),
      memory: weighted([6, '4Gi'], [2, '300Mi'], [1, undefined]),
      'ephemeral-storage': weighted([3, '10Gi'], [2, undefined]),
      'example.com/gpu': weighted([3, '2'], [2, undefined], [1, '0']),
      'hugepages-2Mi': weighted([1, '1Gi'], [2, undefined]),
    }),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: listOf(anyQuantity, 3) },
    ),
  )
  .map(([usual, other]) => ({ ...usual, ...(other as object) }))

export const capacityCases = {
  fits: record({
    pod: anyPod,
    node: record({
      metadata: fc.constant({ name: 'n' }),
      status: record({
        allocatable: fc.oneof(
          { weight: 12, arbitrary: anyAllocatable },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      }),
    }),
    pods: fc.oneof(
      { weight: 8, arbitrary: fc.array(anyPodThere, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    ),
  }),
} satisfies Readonly<Record<string, fc.Arbitrary<unknown>>>
