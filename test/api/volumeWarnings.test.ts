import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { volumeWarnings } from '../../src/api/volumeWarnings.js'
import { newestSemantics } from '../../src/kube/semantics.js'

const codesOf = (volumes: readonly Readonly<Record<string, unknown>>[], switches: object = {}) =>
  volumeWarnings(volumes, {
    at: ['spec'],
    semantics: { ...newestSemantics, ...switches },
    old: undefined,
  }).map(({ code, path }) => [code, path.join('.')])

const items = (...paths: readonly string[]) => paths.map((path) => ({ path }))

describe('volumeWarnings', () => {
  it('knows the kinds that are deprecated (rule 1)', () => {
    const kinds = ['photonPersistentDisk', 'gitRepo', 'scaleIO', 'flocker', 'storageos', 'quobyte']
    const all = [...kinds, 'glusterfs', 'cephfs', 'rbd']
    expect(codesOf(all.map((kind) => ({ name: kind, [kind]: {} })))).toEqual(
      all.map((kind, i) => ['DeprecatedVolume', `spec.volumes.${i}.${kind}`]),
    )
    expect(
      codesOf([
        { name: 'a', hostPath: {} },
        { name: 'b', rbd: null },
      ]),
    ).toEqual([])
  })

  it.each([
    [['a', 'a'], 1],
    [['a', 'a/b'], 1],
    [['a/b', 'a'], 1],
    [['a', 'ab'], 0],
    [['a//', 'a'], 1],
    [['', 'a', '/'], 0],
    [['a', 'a', 'a'], 3],
  ])('compares the paths %j of a volume (rule 2)', (paths, count) => {
    for (const kind of ['configMap', 'secret', 'downwardAPI']) {
      expect(codesOf([{ name: 'v', [kind]: { items: items(...paths) } }])).toHaveLength(count)
    }
    const sources = paths.map((path) => ({ serviceAccountToken: { path } }))
    expect(codesOf([{ name: 'v', projected: { sources } }])).toHaveLength(count)
  })

  it('tells of each path those before it that are the same, above it or below it (rule 2)', () => {
    const path = fc.string({
      unit: fc.constantFrom('a', 'b', '/', '.'),
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), (paths) => {
        const found = volumeWarnings([{ name: 'v', secret: { items: items(...paths) } }], {
          at: [],
          semantics: newestSemantics,
          old: undefined,
        }).map((warning) => warning.code === 'OverlappingPaths' && warning.paths)
        const trimmed = items(...paths.map((each) => each.replace(/\/+$/, '')))
        const meets = (one: string, other: string): boolean =>
          `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`)
        const expected = trimmed.flatMap((one, i) =>
          trimmed
            .slice(0, i)
            .filter((other) => one.path !== '' && other.path !== '' && meets(one.path, other.path))
            .map((other) => [one, other]),
        )
        expect(found).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('tells names that repeat up to 1.27 (rule 3)', () => {
    const twice = [{ name: 'v' }, { name: 'v' }]
    expect(codesOf(twice)).toEqual([])
    expect(codesOf(twice, { portsWarned: false })).toEqual([['Repeated', 'spec.volumes.1.name']])
  })
})
