import { describe, expect, it } from 'vitest'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'
import { cluster } from '../../src/cluster/cluster.js'
import { plan } from '../../src/cluster/plan.js'
import type { Plan, PodPlan } from '../../src/sync/plan.js'
import { frozen } from '../support/frozen.js'
import { recordedClusters } from '../support/recorded.js'
import { goldenPlans, type GoldenPlan } from './goldenPlans.js'

/** The cluster of 1.24 is planned as 1.24 does; all others as the newest release. */
const semanticsOf = (file: string): Semantics => {
  const old = semanticsFor({ kubernetes: '1.24' })
  return file === 'kubeadm-old.json' && old._tag === 'Right' ? old.right.semantics : newestSemantics
}

const wordsOf = ({ name, claim, disposition }: PodPlan): readonly string[] => {
  const adopted = claim === 'adopted' ? [`adopt ${name}`] : []
  switch (disposition.code) {
    case 'keep':
    case 'choice':
      return adopted
    case 'delete':
      return [...adopted, `delete ${name}: ${disposition.why}`]
    case 'stay':
      return [...adopted, `stay ${name}: ${disposition.reasons.map(({ code }) => code).join(', ')}`]
    default:
      return [...adopted, `${disposition.code} ${name}`]
  }
}

const summaryOf = (planned: Plan): GoldenPlan => {
  const decided = (decision: string): number =>
    planned.nodes.filter((node) => node.decision === decision).length
  const { computed } = planned.status
  return {
    nodes: [decided('run'), decided('stay'), decided('leave')],
    status: [
      computed.desiredNumberScheduled,
      computed.currentNumberScheduled,
      computed.updatedNumberScheduled,
      computed.numberReady,
      computed.numberAvailable,
      computed.numberUnavailable,
      computed.numberMisscheduled,
    ].join(' '),
    writesStatus: planned.status.written === true,
    does: [
      ...planned.pods.flatMap(wordsOf),
      ...planned.creates.map(({ node, why }) => `create on ${node}: ${why}`),
      ...planned.choices.map(
        ({ action, count, from, why }) => `choose ${count} of ${from.length} to ${action}: ${why}`,
      ),
      ...(planned.revision.code === 'Current' ? planned.revision.deleted : []).map(
        (name) => `delete revision ${name}`,
      ),
      ...(planned.revision.code === 'New' ? ['make a revision'] : []),
      ...planned.events.map(({ code: reason }) => `event ${reason}`),
    ].toSorted(),
  }
}

describe.each(recordedClusters)('the plan for $file', ({ file, now, ...objects }) => {
  const snapshot = cluster(frozen(objects))
  const golden = goldenPlans[file] ?? {}

  it('has a golden plan for each DaemonSet', () => {
    const names = objects.daemonSets.map(
      ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`,
    )
    expect(Object.keys(golden).toSorted()).toEqual(names.toSorted())
  })

  it.each(objects.daemonSets)('$metadata.namespace/$metadata.name', (daemonSet) => {
    const { metadata } = daemonSet
    const planned = plan(snapshot, daemonSet, { now, semantics: semanticsOf(file) })
    expect(planned.unknown).toEqual([])
    expect(summaryOf(planned)).toEqual(golden[`${metadata?.namespace}/${metadata?.name}`])
  })
})
