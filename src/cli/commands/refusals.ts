import { objectKey } from '../../kube/objectFacts.js'
import type { Served } from './asServed.js'

/** A DaemonSet that the API server refuses, and its words for that. */
export interface Refusal {
  readonly daemonSet: string
  readonly errors: readonly string[]
}

/** What JSON output says of manifests that the API server refuses. */
export const refusalsJson = (
  served: readonly Pick<Served, 'daemonSet' | 'refused'>[],
): readonly Refusal[] =>
  served.flatMap(({ daemonSet, refused }) =>
    refused.length === 0 ? [] : [{ daemonSet: objectKey(daemonSet), errors: refused }],
  )

/** One of the API server's errors in a text for people. */
export const refusalText = (error: string): string => `the API server refuses it: ${error}`
