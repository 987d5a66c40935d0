import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import type { PatchOperation } from '../data/patch.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, member } from '../data/own.js'
import { ANNOTATION_DEPLOYMENT_REVISION, LABEL_HOSTNAME } from '../kube/wellKnown.js'

/**
 * What a conversion changes, in the order in which it is applied, and what a reader should know about it.
 *
 * @since 0.1.0
 */
export interface Conversion {
  readonly patch: readonly PatchOperation[]
  readonly notes: readonly ConversionNote[]
}

/**
 * Something that a DaemonSet does otherwise than the Deployment it is made from.
 *
 * @since 0.1.0
 */
export interface ConversionNote {
  readonly code:
    /** The number of pods is no longer given: one runs on every eligible node. */
    | 'ReplicasDropped'
    /** A DaemonSet's rollout cannot be paused; `OnDelete` is the nearest. */
    | 'PausedDropped'
    /** A DaemonSet's rollout has no deadline: it waits for ever. */
    | 'DeadlineDropped'
    /** Of the two budgets a DaemonSet takes one: `maxUnavailable` was kept. */
    | 'SurgeDropped'
    /** A DaemonSet may surge by all its pods at most: 100 %. */
    | 'SurgeCapped'
    /** A percentage counts nodes and is rounded up, where a Deployment rounds `maxUnavailable` down. */
    | 'PercentageRoundsUp'
    /** All pods at once, as `Recreate` does; the new ones do not wait for all the old ones to be gone. */
    | 'RecreateApproximated'
    /** Pods of one DaemonSet are on different nodes anyway; a surge needs two on one node. */
    | 'AntiAffinityPointless'
  readonly path: FieldPath
}

/** Why an object cannot be converted. @since 0.1.0 */
export interface ConversionFault {
  readonly code: 'NotADeployment'
  readonly path: FieldPath
  readonly kind: string
}

const SPEC = ['spec']

/** Fields that the server or the Deployment controller owns. */
const SERVER_FIELDS: readonly FieldPath[] = [
  ['status'],
  ['metadata', 'creationTimestamp'],
  ['metadata', 'generation'],
  ['metadata', 'managedFields'],
  ['metadata', 'resourceVersion'],
  ['metadata', 'selfLink'],
  ['metadata', 'uid'],
  ['metadata', 'annotations', ANNOTATION_DEPLOYMENT_REVISION],
  ['spec', 'template', 'metadata', 'creationTimestamp'],
]

/**
 * Turns a Deployment into a DaemonSet, as a patch of it.
 *
 * - **Rules**
 *   1. `kind` becomes `DaemonSet`; `selector`, `template`, `minReadySeconds` and `revisionHistoryLimit` stay.
 *   2. `replicas`, `progressDeadlineSeconds`, `paused`, `status` and what the server owns go.
 *   3. `strategy` becomes `updateStrategy`. A DaemonSet takes one of `maxSurge` and `maxUnavailable`: of two,
 *      `maxUnavailable` is kept. Without numbers nothing is written, and a DaemonSet's default applies (one
 *      node at a time), since a Deployment's 25 % and 25 % has no equivalent. With `maxUnavailable: 0` alone
 *      the Deployment surges by its default of 25 %, and so does the DaemonSet.
 *   4. `Recreate` becomes a rolling update of all pods at once.
 *
 * - **Errors** `Left` with one fault when the object is no Deployment. Never throws.
 *
 * @example
 * import { convertDeployment } from 'podfit/kubectl'
 *
 * const result = convertDeployment({ kind: 'Deployment', spec: { replicas: 3 } })
 * result._tag === 'Right' && result.right.patch.map(({ op }) => op) // => ['replace', 'remove']
 *
 * @since 0.1.0
 */
export const convertDeployment = (
  object: unknown,
): E.Either<Faults<ConversionFault>, Conversion> => {
  const kind = member(object, 'kind')
  if (kind !== 'Deployment') {
    return E.left([
      { code: 'NotADeployment', path: ['kind'], kind: typeof kind === 'string' ? kind : '' },
    ])
  }
  const spec = member(object, 'spec')
  const strategy = convertStrategy(member(spec, 'strategy'))
  const dropped = [
    ...dropNoted(spec, 'replicas', 'ReplicasDropped'),
    ...dropNoted(spec, 'progressDeadlineSeconds', 'DeadlineDropped'),
    ...dropNoted(spec, 'paused', 'PausedDropped'),
  ]
  const owned = SERVER_FIELDS.filter((path) => isThere(object, path))
  return E.right({
    patch: [
      { op: 'replace', path: ['kind'], value: 'DaemonSet' },
      ...dropped.map(({ path: at }) => remove(at)),
      ...(isThere(object, ['spec', 'strategy']) ? [remove(['spec', 'strategy'])] : []),
      ...strategy.patch,
      ...owned.map(remove),
    ],
    notes: [
      ...dropped.filter(({ code }) => code !== 'PausedDropped' || member(spec, 'paused') === true),
      ...strategy.notes,
      ...pointlessAffinity(spec),
    ],
  })
}

const AT_ANTI_AFFINITY: FieldPath = ['spec', 'template', 'spec', 'affinity', 'podAntiAffinity']

/** Terms that keep the pods of the template from each other on one node. */
const pointlessAffinity = (spec: unknown): readonly ConversionNote[] => {
  const template = member(spec, 'template')
  const labels = member(member(template, 'metadata'), 'labels')
  const antiAffinity = member(member(member(template, 'spec'), 'affinity'), 'podAntiAffinity')
  return ['required', 'preferred'].flatMap((kind): readonly ConversionNote[] => {
    const field = `${kind}DuringSchedulingIgnoredDuringExecution`
    const terms = member(antiAffinity, field)
    return (Array.isArray(terms) ? terms : []).flatMap((each: unknown, i) => {
      const term = kind === 'preferred' ? member(each, 'podAffinityTerm') : each
      return keepsFrom(term, labels)
        ? [{ code: 'AntiAffinityPointless', path: [...AT_ANTI_AFFINITY, field, i] }]
        : []
    })
  })
}

const keepsFrom = (term: unknown, labels: unknown): boolean => {
  const selector = member(term, 'labelSelector')
  if (member(term, 'topologyKey') !== LABEL_HOSTNAME || !isJsonObject(selector)) return false
  const wanted = member(selector, 'matchLabels')
  const expressions = member(selector, 'matchExpressions')
  const isPlain =
    expressions === undefined || (Array.isArray(expressions) && expressions.length === 0)
  return (
    isPlain &&
    isJsonObject(wanted) &&
    Object.entries(wanted).every(([key, value]) => member(labels, key) === value)
  )
}

const remove = (path: FieldPath): PatchOperation => ({ op: 'remove', path })

const isThere = (object: unknown, path: FieldPath): boolean => {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => member(value, String(key)), object)
  return member(parent, String(path[path.length - 1])) !== undefined
}

const dropNoted = (
  spec: unknown,
  field: string,
  code: ConversionNote['code'],
): readonly ConversionNote[] =>
  member(spec, field) === undefined ? [] : [{ code, path: [...SPEC, field] }]

const AT_STRATEGY: FieldPath = ['spec', 'strategy']

const convertStrategy = (strategy: unknown): Conversion => {
  if (member(strategy, 'type') === 'Recreate') {
    return {
      patch: [setStrategy({ maxUnavailable: '100%' })],
      notes: [{ code: 'RecreateApproximated', path: AT_STRATEGY }],
    }
  }
  const numbers = member(strategy, 'rollingUpdate')
  const unavailable = budget(member(numbers, 'maxUnavailable'))
  const isUnavailable = isPositive(unavailable)
  const byDefault = unavailable === undefined || isUnavailable ? undefined : DEFAULT_SURGE
  const surge = budget(member(numbers, 'maxSurge')) ?? byDefault
  const surges = isPositive(surge)
  if (!isUnavailable && !surges) return { patch: [], notes: [] }
  if (isUnavailable) {
    return {
      patch: [setStrategy({ maxUnavailable: unavailable })],
      notes: [
        ...(surges ? [surgeNote('SurgeDropped')] : []),
        ...roundsUp(unavailable, 'maxUnavailable'),
      ],
    }
  }
  const isTooMuch = typeof surge === 'string' && Number.parseInt(surge, 10) > 100
  return {
    patch: [setStrategy({ maxSurge: isTooMuch ? '100%' : surge, maxUnavailable: 0 })],
    notes: isTooMuch ? [surgeNote('SurgeCapped')] : roundsUp(surge, 'maxSurge'),
  }
}

const DEFAULT_SURGE = '25%'

const surgeNote = (code: ConversionNote['code']): ConversionNote => ({
  code,
  path: [...AT_STRATEGY, 'rollingUpdate', 'maxSurge'],
})

const roundsUp = (value: unknown, field: string): readonly ConversionNote[] =>
  typeof value === 'string'
    ? [{ code: 'PercentageRoundsUp', path: [...AT_STRATEGY, 'rollingUpdate', field] }]
    : []

const setStrategy = (rollingUpdate: object): PatchOperation => ({
  op: 'add',
  path: ['spec', 'updateStrategy'],
  value: { type: 'RollingUpdate', rollingUpdate },
})

const budget = (value: unknown): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined

const isPositive = (value: number | string | undefined): boolean =>
  value !== undefined && Number.parseInt(String(value), 10) > 0
