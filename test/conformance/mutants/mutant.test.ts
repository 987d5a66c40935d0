import { describe, expect, it } from 'vitest'
import { MUTANTS } from './list.js'
import { mutated, type Mutant } from './mutant.js'

const bug: Mutant = { file: 'x.ts', breaks: 'a rule', replace: 'a < b', by: '$1 <= b', ask: [] }

describe('mutated', () => {
  it('puts the bug in the place of what is right, literally', () => {
    expect(mutated('if (a < b) return', bug)).toBe('if ($1 <= b) return')
  })

  it('is nothing where the text is not there, or not once', () => {
    expect(mutated('if (b > a) return', bug)).toBeUndefined()
    expect(mutated('a < b && a < b', bug)).toBeUndefined()
  })
})

describe('the bugs on purpose', () => {
  it('are many, and no two the same', () => {
    const identities = MUTANTS.map(({ file, replace, by }) => JSON.stringify([file, replace, by]))
    expect(new Set(identities).size).toBe(MUTANTS.length)
    expect(MUTANTS.length).toBeGreaterThanOrEqual(100)
  })

  it('change something', () => {
    expect(MUTANTS.filter(({ replace, by }) => replace === by)).toEqual([])
  })
})
