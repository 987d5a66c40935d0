import { isJsonObject, type Json } from '../data/own.js'
import { writtenQuantity } from '../data/quantity.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'

/** How the API server fills in one object of a template. */
type Fill = (given: Json) => Json

/** Members that are filled in where they are absent, null or at the zero value of their type. */
const absent =
  (defaults: Json): Fill =>
  (given) => {
    const missing = Object.entries(defaults).filter(([key]) => isUnset(given[key]))
    return { ...given, ...Object.fromEntries(missing) }
  }

const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0

/** Members behind a pointer, whose zero value counts as given. */
const absentPointer =
  (defaults: Json): Fill =>
  (given) => {
    const missing = Object.entries(defaults).filter(([key]) => (given[key] ?? null) === null)
    return { ...given, ...Object.fromEntries(missing) }
  }

const both =
  (...fills: readonly Fill[]): Fill =>
  (given) =>
    fills.reduce((current, fill) => fill(current), given)

/** Fills in members that are there: an object, or each object of a list. */
const within =
  (fills: Readonly<Record<string, Fill>>): Fill =>
  (given) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => {
        const fill = Object.hasOwn(fills, key) ? fills[key] : undefined
        return [key, fill === undefined ? value : filled(value, fill)]
      }),
    )

const filled = (value: unknown, fill: Fill): unknown => {
  if (Array.isArray(value)) return value.map((item) => filled(item, fill))
  return isJsonObject(value) ? fill(value) : value
}

const quantities: Fill = (given) =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, writtenQuantity(value, 'milli')]),
  )

const quantityAt =
  (key: string): Fill =>
  (given) =>
    isUnset(given[key]) ? given : { ...given, [key]: writtenQuantity(given[key]) }

const RESOURCES = within({ limits: quantities, requests: quantities })

const FIELD_REF = absent({ apiVersion: 'v1' })
const RESOURCE_FIELD_REF = both(absent({ divisor: '0' }), quantityAt('divisor'))
const HTTP_GET = absent({ path: '/', scheme: 'HTTP' })
const HANDLER = within({ httpGet: HTTP_GET })
const PROBE = both(
  absent({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  within({ httpGet: HTTP_GET, grpc: absentPointer({ service: '' }) }),
)

const CONTAINER = both(
  (given) => absent({ imagePullPolicy: defaultPullPolicy(textOf(given['image'])) })(given),
  absent({ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }),
  within({
    ports: absent({ protocol: 'TCP' }),
    env: within({
      valueFrom: within({
        fieldRef: FIELD_REF,
        resourceFieldRef: RESOURCE_FIELD_REF,
        fileKeyRef: absentPointer({ optional: false }),
      }),
    }),
    resources: RESOURCES,
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    lifecycle: within({ postStart: HANDLER, preStop: HANDLER }),
  }),
)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const MODE = absentPointer({ defaultMode: 0o644 })
const ITEMS = within({
  items: within({ fieldRef: FIELD_REF, resourceFieldRef: RESOURCE_FIELD_REF }),
})

/** A volume without a source is an empty directory. */
const VOLUME = both(
  (given) =>
    Object.keys(given).every((key) => key === 'name' || (given[key] ?? null) === null)
      ? { ...given, emptyDir: {} }
      : given,
  within({
    hostPath: absentPointer({ type: '' }),
    emptyDir: quantityAt('sizeLimit'),
    secret: MODE,
    configMap: MODE,
    downwardAPI: both(MODE, ITEMS),
    projected: both(
      MODE,
      within({
        sources: within({
          downwardAPI: ITEMS,
          serviceAccountToken: absentPointer({ expirationSeconds: 3600 }),
        }),
      }),
    ),
    ephemeral: within({
      volumeClaimTemplate: both(
        absentPointer({ spec: {} }),
        within({
          spec: both(absentPointer({ volumeMode: 'Filesystem' }), within({ resources: RESOURCES })),
        }),
      ),
    }),
    iscsi: absent({ iscsiInterface: 'default' }),
    rbd: absent({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
    azureDisk: absentPointer({
      cachingMode: 'ReadWrite',
      kind: 'Shared',
      fsType: 'ext4',
      readOnly: false,
    }),
    scaleIO: absent({ storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  }),
)

/** The old name of `serviceAccountName` is kept beside it, with the same value. */
const serviceAccount: Fill = (given) => {
  const name = textOf(given['serviceAccountName']) || textOf(given['serviceAccount'])
  return name === '' ? given : { ...given, serviceAccountName: name, serviceAccount: name }
}

const POD_SPEC = both(
  absent({
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
  }),
  absentPointer({ securityContext: {}, terminationGracePeriodSeconds: 30 }),
  serviceAccount,
  within({
    containers: CONTAINER,
    initContainers: CONTAINER,
    ephemeralContainers: CONTAINER,
    volumes: VOLUME,
    overhead: quantities,
    resources: RESOURCES,
  }),
)

const HOST_PORTS = within({
  ports: (given) => absent({ hostPort: given['containerPort'] })(given),
})

/** In older releases every port on the host's network is one of the host. */
const hostPortsFilled: Fill = (given) =>
  given['hostNetwork'] === true
    ? within({ containers: HOST_PORTS, initContainers: HOST_PORTS })(given)
    : given

const IMAGE_VOLUMES = within({
  volumes: within({
    image: (given) => absent({ pullPolicy: defaultPullPolicy(textOf(given['reference'])) })(given),
  }),
})

const unchanged: Fill = (given) => given

/** What the API server fills in. */
const podSpecOf = (semantics: Semantics): Fill =>
  both(
    POD_SPEC,
    semantics.imageVolumesDefaulted ? IMAGE_VOLUMES : unchanged,
    semantics.templateHostPortsKept ? unchanged : hostPortsFilled,
  )

/**
 * A pod template as the API server would serve it: every default filled in, quantities in their canonical
 * spelling. One that was served before stays as it is.
 *
 * - **Rules** what `restartPolicy`, probes, ports, volumes, image pulls and service accounts get when they do
 *   not say it; null counts as absent. Up to 1.27 also the host ports of a template on the host's network
 *   (`templateHostPortsKept`); volumes of images as `imageVolumesDefaulted` says.
 * - **Differs** what admission adds is not known here
 * - **Upstream** kubernetes `pkg/apis/core/v1/defaults.go` SetDefaults_PodSpec, SetDefaults_Container,
 *   SetDefaults_Probe, SetDefaults_Volume
 *
 * @example
 * import type { PodTemplate } from 'podfit'
 * import { defaultedTemplate } from 'podfit/api'
 *
 * const template: PodTemplate = { spec: { containers: [{ name: 'agent', image: 'agent:1.2' }] } }
 * defaultedTemplate(template).spec?.containers?.[0]?.imagePullPolicy // => 'IfNotPresent'
 *
 * @since 0.2.0
 */
export const defaultedTemplate = <T extends PodTemplate>(
  template: T,
  { semantics = newestSemantics }: SemanticsOptions = {},
): T & PodTemplate => ({
  ...template,
  spec: podSpecOf(semantics)((template.spec ?? {}) as Json),
})

const DOMAIN = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?`
const PART = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
const REFERENCE = new RegExp(
  `^(?:${DOMAIN}/)?${PART}(?:/${PART})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z][\\w.+-]*:[0-9a-fA-F]{32,})?$`,
)

/**
 * How an image is pulled when the container does not say: always if its tag is `latest` or it has neither
 * tag nor digest. What is no image reference has no tag.
 *
 * - **Upstream** kubernetes `pkg/util/parsers/parsers.go` ParseImageName; kubernetes
 *   `pkg/apis/core/v1/defaults.go` SetDefaults_Container
 */
export const defaultPullPolicy = (image: string): 'Always' | 'IfNotPresent' => {
  const match = REFERENCE.exec(image)
  if (match === null) return 'IfNotPresent'
  const [, tag, digest] = match
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent'
}
