import { describe, expect, it } from 'vitest'
import { kubernetesOption } from '../../../../src/cli/options/kubernetesOption.js'
import { rolloutSubject } from '../../../../src/cli/commands/rollout/rolloutSubject.js'
import { NothingLeft } from '../../../../src/cli/exitCode.js'
import { takenFrom, type Taken, type TakeOptions } from '../../../../src/cli/input/takeIn.js'
import type { DaemonSet } from '../../../../src/kube/daemonSet.js'
import { aDaemonSet, aPodOf } from '../../../../src/testing/builders.js'
import { frozen } from '../../../support/frozen.js'

const manifest = (metadata: DaemonSet['metadata'], parts: object = {}): DaemonSet => ({
  metadata,
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'main', image: 'main:2' }] },
    },
    ...parts,
  },
})

const live = aDaemonSet()
const pods = [aPodOf(live, { node: 'n1', name: 'p1' })]

const inputOf = (daemonSets: readonly DaemonSet[], options: TakeOptions): Taken =>
  takenFrom(
    {
      objects: frozen({ nodes: [], pods, revisions: [], daemonSets, others: {}, broken: [] }),
      problems: [],
      originOf: () => undefined,
      writtenOf: () => undefined,
    },
    options,
  )

const subjectOf = (
  known: readonly DaemonSet[],
  applied: readonly DaemonSet[] | undefined,
  wanted = 'agent',
  namespace?: string,
) => {
  const asked = { wanted, namespace }
  const snapshot = inputOf(known, asked)
  const manifests = applied && inputOf(applied, { ...asked, before: snapshot.objects, sent: true })
  return rolloutSubject(snapshot, manifests, wanted, {
    namespace,
    kubernetes: kubernetesOption(undefined, {}),
  })
}

describe('rolloutSubject', () => {
  it("is the cluster's object where nothing is to be applied", () => {
    const subject = subjectOf([live, manifest({ name: 'agent' })], undefined)
    expect(subject).toMatchObject({ isNew: false })
    expect(subject.daemonSet).toBe(live)
    expect(subject).not.toHaveProperty('triggersRollout')
  })

  it('is a manifest of the input that the cluster does not have', () => {
    const subject = subjectOf([manifest({ name: 'agent' })], undefined)
    expect(subject).toMatchObject({ isNew: true })
    expect(subject.daemonSet.metadata?.namespace).toBe('default')
  })

  it("is a manifest in place of the cluster's object", () => {
    const subject = subjectOf([live], [manifest({ name: 'agent' })])
    expect(subject).toMatchObject({ isNew: false, triggersRollout: { code: 'Yes' } })
    expect(subject.daemonSet.metadata).toMatchObject({ uid: live.metadata?.uid, generation: 2 })
    expect(subject.around.pods?.size).toBe(1)
  })

  it('is a new DaemonSet where the cluster has none of that name', () => {
    const subject = subjectOf([], [manifest({ name: 'agent', uid: 'of-another-cluster' })])
    expect(subject).toMatchObject({
      isNew: true,
      daemonSet: { metadata: { uid: 'new:default/agent' } },
    })
    expect(subject).not.toHaveProperty('triggersRollout')
  })

  it('is refused as the API server refuses it, also for what it was', () => {
    const selector = { matchLabels: { app: 'agent', more: 'b' } }
    expect(() => subjectOf([live], [manifest({ name: 'agent' }, { selector })])).toThrow(
      NothingLeft,
    )
    expect(() => subjectOf([], [manifest({ name: 'agent' }, { minReadySeconds: -1 })])).toThrow(
      NothingLeft,
    )
  })

  it.each<[string, string, string | undefined, string]>([
    ['that comes with the name', 'monitoring/agent', undefined, 'monitoring'],
    ['that is asked for', 'agent', 'logging', 'logging'],
    ['called default', 'agent', undefined, 'default'],
  ])('is put into the namespace %s, unless it names one', (_which, wanted, asked, namespace) => {
    const subject = subjectOf([], [manifest({ name: 'agent' })], wanted, asked)
    expect(subject.daemonSet.metadata?.namespace).toBe(namespace)
    const own = manifest({ name: 'agent', namespace: 'default' })
    expect(subjectOf([], [own]).daemonSet.metadata?.namespace).toBe('default')
  })

  it('counts the last of several manifests of one name', () => {
    const twice = [manifest({ name: 'agent' }), manifest({ name: 'agent' }, { minReadySeconds: 7 })]
    expect(subjectOf([], twice).daemonSet.spec?.minReadySeconds).toBe(7)
    expect(subjectOf(twice, undefined).daemonSet.spec?.minReadySeconds).toBe(7)
  })

  it('is not found among what is to be applied', () => {
    expect(() => subjectOf([live], [manifest({ name: 'other' })])).toThrow(
      'no DaemonSet agent; --apply has default/other',
    )
    expect(() => subjectOf([live], [{}])).toThrow('no DaemonSet agent')
  })
})
