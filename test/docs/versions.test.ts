import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  KNOWN_RELEASES,
  minorText,
  NEWEST_RELEASE,
  releaseText,
  VERIFIED_RELEASES,
} from '../../src/kube/release.js'
import type { SemanticsSwitch } from '../../src/kube/semanticsSwitch.js'
import { SWITCHES } from '../../src/kube/switches.js'
import { sinceText, SWITCH_TEXT, verifiedReleasesText } from '../../src/report/text/versionText.js'

const PREVIEWS = VERIFIED_RELEASES.filter(({ preview }) => preview)

const PAGE = 'docs/reference/versions.md'

const upstreamOf = ({ upstream: { file, function: name, pull } }: SemanticsSwitch): string => {
  const where = `\`${file}\` \`${name}\``
  const link = `[#${pull}](https://github.com/kubernetes/kubernetes/pull/${pull})`
  return pull === undefined ? where : `${where}, ${link}`
}

const page = (): string =>
  [
    '# Versions of Kubernetes',
    '',
    'What differs between releases in an answer of podfit, from 1.21 on: one switch of `Semantics` each. Made from the code',
    'by `npm run docs`; `podfit versions` prints the same. How to use it:',
    '[what does an upgrade change](../how-to/upgrade.md).',
    '',
    `- **Verified** are ${verifiedReleasesText}:`,
    '  the code of these very releases answers the same questions as podfit.',
    `  Without a version, ${NEWEST_RELEASE} holds.`,
    ...PREVIEWS.map(
      ({ kubernetes }) =>
        `- **${kubernetes}** is a preview of ${minorText(kubernetes)}, which is not released yet: it may still differ. Every answer by its rules says so.`,
    ),
    '- **Known** are all patches of these minor releases, from their sources: up to',
    `  ${KNOWN_RELEASES.map(releaseText).join(', ')}.`,
    '- A minor release without a patch means its newest patch. For a newer release than any known the newest one stands in,',
    '  and the answer says so. Releases before 1.21 are refused.',
    '- What a vendor appends (`-gke.100`, `-eks-036c24b`, `+k3s1`) says nothing of the rules and is passed over.',
    `- Sentences that podfit takes from Kubernetes are those of ${NEWEST_RELEASE}, whatever the version; the API server's warnings are those of the version.`,
    '- The consistency check (since 1.36, gate `StaleControllerConsistencyDaemonSet`) decides whether a pass waits for the',
    "  controller's own writes to be seen, which is the snapshot's business; it is no switch.",
    '',
    ...SWITCHES.flatMap((item) => [
      `## ${item.name}`,
      '',
      `- Since: ${sinceText(item)}`,
      `- Now: ${SWITCH_TEXT[item.name].now}`,
      `- Before: ${SWITCH_TEXT[item.name].before}`,
      ...(item.gate === undefined ? [] : [`- Feature gate: \`${item.gate.name}\``]),
      `- May change: ${item.changes.map((part) => `\`${part}\``).join(', ')}`,
      `- Upstream: ${upstreamOf(item)}`,
      '',
    ]),
  ].join('\n')

describe('docs/reference/versions.md', () => {
  it('is what the code says', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, page())
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(page())
  })
})
