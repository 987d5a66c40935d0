import type { FieldPath } from '../data/fieldPath.js'
import { readIpAddress } from '../data/ipAddress.js'
import { labelValueFaults } from '../data/labelSyntax.js'
import { isJsonObject, type Json, member, own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { POD_SPEC, PREFERRED, REQUIRED } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { LABEL_ARCH, LABEL_OS, OLD_LABELS, RENAMED_KEYS } from '../kube/wellKnownLabels.js'
import type { ServerWarning } from '../reason/serverWarning.js'
import { specChange } from './asUpdated.js'
import { fractionsIn, listOf, repeatedIn, textOf } from './itemWarnings.js'
import { portWarnings } from './portWarnings.js'
import { volumeWarnings } from './volumeWarnings.js'

/** Whether it is an update, and which release warns. @since 0.2.0 */
export interface WarningsOptions extends SemanticsOptions {
  /** The object as it is stored, where this one updates it. */
  readonly old?: DaemonSet | undefined
}

/**
 * What the API server warns of when it takes a DaemonSet, and kubectl prints as `Warning:`. It warns of what is odd
 * in the pod template, all of it; `serverWarningText` of `podfit/report` has its words.
 *
 * - **Rules**
 *   1. On an update it warns only where the template is another one, and then of all that is odd in it.
 *   2. Before 1.22 it does not warn.
 *
 * - **Shapes** The object as it is sent, with or without its defaults.
 * - **Differs** the feature gates `GitRepoVolumeDriver`, `ClusterTrustBundleProjection`, `PodCertificateRequest` and,
 *   in 1.30, `AppArmorFields` stand as they do unless they are set
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.WarningsOnCreate,
 *   daemonSetStrategy.WarningsOnUpdate; kubernetes `pkg/api/pod/warnings.go` GetWarningsForPodTemplate
 *
 * @example
 * import { warnings } from 'podfit/api'
 *
 * const template = { spec: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } } }
 * warnings({ spec: { template } }).map(({ code, path }) => [code, path[3]]) // => [['DeprecatedNodeLabel', 'nodeSelector']]
 *
 * @since 0.2.0
 */
export const warnings = (
  daemonSet: DaemonSet,
  { old, semantics = newestSemantics }: WarningsOptions = {},
): readonly ServerWarning[] => {
  if (!semantics.serverWarns) return []
  if (old !== undefined && !specChange(daemonSet, old, semantics).template) return []
  const template = daemonSet.spec?.template
  const spec = (template?.spec ?? {}) as Json
  const annotations = member(template?.metadata, 'annotations')
  const at = POD_SPEC
  return [
    ...nodeLabelWarnings(spec, at, semantics),
    ...annotationWarnings(annotations),
    ...volumeWarnings(listOf(spec['volumes']), { at, semantics, old }),
    ...nameWarnings(spec, at),
    ...fractionsIn(spec['overhead'], BYTES, [...at, 'overhead'], semantics),
    ...containersOf(spec).flatMap(([container, where]) =>
      containerWarnings(container, [...at, ...where], { spec, annotations, semantics }),
    ),
    ...seccompWarnings(spec, annotations, POD_SECCOMP, semantics),
    ...portWarnings(
      containersOf(spec).map(([container, where]) => [container, [...at, ...where]]),
      semantics,
    ),
    ...graceWarnings(spec, at, semantics),
    ...affinityWarnings(spec, at, semantics),
    ...addressWarnings(spec, at, semantics),
  ]
}

/** Every container of a template, in upstream's order, with its place in the spec. */
const containersOf = (spec: Json): readonly (readonly [Json, FieldPath])[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    listOf(spec[key]).map((container, i) => [container, [key, i]] as const),
  )

interface Deprecation {
  readonly since?: string
  readonly instead?: string
}

/** A label under its old name: 1.14 renamed two, 1.17 the others. */
const renamed = (key: string): Deprecation | undefined => {
  const now = Object.keys(OLD_LABELS).find((each) => OLD_LABELS[each] === key)
  return now === undefined
    ? undefined
    : {
        since: now === LABEL_OS || now === LABEL_ARCH ? '1.14' : '1.17',
        instead: JSON.stringify(now),
      }
}

const LATER_DEPRECATED_LABELS: Readonly<Record<string, Deprecation>> = {
  'app.kubernetes.io/created-by': { since: '1.9' },
  'scheduler.alpha.kubernetes.io/preferAvoidPods': {
    since: '1.22',
    instead: 'Taints and Tolerations',
  },
}

/** - **Upstream** kubernetes `pkg/api/node/util.go` GetNodeLabelDeprecatedMessage */
const deprecationOf = (key: string, semantics: Semantics): Deprecation | undefined => {
  const early = renamed(key)
  if (early !== undefined || !semantics.nodeLabelsWarned) return early
  const now = own(RENAMED_KEYS, key)
  return now === undefined
    ? own(LATER_DEPRECATED_LABELS, key)
    : { ...(semantics.fractionsExact && { since: '1.20' }), instead: JSON.stringify(now) }
}

const labelWarnings = (
  key: string,
  path: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] => {
  const found = deprecationOf(key, semantics)
  return found === undefined ? [] : [{ code: 'DeprecatedNodeLabel', path, key, ...found }]
}

/** Deprecated labels of nodes, wherever a template names a label of one. */
const nodeLabelWarnings = (
  spec: Json,
  at: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] => {
  const affinity = member(spec['affinity'], 'nodeAffinity')
  const required = member(affinity, REQUIRED)
  const where = [...at, 'affinity', 'nodeAffinity']
  return [
    ...keysOf(spec['nodeSelector']).flatMap((key) =>
      labelWarnings(key, [...at, 'nodeSelector', key], semantics),
    ),
    ...listOf(member(required, 'nodeSelectorTerms')).flatMap((term, i) =>
      termWarnings(term, [...where, REQUIRED, 'nodeSelectorTerms', i], semantics),
    ),
    ...listOf(member(affinity, PREFERRED)).flatMap((term, i) => {
      const path = [...where, PREFERRED, i, 'preference']
      const preference = member(term, 'preference')
      return [
        ...termWarnings(preference, path, semantics),
        ...(semantics.addressesWarned ? valueWarnings(preference, path) : []),
      ]
    }),
    ...listOf(spec['topologySpreadConstraints']).flatMap((constraint, i) => {
      const path = [...at, 'topologySpreadConstraints', i]
      return [
        ...labelWarnings(textOf(constraint, 'topologyKey'), [...path, 'topologyKey'], semantics),
        ...selectorWarnings(constraint, path, semantics),
      ]
    }),
  ]
}

const keysOf = (map: unknown): readonly string[] => (isJsonObject(map) ? Object.keys(map) : [])

const termWarnings = (
  term: unknown,
  at: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] =>
  listOf(member(term, 'matchExpressions')).flatMap((expression, i) =>
    labelWarnings(textOf(expression, 'key'), [...at, 'matchExpressions', i, 'key'], semantics),
  )

const valueWarnings = (term: unknown, at: FieldPath): readonly ServerWarning[] =>
  listOf(member(term, 'matchExpressions')).flatMap((expression, i) => {
    const values = member(expression, 'values')
    return (Array.isArray(values) ? values : []).flatMap((given: unknown, j) => {
      const value = typeof given === 'string' ? given : ''
      const path = [...at, 'matchExpressions', i, 'values', j]
      return labelValueFaults(value).map((fault): ServerWarning => ({
        code: 'ImpossibleLabelValue',
        path,
        value,
        fault,
      }))
    })
  })

const selectorWarnings = (
  term: unknown,
  at: FieldPath,
  { portsWarned }: Semantics,
): readonly ServerWarning[] =>
  !portsWarned || isJsonObject(member(term, 'labelSelector'))
    ? []
    : [{ code: 'NullLabelSelector', path: [...at, 'labelSelector'] }]

/** Terms about other pods that have no selector. */
const affinityWarnings = (
  spec: Json,
  at: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] =>
  ['podAffinity', 'podAntiAffinity'].flatMap((key) => {
    const affinity = member(spec['affinity'], key)
    const where = [...at, 'affinity', key]
    return [
      ...listOf(member(affinity, REQUIRED)).flatMap((term, i) =>
        selectorWarnings(term, [...where, REQUIRED, i], semantics),
      ),
      ...listOf(member(affinity, PREFERRED)).flatMap((term, i) =>
        selectorWarnings(
          member(term, 'podAffinityTerm'),
          [...where, PREFERRED, i, 'podAffinityTerm'],
          semantics,
        ),
      ),
    ]
  })

const ANNOTATIONS = ['spec', 'template', 'metadata', 'annotations']

/** Annotations that stopped working long ago. */
const ENDED_ANNOTATIONS = [
  ['scheduler.alpha.kubernetes.io/critical-pod', '1.16', 'priorityClassName'],
  ['security.alpha.kubernetes.io/sysctls', '1.11', 'sysctls'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', '1.11', 'sysctls'],
] as const

const annotationWarnings = (annotations: unknown): readonly ServerWarning[] =>
  ENDED_ANNOTATIONS.flatMap(([key, nonFunctional, instead]): readonly ServerWarning[] =>
    hasKey(annotations, key)
      ? [{ code: 'DeprecatedAnnotation', path: [...ANNOTATIONS, key], nonFunctional, instead }]
      : [],
  )

const hasKey = (annotations: unknown, key: string): boolean =>
  isJsonObject(annotations) && Object.hasOwn(annotations, key)

const POD_SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod'
const CONTAINER_SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/'
const CONTAINER_APPARMOR = 'container.apparmor.security.beta.kubernetes.io/'

/** A seccomp profile that is only in an annotation, of a pod or of a container. */
const seccompWarnings = (
  subject: Json,
  annotations: unknown,
  key: string,
  semantics: Semantics,
): readonly ServerWarning[] =>
  isJsonObject(member(subject['securityContext'], 'seccompProfile')) || !hasKey(annotations, key)
    ? []
    : [
        {
          code: 'DeprecatedAnnotation',
          path: [...ANNOTATIONS, key],
          ...seccompEnd(semantics),
          instead: 'seccompProfile',
        },
      ]

/** When seccomp annotations stop working, as the releases foresaw it. */
const seccompEnd = (semantics: Semantics) => {
  if (semantics.gracePeriodWarned) return { nonFunctional: '1.27' }
  if (semantics.glusterfsWarned) return { since: '1.19', nonFunctional: '' }
  return { since: '1.19', ...(semantics.seccompEndWarned && { nonFunctional: '1.25' }) }
}

/** What is asked of a container beside itself. */
interface Around {
  readonly spec: Json
  readonly annotations: unknown
  readonly semantics: Semantics
}

const containerWarnings = (
  container: Json,
  at: FieldPath,
  { spec, annotations, semantics }: Around,
): readonly ServerWarning[] => {
  const name = textOf(container, 'name')
  const resources = container['resources']
  return [
    ...seccompWarnings(container, annotations, `${CONTAINER_SECCOMP}${name}`, semantics),
    ...appArmorWarnings(container, `${CONTAINER_APPARMOR}${name}`, {
      spec,
      annotations,
      semantics,
    }),
    ...['limits', 'requests'].flatMap((key) =>
      fractionsIn(member(resources, key), BYTES, [...at, 'resources', key], semantics),
    ),
    ...variableWarnings(listOf(container['env']), [...at, 'env'], semantics),
  ]
}

/** An AppArmor profile in an annotation, where no field says it. */
const appArmorWarnings = (
  container: Json,
  key: string,
  { spec, annotations, semantics }: Around,
): readonly ServerWarning[] => {
  if (!semantics.appArmorWarned || !hasKey(annotations, key)) return []
  const ofPod = member(spec['securityContext'], 'appArmorProfile')
  const isSaid = semantics.appArmorCompared
    ? isSameProfile(ofPod, textOf(annotations, key))
    : isJsonObject(ofPod)
  return isSaid || isJsonObject(member(container['securityContext'], 'appArmorProfile'))
    ? []
    : [
        {
          code: 'DeprecatedAnnotation',
          path: [...ANNOTATIONS, key],
          since: '1.30',
          instead: 'appArmorProfile',
        },
      ]
}

const LOCALHOST = 'localhost/'

/** - **Upstream** kubernetes `pkg/api/pod/util.go` ApparmorFieldForAnnotation */
const isSameProfile = (profile: unknown, annotation: string): boolean => {
  if (!isJsonObject(profile)) return false
  const type = textOf(profile, 'type')
  const file = profile['localhostProfile'] ?? undefined
  if (annotation === 'unconfined') return type === 'Unconfined' && file === undefined
  if (annotation === 'runtime/default') return type === 'RuntimeDefault' && file === undefined
  return (
    annotation.startsWith(LOCALHOST) &&
    annotation.length > LOCALHOST.length &&
    type === 'Localhost' &&
    file === annotation.slice(LOCALHOST.length)
  )
}

const BYTES = ['memory', 'ephemeral-storage']

/** Variables that hide one of the same name; up to 1.27 all that share a name. */
const variableWarnings = (
  variables: readonly Json[],
  at: FieldPath,
  { portsWarned, appArmorWarned }: Semantics,
): readonly ServerWarning[] => {
  if (!portsWarned) return repeatedIn(variables, 'name', at)
  const names = new Set<string>()
  return variables.flatMap((variable, i) => {
    const name = textOf(variable, 'name')
    if (!names.has(name)) {
      names.add(name)
      return []
    }
    const value = textOf(variable, 'value')
    const reference = `$(${name})`
    const extendsIt = value !== reference && value.includes(reference)
    return extendsIt && !isJsonObject(variable['valueFrom'])
      ? []
      : [{ code: 'HiddenVariable', path: [...at, i], name, apply: appArmorWarned }]
  })
}

const nameWarnings = (spec: Json, at: FieldPath): readonly ServerWarning[] => {
  const secrets = listOf(spec['imagePullSecrets'])
  const ofSecrets = [...at, 'imagePullSecrets']
  return [
    ...repeatedIn(listOf(spec['hostAliases']), 'ip', [...at, 'hostAliases']),
    ...repeatedIn(secrets, 'name', ofSecrets),
    ...secrets.flatMap((secret, i): readonly ServerWarning[] =>
      textOf(secret, 'name') === '' ? [{ code: 'EmptyName', path: [...ofSecrets, i, 'name'] }] : [],
    ),
  ]
}

const graceWarnings = (
  spec: Json,
  at: FieldPath,
  { gracePeriodWarned }: Semantics,
): readonly ServerWarning[] => {
  const seconds = spec['terminationGracePeriodSeconds']
  const isNegative = (typeof seconds === 'number' || typeof seconds === 'bigint') && seconds < 0
  return gracePeriodWarned && isNegative
    ? [{ code: 'NegativeGracePeriod', path: [...at, 'terminationGracePeriodSeconds'] }]
    : []
}

/** - **Upstream** apimachinery `pkg/util/validation/ip.go` GetWarningsForIP */
const addressWarnings = (
  spec: Json,
  at: FieldPath,
  { addressesWarned, addressesRefused }: Semantics,
): readonly ServerWarning[] => {
  if (!addressesWarned) return []
  const nameservers = member(spec['dnsConfig'], 'nameservers')
  const given = [
    ...(Array.isArray(nameservers) ? nameservers : []).map(
      (value: unknown, i) => [value, [...at, 'dnsConfig', 'nameservers', i]] as const,
    ),
    ...listOf(spec['hostAliases']).map(
      (alias, i) => [alias['ip'], [...at, 'hostAliases', i, 'ip']] as const,
    ),
  ]
  return given.flatMap(([value, path]): readonly ServerWarning[] => {
    const address = typeof value === 'string' ? readIpAddress(value) : undefined
    if (typeof value !== 'string' || address === undefined) return []
    const { canonical, strict, isIPv6 } = address
    if (!strict || (!isIPv6 && value.includes(':'))) {
      return [{ code: 'NonStandardAddress', path, value, canonical, refused: addressesRefused }]
    }
    return isIPv6 && canonical !== value
      ? [{ code: 'NonCanonicalAddress', path, value, canonical }]
      : []
  })
}
