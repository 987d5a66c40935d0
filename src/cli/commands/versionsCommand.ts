import { VERIFIED_RELEASES } from '../../kube/release.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { SWITCHES } from '../../kube/switches.js'
import type { Style } from '../../report/text/style.js'
import { table } from '../../report/text/table.js'
import { sinceText, SWITCH_TEXT, verifiedReleasesText } from '../../report/text/versionText.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { KUBERNETES, releaseWords } from '../options/kubernetesOption.js'

/** `podfit versions`: what differs between versions of Kubernetes, and how it is in one of them. */
export const versionsCommand = command({
  name: 'versions',
  summary: 'what differs between versions of Kubernetes',
  arguments: {},
  options: { kubernetes: KUBERNETES },
  examples: [
    { line: 'podfit versions', text: 'every rule that changed, and how it is now' },
    { line: 'podfit versions --kubernetes 1.24', text: 'the same for Kubernetes 1.24' },
  ],
  run: ({ kubernetes }) => Promise.resolve({ answer: kubernetes }),
  formats: {
    text: (version, { style }) => versionsReport(version, style),
    json: (version) => versionsJson(version),
  },
})

const versionsJson = ({ semantics, ...version }: KubernetesSemantics) => ({
  formatVersion: FORMAT_VERSION,
  ...version,
  verifiedReleases: VERIFIED_RELEASES,
  switches: SWITCHES.map((item) => ({
    ...item,
    on: semantics[item.name],
    ...SWITCH_TEXT[item.name],
  })),
})

const versionsReport = (kubernetes: KubernetesSemantics, style: Style): readonly string[] => {
  const { semantics, verified, gates } = kubernetes
  const [head = '', ...rows] = table([
    ['SWITCH', releaseWords(kubernetes), 'SINCE'],
    ...SWITCHES.map((item) => [
      item.name,
      semantics[item.name] ? 'on' : 'off',
      item.gate === undefined ? sinceText(item) : `${item.gate.name}: ${sinceText(item)}`,
    ]),
  ])
  const texts = SWITCHES.map(({ name }) => SWITCH_TEXT[name][semantics[name] ? 'now' : 'before'])
  return [
    style.bold(head),
    ...rows.flatMap((row, i) => [row, style.dim(`  ${texts[i]}`)]),
    '',
    verified
      ? `The code of ${kubernetes.kubernetes} itself answers the same.`
      : `${kubernetes.kubernetes} was read, not asked. Asked are ${verifiedReleasesText}.`,
    ...Object.entries(gates).map(([gate, on]) => `Feature gate ${gate}: ${on}`),
  ]
}
