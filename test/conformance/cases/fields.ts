import * as fc from 'fast-check'
import { anyLeaf, anyTextOf, mutatedShape, treeOf, type Tree } from '../../support/mutatedShapes.js'
import { recordedNode, recordedPod } from './recorded.js'

const DAEMON_SET = { apiVersion: 'apps/v1', kind: 'DaemonSet' }

/** The kind of the path that a file is posted to. */
const anyPath = fc.oneof(
  { weight: 6, arbitrary: fc.constant(DAEMON_SET) },
  { weight: 1, arbitrary: fc.constant({ apiVersion: 'apps/v1', kind: 'Deployment' }) },
)

/** Fields of each type that a value is decoded as. */
const LEAVES = [
  'metadata.generation',
  'metadata.name',
  'metadata.creationTimestamp',
  'metadata.labels.a',
  'spec.minReadySeconds',
  'spec.revisionHistoryLimit',
  'spec.updateStrategy.rollingUpdate.maxSurge',
  'spec.template.spec.hostNetwork',
  'spec.template.spec.terminationGracePeriodSeconds',
  'spec.template.spec.overhead.cpu',
  'spec.template.spec.securityContext.fsGroup',
  'status.numberReady',
]

/** A DaemonSet with a value in one field. */
const withLeaf = (path: string, leaf: Tree): Tree => {
  const [root = '', ...steps] = path.split('.')
  const value = steps.reduceRight<Tree>((inside, key) => ({ members: [[key, inside]] }), leaf)
  const { apiVersion, kind } = DAEMON_SET
  return {
    members: [
      ['apiVersion', { text: apiVersion }],
      ['kind', { text: kind }],
      [root, value],
    ],
  }
}

/** Cases of what the API server's strict decoding says of a file. */
export const fieldsCases = {
  fields: fc.oneof(
    {
      weight: 12,
      arbitrary: mutatedShape({ kinds: true }).chain((tree) =>
        fc.record({ text: anyTextOf(tree), as: anyPath }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...LEAVES), anyLeaf)
        .map(([path, leaf]) => withLeaf(path, leaf))
        .chain((tree) => fc.record({ text: anyTextOf(tree), as: fc.constant(DAEMON_SET) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .oneof(
          recordedNode.map((node) => [node, 'Node'] as const),
          recordedPod.map((pod) => [pod, 'Pod'] as const),
        )
        .chain(([object, kind]) =>
          fc.record({
            text: anyTextOf(treeOf(object)),
            as: fc.constant({ apiVersion: 'v1', kind }),
          }),
        ),
    },
  ),
}
