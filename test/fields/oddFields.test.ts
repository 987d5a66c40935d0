import { describe, expect, it } from 'vitest'
import { factsCheck, oddFieldsTally } from '../../src/fields/oddFields.js'
import { oddFieldsText } from '../../src/report/formats/oddFieldsText.js'
import { aNode } from '../../src/testing/builders.js'

const pod = (spec: object, status: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', spec, status })

const summedUp = (objects: readonly (readonly [kind: string, object: object])[], minor = 37) => {
  const tally = oddFieldsTally()
  const check = factsCheck(minor)
  for (const [i, [kind, object]] of objects.entries())
    tally.add(kind, `a/${i}`, check(kind, object))
  return tally.found()
}

describe('what a release does not know in what servers have handed out', () => {
  it('is nothing of objects that it knows, and of manifests', () => {
    expect(
      summedUp([
        ['Node', aNode('n1')],
        ['DaemonSet', { spec: 5 }],
        ['Pod', pod({})],
      ]),
    ).toEqual([])
  })

  it('is summed up by kind and field, whatever the place in a list', () => {
    const odd = pod({ containers: [{ x: 1 }, { x: 1 }], y: 1 })
    expect(
      summedUp([
        ['Pod', odd],
        ['Pod', pod({ y: 2, priority: 'high' })],
        ['Node', { x: 1 }],
      ]),
    ).toEqual([
      {
        code: 'UnknownField',
        kind: 'Pod',
        objects: 2,
        first: 'a/0',
        fields: [
          { path: 'spec.y', objects: 2 },
          { path: 'spec.containers[*].x', objects: 1 },
        ],
      },
      {
        code: 'WrongType',
        kind: 'Pod',
        objects: 1,
        first: 'a/1',
        fields: [{ path: 'spec.priority', objects: 1 }],
      },
      {
        code: 'UnknownField',
        kind: 'Node',
        objects: 1,
        first: 'a/2',
        fields: [{ path: 'x', objects: 1 }],
      },
    ])
  })

  it('names the release that has a field', () => {
    const [found] = summedUp([['Pod', pod({ hostUsers: true }, { hostIPs: [] })]], 24)
    expect(found?.fields).toEqual([
      { path: 'spec.hostUsers', objects: 1, since: '1.25' },
      { path: 'status.hostIPs', objects: 1, since: '1.28' },
    ])
    const [gone] = summedUp([['Pod', pod({ workloadRef: {} })]], 37)
    expect(gone?.fields).toEqual([{ path: 'spec.workloadRef', objects: 1, until: '1.35' }])
  })

  it('tells so many fields apart and no more', () => {
    const many = Object.fromEntries(Array.from({ length: 1200 }, (_none, i) => [`x${i}`, 1]))
    const [found] = summedUp([
      ['Pod', pod(many)],
      ['Pod', pod({ z: 1 })],
    ])
    expect(found?.fields.length).toBe(1000)
    expect(found?.objects).toBe(2)
  })

  it('is said in a line, and ten fields', () => {
    const fields = Array.from({ length: 14 }, (_none, i) => ({ path: `x${i}`, objects: 1 }))
    const odd = { code: 'UnknownField', kind: 'Pod', objects: 3, first: 'a/p', fields } as const
    const { message, details } = oddFieldsText(odd, '1.28.15')
    expect(message).toBe(
      '14 fields that Kubernetes 1.28.15 does not know, in 3 of them, a/p the first; passed over',
    )
    expect(details).toHaveLength(11)
    expect(details.at(-1)).toBe('and 4 more')
    const one = {
      ...odd,
      objects: 1,
      fields: [{ path: 'x', objects: 1, since: '1.30', until: '1.31' }],
    }
    expect(oddFieldsText(one, '1.28.15')).toEqual({
      message: '1 field that Kubernetes 1.28.15 does not know, in a/p; passed over',
      details: [
        'x: Kubernetes 1.30 is the first that has it: Kubernetes 1.31 is the last that had it',
      ],
    })
    expect(oddFieldsText({ ...odd, code: 'WrongType' }, '1.28.15').message).toMatch(
      /^14 fields whose value/,
    )
  })
})
