import * as fc from 'fast-check'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { anyTime } from './matching.js'
import { anyObjectLabels, anyOwners, HASHES, labelled, NAMESPACE } from './sceneNames.js'
import { compact, rarely, weighted } from './vocabulary.js'

/** Sorted keys, as Go writes a map: revisions are compared byte by byte. */
const sortedJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortedJson(member)]),
  )
}

/** What a ControllerRevision records of a template. */
export const recordOf = (template: PodTemplate): unknown =>
  sortedJson({ spec: { template: { ...template, $patch: 'replace' } } })

/** A revision of a scene, but for its number and the two templates. */
export const anyNumberedRevision: fc.Arbitrary<
  (index: number, template: PodTemplate, other: PodTemplate) => ControllerRevision
> = fc
  .record({
    namespace: weighted([30, NAMESPACE], [1, 'elsewhere']),
    labels: anyObjectLabels,
    hash: weighted<'own' | '' | undefined>([12, 'own'], [1, undefined], [1, '']),
    ownerReferences: anyOwners,
    deletionTimestamp: rarely(anyTime, 30),
    records: weighted<'this' | 'other'>([1, 'this'], [2, 'other']),
    step: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ namespace, labels, hash, records, step, ...metadata }) => (index, template, other) => ({
    metadata: compact({
      name: `ds-r${index}`,
      namespace,
      labels: labelled(labels, {
        'controller-revision-hash': hash === 'own' ? HASHES[index % HASHES.length] : hash,
      }),
      ...metadata,
    }),
    revision: step * 5 + index,
    data: recordOf(records === 'this' ? template : other),
  }))

/** A revision that records one template or the other; no two share a number. */
export const anyRevision = (
  index: number,
  template: PodTemplate,
  other: PodTemplate,
): fc.Arbitrary<ControllerRevision> =>
  anyNumberedRevision.map((numbered) => numbered(index, template, other))
