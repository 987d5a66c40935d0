import { parseInt64 } from '../data/int64.js'
import { DEFAULT_NAMESPACE } from '../kube/objectFacts.js'
import { LABEL_REVISION_HASH, LABEL_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import {
  NODE_RESTRICTION,
  NODE_ROLE,
  nodeRoles,
  withPublishedValues,
  WELL_KNOWN_LABELS,
} from '../kube/wellKnownLabels.js'
import { WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'

/**
 * What everybody's cluster has, and what therefore tells nothing about anybody's: keys and values that are
 * Kubernetes' own or a vendor's.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const WELL_KNOWN_KEYS: readonly string[] = [
  ...WELL_KNOWN_TAINTS.map(({ taint }) => taint.key),
  ...WELL_KNOWN_LABELS.map(({ key }) => key),
]

const PUBLIC_DOMAINS: ReadonlySet<string> = new Set([
  ...words(`
    kubernetes.io k8s.io openshift.io x-k8s.io
    karpenter.sh eksctl.io amazonaws.com gke.io
    intel.com habana.ai
    cilium.io istio.io virtual-kubelet.io aliyun.com
  `),
  ...WELL_KNOWN_KEYS.flatMap((key) => (key.endsWith('/') ? [key.slice(0, -1)] : [])),
])

/** Domains under which people put names of their own. */
const OWN_NAMES: ReadonlySet<string> = new Set([NODE_ROLE, NODE_RESTRICTION])

/** What charts and the controllers of every cluster call things. */
const PUBLIC_KEYS: ReadonlySet<string> = new Set([
  ...words(`
    cpu memory ephemeral-storage app k8s-app name component tier version release chart heritage
    pod-template-hash CriticalAddonsOnly type
  `),
  LABEL_REVISION_HASH,
  LABEL_TEMPLATE_GENERATION,
  ...nodeRoles(),
])

/** Keys whose values are drawn from a published list. */
const PUBLIC_VALUES: ReadonlySet<string> = new Set(withPublishedValues())

const PLAIN_VALUES = words('true false True False')

const isUnder = (prefix: string, domains: ReadonlySet<string>): boolean =>
  [...domains].some((domain) => prefix === domain || prefix.endsWith(`.${domain}`))

/** The prefix of a key that may stay, or undefined where the prefix says who uses it. */
export const publicPrefix = (key: string): string | undefined => {
  const slash = key.indexOf('/')
  const prefix = key.slice(0, Math.max(slash, 0))
  return slash > 0 && isUnder(prefix, PUBLIC_DOMAINS) ? prefix : undefined
}

/** Whether a label or taint key may stay as it is. */
export const isPublicKey = (key: string): boolean => {
  const prefix = publicPrefix(key)
  return (
    PUBLIC_KEYS.has(key) ||
    WELL_KNOWN_KEYS.includes(key) ||
    (prefix !== undefined && !OWN_NAMES.has(prefix))
  )
}

/**
 * Whether the value of a label or taint may stay: one from a published list, a switch, and every number,
 * because `Gt` and `Lt` compare those.
 */
export const isPublicValue = (key: string, value: string): boolean =>
  PUBLIC_VALUES.has(key) || PLAIN_VALUES.has(value) || parseInt64(value) !== undefined

/** Names that every cluster has, and addresses that every node has. */
const PUBLIC_NAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  namespace: words(`${DEFAULT_NAMESPACE} kube-system kube-public kube-node-lease`),
  address: words('0.0.0.0 127.0.0.1 :: ::1'),
}

/** Whether a name of some kind may stay. */
export const isPublicName = (kind: string, name: string): boolean =>
  PUBLIC_NAMES[kind]?.has(name) === true
