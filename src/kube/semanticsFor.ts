import * as E from 'fp-ts/Either'
import type { Faults } from '../data/orThrow.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import {
  KNOWN_RELEASES,
  NEWEST_RELEASE,
  readRelease,
  releaseText,
  VERIFIED_RELEASES,
  type Release,
} from './release.js'
import { isFieldGateOn } from './fieldGates.js'
import type { Semantics } from './semantics.js'
import type { FeatureGate, GateStage, SemanticsSwitch } from './semanticsSwitch.js'
import { SWITCHES } from './switches.js'

/**
 * A version of Kubernetes as people write it, and the feature gates set there.
 *
 * @since 0.1.0
 */
export interface KubernetesVersion {
  /** `1.28` (its newest patch), `1.28.3`, `v1.28.15-gke.100`; the newest verified release unless given. */
  readonly kubernetes?: Maybe<string>
  /** Feature gates by name; those left out have the release's default. */
  readonly gates?: Maybe<Readonly<Record<string, boolean>>>
}

/**
 * Why a version says nothing.
 *
 * @since 0.1.0
 */
export type VersionFault =
  | { readonly code: 'UnreadableVersion'; readonly kubernetes: string }
  | { readonly code: 'VersionTooOld'; readonly kubernetes: string; readonly oldest: string }
  /** Not a gate of that release, or none that changes any answer; `known` are those that do. */
  | {
      readonly code: 'UnknownGate'
      readonly gate: string
      readonly kubernetes: string
      readonly known: readonly string[]
    }
  | { readonly code: 'LockedGate'; readonly gate: string; readonly kubernetes: string }

/**
 * The rules of a release.
 *
 * @since 0.1.0
 */
export interface KubernetesSemantics {
  /** The release whose rules these are, as `1.28.15`; a beta as `1.38.0-beta.0`. */
  readonly kubernetes: string
  /** Set when a newer one was asked for than is known: what was asked for. */
  readonly standsInFor?: string
  /** Whether podfit's answers are compared with the code of this very release. */
  readonly verified: boolean
  /** Whether they are those of a beta: the release itself may still differ. */
  readonly preview: boolean
  /** Every feature gate of the release that changes an answer, as it stands; of mere fields those that are set. */
  readonly gates: Readonly<Record<string, boolean>>
  readonly semantics: Semantics
}

const OLDEST = KNOWN_RELEASES[0] as Release
const NEWEST = KNOWN_RELEASES[KNOWN_RELEASES.length - 1] as Release

/**
 * The semantics of a Kubernetes version.
 *
 * - **Rules**
 *   1. A minor release without a patch means its newest patch; nothing means `NEWEST_RELEASE`. A minor that is
 *      not released yet means its preview, which `preview` says.
 *   2. Before 1.21 nothing is known. For a release newer than any known, the newest of its minor stands in, or
 *      the newest of all.
 *   3. A gate that the release does not know, or that changes no answer, is refused, as is turning off one that
 *      is locked. Gates of mere fields of a pod are taken while they are off by default: `gates` has those that are set.
 *
 * - **Errors** `Left` with the fault of the version, or one fault per gate. Never throws.
 *
 * @example
 * import { semanticsFor } from 'podfit'
 *
 * const old = semanticsFor({ kubernetes: '1.28.2' })
 * old._tag === 'Right' && old.right.semantics.surgeChecksNodes // => false
 * semanticsFor({ kubernetes: '1.20' }) // => { _tag: 'Left', left: [{ code: 'VersionTooOld', kubernetes: '1.20', oldest: '1.21.0' }] }
 *
 * @since 0.1.0
 */
export const semanticsFor = ({ kubernetes, gates }: KubernetesVersion = {}): E.Either<
  Faults<VersionFault>,
  KubernetesSemantics
> => {
  const asked = kubernetes ?? NEWEST_RELEASE
  const found = resolve(asked)
  if (E.isLeft(found)) return E.left([found.left])
  const { release, isNewer } = found.right
  const text = releaseText(release)
  const [fault, ...others] = gateFaults(release, gates ?? {})
  if (fault !== undefined) return E.left([fault, ...others])
  return E.right({
    kubernetes: text,
    ...(isNewer && { standsInFor: asked }),
    verified: VERIFIED_RELEASES.some((each) => each.kubernetes === text),
    preview: release.preview !== undefined,
    gates: {
      ...Object.fromEntries(
        settable(release).map(([gate, stage]) => [gate.name, own(gates, gate.name) ?? isOn(stage)]),
      ),
      ...gates,
    },
    semantics: Object.fromEntries(
      SWITCHES.map((item) => [item.name, switchState(item, release, gates)]),
    ) as Record<keyof Semantics, boolean>,
  })
}

interface Resolved {
  readonly release: Release
  readonly isNewer: boolean
}

const resolve = (text: string): E.Either<VersionFault, Resolved> => {
  const asked = readRelease(text)
  if (asked === undefined) return E.left({ code: 'UnreadableVersion', kubernetes: text })
  const { major, minor, patch, preview } = asked
  if (major < 1 || (major === 1 && minor < OLDEST.minor)) {
    const oldest = releaseText({ ...OLDEST, patch: 0 })
    return E.left({ code: 'VersionTooOld', kubernetes: text, oldest })
  }
  const known = major === 1 ? KNOWN_RELEASES.find((release) => release.minor === minor) : undefined
  if (known === undefined) return E.right({ release: NEWEST, isNewer: true })
  if (patch === undefined) return E.right({ release: known, isNewer: false })
  if (known.preview !== undefined) {
    // Text order: an alpha comes before a beta, a beta before a candidate.
    const isNewer = patch > known.patch || preview === undefined || preview > known.preview
    return E.right({ release: known, isNewer })
  }
  const isNewer = patch > known.patch
  return E.right({ release: isNewer ? known : { minor, patch }, isNewer })
}

/** How a gate stands in a release; undefined before it is known. */
const stageOf = (gate: FeatureGate, { minor }: Release): GateStage | undefined =>
  [...gate.stages].reverse().find((stage) => stage.minor <= minor)

const isOn = ({ state }: GateStage): boolean => state !== 'off'

/** The gates that a release knows, with how they stand. */
const settable = (release: Release): readonly (readonly [FeatureGate, GateStage])[] =>
  SWITCHES.flatMap(({ gate }) => {
    const stage = gate && stageOf(gate, release)
    return gate === undefined || stage === undefined || stage.state === 'gone'
      ? []
      : [[gate, stage] as const]
  })

const gateFaults = (
  release: Release,
  gates: Readonly<Record<string, boolean>>,
): readonly VersionFault[] => {
  const known = new Map(settable(release).map(([gate, stage]) => [gate.name, stage]))
  const kubernetes = releaseText(release)
  return Object.keys(gates).flatMap((gate): readonly VersionFault[] => {
    const stage = known.get(gate)
    if (stage === undefined) {
      if (isFieldGateOn(gate, release.minor) === false) return []
      return [{ code: 'UnknownGate', gate, kubernetes, known: [...known.keys()] }]
    }
    return stage.state === 'locked' && own(gates, gate) === false
      ? [{ code: 'LockedGate', gate, kubernetes }]
      : []
  })
}

const switchState = (
  { since, gate }: SemanticsSwitch,
  release: Release,
  gates: KubernetesVersion['gates'],
): boolean => {
  if (gate === undefined) return hasSince(since, release)
  const stage = stageOf(gate, release)
  return stage !== undefined && (own(gates, gate.name) ?? isOn(stage))
}

/** Whether a release is one of these, a later patch of one, or of a minor after the last. */
const hasSince = (since: readonly string[], { minor, patch }: Release): boolean => {
  const first = since.flatMap((text) => readRelease(text) ?? [])
  return (
    first.some((release) => release.minor === minor && (release.patch ?? 0) <= patch) ||
    first.every((release) => release.minor < minor)
  )
}
