import { newestSemantics } from '../../../src/kube/semantics.js'
import { writtenTemplate } from '../../../src/api/writtenTemplate.js'
import type { Json } from './same.js'

/** An affinity as Go writes it: some of its fields are there even when they are empty. */
export const writtenAffinity = (affinity: Json): Json =>
  (writtenTemplate({ spec: { affinity } }, newestSemantics) as Json).spec.affinity
