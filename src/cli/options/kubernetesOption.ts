import { NEWEST_RELEASE } from '../../kube/release.js'
import { semanticsFor, type KubernetesSemantics } from '../../kube/semanticsFor.js'
import { versionFaultText } from '../../report/text/versionText.js'
import { UsageError } from '../exitCode.js'
import type { Option } from '../frame/command.js'
import type { Flag, Given } from '../frame/flag.js'
import type { Caveat } from '../frame/formats.js'
import { GO_BOOLEANS } from '../frame/flag.js'

const VERSION_FLAGS: readonly Flag[] = [
  {
    name: 'kubernetes',
    value: 'VERSION',
    text: `whose rules hold: 1.28, 1.28.3, from 1.21 on (${NEWEST_RELEASE} unless given)`,
  },
  {
    name: 'feature-gates',
    value: 'LIST',
    text: "Name=true,Other=false: gates that are not at that version's default",
    repeats: true,
  },
]

/** Whose rules hold; those of the newest verified release unless one is named. */
export const KUBERNETES: Option<KubernetesSemantics> = {
  flags: VERSION_FLAGS,
  read: (given) => kubernetesOption(given('kubernetes').at(-1), gatesOf(given)),
  caveats: (given) => versionCaveats(KUBERNETES.read(given)),
}

/** Whose rules hold, and whose they are compared with, if with any. */
export const KUBERNETES_AGAINST: Option<{
  readonly from: KubernetesSemantics
  readonly to?: KubernetesSemantics
}> = {
  flags: [
    ...VERSION_FLAGS,
    { name: 'against', value: 'VERSION', text: 'what changes if those rules hold instead' },
  ],
  read: (given) => {
    const against = given('against').at(-1)
    if (against === undefined) return { from: KUBERNETES.read(given) }
    const [from, to] = bothKubernetes(given('kubernetes').at(-1), against, gatesOf(given))
    return { from, to }
  },
  caveats: (given) => {
    const { from, to } = KUBERNETES_AGAINST.read(given)
    return [...versionCaveats(from), ...(to === undefined ? [] : againstCaveats(to))]
  },
}

const gatesOf = (given: Given): FeatureGates => parseGates(given('feature-gates'))

/** What answers by the rules of a version have to be read with. */
const versionCaveats = (version: KubernetesSemantics): readonly Caveat[] => {
  const { kubernetes, standsInFor, preview } = version
  return [standInText(version), previewText(version)].flatMap((text) =>
    text === undefined
      ? []
      : [{ text, json: { kubernetes, standsInFor, ...(preview && { preview }) } }],
  )
}

/** The same of the version that is compared with. */
const againstCaveats = (version: KubernetesSemantics): readonly Caveat[] => {
  const { kubernetes: against, standsInFor: againstStandsInFor, preview: againstPreview } = version
  return versionCaveats(version).map(({ text }) => ({
    text,
    json: { against, againstStandsInFor, ...(againstPreview && { againstPreview }) },
  }))
}

/** Feature gates by name, as `--feature-gates` sets them. */
export type FeatureGates = Readonly<Record<string, boolean>>

/** Reads `Name=true,Other=false`, given once or several times; of one gate the last counts. */
export const parseGates = (texts: readonly string[]): FeatureGates =>
  Object.fromEntries(
    texts
      .flatMap((text) => text.split(','))
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', word, ...more] = part.split('=')
        const on = GO_BOOLEANS.get(word?.trim() ?? '')
        if (name.trim() === '' || on === undefined || more.length > 0) {
          throw new UsageError(`--feature-gates ${part}: expected Name=true or Name=false`)
        }
        return [name.trim(), on] as const
      }),
  )

/** The rules of a version, with gates. */
export const kubernetesOption = (
  kubernetes: string | undefined,
  gates: FeatureGates,
): KubernetesSemantics => {
  const found = semanticsFor({ kubernetes, gates })
  if (found._tag === 'Left') throw new UsageError(versionFaultText(found.left[0]))
  return found.right
}

/** Whether a version has nothing against a gate. */
const takes = (kubernetes: string | undefined, gate: string, on: boolean): boolean =>
  semanticsFor({ kubernetes, gates: Object.fromEntries([[gate, on]]) })._tag === 'Right'

/**
 * The rules of two versions. A gate that only one of them has is set there; one that neither has is an error.
 */
export const bothKubernetes = (
  from: string | undefined,
  to: string,
  gates: FeatureGates,
): readonly [KubernetesSemantics, KubernetesSemantics] => {
  const all = Object.entries(gates)
  const refused = all.filter(([gate, on]) => !takes(from, gate, on) && !takes(to, gate, on))
  const [before, after] = [from, to].map((version) =>
    kubernetesOption(
      version,
      Object.fromEntries(all.filter(([gate, on]) => takes(version, gate, on))),
    ),
  ) as [KubernetesSemantics, KubernetesSemantics]
  if (refused.length > 0) kubernetesOption(to, Object.fromEntries(refused))
  return [before, after]
}

/** What there is to say about a version that another one stands in for. */
export const standInText = ({
  kubernetes,
  standsInFor,
}: KubernetesSemantics): string | undefined =>
  standsInFor === undefined
    ? undefined
    : `Kubernetes ${standsInFor} is newer than any that is known; the rules of ${kubernetes} stand in for it`

/** What there is to say about a version that is not released yet. */
const previewText = ({ kubernetes, preview }: KubernetesSemantics): string | undefined =>
  preview ? `Kubernetes ${kubernetes} is a preview: the release itself may still differ` : undefined

/** A release, marked where it is not out yet. */
export const releaseWords = ({ kubernetes, preview }: KubernetesSemantics): string =>
  preview ? `${kubernetes} (preview)` : kubernetes

/** The version as a headline shows it: not at all where it is the one that holds anyway. */
export const versionLabel = (version: KubernetesSemantics): string => {
  const { kubernetes, gates } = version
  const usual = kubernetesOption(kubernetes, {}).gates
  const set = Object.entries(gates).filter(([gate, on]) => usual[gate] !== on)
  if (set.length === 0 && kubernetes === NEWEST_RELEASE) return ''
  return `, Kubernetes ${[releaseWords(version), ...set.map(([gate, on]) => `${gate}=${on}`)].join(', ')}`
}
