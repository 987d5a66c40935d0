import { PASS } from '../input/liveCluster.js'
import { addAll } from '../../data/appended.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { InstantText } from '../../data/instant.js'
import type { ChangeFault, ClusterChange } from '../../impact/clusterChange.js'
import type { Impact } from '../../impact/diff.js'
import { whatIf, type WhatIf } from '../../impact/whatIf.js'
import type { IntakeIssue } from '../../intake/intakeIssue.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { markdownUnder } from '../../report/formats/markdown.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { someOf } from '../../report/text/table.js'
import { changeFaultText, whatIfStepText } from '../../report/text/whatIfText.js'
import { InputError, UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, nothingOf, type Problem, problemText } from '../input/problem.js'
import { OPERATIONS, updateOf } from '../input/daemonSetUpdate.js'
import { readSnapshot } from '../input/snapshot.js'
import { podsUnchecked, saying, takeIn } from '../input/takeIn.js'
import { COMPARING, FILES, NO_PODS } from '../options/commonOptions.js'
import { restArguments } from '../options/option.js'
import { EDIT_EXAMPLES, groupedEdit, parseEdit, type ParsedEdit } from '../options/parseEdit.js'
import { noneLeft, onlySelected } from '../options/select.js'
import { currentTime, type World } from '../world.js'
import type { ExplainLayout } from './explainReport.js'
import { markdownReport } from './markdownReport.js'
import { newNodesOf, newNodesText, type NewNodes } from './newNodes.js'
import { evictionLines } from '../../report/text/podEvictionText.js'

/** `podfit what-if EDIT...`: what follows from changes of the cluster's nodes, one after the other. */
export const whatIfCommand = command({
  name: 'what-if',
  summary: 'what follows from changes of nodes, DaemonSets and pods, one after the other',
  about: [
    "An EDIT is one quoted argument in kubectl's words; a single one needs no quotes:",
    ...EDIT_EXAMPLES,
  ],
  arguments: { edits: restArguments('EDIT', "a change in kubectl's words") },
  options: { files: FILES, noPods: NO_PODS, ...COMPARING },
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
  grouped: groupedEdit,
  run: async ({ edits, files, noPods, detailedExitCode, ...given }, world) => {
    const parsed = edits.map(parseEdit)
    const templates = await templatesOf(parsed, world)
    const { kubernetes, semantics } = given.kubernetes
    const { namespace } = given
    const taken = await takeIn(files, world, {
      namespace,
      noPods,
      kubernetes: given.kubernetes,
      needs: PASS,
      placement: parsed.some(({ code }) => code === 'Drain'),
    })
    const { objects, problems } = taken
    const before = onlySelected(cluster(objects), given)
    if (before.nodes === undefined) throw nothingOf('the input has no nodes', problems)
    const now = given.now ?? currentTime(world)
    const issues: IntakeIssue[] = []
    const warn = (all: readonly IntakeIssue[]) => {
      addAll(issues, all)
    }
    const around = { cluster: before, kubernetes: given.kubernetes, warn }
    const changes = await Promise.all(
      parsed.map(async (edit) => await changeOf(edit, templates, around)),
    )
    const found = whatIf(before, changes, { now, semantics })
    const added = newNodesOf(found, changes, { edits, semantics, rules: objects.readinessRules })
    world.took(saying(taken, issues))
    const faults = found.steps.flatMap((step) => step.faults)
    const aboutPods = podsUnchecked('what becomes of pods', taken)
    const arePodsAsked = detailedExitCode || faults.some(({ code }) => code === 'ObjectUnknown')
    return {
      answer: { kubernetes, now, edits, found, added, details: given.details },
      unchecked: [
        ...noneLeft(before.daemonSets?.size ?? 0, taken, given),
        ...(arePodsAsked ? aboutPods : []),
      ],
      open: arePodsAsked ? [] : aboutPods,
      notes: nearestNotes(faults, before),
      failed: faults.length > 0,
      notFound: faults.some(isNotFound),
      changes: detailedExitCode && hasImpact(found.impact),
    }
  },
  formats: {
    text: ({ edits, found, added, details }, { style, width }) =>
      whatIfReport(edits, found, added, { style, width, details }),
    json: ({ kubernetes, now, edits, found, added }, { problems }) => ({
      kubernetes,
      ...whatIfJson(edits, found, problems, now),
      newNodes: added,
    }),
    markdown: ({ edits, found, added }, { said }) =>
      markdownReport(withoutUnknown(found.impact), said, {
        lead: [...stepsList(edits, found), ...newNodesList(added)],
      }),
  },
})

type Templates = ReadonlyMap<ParsedEdit, NodeTemplate>

/** What was not given is said with the input: there is one input, and no other side. */
const withoutUnknown = (impact: Impact): Impact => ({ ...impact, unknown: [] })

/** The templates that edits name, read before the cluster is. */
const templatesOf = async (edits: readonly ParsedEdit[], world: World): Promise<Templates> => {
  const templates = new Map<ParsedEdit, NodeTemplate>()
  for (const edit of edits) {
    if (edit.code !== 'Add') continue
    templates.set(edit, await onlyTemplate(edit.template, edit.pool, world))
  }
  return templates
}

const changeOf = async (
  edit: ParsedEdit,
  templates: Templates,
  around: Parameters<typeof updateOf>[1],
): Promise<ClusterChange> => {
  switch (edit.code) {
    case 'Add':
      return { code: 'Add', template: templates.get(edit) ?? { node: {} }, count: edit.count }
    case 'Edit': {
      const { objects, edit: asked } = edit
      const operation = OPERATIONS[asked.code]
      return { code: 'UpdateDaemonSet', objects, update: await updateOf(asked, around), operation }
    }
    default:
      return edit
  }
}

/** Whether a change names what is not there: a node, an object, a container. */
const isNotFound = (fault: ChangeFault): boolean => {
  switch (fault.code) {
    case 'NodeNotFound':
    case 'ObjectNotFound':
    case 'AmbiguousName':
      return true
    case 'UpdateRefused':
      return fault.issues.every(({ code }) => code === 'NoContainer')
    default:
      return false
  }
}

/** What may have been meant by names that are not there. */
const nearestNotes = (
  faults: readonly ChangeFault[],
  { nodes, daemonSets, pods }: Cluster,
): readonly string[] =>
  faults.flatMap((fault) => {
    if (fault.code !== 'NodeNotFound' && fault.code !== 'ObjectNotFound') return []
    const [name, all] =
      fault.code === 'NodeNotFound'
        ? [fault.node, [...(nodes?.values() ?? [])]]
        : [fault.name, [...((fault.kind === 'Pod' ? pods : daemonSets)?.values() ?? [])]]
    const near = didYouMean(nearest(name, all.map(nameOf)).slice(0, 3))
    return near === '' ? [] : [`${changeFaultText(fault)}${near}`]
  })

const whatIfJson = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  problems: readonly Problem[],
  now: InstantText,
) => ({
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
    return markdownUnder(title, lines)
  })

/** The nodes that are added, as a list. */
const newNodesList = (added: readonly NewNodes[]): readonly string[] =>
  added.flatMap((each) => {
    const [title = '', ...lines] = newNodesText([each])
    return markdownUnder(
      title,
      lines.filter((line) => line !== ''),
    )
  })

const whatIfReport = (
  edits: readonly string[],
  { steps, impact }: WhatIf,
  added: readonly NewNodes[],
  layout: ExplainLayout,
): readonly string[] => [
  ...steps.flatMap((step, i) => [...whatIfStepText(edits[i] ?? '', step, layout.style), '']),
  ...newNodesText(added, layout),
  ...impactText(withoutUnknown(impact), layout.style, { details: layout.details }),
  ...evictionLines(impact.evictions, layout.style, layout.details),
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
