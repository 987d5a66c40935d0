import type { FieldPath } from '../../../data/fieldPath.js'
import { objectKey } from '../../../kube/objectFacts.js'
import { compileDaemonSet } from '../../../placement/compile.js'
import { selectionText } from '../../../report/text/selectionText.js'
import { simplifyDaemonSet } from '../../../suggest/simplifyDaemonSet.js'
import { UsageError } from '../../exitCode.js'
import { command } from '../../frame/command.js'
import { FORMAT_VERSION } from '../../frame/formats.js'
import { sources } from '../../input/files.js'
import { locator } from '../../input/located.js'
import { incompleteJson } from '../../input/problem.js'
import { DETAILED_EXITCODE, MANIFESTS, NAMESPACE } from '../../options/commonOptions.js'
import { KUBERNETES } from '../../options/kubernetesOption.js'
import { printingItself, switchOption } from '../../options/option.js'
import { noneLeft } from '../../options/select.js'
import type { Change } from './editedText.js'
import { joinedTexts, manifestsIn, sourceOf, textsOf, type Manifests } from './manifests.js'
import {
  simplifiedMarkdown,
  simplifiedNotes,
  simplifiedText,
  type FileDiff,
  type SimplifiedOne,
} from './simplifiedText.js'
import { unifiedDiff } from './unifiedDiff.js'

/** `podfit simplify`: the same nodes in fewer words, as an edit of the manifests. */
export const simplifyCommand = command({
  name: 'simplify',
  summary: 'fewer terms and tolerations that mean the same, as a diff of the manifests',
  about: [
    'Node affinity and tolerations, said as short as they can be.',
    'That pods run on the same nodes as before, whatever nodes there are, is proved.',
    'Looked at are manifests, and where there are none, the DaemonSets of the cluster.',
  ],
  arguments: {},
  options: {
    files: MANIFESTS,
    namespace: NAMESPACE,
    kubernetes: KUBERNETES,
    fix: printingItself(
      switchOption({ name: 'fix', text: 'print the files with the changes made' }),
    ),
    detailedExitCode: DETAILED_EXITCODE,
  },
  examples: [
    { line: 'podfit simplify -f daemonset.yaml', text: 'what could be left out, as a diff' },
    {
      line: 'podfit simplify -f daemonset.yaml --fix > simpler.yaml',
      text: 'the whole file, its comments included',
    },
  ],
  run: async ({ files, namespace, kubernetes, fix, detailedExitCode }, world) => {
    if (files.length === 0) {
      throw new UsageError('give the manifests with -f FILE, -f DIRECTORY or -f - (standard input)')
    }
    const texts = await textsOf(await sources(files, world))
    const manifests = await manifestsIn(texts.map(sourceOf), world, { namespace, kubernetes })
    const { taken, looked } = manifests
    world.took(taken)
    const daemonSets = await simplifiedOf(manifests, kubernetes)
    const { editedText } = await import('./editedText.js')
    const edited = texts.map((text) => ({
      before: text,
      after: editedText(text, changesIn(text.name, daemonSets), 'simplified'),
    }))
    const diffs = edited.flatMap(({ before, after: { name, text } }): readonly FileDiff[] => {
      const lines = unifiedDiff(before.text, text, { from: name, to: name })
      return lines.length === 0 ? [] : [{ file: name, lines }]
    })
    const found = daemonSets.map(({ one }) => one)
    return {
      answer: { kubernetes: kubernetes.kubernetes, daemonSets: found, diffs },
      problems: edited.flatMap(({ after }) => after.problems),
      unchecked: noneLeft(looked.length, taken, { namespace }),
      changes: detailedExitCode && found.some(({ code }) => code === 'Simplified'),
      ...(fix && {
        asIs: joinedTexts(edited.map(({ after }) => after)),
        notes: simplifiedNotes(found),
      }),
    }
  },
  formats: {
    text: ({ daemonSets, diffs }, { style }) => simplifiedText(daemonSets, diffs, style),
    json: ({ kubernetes, daemonSets, diffs }, { problems }) => ({
      formatVersion: FORMAT_VERSION,
      kubernetes,
      ...incompleteJson(problems),
      daemonSets,
      files: diffs.map(({ file, lines }) => ({ file, diff: lines })),
    }),
    markdown: ({ daemonSets, diffs }, { said }) => simplifiedMarkdown(daemonSets, diffs, said),
  },
})

interface Found {
  readonly one: SimplifiedOne
  readonly at: ReturnType<Manifests['originOf']>
}

/** What is refused is told as refused: that it means something is not sure. */
const simplifiedOf = async (
  { taken, looked, given, originOf }: Manifests,
  { semantics }: { readonly semantics: Parameters<typeof compileDaemonSet>[1] },
): Promise<readonly Found[]> => {
  const accepted = new Set(taken.intake.accepted.map(({ daemonSet }) => daemonSet))
  const locate = locator()
  const found: Found[] = []
  for (const each of looked) {
    const daemonSet = given.get(each)
    if (daemonSet === undefined || !accepted.has(each)) continue
    const at = originOf(each)
    const origin = await locate(at, SPEC)
    const selects = selectionText(compileDaemonSet(daemonSet, semantics))
    const simplification = simplifyDaemonSet<string>(daemonSet, { semantics })
    found.push({
      one: {
        daemonSet: objectKey(each),
        selects,
        ...simplification,
        ...(origin !== undefined && { origin }),
      },
      at,
    })
  }
  return found
}

const SPEC: FieldPath = ['spec', 'template', 'spec']

const changesIn = (file: string, all: readonly Found[]): readonly Change[] =>
  all.flatMap(({ at, one }) =>
    at?.file === file && one.code === 'Simplified' ? [{ at, patch: one.patch, notes: [] }] : [],
  )
