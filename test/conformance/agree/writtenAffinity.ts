import { newestSemantics } from '../../../src/kube/semantics.js'
import { submittedTemplate } from '../../../src/api/submittedTemplate.js'
import type { Json } from './same.js'

/** An affinity as Go writes it: some of its fields are there even when they are empty. */
export const writtenAffinity = (affinity: Json): Json =>
  (submittedTemplate({ spec: { affinity } }, newestSemantics) as Json).spec.affinity
