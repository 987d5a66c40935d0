import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { expectationText } from '../../src/report/text/expectationText.js'
import { subjectOf } from '../support/testSubject.js'

const set = (name: string, ...tolerated: readonly string[]) => ({
  metadata: { namespace: 'kube-system', name },
  spec: {
    template: {
      spec: {
        tolerations: tolerated.map((key) => ({ ...(key !== '' && { key }), operator: 'Exists' })),
      },
    },
  },
})

const CILIUM = 'node.cilium.io/agent-not-ready'
const nodeOf = (name: string, labels = {}) => ({ metadata: { name, labels } })
const pool = (name: string, labels = {}) => ({
  node: nodeOf(name, labels),
  startupTaints: [{ key: CILIUM, effect: 'NoSchedule' }],
})

const needs = { nodeSelector: { 'feature.node.kubernetes.io/x': 'true' } }
const daemonSets = [
  set('cilium', ''),
  set('logs'),
  set('early', ''),
  { ...set('picky'), spec: { template: { spec: { nodeSelector: { zone: 'b' } } } } },
]
const asked = subjectOf({ daemonSets }, [pool('general')])

describe('comesUpWithout', () => {
  it('finds who waits for others, and lets those be that do not', () => {
    const found = assertions.comesUpWithout(
      { daemonSets: ['logs', 'early'], others: ['cilium'] },
      asked,
    )
    expect(found).toMatchObject([
      {
        code: 'WaitsForOthers',
        subject: { name: 'logs' },
        path: ['here'],
        template: true,
        nodes: ['general'],
        others: ['kube-system/cilium'],
      },
    ])
    const [one] = found
    expect(one && expectationText(one).message).toBe(
      'waits for kube-system/cilium on 1 node template: it does not tolerate node.kubernetes.io/not-ready:NoSchedule, which stays until kube-system/cilium is up; it does not tolerate node.cilium.io/agent-not-ready:NoSchedule, which others take off; it does not tolerate node.kubernetes.io/network-unavailable:NoSchedule, which stays until kube-system/cilium is up; it does not tolerate node.cilium.io/agent-not-ready=true:NoExecute, which stays until kube-system/cilium is up',
    )
    expect(assertions.comesUpWithout({ daemonSets: ['logs'], others: ['early'] }, asked)).toEqual(
      [],
    )
    expect(assertions.comesUpWithout({ daemonSets: ['logs'], others: [] }, asked)).toEqual([])
  })

  it('finds who waits through another', () => {
    const nfd = set('nfd-worker')
    const last = {
      ...set('last', CILIUM),
      spec: { template: { spec: { ...needs, tolerations: [{ operator: 'Exists' }] } } },
    }
    const chain = subjectOf({ daemonSets: [...daemonSets, nfd, last] }, [
      { ...pool('general'), unknownLabels: [{ key: 'feature.node.kubernetes.io/' }] },
    ])
    expect(
      assertions.comesUpWithout({ daemonSets: ['last'], others: ['cilium', 'logs'] }, chain),
    ).toMatchObject([{ code: 'WaitsForOthers', others: ['kube-system/cilium'] }])
  })

  it('finds who never comes up, by rules of the readiness controller as well', () => {
    const rule = {
      metadata: { name: 'network' },
      spec: {
        nodeSelector: {},
        conditions: [{ type: 'projectcalico.org/CNIReady', requiredStatus: 'True' }],
        taint: { key: 'readiness.k8s.io/network', effect: 'NoSchedule' },
      },
    }
    const stuck = subjectOf({ daemonSets: [set('cilium')] }, [pool('general')])
    const found = assertions.comesUpWithout({ daemonSets: ['cilium'], others: [] }, stuck)
    expect(found).toMatchObject([
      { code: 'NeverComesUp', subject: { name: 'cilium' }, template: true },
    ])
    const [one] = found
    expect(one && expectationText(one).message).toMatch(
      /^never comes up on 1 node template: it does not tolerate .*, which stays until kube-system\/cilium is up$/,
    )
    const ruled = subjectOf({ daemonSets, nodes: [nodeOf('n1')] }, [], [rule])
    expect(assertions.comesUpWithout({ daemonSets: ['logs'], others: [] }, ruled)).toEqual([])
  })

  it('fails where nothing is asked about', () => {
    expect(assertions.comesUpWithout({ daemonSets: ['none'], others: [] }, asked)).toMatchObject([
      { what: 'daemonSets', pattern: 'none' },
    ])
    expect(
      assertions.comesUpWithout({ daemonSets: ['logs'], others: ['none'] }, asked),
    ).toMatchObject([{ what: 'daemonSets', pattern: 'none' }])
    const nowhere = { daemonSets: ['logs'], others: [], nodes: { names: ['none'] } }
    expect(assertions.comesUpWithout(nowhere, asked)).toMatchObject([{ what: 'nodes' }])
    expect(
      assertions.comesUpWithout({ ...nowhere, nodes: { selector: 'a b' } }, asked),
    ).toMatchObject([{ code: 'UnreadableSelector' }])
    const picky = subjectOf({ daemonSets, nodes: [nodeOf('n1', { zone: 'a' })] })
    expect(assertions.comesUpWithout({ daemonSets: ['picky'], others: [] }, picky)).toMatchObject([
      { what: 'nodes' },
    ])
  })
})
