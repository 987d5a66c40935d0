import { describe, expect, it } from 'vitest'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'
import { semanticsFor } from '../../src/kube/semanticsFor.js'

describe('newestSemantics', () => {
  it('has everything on but what a gate keeps off, and what only the preview has', () => {
    const off = (Object.keys(newestSemantics) as (keyof Semantics)[]).filter(
      (name) => !newestSemantics[name],
    )
    expect(off).toEqual(['tolerationComparison', 'fractionsExact'])
  })

  it('is what the table says of the newest release', () => {
    expect(semanticsFor()).toMatchObject({ right: { semantics: newestSemantics } })
  })
})
