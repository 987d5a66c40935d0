import type { FieldPath } from '../../data/fieldPath.js'
import type {
  ServerWarning,
  VolumeEnd,
  WarnedPath,
  WarnedSource,
} from '../../reason/serverWarning.js'
import { upstreamPath } from './fieldErrorText.js'
import { goQuote } from './goText.js'
import { syntaxText } from './syntaxText.js'

/**
 * What the API server warns of, in its own words.
 *
 * - **Upstream** kubernetes `pkg/api/pod/warnings.go` GetWarningsForPodTemplate
 *
 * @example
 * import { warnings } from 'podfit/api'
 * import { serverWarningText } from 'podfit/report'
 *
 * const template = { spec: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } } }
 * warnings({ spec: { template } }).map(serverWarningText) // => ['spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead']
 *
 * @since 0.2.0
 */
export const serverWarningText = (warning: ServerWarning): string => {
  const { path } = warning
  switch (warning.code) {
    case 'DeprecatedNodeLabel': {
      const { key, since, instead } = warning
      const isKey = path[path.length - 1] === key
      const said = [
        ...(since === undefined ? [] : [`deprecated since v${since}`]),
        ...(instead === undefined ? [] : [`use ${instead} instead`]),
      ].join('; ')
      return isKey ? `${keyPath(path)}: ${said}` : `${upstreamPath(path)}: ${key} is ${said}`
    }
    case 'ImpossibleLabelValue':
      return `${upstreamPath(path)}: ${warning.value} is invalid, ${syntaxText(warning.fault)}`
    case 'NullLabelSelector':
      return `${upstreamPath(path)}: a null labelSelector results in matching no pod`
    case 'DeprecatedAnnotation': {
      const { since, nonFunctional, instead } = warning
      const said = [
        ...(since === undefined ? [] : [`deprecated since v${since}`]),
        ...(nonFunctional === undefined ? [] : [`non-functional in ${releaseText(nonFunctional)}`]),
      ].join(', ')
      return `${keyPath(path)}: ${said}; use the "${instead}" field instead`
    }
    case 'DeprecatedVolume':
      return `${volumePath(path)}: deprecated in v${warning.since}${endText(warning.end)}`
    case 'OverlappingPaths': {
      const [one, other] = warning.paths
      const at = `volume ${goQuote(warning.volume)} (${sourceText(warning.source)})`
      return `${at}: overlapping paths: ${pathText(one)} with ${pathText(other)}`
    }
    case 'EmptyProjection':
      return `volume ${goQuote(warning.volume)} (Projected) has no sources provided`
    case 'Repeated':
      return `${upstreamPath(path)}: duplicate ${warning.of} ${goQuote(warning.value)}`
    case 'EmptyName':
      return `${upstreamPath(path)}: invalid empty name ""`
    case 'FractionalBytes':
      return `${keyPath(path)}: fractional byte value ${goQuote(warning.value)} is invalid, must be an integer`
    case 'HiddenVariable': {
      const hides = `${upstreamPath(path)}: hides previous definition of ${goQuote(warning.name)}`
      return warning.apply ? `${hides}, which may be dropped when using apply` : hides
    }
    case 'HostAddressWithoutPort': {
      const { name, hostPort, containerPort, protocol, hostIP } = warning.port
      const port = `{Name:${name ?? ''} HostPort:${hostPort ?? 0} ContainerPort:${containerPort ?? 0} Protocol:${protocol ?? ''} HostIP:${hostIP ?? ''}}`
      return `${upstreamPath(path)}: hostIP set without hostPort: ${port}`
    }
    case 'DuplicatePort':
      return `${upstreamPath(path)}: duplicate port definition with ${upstreamPath(warning.other)}`
    case 'OverlappingPort':
      return `${upstreamPath(path)}: overlapping port definition with ${upstreamPath(warning.other)}`
    case 'AmbiguousPort':
      return `${upstreamPath(path)}: dangerously ambiguous port definition with ${upstreamPath(warning.other)}`
    case 'DuplicatePortName': {
      const other = upstreamPath(warning.other)
      return `${upstreamPath(path)}: duplicate port name ${goQuote(warning.name)} with ${other}, services and probes that select ports by name will use ${other}`
    }
    case 'NegativeGracePeriod':
      return `${upstreamPath(path)}: must be >= 0; negative values are invalid and will be treated as 1`
    case 'NonStandardAddress': {
      const said = warning.refused
        ? 'is invalid'
        : 'will be considered invalid in a future Kubernetes release'
      return `${upstreamPath(path)}: non-standard IP address ${goQuote(warning.value)} ${said}: use ${goQuote(warning.canonical)}`
    }
    case 'NonCanonicalAddress':
      return `${upstreamPath(path)}: IPv6 address ${goQuote(warning.value)} should be in RFC 5952 canonical format (${goQuote(warning.canonical)})`
  }
}

/** A path whose last segment is the key of a map. */
const keyPath = (path: FieldPath): string =>
  `${upstreamPath(path.slice(0, -1))}[${path[path.length - 1] ?? ''}]`

/** Upstream spells one kind of volume as no manifest does. */
const volumePath = (path: FieldPath): string =>
  upstreamPath(path).replace(/\.storageos$/, '.storageOS')

const releaseText = (release: string): string =>
  release === '' ? 'a future release' : `v${release}+`

const endText = (end: VolumeEnd | undefined): string => {
  switch (end?.code) {
    case undefined:
      return ''
    case 'NonFunctional':
      return `, non-functional in v${end.in}+`
    case 'DisabledByDefault':
      return `, and disabled by default in v${end.in}+`
    case 'RemovalPlanned':
      return `, support removal is planned in v${end.in}`
    case 'RemovedSoon':
      return ', this feature will be removed soon after in a subsequent release'
  }
}

const sourceText = ({ kind, name }: WarnedSource): string =>
  name === undefined ? kind : `${kind} ${goQuote(name)}`

const pathText = ({ path, source }: WarnedPath): string =>
  source === undefined ? goQuote(path) : `${goQuote(path)} (${sourceText(source)})`
