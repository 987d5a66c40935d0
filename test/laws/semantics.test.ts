import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene, type Scene } from 'podfit/arbitraries'
import { causesSync, type ClusterEvent } from '../../src/cluster/causesSync.js'
import { cluster } from '../../src/cluster/cluster.js'
import { clusterCapacity } from '../../src/capacity/clusterCapacity.js'
import { daemonSetFit } from '../../src/capacity/daemonSetFit.js'
import { plan } from '../../src/cluster/plan.js'
import { validateDaemonSet } from '../../src/api/validateDaemonSet.js'
import { warnings } from '../../src/api/warnings.js'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { KNOWN_RELEASES } from '../../src/kube/release.js'
import { SWITCHES } from '../../src/kube/switches.js'
import { explain } from '../../src/placement/explain.js'
import { eviction } from '../../src/taint/eviction.js'
import { untoleratedTaints } from '../../src/taint/untolerated.js'
import { recordOf } from '../../src/testing/sceneRevisions.js'
import { frozenly } from '../support/frozen.js'
import { warningCases } from '../conformance/cases/warnings.js'
import { aPolicy } from '../support/policy.js'

/** The semantics of any patch of any release, its gate set or not. */
const anySemantics: fc.Arbitrary<Semantics> = fc
  .record({ release: fc.constantFrom(...KNOWN_RELEASES), patch: fc.nat(17), gate: fc.boolean() })
  .map(({ release: { minor }, patch, gate }) => {
    const result = semanticsFor({ kubernetes: `1.${minor}.${patch}` })
    const semantics = result._tag === 'Right' ? result.right.semantics : newestSemantics
    return { ...semantics, tolerationComparison: gate }
  })

/** A scene whose revisions are recorded as new releases do it, or as old ones. */
const anyRecordedScene: fc.Arbitrary<Scene> = fc
  .tuple(anyScene, fc.boolean())
  .map(([scene, old]) =>
    old ? { ...scene, revisions: scene.revisions.map(asRecordedOnce) } : scene,
  )

const asRecordedOnce = (revision: Scene['revisions'][number]): Scene['revisions'][number] => {
  const { template } = (revision.data as { spec: { template: { metadata?: object } } }).spec
  const metadata = { ...template.metadata, creationTimestamp: null }
  return { ...revision, data: recordOf({ ...template, metadata }) }
}

const situations = frozenly(
  fc.record({
    scene: anyRecordedScene,
    other: anyScene,
    warned: warningCases.warnings.map(({ daemonSet }) => daemonSet),
    cacheLag: fc.boolean(),
    now: fc.constantFrom('2026-01-01T00:00:20Z', '2026-01-01T00:00:50Z'),
    semantics: anySemantics,
    turned: fc.constantFrom(...SWITCHES),
  }),
)

type Situation = typeof situations extends fc.Arbitrary<infer A> ? A : never

/** Everything that podfit says about a situation, by what a switch may change. */
const answers = (
  { scene, other, warned, cacheLag, now }: Situation,
  semantics: Semantics,
): Readonly<Record<string, unknown>> => {
  const { daemonSet, nodes, pods } = scene
  const policy = aPolicy({ kind: 'DaemonSet', spec: daemonSet.spec ?? {} }, semantics)
  const tolerations = daemonSet.spec?.template?.spec?.tolerations
  const snapshot = cluster({ nodes, pods, daemonSets: [daemonSet, other.daemonSet] })
  const events = nodes.flatMap((node): readonly ClusterEvent[] => [
    { code: 'NodeAdded', node },
    ...other.nodes.map((before) => ({
      code: 'NodeUpdated' as const,
      before: { ...before, metadata: { ...before.metadata, name: node.metadata?.name } },
      node: { ...node, metadata: { ...node.metadata, annotations: { a: 'x' } } },
    })),
  ])
  return {
    ...plan({ ...scene, cacheLag, now, semantics }),
    placement: nodes.map((node) => [
      explain(policy, node),
      untoleratedTaints(tolerations, node.spec?.taints, { semantics }),
      eviction(tolerations, node.spec?.taints, { semantics }),
    ]),
    validation: validateDaemonSet(daemonSet, { old: other.daemonSet, semantics }),
    warnings: [
      warnings(daemonSet, { semantics }),
      warnings(daemonSet, { old: other.daemonSet, semantics }),
      warnings(warned, { semantics }),
    ],
    causesSync: events.map((event) => causesSync(event, snapshot, { semantics })),
    capacity: [
      daemonSetFit(snapshot, daemonSet, { semantics }),
      clusterCapacity(snapshot, { semantics }),
    ],
  }
}

/** What the parts of an answer that a switch turns are called. */
const changedParts = (situation: Situation): readonly string[] => {
  const { semantics, turned } = situation
  const before = answers(situation, semantics)
  const after = answers(situation, { ...semantics, [turned.name]: !semantics[turned.name] })
  return Object.keys(before).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  )
}

describe('a switch of the semantics', () => {
  it('changes nothing but what its entry says', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const allowed: readonly string[] = situation.turned.changes
        expect(changedParts(situation).filter((part) => !allowed.includes(part))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})
