import type { Maybe } from '../data/maybe.js'
import { member } from '../data/own.js'
import { hostPorts } from '../kube/hostPorts.js'
import type { PodSpec } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { SchedulerField } from './plan.js'

/** Which parts of a template only the scheduler and the kubelet look at. */
export const schedulerFields = (
  spec: Maybe<PodSpec>,
  { deviceTaintsRead, declaredFeaturesRead }: Semantics = newestSemantics,
): readonly SchedulerField[] => {
  const containers = containersOf(spec)
  const holders = [spec, ...containers]
  const claims = hasMembers(spec?.resourceClaims)
  const present: readonly (readonly [SchedulerField, boolean])[] = [
    ['resources', holders.some((holder) => hasMembers(member(holder, 'resources')))],
    ['hostPort', hostPorts(spec).length > 0],
    ['podAffinity', hasMembers(spec?.affinity?.podAffinity)],
    ['podAntiAffinity', hasMembers(spec?.affinity?.podAntiAffinity)],
    ['topologySpreadConstraints', hasMembers(spec?.topologySpreadConstraints)],
    ['volumes', hasMembers(spec?.volumes)],
    ['resourceClaims', claims],
    ['deviceTaints', deviceTaintsRead && (claims || containers.some(hasExtendedResource))],
    ['declaredFeatures', declaredFeaturesRead && needsDeclaredFeature(spec)],
    ['schedulingGates', hasMembers(spec?.schedulingGates)],
  ]
  return present.filter(([, there]) => there).map(([field]) => field)
}

const containersOf = (spec: Maybe<PodSpec>) => [
  ...(spec?.initContainers ?? []),
  ...(spec?.containers ?? []),
]

/** Whether anything is said: members of a client's classes are there and undefined. */
const hasMembers = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((each) => each !== undefined && each !== null)

/** Whether a container asks for a resource of a vendor: a device class may stand behind it, too. */
const hasExtendedResource = (container: unknown): boolean =>
  ['requests', 'limits'].some((which) =>
    Object.keys(member(member(container, 'resources'), which) ?? {}).some(
      (name) =>
        name.includes('/') && !name.startsWith('requests.') && !name.includes('kubernetes.io/'),
    ),
  )

/**
 * Whether the scheduler looks for nodes whose kubelet declares a feature.
 *
 * - **Rules**
 *   1. The host's network with users of its own.
 *   2. A container that restarts all containers when it ends.
 *   3. A volume that is mounted with options.
 *   4. A certificate with an ML-DSA key (1.38).
 *   5. A seccomp profile from a registry (1.38).
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/nodedeclaredfeatures/nodedeclaredfeatures.go`
 *   NodeDeclaredFeatures.PreFilter
 */
const needsDeclaredFeature = (spec: Maybe<PodSpec>): boolean => {
  const containers = containersOf(spec)
  return (
    (spec?.hostNetwork === true && member(spec, 'hostUsers') === false) ||
    itemsOf(containers, 'restartPolicyRules').some(
      (rule) => member(rule, 'action') === 'RestartAllContainers',
    ) ||
    itemsOf(containers, 'volumeMounts').some((mount) =>
      hasMembers(member(mount, 'bindMountOptions')),
    ) ||
    itemsOf(
      listOf(spec?.volumes).map((volume) => member(volume, 'projected')),
      'sources',
    ).some((source) => MLDSA.has(member(member(source, 'podCertificate'), 'keyType'))) ||
    [spec, ...containers].some(
      (holder) =>
        member(member(member(holder, 'securityContext'), 'seccompProfile'), 'type') === 'OCI',
    )
  )
}

const MLDSA: ReadonlySet<unknown> = new Set(['MLDSA44', 'MLDSA65', 'MLDSA87'])

/** The items of a list that each of these has. */
const itemsOf = (holders: readonly unknown[], name: string): readonly unknown[] =>
  holders.flatMap((holder) => listOf(member(holder, name)))

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
