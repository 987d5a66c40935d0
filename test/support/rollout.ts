import { applyPlan } from '../../src/cluster/applyPlan.js'
import { cluster } from '../../src/cluster/cluster.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { DaemonSet, RollingUpdateDaemonSet } from '../../src/kube/daemonSet.js'
import type { Pod } from '../../src/kube/pod.js'
import { LABEL_REVISION_HASH } from '../../src/kube/wellKnown.js'
import { isReady } from '../../src/kube/podFacts.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { pickWith, type Luck, type World } from '../laws/world.js'
import { after, countsOf } from './passes.js'

/**
 * What happens between passes, or, as `creates/deletes/events`, what the next ones do, with an R where every
 * pod becomes ready.
 */
export type Step = string | ((world: World) => World)

const wordsOf = (step: string): readonly string[] => step.split(' ')

/** Nodes `n00`, `n01`, … that each run a pod of the first image, ready or not. */
export const rolledOut = (
  size: number,
  rollingUpdate: RollingUpdateDaemonSet,
  ready = true,
): World => {
  const names = Array.from({ length: size }, (_, i) => `n${String(i).padStart(2, '0')}`)
  const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate } }
  const daemonSet = aDaemonSet({ spec, metadata: { generation: 1 } })
  return {
    snapshot: cluster({
      nodes: names.map((name) => aNode(name)),
      pods: names.map((node) => aPodOf(daemonSet, { node, hash: 'first', ready })),
      revisions: [createdRevision(daemonSet, 'first', 1)],
    }),
    daemonSet,
    now: after(60),
    backoff: {},
  }
}

/** Passes that see their own writes, with what happens between them; what each of them did. */
export const run = (
  start: World,
  steps: readonly Step[],
  luck: Luck,
): { readonly world: World; readonly passes: readonly string[] } => {
  let world = start
  const passes: string[] = []
  const each = steps.flatMap((step): readonly Step[] =>
    typeof step === 'string' ? wordsOf(step) : [step],
  )
  for (const step of each) {
    if (typeof step === 'function' || step === 'R') {
      world = typeof step === 'function' ? step(world) : allReady(world)
      continue
    }
    const { snapshot, daemonSet, now } = world
    const pass = plan(snapshot, daemonSet, { now, cacheLag: false })
    passes.push(countsOf(pass))
    const applied = applyPlan(snapshot, daemonSet, pass, { pick: pickWith(luck) })
    world = { ...world, snapshot: applied.cluster, daemonSet: applied.daemonSet }
  }
  return { world, passes }
}

/** What the passes of some steps are expected to do. */
export const expected = (steps: readonly Step[]): readonly string[] =>
  steps
    .filter((step) => typeof step === 'string')
    .flatMap(wordsOf)
    .filter((word) => word !== 'R')

/** Parts of the DaemonSet's spec become others. */
export const becomes =
  (spec: DaemonSet['spec']) =>
  (world: World): World => ({
    ...world,
    daemonSet: { ...world.daemonSet, spec: { ...world.daemonSet.spec, ...spec } },
  })

/** The template gets another image. */
export const image =
  (name: string) =>
  (world: World): World => {
    const template = world.daemonSet.spec?.template
    const [container] = template?.spec?.containers ?? []
    const spec = { ...template?.spec, containers: [{ ...container, image: name }] }
    return becomes({ template: { ...template, spec } })(world)
  }

/** The clock stands at some seconds after the start. */
export const at =
  (seconds: number) =>
  (world: World): World => ({ ...world, now: after(seconds) })

/** Some pods become ready, or cease to be; those that already are stay as they are. */
export const readiness =
  (ready: boolean, which: (world: World) => readonly Pod[]) =>
  (world: World): World => {
    const pods = which(world)
      .filter((pod) => isReady(pod) !== ready)
      .map((pod) => withReadiness(pod, ready, world.now))
    return { ...world, snapshot: updateCluster(world.snapshot, { put: { pods } }) }
  }

const withReadiness = (pod: Pod, ready: boolean, since: string): Pod => ({
  ...pod,
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since }],
  },
})

export const podsOf = ({ snapshot }: World): readonly Pod[] => [...(snapshot.pods?.values() ?? [])]

const allReady = readiness(true, podsOf)

/** The pods that carry a hash. */
export const withHash =
  (hash: string) =>
  (world: World): readonly Pod[] =>
    podsOf(world).filter((pod) => pod.metadata?.labels?.[LABEL_REVISION_HASH] === hash)
