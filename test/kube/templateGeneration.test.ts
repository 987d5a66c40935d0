import { describe, expect, it } from 'vitest'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { templateGeneration } from '../../src/kube/daemonSet.js'

describe('templateGeneration', () => {
  const of = (annotations: StringMap | null | undefined) =>
    templateGeneration({ metadata: { annotations } })
  const annotated = (text: string) => of({ 'deprecated.daemonset.template.generation': text })

  it.each<[string, bigint | undefined]>([
    ['1', 1n],
    ['02', 2n],
    ['+3', 3n],
    ['-4', -4n],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['9223372036854775808', undefined],
    ['', undefined],
    ['x', undefined],
    ['1.0', undefined],
  ])('reads %j', (text, expected) => {
    expect(annotated(text)).toBe(expected)
  })

  it('is undefined without the annotation', () => {
    expect(of({})).toBeUndefined()
    expect(of(null)).toBeUndefined()
    expect(of(undefined)).toBeUndefined()
    expect(templateGeneration({})).toBeUndefined()
  })
})
