/**
 * Where a value stands in an object: keys and list indexes from the root, outermost first.
 *
 * - **Shapes** `['spec', 'tolerations', 0, 'key']`; a label key is one segment, dots and slashes included.
 *
 * @since 0.1.0
 */
export type FieldPath = readonly (string | number)[]

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$-]*$/

/**
 * A field path as people write it.
 *
 * @example
 * import { formatFieldPath } from 'podfit'
 *
 * formatFieldPath(['spec', 'taints', 0, 'key']) // => 'spec.taints[0].key'
 * formatFieldPath(['metadata', 'labels', 'kubernetes.io/os']) // => 'metadata.labels["kubernetes.io/os"]'
 *
 * @since 0.1.0
 */
export const formatFieldPath = (path: FieldPath): string => {
  let text = ''
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`
    else if (!IDENTIFIER.test(segment)) text += `[${JSON.stringify(segment)}]`
    else text += text === '' ? segment : `.${segment}`
  }
  return text
}
