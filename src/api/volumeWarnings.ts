import { compareText } from '../data/compareText.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, type Json, member } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import type { ServerWarning, VolumeEnd, WarnedPath, WarnedSource } from '../reason/serverWarning.js'
import { fractionsIn, listOf, repeatedIn, textOf } from './itemWarnings.js'

interface VolumesOptions {
  /** The path of the pod spec. */
  readonly at: FieldPath
  readonly semantics: Semantics
  readonly old: DaemonSet | undefined
}

/**
 * What the API server warns of about the volumes of a template.
 *
 * - **Rules**
 *   1. Kinds of volumes that are deprecated, with what becomes of them as the release foresees it.
 *   2. Items at the same path of a volume, or one below another.
 *   3. Up to 1.27, volumes of the same name.
 *
 * - **Upstream** kubernetes `pkg/api/pod/warnings.go` warningsForPodSpecAndMeta, warningsForOverlappingVirtualPaths
 */
export const volumeWarnings = (
  volumes: readonly Json[],
  { at, semantics, old }: VolumesOptions,
): readonly ServerWarning[] => {
  const where = [...at, 'volumes']
  const kept = keptSources(semantics, old)
  return [
    ...volumes.flatMap((volume, i) => [
      ...deprecatedVolume(volume, [...where, i], semantics),
      ...claimWarnings(volume, [...where, i], semantics),
    ]),
    ...(semantics.pathsWarned
      ? volumes.flatMap((volume, i) => overlaps(volume, [...where, i], semantics, kept))
      : []),
    ...(semantics.portsWarned ? [] : repeatedIn(volumes, 'name', where)),
  ]
}

/** Rule 1: the kinds, since when they are deprecated, and their end. */
const deprecatedKinds = (
  semantics: Semantics,
): readonly (readonly [string, string, VolumeEnd?])[] => {
  const ended = (release: string): VolumeEnd => ({ code: 'NonFunctional', in: release })
  const { gracePeriodWarned, glusterfsWarned, portsWarned, addressesWarned } = semantics
  const of122: VolumeEnd = gracePeriodWarned
    ? ended('1.25')
    : { code: 'RemovalPlanned', in: '1.26' }
  return [
    ['photonPersistentDisk', '1.11', ended('1.16')],
    addressesWarned
      ? ['gitRepo', '1.11', { code: 'DisabledByDefault', in: '1.33' }]
      : ['gitRepo', '1.11'],
    ['scaleIO', '1.16', ended('1.22')],
    ['flocker', '1.22', of122],
    ['storageos', '1.22', of122],
    ['quobyte', '1.22', of122],
    ...(glusterfsWarned
      ? [
          [
            'glusterfs',
            '1.25',
            gracePeriodWarned ? ended('1.26') : ({ code: 'RemovedSoon' } as const),
          ] as const,
        ]
      : []),
    ...(portsWarned
      ? ([
          ['cephfs', '1.28', ended('1.31')],
          ['rbd', '1.28', ended('1.31')],
        ] as const)
      : []),
  ]
}

const deprecatedVolume = (
  volume: Json,
  at: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] =>
  deprecatedKinds(semantics).flatMap(([kind, since, end]): readonly ServerWarning[] =>
    isJsonObject(volume[kind])
      ? [{ code: 'DeprecatedVolume', path: [...at, kind], since, ...(end && { end }) }]
      : [],
  )

const claimWarnings = (
  volume: Json,
  at: FieldPath,
  semantics: Semantics,
): readonly ServerWarning[] => {
  const claim = member(volume['ephemeral'], 'volumeClaimTemplate')
  if (!semantics.claimBytesWarned || !isJsonObject(claim)) return []
  const resources = member(claim['spec'], 'resources')
  const where = [...at, 'ephemeral', 'volumeClaimTemplate', 'spec', 'resources']
  return ['requests', 'limits'].flatMap((key) =>
    fractionsIn(member(resources, key), ['storage'], [...where, key], semantics),
  )
}

const PROJECTED = ['secret', 'downwardAPI', 'configMap', 'serviceAccountToken'] as const
const GATED = ['clusterTrustBundle', 'podCertificate'] as const

/** The sources of projected volumes that the server does not drop, because it knows them or the old object has them. */
const keptSources = (semantics: Semantics, old: DaemonSet | undefined): ReadonlySet<string> => {
  const had = listOf(old?.spec?.template?.spec?.volumes).flatMap((volume) =>
    listOf(member(volume['projected'], 'sources')),
  )
  const isKnown = (source: (typeof GATED)[number]): boolean =>
    source === 'clusterTrustBundle' || semantics.appArmorCompared
  return new Set([
    ...PROJECTED,
    ...GATED.filter(
      (source) =>
        semantics.certificatesProjected ||
        (isKnown(source) && had.some((each) => isJsonObject(each[source]))),
    ),
  ])
}

/** Rule 2. */
const overlaps = (
  volume: Json,
  at: FieldPath,
  semantics: Semantics,
  kept: ReadonlySet<string>,
): readonly ServerWarning[] => {
  const name = textOf(volume, 'name')
  const warned = (source: WarnedSource, pairs: readonly Pair[]): readonly ServerWarning[] =>
    pairs.map((paths) => ({ code: 'OverlappingPaths', path: at, volume: name, source, paths }))
  const ofItems = (key: string, source: (given: Json) => WarnedSource) => {
    const given = volume[key]
    return isJsonObject(given) ? warned(source(given), collisions(itemPaths(given) ?? [])) : []
  }
  const sources = member(volume['projected'], 'sources')
  return [
    ...ofItems('configMap', (given) => ({ kind: 'ConfigMap', name: textOf(given, 'name') })),
    ...ofItems('secret', (given) => ({ kind: 'Secret', name: textOf(given, 'secretName') })),
    ...ofItems('downwardAPI', () => ({ kind: 'DownwardAPI' })),
    ...listOf(sources)
      .filter((source) => ![...kept].some((kind) => isJsonObject(source[kind])))
      .map((): ServerWarning => ({ code: 'EmptyProjection', path: at, volume: name })),
    ...warned({ kind: 'Projected' }, collisions(projectedPaths(listOf(sources), kept, semantics))),
  ]
}

const itemPaths = (given: Json, source?: WarnedSource): readonly WarnedPath[] | undefined =>
  Array.isArray(given['items'])
    ? listOf(given['items']).map((item) => ({
        path: textOf(item, 'path'),
        ...(source !== undefined && { source }),
      }))
    : undefined

/**
 * The paths of all sources. Up to 1.33 a source that says no paths is taken to have those of the one before it, a slip
 * of upstream.
 */
const projectedPaths = (
  sources: readonly Json[],
  kept: ReadonlySet<string>,
  { appArmorCompared }: Semantics,
): readonly WarnedPath[] => {
  let before: readonly WarnedPath[] = []
  return sources
    .filter((source) => [...kept].some((kind) => isJsonObject(source[kind])))
    .flatMap((source) => {
      before = sourcePaths(source, kept) ?? (appArmorCompared ? [] : before)
      return before
    })
}

/** The paths of the first source that says some; undefined where none does. */
const sourcePaths = (
  source: Json,
  kept: ReadonlySet<string>,
): readonly WarnedPath[] | undefined => {
  const given = (kind: string): Json | undefined => {
    const found = source[kind]
    return kept.has(kind) && isJsonObject(found) ? found : undefined
  }
  const listed = (kind: string, of: string): readonly WarnedPath[] | undefined => {
    const found = given(kind)
    return (
      found &&
      itemPaths(found, { kind: of, ...(of !== 'DownwardAPI' && { name: textOf(found, 'name') }) })
    )
  }
  const items =
    listed('configMap', 'ConfigMap') ??
    listed('secret', 'Secret') ??
    listed('downwardAPI', 'DownwardAPI')
  if (items !== undefined) return items
  const token = given('serviceAccountToken')
  if (token !== undefined) {
    return [{ path: textOf(token, 'path'), source: { kind: 'ServiceAccountToken' } }]
  }
  const bundle = given('clusterTrustBundle')
  if (bundle !== undefined) {
    const key = isText(bundle['name']) ? 'name' : 'signerName'
    return [
      {
        path: textOf(bundle, 'path'),
        source: { kind: 'ClusterTrustBundle', name: textOf(bundle, key) },
      },
    ]
  }
  const certificate = given('podCertificate')
  return (
    certificate &&
    CERTIFICATE_PATHS.flatMap(([key, kind]) => {
      const path = textOf(certificate, key)
      return path === '' ? [] : [{ path, source: { kind } }]
    })
  )
}

const isText = (value: unknown): boolean => typeof value === 'string'

const CERTIFICATE_PATHS = [
  ['certificateChainPath', 'PodCertificate chain'],
  ['keyPath', 'PodCertificate key'],
  ['credentialBundlePath', 'PodCertificate credential bundle'],
] as const

type Pair = readonly [WarnedPath, WarnedPath]

/** Each path with those before it that are the same, above it or below it. */
const collisions = (given: readonly WarnedPath[]): readonly Pair[] => {
  const paths = given.map((each) => ({ ...each, path: withoutSlashes(each.path) }))
  const sorted = paths
    .map(({ path }, i) => ({ i, path, below: `${path}/` }))
    .filter(({ path }) => path !== '')
    .sort((a, b) => compareText(a.below, b.below))
  // What is below a path comes right behind it; these are above the next one, or the same.
  const above: { readonly i: number; readonly below: string }[] = []
  const pairs = sorted.flatMap(({ i, below }) => {
    let last = above.at(-1)
    while (last !== undefined && !below.startsWith(last.below)) {
      above.pop()
      last = above.at(-1)
    }
    const met = above.map((other) => [Math.max(i, other.i), Math.min(i, other.i)] as const)
    above.push({ i, below })
    return met
  })
  return pairs
    .sort(([a, before], [b, other]) => a - b || before - other)
    .map(([i, other]) => [paths[i] as WarnedPath, paths[other] as WarnedPath])
}

const withoutSlashes = (path: string): string => {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}
