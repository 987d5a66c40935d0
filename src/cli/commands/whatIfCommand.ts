import { cluster } from '../../cluster/cluster.js'
import type { InstantText } from '../../data/instant.js'
import type { ClusterChange } from '../../impact/clusterChange.js'
import { whatIf, type WhatIf } from '../../impact/whatIf.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { markdownText } from '../../report/formats/markdown.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import type { Style } from '../../report/text/style.js'
import { someOf } from '../../report/text/table.js'
import { whatIfStepText } from '../../report/text/whatIfText.js'
import { InputError, UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, nothingOf, type Problem, problemText } from '../input/problem.js'
import { readSnapshot } from '../input/snapshot.js'
import { takeIn } from '../input/takeIn.js'
import { COMPARING, FILES } from '../options/commonOptions.js'
import { restArguments } from '../options/option.js'
import { EDIT_EXAMPLES, parseEdit } from '../options/parseEdit.js'
import { noneLeft, onlySelected } from '../options/select.js'
import { currentTime, type World } from '../world.js'
import { markdownReport } from './markdownReport.js'
import { evictionLines } from '../../report/text/podEvictionText.js'

/** `podfit what-if EDIT...`: what follows from changes of the cluster's nodes, one after the other. */
export const whatIfCommand = command({
  name: 'what-if',
  summary: 'what follows from changes of nodes, one after the other',
  about: ["An EDIT is one quoted argument in kubectl's words:", ...EDIT_EXAMPLES],
  arguments: { edits: restArguments('EDIT', "a change in kubectl's words, quoted") },
  options: {
    files: FILES,
    ...COMPARING,
  },
  examples: [
    {
      line: "podfit what-if 'cordon worker-1' 'drain worker-1 --ignore-daemonsets' -f cluster.json",
      text: 'which DaemonSets lose their pods there, and which stay',
    },
    {
      line: "podfit what-if 'add nodes --template pool.yaml --count 20' -f cluster.json",
      text: 'how many pods more 20 nodes of a pool are',
    },
  ],
  run: async ({ edits, files, detailedExitCode, ...given }, world) => {
    const changes: ClusterChange[] = []
    for (const edit of edits.map(parseEdit)) {
      changes.push(
        edit.code === 'Add'
          ? {
              code: 'Add',
              template: await onlyTemplate(edit.template, edit.pool, world),
              count: edit.count,
            }
          : edit,
      )
    }
    const { kubernetes, semantics } = given.kubernetes
    const { namespace } = given
    const taken = await takeIn(files, world, { namespace, kubernetes: given.kubernetes })
    const { objects, problems } = taken
    const before = onlySelected(cluster(objects), given)
    if (before.nodes === undefined) throw nothingOf('the input has no nodes', problems)
    const now = given.now ?? currentTime(world)
    const found = whatIf(before, changes, { now, semantics })
    return {
      answer: { kubernetes, now, edits, found },
      unchecked: noneLeft(before.daemonSets?.size ?? 0, taken, given),
      failed: found.steps.some(({ faults }) => faults.length > 0),
      changes: detailedExitCode && hasImpact(found.impact),
    }
  },
  formats: {
    text: ({ edits, found }, { style }) => whatIfReport(edits, found, style),
    json: ({ kubernetes, now, edits, found }, { problems }) => ({
      kubernetes,
      ...whatIfJson(edits, found, problems, now),
    }),
    markdown: ({ edits, found }, { said }) =>
      markdownReport(found.impact, said, { lead: stepsList(edits, found) }),
  },
})

const whatIfJson = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  problems: readonly Problem[],
  now: InstantText,
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  ...incompleteJson(problems),
  steps: steps.map((step, i) => ({ edit: edits[i], ...step })),
  ...impact,
})

/** The steps as a list, and what each of them does as a list under it. */
const stepsList = (edits: readonly string[], { steps }: WhatIf): readonly string[] =>
  steps.flatMap((step, i) => {
    const [title = '', ...lines] = whatIfStepText(edits[i] ?? '', step)
    return [
      `- **${markdownText(title)}**`,
      ...lines.map((line) => `  - ${markdownText(line.trim())}`),
    ]
  })

const whatIfReport = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  style: Style,
): readonly string[] => [
  ...steps.flatMap((step, i) => [...whatIfStepText(edits[i] ?? '', step, style), '']),
  ...impactText(impact, style),
  ...evictionLines(impact.evictions, style),
]

/** The one node template of a file, or the one of that name: a node pool, or a node to be copied. */
export const onlyTemplate = async (
  file: string,
  pool: string | undefined,
  world: World,
): Promise<NodeTemplate> => {
  const { objects, problems } = await readSnapshot([file], world)
  const [problem] = problems
  if (problem !== undefined) throw new InputError(problemText(problem))
  const found = [
    ...(objects.templates ?? []),
    ...(objects.nodes ?? []).map((node): NodeTemplate => ({ node })),
  ]
  const poolName = ({ node }: NodeTemplate): string => nameOf(node)
  const [only, ...more] = found.filter((each) => pool === undefined || poolName(each) === pool)
  if (only === undefined) {
    const names = found.length === 0 ? '' : `; it has ${someOf(found.map(poolName))}`
    const wanted = pool === undefined ? '' : ` ${pool}`
    throw new UsageError(`${file}: no node pool, node template or node${wanted}${names}`)
  }
  if (more.length > 0) {
    throw new UsageError(
      `${file}: choose with --pool NAME from ${someOf([only, ...more].map(poolName))}`,
    )
  }
  return only
}
