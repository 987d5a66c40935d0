import { stringify } from 'lossless-json'

/**
 * JSON text of a value with every digit of its 64-bit integers: what is printed to be read again, manifests,
 * snapshots and patches, goes through here.
 */
export const exactJson = (value: unknown, indent?: number): string =>
  stringify(value, undefined, indent) ?? 'null'
