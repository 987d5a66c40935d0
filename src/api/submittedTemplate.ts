import type { Maybe } from '../data/maybe.js'
import { isJsonObject, own } from '../data/own.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import type { Semantics } from '../kube/semantics.js'

type Json = Readonly<Record<string, unknown>>

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Members that are left out when they are false, zero, or an empty object or text. */
const OMITTED = /* @__PURE__ */ new Set(
  /* @__PURE__ */ words(`
    hostIPC hostNetwork hostPID stdin stdinOnce tty volumeMounts.readOnly
    failureThreshold hostPort initialDelaySeconds periodSeconds successThreshold timeoutSeconds
    annotations labels limits matchLabels nodeSelector overhead requests volumeAttributes
    dnsPolicy hostIP hostname imagePullPolicy nodeName priorityClassName protocol schedulerName
    serviceAccount serviceAccountName subPath subPathExpr subdomain terminationMessagePath
    terminationMessagePolicy workingDir spec.restartPolicy containers.image initContainers.image
    env.value tolerations.effect tolerations.key tolerations.operator tolerations.value
  `),
)

/** Lists that are written when they are empty, too. */
const KEPT_EMPTY = /* @__PURE__ */ new Set(
  /* @__PURE__ */ words('containers nodeSelectorTerms sources'),
)

const CONTAINER: Json = { name: '', resources: {} }
const REQUIREMENT: Json = { key: '', operator: '' }

/** Members that are written whether they are given or not, by the member that holds their object. */
const ALWAYS: Readonly<Record<string, Json>> = {
  spec: { containers: null },
  containers: CONTAINER,
  initContainers: CONTAINER,
  ephemeralContainers: CONTAINER,
  env: { name: '' },
  ports: { containerPort: 0 },
  volumes: { name: '' },
  volumeMounts: { name: '', mountPath: '' },
  projected: { sources: null },
  matchExpressions: REQUIREMENT,
  matchFields: REQUIREMENT,
}

/** Node affinity and pod affinity call their members the same; only these two are node affinity's. */
const NODE_AFFINITY: Readonly<Record<string, Json>> = {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: null },
  preferredDuringSchedulingIgnoredDuringExecution: { weight: 0, preference: {} },
}

const isZero = (value: unknown): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  (isJsonObject(value) && Object.keys(value).length === 0)

const isOmitted = (parent: string, key: string, value: unknown): boolean =>
  (isZero(value) && (OMITTED.has(key) || OMITTED.has(`${parent}.${key}`))) ||
  (Array.isArray(value) && value.length === 0 && !KEPT_EMPTY.has(key))

const alwaysIn = (parent: string, grandparent: string): Json | undefined =>
  own(grandparent === 'nodeAffinity' ? NODE_AFFINITY : ALWAYS, parent)

const written = (value: unknown, parent: string, grandparent: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => written(item, parent, grandparent))
  if (!isJsonObject(value)) return value
  const members = Object.keys(value).flatMap((key) => {
    const member = value[key]
    if (member === null || member === undefined) return []
    const inner = written(member, key, parent)
    return isOmitted(parent, key, inner) ? [] : [[key, inner] as const]
  })
  return { ...alwaysIn(parent, grandparent), ...Object.fromEntries(members) }
}

/**
 * A pod template as the API server writes it into a revision: without the members that are at their zero
 * value and may be left out, with those that may not.
 *
 * - **Differs** covers the members that DaemonSets are made of. Unknown members stay, and quantities stay as
 *   they are spelled.
 * - **Upstream** staging `api/core/v1/types.go` PodTemplateSpec; kubernetes `pkg/controller/daemon/update.go`
 *   getPatch
 */
export const submittedTemplate = (template: Maybe<PodTemplate>, semantics: Semantics): Json => {
  const { metadata, spec, ...rest } = written(template ?? {}, 'template', '') as Json
  const created = semantics.creationTimestampOmitted ? {} : { creationTimestamp: null }
  return {
    ...rest,
    metadata: { ...created, ...(isJsonObject(metadata) ? metadata : {}) },
    spec: spec ?? { containers: null },
  }
}
