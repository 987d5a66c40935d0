import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import type { InputIssue } from '../reason/inputIssue.js'

/**
 * A decoder as programs take it that know Standard Schema: form libraries, routers, tRPC and the like.
 *
 * @since 0.2.0
 */
export interface StandardSchema<A> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'podfit'
    readonly validate: (value: unknown) => StandardResult<A>
    /** For the compiler alone. */
    readonly types?: { readonly input: unknown; readonly output: A } | undefined
  }
}

/** The object, or everything that is wrong with it. @since 0.2.0 */
export type StandardResult<A> =
  | { readonly value: A; readonly issues?: undefined }
  | {
      readonly issues: readonly { readonly message: string; readonly path: FieldPath }[]
    }

/**
 * A decoder of podfit as a Standard Schema.
 *
 * - **Shapes** Every issue has its path and says what is expected and what was found.
 *
 * @example
 * import { decodeNode } from 'podfit'
 * import { standardSchema } from 'podfit/decode'
 *
 * const { validate } = standardSchema(decodeNode)['~standard']
 * validate({ metadata: { name: 'n1' } }) // => { value: { metadata: { name: 'n1' } } }
 * validate({ metadata: { name: 1 } }) // => { issues: [{ message: 'expected string, found the number 1', path: ['metadata', 'name'] }] }
 *
 * @since 0.2.0
 */
export const standardSchema = <A>(
  decode: (value: unknown) => E.Either<readonly InputIssue[], A>,
): StandardSchema<A> => ({
  '~standard': {
    version: 1,
    vendor: 'podfit',
    validate: (value) => {
      const read = decode(value)
      return E.isRight(read)
        ? { value: read.right }
        : {
            issues: read.left.map(({ path, expected, found }) => ({
              message: `expected ${expected}, found ${found}`,
              path,
            })),
          }
    },
  },
})
