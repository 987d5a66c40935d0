/** A release of Kubernetes 1, as numbers. */
export interface Release {
  readonly minor: number
  readonly patch: number
  /** Which one it is of those that came before the release: `beta.0`. */
  readonly preview?: string
}

/** A version as text: perhaps without a patch, perhaps with more behind it. */
export interface AskedRelease {
  readonly major: number
  readonly minor: number
  readonly patch: number | undefined
  readonly preview?: string
}

const VERSION =
  /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:-((?:alpha|beta|rc)\.\d{1,4}))?(?:[-+].*)?$/

/** Reads `1.28`, `1.28.3`, `v1.28.15-gke.100` or `1.28+`; what a vendor adds says nothing of the rules. */
export const readRelease = (text: string): AskedRelease | undefined => {
  const [, major, minor, patch, preview] = VERSION.exec(text) ?? []
  if (major === undefined) return undefined
  return {
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
    ...(preview !== undefined && { preview }),
  }
}

/** A release as Kubernetes writes it, without the `v`. */
export const releaseText = ({ minor, patch, preview }: Release): string =>
  `1.${minor}.${patch}${preview === undefined ? '' : `-${preview}`}`

/** The minor release of one that is written in full: `1.28` of `1.28.15`. */
export const minorText = (release: string): string => release.split('.').slice(0, 2).join('.')

/**
 * The newest patch of each minor release whose rules are known, oldest minor first. Known means read in the
 * source of every patch that the Go module proxy has. The last one may be a preview.
 */
export const KNOWN_RELEASES: readonly Release[] = [
  { minor: 21, patch: 14 },
  { minor: 22, patch: 17 },
  { minor: 23, patch: 17 },
  { minor: 24, patch: 17 },
  { minor: 25, patch: 16 },
  { minor: 26, patch: 15 },
  { minor: 27, patch: 16 },
  { minor: 28, patch: 15 },
  { minor: 29, patch: 15 },
  { minor: 30, patch: 14 },
  { minor: 31, patch: 14 },
  { minor: 32, patch: 13 },
  { minor: 33, patch: 13 },
  { minor: 34, patch: 12 },
  { minor: 35, patch: 9 },
  { minor: 36, patch: 5 },
  { minor: 37, patch: 2 },
  { minor: 38, patch: 0, preview: 'beta.0' },
]

/**
 * The newest release that podfit is verified against: its rules hold, and its sentences are used, where no
 * version is given.
 *
 * @example
 * import { NEWEST_RELEASE, semanticsFor } from 'podfit'
 *
 * const found = semanticsFor()
 * found._tag === 'Right' && found.right.kubernetes === NEWEST_RELEASE // => true
 *
 * @since 0.2.0
 */
export const NEWEST_RELEASE: string = '1.37.2'

/**
 * A release whose own code answers the same questions as podfit.
 *
 * @since 0.2.0
 */
export interface VerifiedRelease {
  /** As `1.28.15`. */
  readonly kubernetes: string
  /** Whether it came before the release itself, which may still differ: a beta. */
  readonly preview: boolean
}

const released = (kubernetes: string): VerifiedRelease => ({ kubernetes, preview: false })

/**
 * The releases whose own code answers the same questions as podfit, oldest first: those of Kubernetes, then
 * the preview of the next one.
 *
 * @example
 * import { VERIFIED_RELEASES } from 'podfit'
 *
 * VERIFIED_RELEASES.some(({ kubernetes }) => kubernetes === '1.28.15') // => true
 * VERIFIED_RELEASES.filter(({ preview }) => preview).length // => 1
 *
 * @since 0.1.0
 */
export const VERIFIED_RELEASES: readonly VerifiedRelease[] = [
  released('1.21.14'),
  released('1.25.16'),
  released('1.28.15'),
  released('1.30.14'),
  released('1.33.13'),
  released('1.35.4'),
  released('1.36.3'),
  released(NEWEST_RELEASE),
  { kubernetes: '1.38.0-beta.0', preview: true },
]
