import { PASS } from '../input/liveCluster.js'
import { asCreated } from '../../api/asCreated.js'
import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { InstantText } from '../../data/instant.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { asApplied } from '../../impact/asApplied.js'
import { diff, type Impact } from '../../impact/diff.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import type { Semantics } from '../../kube/semantics.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { markdownText } from '../../report/formats/markdown.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { UsageError } from '../exitCode.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import type { Input } from '../input/files.js'
import { takeIn, type Taken } from '../input/takeIn.js'
import { COMPARING } from '../options/commonOptions.js'
import { inputsOption } from '../options/inputsOption.js'
import { NODE_FACTS } from '../options/nodeFactsOption.js'
import { choiceOption, fileArgument, textsOption } from '../options/option.js'
import { noneLeft, onlySelected, selectDaemonSets, type Selection } from '../options/select.js'
import { currentTime } from '../world.js'
import { markdownReport } from './markdownReport.js'
import { evictionLines } from '../../report/text/podEvictionText.js'

const MEANINGS = ['whole', 'manifests'] as const

/** `podfit diff BEFORE AFTER`: what changes for every DaemonSet. */
export const diffCommand = command({
  name: 'diff',
  summary: 'what changes for every DaemonSet between two sets of files',
  arguments: {
    first: {
      ...fileArgument('BEFORE', 'what there is, as -f takes it'),
      needed: false,
      read: ([word]: readonly string[]) => word,
    },
    second: {
      ...fileArgument('AFTER', 'what is applied, as --apply takes it'),
      needed: false,
      read: ([word]: readonly string[]) => word,
    },
  },
  options: {
    files: inputsOption({
      text: 'what there is: a file, a directory or - (standard input); BEFORE is the same',
    }),
    apply: textsOption({
      name: 'apply',
      value: 'FILE',
      text: 'what is applied to it, or what there is then (--after); AFTER is the same',
      files: true,
    }),
    nodes: textsOption({
      name: 'nodes',
      value: 'FILE',
      text: 'nodes, pods and node pools of both sides',
      files: true,
    }),
    meaning: choiceOption(
      {
        name: 'after',
        value: 'MEANING',
        choices: MEANINGS,
        text: 'AFTER is all there is then (whole), or manifests that are applied to what was before (manifests); the first line says which is taken',
      },
      undefined,
    ),
    nodeFacts: NODE_FACTS,
    ...COMPARING,
  },
  examples: [
    {
      line: 'podfit diff -f cluster.json --apply manifest.yaml',
      text: 'what applying a manifest changes',
    },
    {
      line: 'podfit diff main/ branch/ --nodes nodes.json -o markdown',
      text: 'what a pull request changes, as a comment',
    },
  ],
  run: async ({ nodes, detailedExitCode, meaning, nodeFacts, ...given }, world) => {
    const { namespace } = given
    const { kubernetes, semantics } = given.kubernetes
    const [first, second] = sidesOf(given)
    const before = await takeIn(first, world, {
      namespace,
      kubernetes: given.kubernetes,
      needs: PASS,
    })
    const after = await takeIn(second, world, {
      namespace,
      kubernetes: given.kubernetes,
      before: before.objects,
      mayBeEmpty: true,
    })
    const shared =
      nodes.length > 0 ? await takeIn(nodes, world, { kubernetes: given.kubernetes }) : undefined
    const sides = diffSides(before, after, shared?.objects, { meaning, semantics })
    const now = given.now ?? currentTime(world)
    const impact = diff(onlySelected(sides.before, given), onlySelected(sides.after, given), {
      now,
      semantics,
      applied: sides.applied,
      templates: sides.templates,
      nodeFacts,
    })
    return {
      answer: { kubernetes, now, sides, impact, details: given.details },
      unchecked: uncheckedOf(before, after, sides, given),
      changes: detailedExitCode && hasImpact(impact),
    }
  },
  formats: {
    text: ({ impact, sides, details }, { style }) => [
      style.dim(MEANING_TEXT[sides.meaning]),
      '',
      ...impactText(impact, style, { details }),
      ...evictionLines(impact.evictions, style, details),
    ],
    json: ({ kubernetes, now, impact, sides }, { problems }) => ({
      kubernetes,
      ...diffJson(impact, sides, problems, now),
    }),
    markdown: ({ impact, sides }, { said }) =>
      markdownReport(impact, said, {
        lead: [markdownText(MEANING_TEXT[sides.meaning])],
      }),
  },
})

/** The files of both sides: flags say what is which, and words stand for those that are not given. */
const sidesOf = ({
  first,
  second,
  files,
  apply,
}: {
  readonly first: string | undefined
  readonly second: string | undefined
  readonly files: readonly Input[]
  readonly apply: readonly string[]
}): readonly [before: readonly Input[], after: readonly string[]] => {
  const words = [first, second].flatMap((word) => word ?? [])
  const before = files.length > 0 ? files : words.splice(0, 1)
  const after = apply.length > 0 ? apply : words.splice(0, 1)
  const usage = ['Usage: podfit diff -f FILE... --apply FILE... [options]']
  if (before.length === 0) throw new UsageError('diff: expected BEFORE (-f FILE)', usage)
  if (after.length === 0) throw new UsageError('diff: expected AFTER (--apply FILE)', usage)
  if (words.length > 0) throw new UsageError(`too many arguments: ${words.join(' ')}`, usage)
  if (before.includes('-') && after.includes('-')) {
    throw new UsageError('-f - and --apply -: standard input can be read only once')
  }
  return [before, after]
}

/** What there is nothing of to compare. */
const uncheckedOf = (
  before: Taken,
  after: Taken,
  sides: Sides,
  selection: Selection,
): readonly string[] => {
  const left = [sides.before, sides.after].flatMap(({ daemonSets }) =>
    selectDaemonSets(
      [...(daemonSets?.values() ?? [])].map((daemonSet) => ({ daemonSet })),
      selection,
    ),
  )
  const accepted = [...before.intake.accepted, ...after.intake.accepted]
  const refused = [...before.intake.refused, ...after.intake.refused]
  const { objects } = after
  const isEmpty =
    Object.keys(objects.others).length === 0 &&
    after.intake.accepted.length + after.intake.refused.length + after.problems.length === 0 &&
    objects.nodes === undefined &&
    objects.pods === undefined
  return [
    ...noneLeft(
      left.length,
      { intake: { accepted, refused, issues: [], notValidated: [] }, objects },
      selection,
    ),
    ...(isEmpty && sides.meaning === 'manifests' ? ['AFTER, for there is nothing in it'] : []),
    ...(left.length > 0 && sides.after.nodes === undefined
      ? ['on which nodes pods run, for nodes were not given (--nodes FILE)']
      : []),
  ]
}

const diffJson = (
  impact: Impact,
  { applied, meaning }: Sides,
  problems: readonly Problem[],
  now: InstantText,
) => ({
  formatVersion: FORMAT_VERSION,
  now,
  ...incompleteJson(problems),
  after: meaning,
  applied,
  ...impact,
})

/** What AFTER is taken for: all there is then, or manifests that are applied to what was before. */
type Meaning = (typeof MEANINGS)[number]

const MEANING_TEXT: Readonly<Record<Meaning, string>> = {
  whole: 'AFTER is all there is then: a DaemonSet that it does not have is gone (--after whole)',
  manifests:
    'AFTER is manifests that are applied: what they do not name stays as it is (--after manifests)',
}

/** Two clusters to compare, and what was taken for what. */
interface Sides {
  readonly before: Cluster
  readonly after: Cluster
  /** Node pools of either side. */
  readonly templates: readonly NodeTemplate[]
  readonly meaning: Meaning
  /** Manifests are applied to DaemonSets of a cluster. */
  readonly applied: boolean
}

/**
 * What `podfit diff` compares.
 *
 * - **Rules**
 *   1. Nodes, pods and revisions are the shared ones; without those each side's own, and where only one side
 *      has any, these.
 *   2. AFTER is all there is then where it shows a cluster of its own (nodes, and DaemonSets that a server has
 *      handed out or a list of them), and where both sides are manifests, as two renders of a chart or two
 *      branches are. Otherwise it is manifests that are applied. `meaning` says it in place of this rule.
 *   3. If AFTER is all there is then, a DaemonSet that it does not have is gone; not where part of it could not
 *      be read, and not where it is refused: then it stays as it is.
 *   4. A manifest is taken as the API server would store it, in place of what was before.
 */
export const diffSides = (
  before: Taken,
  after: Taken,
  shared: DecodedObjects | undefined,
  asked: { readonly meaning?: Meaning | undefined; readonly semantics: Semantics },
): Sides => {
  const was = before.served
  const meaning = asked.meaning ?? meaningOf(before, after)
  const isStored = new Set(was.flatMap(({ daemonSet, isNew }) => (isNew ? [] : [daemonSet])))
  const side = (
    own: DecodedObjects,
    other: DecodedObjects,
    daemonSets: readonly DaemonSet[],
  ): Cluster =>
    cluster({
      nodes: shared?.nodes ?? own.nodes ?? other.nodes,
      pods: shared?.pods ?? own.pods ?? other.pods,
      revisions: shared?.revisions ?? own.revisions ?? other.revisions,
      daemonSets,
    })
  const { accepted, refused } = after.intake
  const is = new Map(
    accepted.map((each) => [
      objectKey(each.daemonSet),
      each.code !== 'Updated'
        ? each.daemonSet
        : isStored.has(each.live)
          ? asApplied(each.live, each.given, asked)
          : asCreated(each.daemonSet),
    ]),
  )
  const held = new Set(refused.map(({ subject: { namespace, name } }) => `${namespace}/${name}`))
  const stays = (key: string): boolean =>
    meaning === 'manifests' || after.problems.length > 0 || held.has(key)
  const old = new Map(was.map(({ daemonSet }) => [objectKey(daemonSet), daemonSet]))
  const kept = [...old].filter(([key]) => is.has(key) || stays(key))
  const all = new Map([...kept, ...is])
  const templates = new Map(
    [before.objects, after.objects, shared].flatMap((each) =>
      (each?.templates ?? []).map((template) => [template.node.metadata?.name, template] as const),
    ),
  )
  return {
    before: side(
      before.objects,
      after.objects,
      was.map(({ daemonSet }) => daemonSet),
    ),
    after: side(after.objects, before.objects, [...all.values()]),
    templates: [...templates.values()],
    meaning,
    applied: isStored.size > 0 && accepted.every(({ code }) => code !== 'Stored'),
  }
}

/** Rule 2. */
const meaningOf = (before: Taken, after: Taken): Meaning => {
  const isStored = after.served.some(({ isNew }) => !isNew)
  const isList = after.objects.daemonSets !== undefined && after.served.length === 0
  const showsCluster = after.objects.nodes !== undefined && (isStored || isList)
  const wasManifests = before.served.length > 0 && before.served.every(({ isNew }) => isNew)
  return showsCluster || (wasManifests && !isStored) ? 'whole' : 'manifests'
}
