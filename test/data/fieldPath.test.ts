import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFieldPath } from '../../src/data/fieldPath.js'
import { frozenly } from '../support/frozen.js'

const anyPath = fc.array(
  fc.constantFrom<string | number>('a', 'b', 'a.b', '', '0', 'a[0]', '"a"', '["a"]', '\\', 0, 1),
  { maxLength: 4 },
)

describe('formatFieldPath', () => {
  it.each([
    ['the root', [], ''],
    ['keys and indexes', ['spec', 'taints', 0, 'key'], 'spec.taints[0].key'],
    ['a list at the root', [1, 'matchFields'], '[1].matchFields'],
    [
      'a label key is one segment',
      ['metadata', 'labels', 'kubernetes.io/os'],
      'metadata.labels["kubernetes.io/os"]',
    ],
    ['a dash needs no quotes', ['labels', 'pod-template-hash'], 'labels.pod-template-hash'],
    ['a dash in front does', ['labels', '-a'], 'labels["-a"]'],
    ['a key that looks like an index', ['data', '0'], 'data["0"]'],
    ['an empty key', ['labels', ''], 'labels[""]'],
    ['quotes are escaped', ['labels', 'a"b'], String.raw`labels["a\"b"]`],
    ['a key that every object inherits', ['labels', '__proto__'], 'labels.__proto__'],
  ])('%s', (_case, path, expected) => {
    expect(formatFieldPath(path)).toBe(expected)
  })

  it('reads differently for different paths', () => {
    fc.assert(
      fc.property(frozenly(anyPath), frozenly(anyPath), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b))
        expect(formatFieldPath(a)).not.toBe(formatFieldPath(b))
      }),
    )
  })
})
