import * as fc from 'fast-check'
import { decodeDaemonSet, decodeNode } from 'podfit'
import { anyNode } from 'podfit/arbitraries'
import { standardSchema } from 'podfit/decode'
import { describe, expect, it } from 'vitest'

describe('a decoder as a Standard Schema', () => {
  it('gives the value that the decoder gives, or its issues', () => {
    const { validate } = standardSchema(decodeNode)['~standard']
    fc.assert(
      fc.property(
        fc.oneof(
          anyNode,
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        (value) => {
          const read = decodeNode(value)
          expect(validate(value)).toEqual(
            read._tag === 'Right'
              ? { value: read.right }
              : {
                  issues: read.left.map(({ path, expected, found }) => ({
                    path,
                    message: `expected ${expected}, found ${found}`,
                  })),
                },
          )
        },
      ),
    )
  })

  it('tells every issue, with its path', () => {
    const { validate, vendor, version } = standardSchema(decodeDaemonSet)['~standard']
    expect([vendor, version]).toEqual(['podfit', 1])
    expect(validate({ metadata: { name: 1 }, spec: [] })).toEqual({
      issues: [
        { message: 'expected string, found the number 1', path: ['metadata', 'name'] },
        { message: 'expected object, found a list', path: ['spec'] },
      ],
    })
  })
})
