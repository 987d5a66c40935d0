import { describe, expect, it } from 'vitest'
import type { SelectionChange } from '../../../src/suggest/suggestion.js'
import { gainedText, nodeSuggestionText, fixText } from '../../../src/report/text/suggestionText.js'

const at = ['spec']
const zone = { path: at, key: 'zone' }

describe('fixText', () => {
  it.each<[SelectionChange, string]>([
    [{ code: 'NodeNameDropped', path: at, value: 'n9' }, 'nodeName no longer names n9'],
    [{ code: 'EntryDropped', ...zone, value: 'a' }, 'nodeSelector no longer requires zone=a'],
    [
      { code: 'EntryWidened', ...zone, values: ['a', 'b'] },
      'nodeSelector leaves zone to the node affinity: zone In (a, b)',
    ],
    [{ code: 'ValueAdded', ...zone, value: 'b' }, 'node affinity also allows zone=b'],
    [{ code: 'ValueRemoved', ...zone, value: 'b' }, 'node affinity no longer excludes zone=b'],
    [
      { code: 'BoundMoved', ...zone, operator: 'Gt', from: '7', to: '3' },
      'node affinity requires zone Gt 3 instead of 7',
    ],
    [
      { code: 'RequirementDropped', ...zone, operator: 'Exists', values: [] },
      'node affinity no longer requires zone Exists',
    ],
    [{ code: 'AffinityDropped', path: at }, 'the required node affinity is removed'],
    [{ code: 'NodeNamed', path: at, node: 'n1' }, 'node affinity names n1 in a term of its own'],
  ])('says of %j what it is', (change, text) => {
    expect(
      fixText({ changes: [change], tolerations: [], patch: [], gained: ['n1'] }, 'n1'),
    ).toEqual([text, 'It would then run on no other node.'])
  })

  it('says what is tolerated, and where else it runs', () => {
    const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoSchedule' }]
    expect(fixText({ changes: [], tolerations, patch: [], gained: ['n1', 'n2'] }, 'n1')).toEqual([
      'it tolerates gpu=a:NoSchedule',
      'It would then also run on 1 node: n2.',
    ])
  })
})

describe('gainedText', () => {
  it('counts the nodes', () => {
    expect(gainedText(['a', 'b'])).toBe('It would then also run on 2 nodes: a, b.')
  })
})

describe('nodeSuggestionText', () => {
  it('gives the commands, and who comes and goes', () => {
    expect(
      nodeSuggestionText({
        node: 'n1',
        labels: { gpu: 'true', old: null },
        taints: [{ key: 'a', value: 'x', effect: 'NoSchedule' }],
        admits: ['a/b'],
        loses: ['c/d'],
      }),
    ).toEqual([
      'kubectl label --overwrite nodes n1 gpu=true old-',
      'kubectl taint nodes n1 a:NoSchedule-',
      'These would then also run there: a/b.',
      'These would no longer run there: c/d.',
    ])
  })

  it('cuts no command: a long one goes on in the next line', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`${'a'.repeat(60)}.example.com/label-${i}`, 'true']),
    )
    const lines = nodeSuggestionText({ node: 'n1', labels, taints: [], admits: [], loses: [] })
    const command = lines.slice(0, -1)
    expect(command.length).toBeGreaterThan(2)
    expect(command.every((line) => line.length < 400)).toBe(true)
    expect(command.join('\n').replace(/ \\\n +/g, ' ')).toBe(
      `kubectl label --overwrite nodes n1 ${Object.keys(labels)
        .map((key) => `${key}=true`)
        .join(' ')}`,
    )
  })

  it('is silent of what does not change', () => {
    const nothing = { node: 'n1', labels: {}, taints: [], admits: [], loses: [] }
    expect(nodeSuggestionText(nothing)).toEqual(['No other DaemonSet would then run there.'])
  })
})
