import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NodeSelector, NodeSelectorRequirement } from '../../src/kube/affinity.js'
import type { Pod } from '../../src/kube/pod.js'
import { targetName, targetNode, type TargetNodeFault } from '../../src/sync/daemonPods.js'
import { anyPod } from '../../src/testing/scenePods.js'
import { frozenly } from '../support/frozen.js'

const requiring = (required: NodeSelector | null): Pod => ({
  spec: {
    nodeName: '',
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
  },
})

const field = (operator: string, ...values: readonly string[]): NodeSelectorRequirement => ({
  key: 'metadata.name',
  operator,
  values,
})

const fields = (...matchFields: readonly NodeSelectorRequirement[]) => ({ matchFields })

const terms = (...nodeSelectorTerms: NonNullable<NodeSelector['nodeSelectorTerms']>) =>
  requiring({ nodeSelectorTerms })

describe('targetNode', () => {
  it.each<[string, Pod, string]>([
    ['H-20: where it is bound', { spec: { nodeName: 'node-1' } }, 'node-1'],
    ['H-21: where it is pinned', terms(fields(field('In', 'node-1'))), 'node-1'],
    [
      'where it is bound, wherever it is pinned',
      { spec: { ...terms(fields(field('In', 'n2'))).spec, nodeName: 'n1' } },
      'n1',
    ],
    ['what the first of several says', terms(fields(field('In', 'n1'), field('In', 'n2'))), 'n1'],
    ['what the first term says', terms(fields(field('In', 'n1')), fields(field('In', 'n2'))), 'n1'],
    ['behind a field that is no pin', terms(fields(field('NotIn', 'n2'), field('In', 'n1'))), 'n1'],
    [
      'behind terms without fields',
      terms({}, { matchFields: null }, fields(), fields(field('In', 'n1'))),
      'n1',
    ],
    ['the node without a name', terms(fields(field('In', ''))), ''],
    ['a node that is called __proto__', terms(fields(field('In', '__proto__'))), '__proto__'],
  ])('%s', (_row, pod, node) => {
    expect(targetNode(pod)).toEqual(E.right(node))
  })

  it.each<[string, Pod, TargetNodeFault['code']]>([
    ['H-22: two nodes', terms(fields(field('In', 'node-1', 'node-2'))), 'NodeNotUnique'],
    ['H-23: an empty spec', { spec: {} }, 'NoRequiredAffinity'],
    ['no spec', {}, 'NoRequiredAffinity'],
    ['a spec of null', { spec: null }, 'NoRequiredAffinity'],
    ['a node name of null', { spec: { nodeName: null } }, 'NoRequiredAffinity'],
    ['no node affinity', { spec: { affinity: { nodeAffinity: null } } }, 'NoRequiredAffinity'],
    ['nothing required', requiring(null), 'NoRequiredAffinity'],
    ['no terms', requiring({}), 'NoTerms'],
    ['terms of null', requiring({ nodeSelectorTerms: null }), 'NoTerms'],
    ['an empty list of terms', terms(), 'NoTerms'],
    ['an empty term', terms({}), 'NoNodeName'],
    ['a label of that name', terms({ matchExpressions: [field('In', 'n1')] }), 'NoNodeName'],
    ['another field', terms(fields({ ...field('In', 'n1'), key: 'metadata.uid' })), 'NoNodeName'],
    ['an operator in small letters', terms(fields(field('in', 'n1'))), 'NoNodeName'],
    ['the same node twice', terms(fields(field('In', 'n1', 'n1'))), 'NodeNotUnique'],
    ['no node', terms(fields(field('In'))), 'NodeNotUnique'],
    [
      'nodes of null',
      terms(fields({ key: 'metadata.name', operator: 'In', values: null })),
      'NodeNotUnique',
    ],
    [
      'a broken pin in front of a sound one',
      terms(fields(field('In')), fields(field('In', 'n1'))),
      'NodeNotUnique',
    ],
  ])('%s', (_row, pod, code) => {
    expect(targetNode(pod)).toEqual(E.left([{ code }]))
  })

  it('reads nothing but the spec', () => {
    fc.assert(
      fc.property(frozenly(anyPod(1)), (pod) => {
        expect(targetNode(pod)).toEqual(targetNode({ spec: pod.spec }))
      }),
    )
  })

  it('is where a pod is bound, whatever else it says', () => {
    fc.assert(
      fc.property(frozenly(anyPod(1)), (pod) => {
        expect(targetNode({ ...pod, spec: { ...pod.spec, nodeName: 'n7' } })).toEqual(E.right('n7'))
      }),
    )
  })
})

it('targetName is the name of that node, or empty', () => {
  expect(targetName({ spec: { nodeName: 'n1' } })).toBe('n1')
  expect(targetName({})).toBe('')
})
