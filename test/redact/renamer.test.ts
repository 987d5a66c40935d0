import { describe, expect, it } from 'vitest'
import { collectPseudonyms, renamerOf, type Renamer } from '../../src/redact/renamer.js'

/** What a renamer makes of what a walk asks it about. */
const renamed = (
  walk: (renamer: Renamer) => readonly string[],
  ...keep: readonly string[]
): readonly string[] => {
  const kept = new Set(keep)
  return walk(
    renamerOf(
      collectPseudonyms((renamer) => void walk(renamer), kept),
      kept,
    ),
  )
}

describe('a renamer', () => {
  it('gives a text of one kind the same name wherever it stands', () => {
    expect(
      renamed(({ value }) => [value('team', 'b'), value('owner', 'a'), value('x', 'b')]),
    ).toEqual(['bravo', 'alfa', 'bravo'])
  })

  it('knows the labels that repeat a name', () => {
    expect(
      renamed(({ name, value }) => [
        name('node', 'n1.acme.com'),
        value('kubernetes.io/hostname', 'n1.acme.com'),
        name('revision', 'agent-7f'),
        value('controller-revision-hash', '7'),
      ]),
    ).toEqual(['node-1', 'node-1', 'revision-2', 'revision-1'])
  })

  it('leaves empty texts, public ones, and those that are to be kept', () => {
    expect(
      renamed(
        ({ name, key, value }) => [
          name('namespace', 'kube-system'),
          name('pod', ''),
          key(''),
          key('kubernetes.io/os'),
          key('dedicated'),
          value('team', ''),
          value('dedicated', 'payments'),
          value('dedicated', '7'),
        ],
        'dedicated',
        'payments',
      ),
    ).toEqual(['kube-system', '', '', 'kubernetes.io/os', 'dedicated', '', 'payments', '7'])
  })

  it('never gives out a text that stays', () => {
    expect(renamed(({ value }) => [value('a', 'alfa'), value('a', 'x')], 'alfa')).toEqual([
      'alfa',
      'r-alfa',
    ])
  })

  it('leaves a text that it was not asked about before', () => {
    expect(renamerOf(new Map(), new Set()).name('pod', 'p')).toBe('p')
  })
})
