import { own } from '../data/own.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import type { NodeClassRef, NodeTemplate, UnknownLabel } from './nodeTemplate.js'
import { LABEL_HOSTNAME } from '../kube/wellKnown.js'
import { OLD_LABELS, WELL_KNOWN_LABELS } from '../kube/wellKnownLabels.js'
import { FIRST_TAINTS, STARTUP_PREFIXES, WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'

/**
 * Labels that nodes get when they register, or later, from those who know the machine: the kubelet, the
 * cloud, and the labellers of devices. Which value, and of the last ones whether at all, no pool can tell.
 */
export const LABELS_AFTER_REGISTRATION: readonly UnknownLabel[] = WELL_KNOWN_LABELS.filter(
  ({ known }) => known !== true,
).map(({ key, always }) => ({
  key,
  ...(always && { requirements: [{ operator: 'Exists' }] }),
}))

/** Taints that nodes carry until somebody has finished with them, by key. */
const STARTUP_KEYS: ReadonlySet<string> = new Set(
  WELL_KNOWN_TAINTS.flatMap(({ taint, startup }) => (startup ? [taint.key] : [])),
)

/** Whether a taint is one of those that go away by themselves once a node is up. */
export const isStartupTaint = ({ key }: Taint): boolean =>
  STARTUP_KEYS.has(key ?? '') || STARTUP_PREFIXES.some((prefix) => (key ?? '').startsWith(prefix))

/** What a node pool says of its nodes. */
export interface Pool {
  readonly name: string
  readonly labels: StringMap
  readonly taints: readonly Taint[]
  readonly startupTaints: readonly Taint[]
  readonly unknownLabels: readonly UnknownLabel[]
  /** What a node of it has to give. */
  readonly allocatable?: unknown
  readonly nodeClass?: NodeClassRef
}

/**
 * The template of the nodes that a pool makes.
 *
 * - **Rules**
 *   1. The node is called after the pool and so is its host name: policies that name nodes mean others.
 *   2. Labels that the pool tells are known, under their old names too; those of the kubelet, the cloud and
 *      the labellers of devices are not; any other is absent.
 *   3. Taints that go away once a node is up are startup taints, also where the pool lists them with the others.
 */
export const poolTemplate = (pool: Pool): NodeTemplate => {
  const { name, labels, taints } = pool
  const all = { [LABEL_HOSTNAME]: name, ...oldNames(labels), ...labels }
  return {
    node: {
      metadata: { name, labels: all },
      spec: { taints: taints.filter((taint) => !isStartupTaint(taint)) },
      ...(pool.allocatable !== undefined && { status: { allocatable: pool.allocatable } }),
    },
    startupTaints: [...FIRST_TAINTS, ...pool.startupTaints, ...taints.filter(isStartupTaint)],
    unknownLabels: [...pool.unknownLabels, ...LABELS_AFTER_REGISTRATION],
    ...(pool.nodeClass !== undefined && { nodeClass: pool.nodeClass }),
  }
}

/** The same values under the old names of labels. */
export const oldNames = (labels: StringMap): StringMap =>
  Object.fromEntries(
    Object.entries(OLD_LABELS).flatMap(([key, alias]) => {
      const value = own(labels, key)
      return value === undefined ? [] : [[alias, value] as const]
    }),
  )

/** What is known of a label that has one of these values: nothing of none, the value of one. */
export const oneOf = (
  key: string,
  values: readonly string[],
): { readonly labels: StringMap; readonly unknown: readonly UnknownLabel[] } => {
  const [only, ...more] = values
  if (only === undefined) return { labels: {}, unknown: [] }
  return more.length === 0
    ? { labels: { [key]: only }, unknown: [] }
    : { labels: {}, unknown: [{ key, requirements: [{ operator: 'In', values }] }] }
}
