import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { subjectOf } from '../support/testSubject.js'

/** mojaloop/project#4355: a mesh agent that misses the tainted nodes. */
const cni = aDaemonSet({ name: 'istio-cni', podSpec: { nodeSelector: { os: 'linux' } } })
const linux = (name: string, ...taints: readonly string[]) =>
  aNode(name, { labels: { os: 'linux' }, taints })
const nodes = [linux('n1'), linux('n2', 'db:NoSchedule'), linux('n3', 'db:NoSchedule'), aNode('n4')]
const daemonSets = ['istio-cni']

describe('runsOnEvery', () => {
  it('puts nodes with the same reasons together', () => {
    const found = assertions.runsOnEvery({ daemonSets }, subjectOf({ nodes, daemonSets: [cni] }))
    expect(found).toMatchObject([
      {
        code: 'DoesNotRun',
        severity: 'error',
        subject: { kind: 'DaemonSet', name: 'istio-cni' },
        path: ['here'],
        template: false,
        nodes: ['n2', 'n3'],
        reasons: [{ code: 'UntoleratedTaint', taint: { key: 'db' } }],
      },
      { nodes: ['n4'], reasons: [{ code: 'NodeSelectorMismatch' }] },
    ])
  })

  it('puts them together wherever the node has the taint', () => {
    const both = [linux('n2', 'db:NoSchedule'), linux('n3', 'x:PreferNoSchedule', 'db:NoSchedule')]
    const found = assertions.runsOnEvery(
      { daemonSets },
      subjectOf({ nodes: both, daemonSets: [cni] }),
    )
    expect(found).toMatchObject([{ nodes: ['n2', 'n3'] }])
  })

  it('holds on the nodes that are asked about', () => {
    const asked = subjectOf({ nodes, daemonSets: [cni] })
    expect(assertions.runsOnEvery({ daemonSets, nodes: { names: ['n1'] } }, asked)).toEqual([])
    expect(
      assertions.runsOnEvery(
        { daemonSets, except: { names: ['n2', 'n3'] }, nodes: { selector: 'os' } },
        asked,
      ),
    ).toEqual([])
  })

  it('asks about the nodes that templates will make, unless told not to', () => {
    const templates = [
      { node: linux('tainted', 'db:NoSchedule') },
      { node: aNode('any'), unknownLabels: [{ key: 'os' }] },
      { node: linux('good'), startupTaints: [aTaint('cni:NoExecute')] },
    ]
    const asked = subjectOf({ nodes: [linux('n1')], daemonSets: [cni] }, templates)
    expect(assertions.runsOnEvery({ daemonSets }, asked)).toMatchObject([
      { code: 'DoesNotRun', template: true, nodes: ['tainted'] },
      { code: 'Undecided', others: [], nodes: ['any'], on: ['os'] },
    ])
    expect(assertions.runsOnEvery({ daemonSets, templates: false }, asked)).toEqual([])
  })

  it('is certain where what depends on a label is only why it does not run', () => {
    const bare = aDaemonSet({ name: 'istio-cni', podSpec: { nodeSelector: { os: 'linux' } } })
    const template = {
      node: aNode('any', { taints: ['db:NoExecute'] }),
      unknownLabels: [{ key: 'os' }],
    }
    const asked = subjectOf({ nodes: [], daemonSets: [bare] }, [template])
    expect(assertions.runsOnEvery({ daemonSets }, asked)).toMatchObject([
      { code: 'DoesNotRun', template: true, nodes: ['any'] },
    ])
  })

  it('asks only about those nodes of a template that are meant', () => {
    const template = { node: aNode('any'), unknownLabels: [{ key: 'os' }] }
    const asked = subjectOf({ nodes: [], daemonSets: [cni] }, [template])
    expect(assertions.runsOnEvery({ daemonSets, nodes: { selector: 'os=linux' } }, asked)).toEqual(
      [],
    )
    expect(
      assertions.runsOnEvery({ daemonSets, nodes: { selector: 'os=windows' } }, asked),
    ).toMatchObject([{ code: 'Undecided', nodes: ['any'], on: ['os'] }])
    expect(
      assertions.runsOnEvery({ daemonSets, except: { selector: 'os!=linux' } }, asked),
    ).toEqual([])
  })

  it('fails where there is nothing to ask', () => {
    const asked = subjectOf({ nodes, daemonSets: [cni] })
    expect(assertions.runsOnEvery({ daemonSets: ['ztunnel'] }, asked)).toMatchObject([
      { what: 'daemonSets' },
    ])
    expect(assertions.runsOnEvery({ daemonSets, nodes: { selector: 'gpu' } }, asked)).toMatchObject(
      [{ what: 'nodes', pattern: 'gpu', path: ['here', 'nodes'] }],
    )
    expect(
      assertions.runsOnEvery({ daemonSets, nodes: { selector: 'a in' } }, asked),
    ).toMatchObject([{ code: 'UnreadableSelector' }])
  })
})
