/** A release of Kubernetes 1, as numbers. */
export interface Release {
  readonly minor: number
  readonly patch: number
}

/** A version as text: perhaps without a patch, perhaps with more behind it. */
export interface AskedRelease {
  readonly major: number
  readonly minor: number
  readonly patch: number | undefined
}

const VERSION = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[-+].*)?$/

/** Reads `1.28`, `1.28.3`, `v1.28.15-gke.100` or `1.28+`; what a vendor adds says nothing of the rules. */
export const readRelease = (text: string): AskedRelease | undefined => {
  const [, major, minor, patch] = VERSION.exec(text) ?? []
  if (major === undefined) return undefined
  return {
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
  }
}

/** A release as Kubernetes writes it, without the `v`. */
export const releaseText = ({ minor, patch }: Release): string => `1.${minor}.${patch}`

/**
 * The newest patch of each minor release whose rules are known, oldest minor first. Known means read in the
 * source of every patch that the Go module proxy has.
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
]

/**
 * The releases whose own code answers the same questions as podfit, oldest first. The last one's rules hold
 * where no version is given.
 *
 * @example
 * import { VERIFIED_RELEASES } from 'podfit'
 *
 * VERIFIED_RELEASES.includes('1.28.15') // => true
 *
 * @since 0.1.0
 */
export const VERIFIED_RELEASES: readonly string[] = [
  '1.21.14',
  '1.25.16',
  '1.28.15',
  '1.30.14',
  '1.33.13',
  '1.35.4',
  '1.36.3',
]
