import { describe, expect, it } from 'vitest'
import { runsOnEvery } from '../../src/expect/runsOnEvery.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { askedOf } from '../support/asked.js'

/** mojaloop/project#4355: a mesh agent that misses the tainted nodes. */
const cni = aDaemonSet({ name: 'istio-cni', podSpec: { nodeSelector: { os: 'linux' } } })
const linux = (name: string, ...taints: readonly string[]) =>
  aNode(name, { labels: { os: 'linux' }, taints })
const nodes = [linux('n1'), linux('n2', 'db:NoSchedule'), linux('n3', 'db:NoSchedule'), aNode('n4')]
const daemonSets = ['istio-cni']

describe('runsOnEvery', () => {
  it('puts nodes with the same reasons together', () => {
    const found = runsOnEvery({ daemonSets }, askedOf({ nodes, daemonSets: [cni] }))
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
    const found = runsOnEvery({ daemonSets }, askedOf({ nodes: both, daemonSets: [cni] }))
    expect(found).toMatchObject([{ nodes: ['n2', 'n3'] }])
  })

  it('holds on the nodes that are asked about', () => {
    const asked = askedOf({ nodes, daemonSets: [cni] })
    expect(runsOnEvery({ daemonSets, nodes: { names: ['n1'] } }, asked)).toEqual([])
    expect(
      runsOnEvery(
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
    const asked = askedOf({ nodes: [linux('n1')], daemonSets: [cni] }, templates)
    expect(runsOnEvery({ daemonSets }, asked)).toMatchObject([
      { code: 'DoesNotRun', template: true, nodes: ['tainted'] },
      { code: 'Undecided', others: [], nodes: ['any'], on: ['os'] },
    ])
    expect(runsOnEvery({ daemonSets, templates: false }, asked)).toEqual([])
  })

  it('is certain where what depends on a label is only why it does not run', () => {
    const bare = aDaemonSet({ name: 'istio-cni', podSpec: { nodeSelector: { os: 'linux' } } })
    const template = {
      node: aNode('any', { taints: ['db:NoExecute'] }),
      unknownLabels: [{ key: 'os' }],
    }
    const asked = askedOf({ nodes: [], daemonSets: [bare] }, [template])
    expect(runsOnEvery({ daemonSets }, asked)).toMatchObject([
      { code: 'DoesNotRun', template: true, nodes: ['any'] },
    ])
  })

  it('asks only about those nodes of a template that are meant', () => {
    const template = { node: aNode('any'), unknownLabels: [{ key: 'os' }] }
    const asked = askedOf({ nodes: [], daemonSets: [cni] }, [template])
    expect(runsOnEvery({ daemonSets, nodes: { selector: 'os=linux' } }, asked)).toEqual([])
    expect(runsOnEvery({ daemonSets, nodes: { selector: 'os=windows' } }, asked)).toMatchObject([
      { code: 'Undecided', nodes: ['any'], on: ['os'] },
    ])
    expect(runsOnEvery({ daemonSets, except: { selector: 'os!=linux' } }, asked)).toEqual([])
  })

  it('fails where there is nothing to ask', () => {
    const asked = askedOf({ nodes, daemonSets: [cni] })
    expect(runsOnEvery({ daemonSets: ['ztunnel'] }, asked)).toMatchObject([{ what: 'daemonSets' }])
    expect(runsOnEvery({ daemonSets, nodes: { selector: 'gpu' } }, asked)).toMatchObject([
      { what: 'nodes', pattern: 'gpu', path: ['here', 'nodes'] },
    ])
    expect(runsOnEvery({ daemonSets, nodes: { selector: 'a in' } }, asked)).toMatchObject([
      { code: 'UnreadableSelector' },
    ])
  })
})
