import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/placement/explain.js'
import type { Decision } from '../../../src/reason/verdict.js'
import { colourStyle, plainStyle } from '../../../src/report/text/style.js'
import { DECISION_TEXT, decisionText, verdictText } from '../../../src/report/text/verdictText.js'
import { aDaemonSet, aNode } from '../../../src/testing/builders.js'
import { frozen } from '../../support/frozen.js'
import { aPolicy } from '../../support/policy.js'

describe('decisionText', () => {
  it.each<[Decision, string]>([
    ['run', '\u001b[32mrun\u001b[39m'],
    ['stay', '\u001b[33mstay\u001b[39m'],
    ['leave', '\u001b[31mleave\u001b[39m'],
  ])('sets off %s', (decision, coloured) => {
    expect(decisionText(decision, plainStyle)).toBe(decision)
    expect(decisionText(decision, colourStyle)).toBe(coloured)
  })
})

describe('DECISION_TEXT', () => {
  it.each<[Decision, string]>([
    ['run', 'should run here'],
    ['stay', 'no new pod; an existing pod keeps running'],
    ['leave', 'not allowed here; an existing pod is deleted'],
  ])('says what %s means', (decision, text) => {
    expect(DECISION_TEXT[decision]).toBe(text)
  })
})

describe('verdictText', () => {
  const policy = aPolicy(
    aDaemonSet({
      podSpec: {
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
      },
    }),
  )

  it('is one line where a pod simply runs', () => {
    const verdict = explain(policy, aNode('n1', { labels: { disk: 'ssd' } }))
    expect(verdictText(verdict)).toEqual(['run: should run here'])
  })

  it('says which taints are tolerated, and by what', () => {
    const taints = ['gpu=a100:NoSchedule', 'node.kubernetes.io/not-ready:NoExecute']
    const node = aNode('n1', { labels: { disk: 'ssd' }, taints })
    expect(verdictText(frozen(explain(policy, node)))).toEqual([
      'run: should run here',
      '  ✓ taint gpu=a100:NoSchedule (spec.taints[0]) is tolerated by spec.template.spec.tolerations[0]',
      '  ✓ taint node.kubernetes.io/not-ready:NoExecute (spec.taints[1]) is tolerated by the automatic toleration',
    ])
  })

  it('says every reason in full, and which of them lets a pod stay', () => {
    const taints = ['gpu:NoExecute', 'db=pg:NoSchedule']
    const node = aNode('n1', { labels: { disk: 'SSD' }, taints })
    expect(verdictText(frozen(explain(policy, node)))).toEqual([
      'leave: not allowed here; an existing pod is deleted',
      '  ✗ nodeSelector requires disk=ssd',
      '      spec.template.spec.nodeSelector.disk: the node has disk=SSD',
      '      near miss: wanted is "ssd", only the case differs',
      '  ✗ untolerated taint gpu:NoExecute',
      '      spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
      '      near miss: spec.template.spec.tolerations[0] has the key, but another effect',
      '  ✗ untolerated taint db=pg:NoSchedule (an existing pod keeps running)',
      '      spec.taints[1]; nothing in spec.template.spec.tolerations tolerates it',
    ])
  })

  it('is coloured if asked', () => {
    const node = aNode('n1', {
      labels: { disk: 'ssd' },
      taints: ['db:NoSchedule', 'gpu:NoSchedule'],
    })
    expect(verdictText(explain(policy, node), colourStyle)).toEqual([
      '\u001b[33mstay\u001b[39m: no new pod; an existing pod keeps running',
      '  \u001b[31m✗\u001b[39m untolerated taint db:NoSchedule\u001b[2m (an existing pod keeps running)\u001b[22m',
      '      spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
      '  \u001b[32m✓\u001b[39m taint gpu:NoSchedule \u001b[2m(spec.taints[1])\u001b[22m is tolerated by spec.template.spec.tolerations[0]',
    ])
  })

  it('has nothing to add to an empty verdict', () => {
    expect(verdictText({ decision: 'stay', reasons: [], tolerated: [] })).toEqual([
      'stay: no new pod; an existing pod keeps running',
    ])
  })
})
