import { semanticsFor, type KubernetesSemantics } from '../../kube/semanticsFor.js'
import { versionFaultText } from '../../report/text/versionText.js'
import { UsageError } from '../exitCode.js'

/** Feature gates by name, as `--feature-gates` sets them. */
export type Gates = Readonly<Record<string, boolean>>

/** The words that Kubernetes' own flags take for a boolean. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
])

/** Reads `Name=true,Other=false`, given once or several times; of one gate the last counts. */
export const parseGates = (texts: readonly string[]): Gates =>
  Object.fromEntries(
    texts
      .flatMap((text) => text.split(','))
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', word, ...more] = part.split('=')
        const on = WORDS.get(word?.trim() ?? '')
        if (name.trim() === '' || on === undefined || more.length > 0) {
          throw new UsageError(`--feature-gates ${part}: expected Name=true or Name=false`)
        }
        return [name.trim(), on] as const
      }),
  )

/** The rules of a version, with gates. */
export const kubernetesOption = (
  kubernetes: string | undefined,
  gates: Gates,
): KubernetesSemantics => {
  const found = semanticsFor({ kubernetes, gates })
  if (found._tag === 'Left') throw new UsageError(versionFaultText(found.left))
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
  gates: Gates,
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

/** The version as a headline shows it: not at all where it is the one that holds anyway. */
export const versionLabel = ({ kubernetes, gates }: KubernetesSemantics): string => {
  const usual = kubernetesOption(kubernetes, {}).gates
  const set = Object.entries(gates).filter(([gate, on]) => usual[gate] !== on)
  if (set.length === 0 && kubernetes === kubernetesOption(undefined, {}).kubernetes) return ''
  return `, Kubernetes ${[kubernetes, ...set.map(([gate, on]) => `${gate}=${on}`)].join(', ')}`
}
