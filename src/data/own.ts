import type { Maybe } from './maybe.js'

/**
 * Looks a foreign key up among an object's own properties. Label keys such as `constructor` are legal
 * in Kubernetes, so an inherited property must never answer.
 */
export const own = <A>(record: Maybe<Readonly<Record<string, A>>>, key: string): A | undefined =>
  record !== null && record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
