import { VERIFIED_RELEASES } from '../../kube/release.js'
import { SWITCHES } from '../../kube/switches.js'
import type { Style } from '../../report/text/style.js'
import { table } from '../../report/text/table.js'
import { sinceText, SWITCH_TEXT } from '../../report/text/versionText.js'
import { EXIT } from '../exitCode.js'
import type { Options } from '../options/options.js'
import { FORMAT_VERSION, jsonText, styleFor } from './output.js'
import type { World } from '../world.js'

/** `podfit versions`: what differs between versions of Kubernetes, and how it is in one of them. */
export const versionsCommand = (options: Options, world: World): Promise<number> => {
  world.stdout(
    options.output === 'json'
      ? jsonText(versionsJson(options))
      : versionsReport(options, styleFor(options, world)),
  )
  return Promise.resolve(EXIT.done)
}

const versionsJson = ({ kubernetes: { semantics, ...version } }: Options): object => ({
  formatVersion: FORMAT_VERSION,
  ...version,
  verifiedReleases: VERIFIED_RELEASES,
  switches: SWITCHES.map((item) => ({
    ...item,
    on: semantics[item.name],
    ...SWITCH_TEXT[item.name],
  })),
})

const versionsReport = ({ kubernetes }: Options, style: Style): string => {
  const { semantics, verified, gates } = kubernetes
  const [head = '', ...rows] = table([
    ['SWITCH', kubernetes.kubernetes, 'SINCE'],
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
      : `${kubernetes.kubernetes} was read, not asked. Asked are ${VERIFIED_RELEASES.join(', ')}.`,
    ...Object.entries(gates).map(([gate, on]) => `Feature gate ${gate}: ${on}`),
    '',
  ].join('\n')
}
