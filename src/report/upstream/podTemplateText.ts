import { exactJson } from '../../data/exactJson.js'
import { compareText } from '../../data/compareText.js'
import { byteLength } from '../../data/labelSyntax.js'
import { isJsonObject, member, type Json } from '../../data/own.js'
import { canonicalQuantity } from '../../data/quantity.js'
import { goQuote } from './goText.js'

/**
 * A pod template as `kubectl rollout history --revision` prints it, with the tabs that it prints.
 *
 * - **Rules**
 *   1. Labels, annotations, tolerations, mounts and devices are sorted; containers, volumes and ports are not.
 *   2. What kubectl does not print is not there: affinity, host namespaces, security contexts, lifecycle.
 *
 * - **Differs** a line break or a tab in a value that kubectl does not split is written as an escape. Where kubectl fails on
 *   a pointer that no server leaves empty, nothing is printed, and no character is cut in two.
 * - **Upstream** kubectl `pkg/describe/describe.go` DescribePodTemplate
 */
export const podTemplateText = (template: unknown): string => {
  const spec = member(template, 'spec')
  const metadata = member(template, 'metadata')
  const account = text(spec, 'serviceAccountName')
  const priority = text(spec, 'priorityClassName')
  const init = list(spec, 'initContainers')
  const group = member(member(spec, 'schedulingGroup'), 'podGroupName')
  return [
    'Pod Template:\n',
    labels('  Labels', member(metadata, 'labels')),
    entries(member(metadata, 'annotations')).length === 0
      ? ''
      : annotations('  Annotations', member(metadata, 'annotations')),
    account === '' ? '' : `  Service Account:\t${account}\n`,
    init.length === 0 ? '' : containers('Init Containers', init),
    containers('Containers', list(spec, 'containers')),
    volumes(list(spec, 'volumes')),
    spread(list(spec, 'topologySpreadConstraints')),
    priority === '' ? '' : `  Priority Class Name:\t${priority}\n`,
    labels('  Node-Selectors', member(spec, 'nodeSelector')),
    tolerations(list(spec, 'tolerations')),
    group === undefined ? '' : `  SchedulingGroup:\n  PodGroupName:\t${value(group)}\n`,
  ].join('')
}

/** A value in words, whatever it is. */
const raw = (found: unknown): string => (typeof found === 'string' ? found : exactJson(found))

/** The same as Go's `%v` prints it. */
const value = (found: unknown): string => {
  if (found === undefined || found === null) return ''
  if (Array.isArray(found)) return `[${found.map(value).join(' ')}]`
  if (isJsonObject(found)) {
    return `map[${entries(found)
      .map(([key, each]) => `${key}:${each}`)
      .join(' ')}]`
  }
  return raw(found).replace(/[\n\r\t]/g, (character) => JSON.stringify(character).slice(1, -1))
}

const text = (from: unknown, key: string): string => value(member(from, key))

const list = (from: unknown, key: string): readonly unknown[] => {
  const found = member(from, key)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

const number = (from: unknown, key: string): string => text(from, key) || '0'

const flag = (from: unknown, key: string): string => String(member(from, key) === true)

/** What is behind a pointer, or what stands for none. */
const orElse = (from: unknown, key: string, otherwise: string): string => {
  const found = member(from, key)
  return found === undefined || found === null ? otherwise : value(found)
}

/** The members of a map in the order of their keys. */
const entries = (found: unknown): readonly (readonly [string, string])[] =>
  isJsonObject(found)
    ? Object.entries(found)
        .map(([key, each]) => [key, value(each)] as const)
        .sort(([a], [b]) => compareText(a, b))
    : []

const sorted = (found: readonly unknown[], key: string): readonly unknown[] =>
  found.toSorted((a, b) => compareText(text(a, key), text(b, key)))

const isObject = (from: unknown, key: string): boolean => isJsonObject(member(from, key))

/** Values under a title, the first one beside it; `indent` is what each piece of them begins with. */
const under = (title: string, lines: readonly string[], indent = ''): string =>
  `${indent}${title}:\t${
    lines.length === 0
      ? `${indent}<none>\n`
      : lines.map((line) => `${indent}${line}\n`).join(`${indent}${indent}\t`)
  }`

const labels = (title: string, found: unknown, indent = ''): string =>
  under(
    title,
    entries(found).map(([key, each]) => `${key}=${each}`),
    indent,
  )

const LONGEST_ANNOTATION = 140

const annotations = (title: string, found: unknown, indent = ''): string => {
  const pairs = (isJsonObject(found) ? Object.entries(found) : [])
    .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
    .sort(([a], [b]) => compareText(a, b))
  const written = pairs.map(([key, each]) => {
    const whole = raw(each).replace(/\n$/, '')
    const long = byteLength(whole) + byteLength(key) + 2 > LONGEST_ANNOTATION
    if (!long && !whole.includes('\n')) return `${value(key)}: ${value(whole)}`
    const parts = whole.split('\n').map((part) => `${indent}\t  ${value(shortened(part))}`)
    return [`${value(key)}:`, ...parts].join('\n')
  })
  if (written.length === 0) return `${indent}${title}:\t${indent}<none>\n`
  return `${indent}${title}:\t${written.map((each) => `${indent}${each}\n`).join(`${indent}\t`)}`
}

const shortened = (part: string): string =>
  byteLength(part) > LONGEST_ANNOTATION - 2 ? `${cutBytes(part, LONGEST_ANNOTATION - 2)}...` : part

/** As many whole characters as fit into so many bytes. */
const cutBytes = (part: string, most: number): string => {
  let left = most
  let cut = ''
  for (const character of part) {
    left -= byteLength(character)
    if (left < 0) break
    cut += character
  }
  return cut
}

/** What a field holds, in lines of its own. */
const inner = (parts: string): string =>
  parts
    .split('\n')
    .map((part) => `      ${value(part)}\n`)
    .join('')

const containers = (title: string, all: readonly unknown[]): string =>
  [`  ${title}:${all.length === 0 ? ' <none>' : ''}\n`, ...all.map(container)].join('')

const container = (each: unknown): string => {
  const profile = member(member(each, 'securityContext'), 'seccompProfile')
  const kind = text(profile, 'type')
  return [
    `   ${text(each, 'name')}:\n`,
    `    Image:\t${text(each, 'image')}\n`,
    ports('Port', list(each, 'ports'), 'containerPort'),
    ports('Host Port', list(each, 'ports'), 'hostPort'),
    isJsonObject(profile) ? `    SeccompProfile:\t${kind}\n` : '',
    kind === 'Localhost' ? `      LocalhostProfile:\t${text(profile, 'localhostProfile')}\n` : '',
    words('Command', list(each, 'command')),
    words('Args', list(each, 'args')),
    resources('Limits', member(member(each, 'resources'), 'limits')),
    resources('Requests', member(member(each, 'resources'), 'requests')),
    probe('Liveness', member(each, 'livenessProbe')),
    probe('Readiness', member(each, 'readinessProbe')),
    probe('Startup', member(each, 'startupProbe')),
    envFrom(list(each, 'envFrom')),
    env(each),
    mounts(each),
  ].join('')
}

const ports = (title: string, all: readonly unknown[], key: string): string => {
  const told = all.map((port) => {
    const name = text(port, 'name')
    const protocol = text(port, 'protocol')
    return `${number(port, key)}/${protocol}${name === '' ? '' : ` (${name})`}`
  })
  const joined = told.join(', ')
  return `    ${title}${joined.includes(',') ? 's' : ''}:\t${joined === '' ? '<none>' : joined}\n`
}

const words = (title: string, all: readonly unknown[]): string =>
  all.length === 0 ? '' : `    ${title}:\n${all.map((each) => inner(raw(each))).join('')}`

const quantity = (found: unknown): string => canonicalQuantity(raw(found)) ?? value(found)

const resources = (title: string, found: unknown): string => {
  const all = isJsonObject(found) ? Object.entries(found) : []
  if (all.length === 0) return ''
  const lines = all
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, each]) => `      ${value(name)}:\t${quantity(each)}\n`)
  return `    ${title}:\n${lines.join('')}`
}

const probe = (title: string, found: unknown): string => {
  if (!isJsonObject(found)) return ''
  const attributes = [
    `delay=${number(found, 'initialDelaySeconds')}s`,
    `timeout=${number(found, 'timeoutSeconds')}s`,
    `period=${number(found, 'periodSeconds')}s`,
    `successThreshold=${number(found, 'successThreshold')}`,
    `failureThreshold=${number(found, 'failureThreshold')}`,
  ].join(' ')
  return `    ${title}:\t${probeTarget(found)} ${attributes}\n`
}

const probeTarget = (found: Json): string => {
  const { exec, httpGet, tcpSocket, grpc } = found
  if (isJsonObject(exec)) return `exec [${list(exec, 'command').map(value).join(' ')}]`
  if (isJsonObject(httpGet)) return `http-get ${urlOf(httpGet)}`
  if (isJsonObject(tcpSocket)) {
    return `tcp-socket ${text(tcpSocket, 'host')}:${number(tcpSocket, 'port')}`
  }
  if (isJsonObject(grpc)) return `grpc <pod>:${number(grpc, 'port')} ${text(grpc, 'service')}`
  return 'unknown'
}

/** A URL as Go writes it. */
const urlOf = (get: Json): string => {
  const scheme = text(get, 'scheme').toLowerCase()
  const [host, port] = [text(get, 'host'), number(get, 'port')]
  const path = encodeURI(text(get, 'path').toWellFormed()).replace(
    /[?!*'()#]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  const authority = /[:%]/.test(host) ? `[${host}]:${port}` : `${host}:${port}`
  const slash = path === '' || path.startsWith('/') ? '' : '/'
  return `${scheme === '' ? '' : `${scheme}:`}//${authority}${slash}${path}`
}

const envFrom = (all: readonly unknown[]): string =>
  all.length === 0
    ? ''
    : `    Environment Variables from:\n${all
        .map((each) => {
          const prefix = text(each, 'prefix')
          const [from, source] = isObject(each, 'configMapRef')
            ? ['ConfigMap', member(each, 'configMapRef')]
            : isObject(each, 'secretRef')
              ? ['Secret', member(each, 'secretRef')]
              : ['', undefined]
          const named = prefix === '' ? from : `${from} with prefix '${prefix}'`
          return `      ${text(source, 'name')}\t${named}\tOptional: ${flag(source, 'optional')}\n`
        })
        .join('')}`

const env = (owner: unknown): string => {
  const all = list(owner, 'env')
  const lines = all.map((each) => envLine(each, owner))
  return `    Environment:${all.length === 0 ? '\t<none>' : ''}\n${lines.join('')}`
}

const envLine = (each: unknown, owner: unknown): string => {
  const name = text(each, 'name')
  const from = member(each, 'valueFrom')
  if (!isJsonObject(from)) {
    const [first = '', ...more] = raw(member(each, 'value') ?? '').split('\n')
    const rest = more.map((line) => `      \t${value(line)}\n`).join('')
    return `      ${name}:\t${value(first)}\n${rest}`
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = from
  if (isJsonObject(fieldRef)) {
    return `      ${name}:\t (${text(fieldRef, 'apiVersion')}:${text(fieldRef, 'fieldPath')})\n`
  }
  if (isJsonObject(resourceFieldRef)) {
    const asked = text(resourceFieldRef, 'resource')
    return `      ${name}:\t${resourceValue(resourceFieldRef, asked, owner)} (${asked})\n`
  }
  const [ref, of] = isJsonObject(secretKeyRef)
    ? [secretKeyRef, 'in secret']
    : [configMapKeyRef, 'of config map']
  if (!isJsonObject(ref)) return ''
  const told = `<set to the key '${text(ref, 'key')}' ${of} '${text(ref, 'name')}'>`
  return `      ${name}:\t${told}\tOptional: ${flag(ref, 'optional')}\n`
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(.*)$/
const POWERS = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** A quantity in billionths; zero where there is none. */
const billionths = (found: unknown): bigint => {
  const written = found === undefined ? '0' : (canonicalQuantity(raw(found)) ?? '0')
  const [, sign, whole = '', fraction = '', suffix = ''] = NUMBER.exec(written) ?? []
  const exponent = /^e(-?\d+)$/.exec(suffix)?.[1]
  const binary = Math.max(0, BINARY.indexOf(suffix))
  const power = exponent === undefined ? POWERS.indexOf(suffix) * 3 : Number(exponent) + 9
  const digits = BigInt(`${whole}${fraction}`) * 1024n ** BigInt(binary)
  const scale = (binary > 0 ? 9 : power) - fraction.length
  const amount = scale < 0 ? divided(digits, 10n ** BigInt(-scale)) : digits * 10n ** BigInt(scale)
  return sign === '-' ? -amount : amount
}

/** One number by another, rounded up. */
const divided = (amount: bigint, by: bigint): bigint => amount / by + (amount % by > 0n ? 1n : 0n)

const STANDARD = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/

/** What a container sees of its own resources, in the units that it asks for. */
const resourceValue = (ref: Json, asked: string, owner: unknown): string => {
  const [, kind = '', name = ''] = STANDARD.exec(asked) ?? []
  if (kind === '') return ''
  const unit = name === 'cpu' ? 1_000_000n : 1_000_000_000n
  const amountOf = (found: unknown): bigint => divided(billionths(found), unit)
  const divisor = amountOf(ref['divisor']) || amountOf('1')
  const has = amountOf(member(member(member(owner, 'resources'), kind), name))
  const shown = String(divided(has, divisor))
  const isNode = shown === '0' && (asked === 'limits.cpu' || asked === 'limits.memory')
  return isNode ? 'node allocatable' : shown
}

const mounts = (each: unknown): string => {
  const all = list(each, 'volumeMounts')
  const devices = list(each, 'volumeDevices')
  const none = all.length === 0 ? '\t<none>' : ''
  const mounted = sorted(all, 'mountPath').map((mount) => {
    const path = member(mount, 'subPath')
    const flags = [
      member(mount, 'readOnly') === true ? 'ro' : 'rw',
      ...(typeof path === 'string' && path !== '' ? [`path=${goQuote(path)}`] : []),
    ]
    return `      ${text(mount, 'mountPath')} from ${text(mount, 'name')} (${flags.join(',')})\n`
  })
  const attached = sorted(devices, 'devicePath').map(
    (device) => `      ${text(device, 'devicePath')} from ${text(device, 'name')}\n`,
  )
  return [
    `    Mounts:${none}\n`,
    ...mounted,
    ...(devices.length === 0 ? [] : [`    Devices:${none}\n`]),
    ...attached,
  ].join('')
}

type Line = readonly [label: string, told: (source: unknown) => string]

const plain = (label: string, key: string): Line => [`${label}:`, (source) => text(source, key)]
const count = (label: string, key: string): Line => [`${label}:`, (source) => number(source, key)]
const truth = (label: string, key: string): Line => [`${label}:`, (source) => flag(source, key)]
const READ_ONLY = truth('ReadOnly', 'readOnly')
const FS_TYPE = plain('FSType', 'fsType')

/** A slice that may be nil. */
const slice = (label: string, key: string): Line => [
  `${label}:`,
  (source) => value(list(source, key)),
]

/** A pointer to an object with a name. */
const SECRET: Line = [
  'SecretRef:',
  (source) => {
    const ref = member(source, 'secretRef')
    return isJsonObject(ref) ? `&LocalObjectReference{Name:${text(ref, 'name')},}` : 'nil'
  },
]

/** What each kind of volume is called, and what is told of it, in the order in which kubectl looks for them. */
const SOURCES: readonly (readonly [key: string, type: string, lines: readonly Line[]])[] = [
  [
    'hostPath',
    'HostPath (bare host directory volume)',
    [plain('Path', 'path'), ['HostPathType:', (source) => orElse(source, 'type', '<none>')]],
  ],
  [
    'emptyDir',
    "EmptyDir (a temporary directory that shares a pod's lifetime)",
    [
      plain('Medium', 'medium'),
      [
        'SizeLimit:',
        (source) => {
          const limit = member(source, 'sizeLimit')
          return billionths(limit ?? undefined) > 0n ? quantity(limit) : '<unset>'
        },
      ],
    ],
  ],
  [
    'gcePersistentDisk',
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    [plain('PDName', 'pdName'), FS_TYPE, count('Partition', 'partition'), READ_ONLY],
  ],
  [
    'awsElasticBlockStore',
    'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    [plain('VolumeID', 'volumeID'), FS_TYPE, count('Partition', 'partition'), READ_ONLY],
  ],
  [
    'gitRepo',
    'GitRepo (a volume that is pulled from git when the pod is created)',
    [plain('Repository', 'repository'), plain('Revision', 'revision')],
  ],
  [
    'secret',
    'Secret (a volume populated by a Secret)',
    [plain('SecretName', 'secretName'), truth('Optional', 'optional')],
  ],
  [
    'configMap',
    'ConfigMap (a volume populated by a ConfigMap)',
    [plain('Name', 'name'), truth('Optional', 'optional')],
  ],
  [
    'nfs',
    'NFS (an NFS mount that lasts the lifetime of a pod)',
    [plain('Server', 'server'), plain('Path', 'path'), READ_ONLY],
  ],
  [
    'iscsi',
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    [
      plain('TargetPortal', 'targetPortal'),
      plain('IQN', 'iqn'),
      count('Lun', 'lun'),
      ['ISCSIInterface', (source) => text(source, 'iscsiInterface')],
      FS_TYPE,
      READ_ONLY,
      slice('Portals', 'portals'),
      truth('DiscoveryCHAPAuth', 'chapAuthDiscovery'),
      truth('SessionCHAPAuth', 'chapAuthSession'),
      SECRET,
      ['InitiatorName:', (source) => orElse(source, 'initiatorName', '<none>')],
    ],
  ],
  [
    'glusterfs',
    "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    [plain('EndpointsName', 'endpoints'), plain('Path', 'path'), READ_ONLY],
  ],
  [
    'persistentVolumeClaim',
    'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    [plain('ClaimName', 'claimName'), READ_ONLY],
  ],
  [
    'ephemeral',
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    [],
  ],
  [
    'rbd',
    "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    [
      slice('CephMonitors', 'monitors'),
      plain('RBDImage', 'image'),
      FS_TYPE,
      plain('RBDPool', 'pool'),
      plain('RadosUser', 'user'),
      plain('Keyring', 'keyring'),
      SECRET,
      READ_ONLY,
    ],
  ],
  [
    'quobyte',
    "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    [plain('Registry', 'registry'), plain('Volume', 'volume'), READ_ONLY],
  ],
  ['downwardAPI', 'DownwardAPI (a volume populated by information about the pod)', []],
  [
    'azureDisk',
    'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    [
      plain('DiskName', 'diskName'),
      plain('DiskURI', 'diskURI'),
      ['Kind: ', (source) => text(source, 'kind')],
      FS_TYPE,
      plain('CachingMode', 'cachingMode'),
      READ_ONLY,
    ],
  ],
  [
    'vsphereVolume',
    'vSphereVolume (a Persistent Disk resource in vSphere)',
    [plain('VolumePath', 'volumePath'), FS_TYPE, plain('StoragePolicyName', 'storagePolicyName')],
  ],
  [
    'cinder',
    'Cinder (a Persistent Disk resource in OpenStack)',
    [plain('VolumeID', 'volumeID'), FS_TYPE, READ_ONLY, SECRET],
  ],
  [
    'photonPersistentDisk',
    'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    [plain('PdID', 'pdID'), FS_TYPE],
  ],
  [
    'portworxVolume',
    'PortworxVolume (a Portworx Volume resource)',
    [plain('VolumeID', 'volumeID')],
  ],
  [
    'scaleIO',
    'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    [
      plain('Gateway', 'gateway'),
      plain('System', 'system'),
      plain('Protection Domain', 'protectionDomain'),
      plain('Storage Pool', 'storagePool'),
      plain('Storage Mode', 'storageMode'),
      plain('VolumeName', 'volumeName'),
      FS_TYPE,
      READ_ONLY,
    ],
  ],
  [
    'cephfs',
    "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    [
      slice('Monitors', 'monitors'),
      plain('Path', 'path'),
      plain('User', 'user'),
      plain('SecretFile', 'secretFile'),
      SECRET,
      READ_ONLY,
    ],
  ],
  [
    'storageos',
    'StorageOS (a StorageOS Persistent Disk resource)',
    [
      plain('VolumeName', 'volumeName'),
      plain('VolumeNamespace', 'volumeNamespace'),
      FS_TYPE,
      READ_ONLY,
    ],
  ],
  [
    'fc',
    'FC (a Fibre Channel disk)',
    [
      ['TargetWWNs:', (source) => list(source, 'targetWWNs').map(value).join(', ')],
      ['LUN:', (source) => orElse(source, 'lun', '<none>')],
      FS_TYPE,
      READ_ONLY,
    ],
  ],
  [
    'azureFile',
    'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    [plain('SecretName', 'secretName'), plain('ShareName', 'shareName'), READ_ONLY],
  ],
  [
    'flexVolume',
    'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    [
      plain('Driver', 'driver'),
      FS_TYPE,
      SECRET,
      READ_ONLY,
      ['Options:', (source) => value(member(source, 'options') ?? {})],
    ],
  ],
  [
    'flocker',
    'Flocker (a Flocker volume mounted by the Flocker agent)',
    [plain('DatasetName', 'datasetName'), plain('DatasetUUID', 'datasetUUID')],
  ],
  ['projected', 'Projected (a volume that contains injected data from multiple sources)', []],
  [
    'csi',
    'CSI (a Container Storage Interface (CSI) volume source)',
    [plain('Driver', 'driver'), FS_TYPE, READ_ONLY],
  ],
  [
    'image',
    'Image (a container image or OCI artifact)',
    [plain('Reference', 'reference'), plain('PullPolicy', 'pullPolicy')],
  ],
]

const volumes = (all: readonly unknown[]): string =>
  all.length === 0
    ? '  Volumes:\t<none>\n'
    : `  Volumes:\n${all.map((each) => `   ${text(each, 'name')}:\n${sourceOf(each)}`).join('')}`

const sourceOf = (volume: unknown): string => {
  const found = SOURCES.find(([key]) => isObject(volume, key))
  if (found === undefined) return '  <unknown>\n'
  const [key, type, lines] = found
  const source = member(volume, key)
  const told = lines.map(([label, tell]) => `    ${label}\t${tell(source)}\n`).join('')
  return `    Type:\t${type}\n${told}${MORE[key]?.(source) ?? ''}`
}

/** What is told besides of some kinds of volumes. */
const MORE: Readonly<Record<string, (source: unknown) => string>> = {
  downwardAPI: (source) =>
    `    Items:\n${list(source, 'items')
      .map((item) => {
        const path = text(item, 'path')
        return [
          ...(isObject(item, 'fieldRef')
            ? [`      ${text(member(item, 'fieldRef'), 'fieldPath')} -> ${path}\n`]
            : []),
          ...(isObject(item, 'resourceFieldRef')
            ? [`      ${text(member(item, 'resourceFieldRef'), 'resource')} -> ${path}\n`]
            : []),
        ].join('')
      })
      .join('')}`,
  projected: (source) => list(source, 'sources').map(projection).join(''),
  csi: (source) => {
    const attributes = entries(member(source, 'volumeAttributes'))
    const lines = attributes.map(([key, each]) => {
      const line = `${key}=${each}`
      const whole = byteLength(line) <= LONGEST_ANNOTATION
      return `    ${whole ? line : `${cutBytes(line, LONGEST_ANNOTATION)}...`}\n`
    })
    const told = lines.length === 0 ? '<none>\n' : lines.join(`        \t`)
    return `    VolumeAttributes:\t${told}`
  },
  ephemeral: (source) => {
    const claim = member(source, 'volumeClaimTemplate')
    return isJsonObject(claim) ? claimText(claim) : ''
  },
}

const projection = (source: unknown): string => {
  const [secret, configMap] = [member(source, 'secret'), member(source, 'configMap')]
  const optional = (of: unknown): string => `    Optional:\t${flag(of, 'optional')}\n`
  if (isJsonObject(secret)) {
    return `    SecretName:\t${text(secret, 'name')}\n${optional(secret)}`
  }
  if (isObject(source, 'downwardAPI')) return '    DownwardAPI:\ttrue\n'
  if (isJsonObject(configMap)) {
    return `    ConfigMapName:\t${text(configMap, 'name')}\n${optional(configMap)}`
  }
  const token = member(source, 'serviceAccountToken')
  return isJsonObject(token)
    ? `    TokenExpirationSeconds:\t${number(token, 'expirationSeconds')}\n`
    : ''
}

const ANNOTATION_CLASS = 'volume.beta.kubernetes.io/storage-class'

const claimText = (claim: Json): string => {
  const [metadata, spec] = [member(claim, 'metadata'), member(claim, 'spec')]
  const named = member(member(metadata, 'annotations'), ANNOTATION_CLASS)
  const [volume, mode] = [text(spec, 'volumeName'), text(spec, 'volumeMode')]
  const from = member(spec, 'dataSource')
  const group = text(from, 'apiGroup')
  return [
    `    StorageClass:\t${named === undefined ? text(spec, 'storageClassName') : value(named)}\n`,
    `    Volume:\t${volume}\n`,
    labels('Labels', member(metadata, 'labels'), '    '),
    annotations('Annotations', member(metadata, 'annotations'), '    '),
    `    Capacity:\t${volume === '' ? '' : '0'}\n`,
    '    Access Modes:\t\n',
    mode === '' ? '' : `    VolumeMode:\t${mode}\n`,
    isJsonObject(from)
      ? [
          '    DataSource:\n',
          group === '' ? '' : `      APIGroup:\t${group}\n`,
          `      Kind:\t${text(from, 'kind')}\n      Name:\t${text(from, 'name')}\n`,
        ].join('')
      : '',
  ].join('')
}

const spread = (all: readonly unknown[]): string =>
  all.length === 0
    ? ''
    : `  Topology Spread Constraints:\t${sorted(all, 'topologyKey')
        .map((each) => {
          const selector = member(each, 'labelSelector')
          const of = isJsonObject(selector) ? ` for selector ${selectorText(selector)}` : ''
          return `${text(each, 'topologyKey')}:${text(each, 'whenUnsatisfiable')} when max skew ${number(each, 'maxSkew')} is exceeded${of}\n`
        })
        .join('  \t')}`

/** A label selector as kubectl prints it. */
const selectorText = (selector: Json): string => {
  const exact = entries(selector['matchLabels']).map(
    ([key, each]) => [key, `${key}=${each}`] as const,
  )
  const others = list(selector, 'matchExpressions').map((each) => {
    const key = text(each, 'key')
    const values = list(each, 'values').map(value).sort(compareText).join(',')
    return [key, OPERATORS[text(each, 'operator')]?.(key, values)] as const
  })
  if (others.some(([, told]) => told === undefined)) return '<error>'
  const all = [...exact, ...others].sort(([a], [b]) => compareText(a, b)).map(([, told]) => told)
  return all.length === 0 ? '<none>' : all.join(',')
}

const OPERATORS: Readonly<Record<string, (key: string, values: string) => string>> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
}

const tolerations = (all: readonly unknown[]): string =>
  under(
    '  Tolerations',
    sorted(all, 'key').map((each) => {
      const [key, of, effect] = [text(each, 'key'), text(each, 'value'), text(each, 'effect')]
      const exists = text(each, 'operator') === 'Exists' && of === ''
      const named = `${key}${of === '' ? '' : `=${of}`}${effect === '' ? '' : `:${effect}`}`
      const operator = exists ? `${key === '' && effect === '' ? '' : ' '}op=Exists` : ''
      const seconds = orElse(each, 'tolerationSeconds', '')
      return `${named}${operator}${seconds === '' ? '' : ` for ${seconds}s`}`
    }),
  )
