import { describe, expect, it } from 'vitest'
import type { Pod } from '../../src/kube/pod.js'
import { drainOutcome, type DrainOutcome, type DrainOptions } from '../../src/kubectl/drain.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const daemon = aPodOf(aDaemonSet(), { node: 'n1' })
const ended = aPodOf(aDaemonSet(), { node: 'n1', phase: 'Failed' })
const bare: Pod = { metadata: { namespace: 'a', name: 'bare' } }
const owned: Pod = {
  metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'web', controller: true }] },
}
const kruise: Pod = {
  metadata: {
    ...daemon.metadata,
    ownerReferences: [
      { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'DaemonSet', name: 'agent', controller: true },
    ],
  },
}
const scratch: Pod = { ...owned, spec: { volumes: [{ name: 'x', emptyDir: {} }] } }
const mirror: Pod = {
  metadata: {
    annotations: { 'kubernetes.io/config.mirror': 'x' },
    ownerReferences: [{ kind: 'Node', name: 'n1', controller: true }],
  },
}

const refused = (why: string) => ({ code: 'Refused', why }) as DrainOutcome
const evicted = (loses?: string) => ({ code: 'Evicted', ...(loses && { loses }) }) as DrainOutcome

const outcomeOf = (pod: Pod, options: DrainOptions, there = true) =>
  drainOutcome(
    frozen(pod),
    (namespace, name) => there && `${namespace}/${name}` === 'default/agent',
    options,
  )

describe('drainOutcome', () => {
  it.each<[string, Pod, DrainOptions, DrainOutcome]>([
    ['refuses a daemon pod', daemon, {}, refused('DaemonSet')],
    ['refuses a daemon pod by force, too', daemon, { force: true }, refused('DaemonSet')],
    ['leaves a daemon pod', daemon, { ignoreDaemonSets: true }, { code: 'Left', why: 'DaemonSet' }],
    ['evicts a daemon pod that has ended', ended, {}, evicted()],
    ['leaves the mirror of a static pod', mirror, {}, { code: 'Left', why: 'MirrorPod' }],
    [
      'refuses a pod whose controller is a DaemonSet without a name',
      {
        metadata: {
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', controller: true }],
        },
      },
      {},
      refused('DaemonSetMissing'),
    ],
    ['evicts a pod of a DaemonSet of another API group', kruise, {}, evicted()],
    ['refuses a pod that nobody makes again', bare, {}, refused('NoController')],
    ['evicts it by force', bare, { force: true }, evicted('NoController')],
    ['evicts one that has ended', { ...bare, status: { phase: 'Succeeded' } }, {}, evicted()],
    ['evicts what a ReplicaSet makes again', owned, {}, evicted()],
    ['refuses local storage', scratch, {}, refused('LocalStorage')],
    ['evicts it when told', scratch, { deleteEmptyDirData: true }, evicted('LocalStorage')],
    ['evicts it once it has ended', { ...scratch, status: { phase: 'Failed' } }, {}, evicted()],
    [
      'looks at other volumes only',
      { ...owned, spec: { volumes: [{ name: 'x', emptyDir: null }, 'odd'] } },
      {},
      evicted(),
    ],
    ['is harmless where volumes are no list', { ...owned, spec: { volumes: 'x' } }, {}, evicted()],
  ])('%s', (_what, pod, options, expected) => {
    expect(outcomeOf(pod, options)).toEqual(expected)
  })

  it('refuses a daemon pod without its DaemonSet, and evicts it by force', () => {
    expect(outcomeOf(daemon, { ignoreDaemonSets: true }, false)).toEqual(
      refused('DaemonSetMissing'),
    )
    expect(outcomeOf(daemon, { force: true }, false)).toEqual(evicted('DaemonSetMissing'))
  })

  it('asks about the flags that are left once force is given', () => {
    const both: Pod = { ...daemon, spec: scratch.spec }
    expect(outcomeOf(both, { force: true }, false)).toEqual(refused('LocalStorage'))
  })
})
