import { KNOWN_RELEASES, minorText, NEWEST_RELEASE, releaseText } from '../../src/kube/release.js'

/** The minor of the newest verified release, as folders and people name it. */
export const NEWEST_MINOR = minorText(NEWEST_RELEASE)

/** What stands in for a release that is not known yet: the newest of all, a preview or not. */
export const NEWEST_KNOWN = KNOWN_RELEASES.map(releaseText).at(-1) ?? ''
