import { cluster, type Cluster } from '../../cluster/cluster.js'
import type { InstantText } from '../../data/instant.js'
import type { DecodedObjects } from '../../decode/collectObjects.js'
import { asApplied } from '../../impact/asApplied.js'
import { diff, type Impact } from '../../impact/diff.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { objectKey } from '../../kube/objectFacts.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { hasImpact, impactText } from '../../report/text/impactText.js'
import { plainStyle, type Style } from '../../report/text/style.js'
import { command } from '../frame/command.js'
import { FORMAT_VERSION } from '../frame/formats.js'
import { incompleteJson, incompleteLines, notFound, type Problem } from '../input/problem.js'
import { readSnapshot } from '../input/snapshot.js'
import { DETAILED_EXITCODE, NAMESPACE, NOW, SELECTOR } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { fileArgument, textsOption } from '../options/option.js'
import { onlySelected } from '../options/select.js'
import { currentTime } from '../world.js'
import { refusalsJson, refusalText, asServed, type Served } from './asServed.js'
import { markdownReport } from './markdownReport.js'
import { evictionLines } from './podLines.js'

/** `podfit diff BEFORE AFTER`: what changes for every DaemonSet. */
export const diffCommand = command({
  name: 'diff',
  summary: 'what changes for every DaemonSet between two sets of files',
  arguments: {
    first: fileArgument('BEFORE', 'a file, a directory or - (standard input)'),
    second: fileArgument('AFTER', 'the same; manifests alone are applied to what was before'),
  },
  options: {
    nodes: textsOption({
      name: 'nodes',
      value: 'FILE',
      text: 'nodes, pods and node pools of both sides',
      files: true,
    }),
    namespace: NAMESPACE,
    selector: SELECTOR,
    now: NOW,
    detailedExitCode: DETAILED_EXITCODE,
    kubernetes: KUBERNETES,
  },
  examples: [
    { line: 'podfit diff cluster.json manifest.yaml', text: 'what applying a manifest changes' },
    {
      line: 'podfit diff main/ branch/ --nodes nodes.json -o markdown',
      text: 'what a pull request changes, as a comment',
    },
  ],
  run: async ({ first, second, nodes, detailedExitCode, ...given }, world) => {
    const before = await readSnapshot([first], world)
    const after = await readSnapshot([second], world)
    const shared = nodes.length > 0 ? await readSnapshot(nodes, world) : undefined
    const { kubernetes, semantics } = given.kubernetes
    const sides = diffSides(before.objects, after.objects, shared?.objects, semantics)
    const problems = [before, after, shared].flatMap((each) => each?.problems ?? [])
    if (sides.before.nodes === undefined || sides.after.nodes === undefined) {
      throw notFound('neither side has nodes; give them with --nodes FILE', problems)
    }
    const now = given.now ?? currentTime(world)
    const impact = diff(onlySelected(sides.before, given), onlySelected(sides.after, given), {
      now,
      semantics,
      applied: sides.applied,
      templates: sides.templates,
    })
    return {
      answer: { kubernetes, now, sides, impact },
      problems,
      failed: sides.refused.length > 0,
      changes: detailedExitCode && hasImpact(impact),
    }
  },
  formats: {
    text: ({ impact, sides }, { problems, style }) => diffReport(impact, sides, problems, style),
    json: ({ kubernetes, now, impact, sides }, { problems }) => ({
      kubernetes,
      ...diffJson(impact, sides, problems, now),
    }),
    markdown: ({ impact, sides }, { problems }) =>
      markdownReport(impact, problems, { notes: refusedLines(sides.refused, plainStyle) }),
  },
})

const diffJson = (
  impact: Impact,
  { applied, refused }: Sides,
  problems: readonly Problem[],
  now: InstantText,
): object => ({
  formatVersion: FORMAT_VERSION,
  now,
  ...incompleteJson(problems),
  applied,
  refused: refusalsJson(refused),
  ...impact,
})

const refusedLines = (refused: Sides['refused'], style: Style): readonly string[] =>
  refused.flatMap(({ daemonSet, refused: errors }) =>
    errors.map((error) => `${style.bad('!')} ${objectKey(daemonSet)}: ${refusalText(error)}`),
  )

const diffReport = (
  impact: Impact,
  { refused }: Sides,
  problems: readonly Problem[],
  style: Style,
): readonly string[] => [
  ...refusedLines(refused, style),
  ...impactText(impact, style),
  ...evictionLines(impact.evictions, style),
  ...incompleteLines(problems, style),
]

/** Two clusters to compare, and what was taken for what. */
interface Sides {
  readonly before: Cluster
  readonly after: Cluster
  /** Node pools of either side. */
  readonly templates: readonly NodeTemplate[]
  /** The DaemonSets afterwards are manifests that are applied to the cluster before. */
  readonly applied: boolean
  /** Manifests that the API server refuses; they are left out. */
  readonly refused: readonly Served[]
}

/**
 * What `podfit diff` compares.
 *
 * - **Rules**
 *   1. Nodes, pods and revisions are the shared ones; without those each side's own, and where only one side
 *      has any, these.
 *   2. Manifests alone are applied to a snapshot: what they do not mention stays as it is. Otherwise either
 *      side is taken whole, so that a DaemonSet which is missing afterwards is gone.
 *   3. Files without a DaemonSet have none if they hold objects of other kinds, as rendered charts do; if
 *      they hold nodes or pods, or nothing that can be read, it is not known, and taken to be as before.
 *   4. A manifest is taken as the API server would store it.
 */
export const diffSides = (
  before: DecodedObjects,
  after: DecodedObjects,
  shared: DecodedObjects | undefined,
  semantics: Semantics = newestSemantics,
): Sides => {
  const was = asServed(daemonSetsOf(before) ?? [], semantics).served
  const is = asServed(daemonSetsOf(after) ?? daemonSetsOf(before) ?? [], semantics).served
  const applied = is.length > 0 && is.every(isManifest) && was.some((each) => !isManifest(each))
  const side = (own: DecodedObjects, other: DecodedObjects, sets: readonly DaemonSet[]): Cluster =>
    cluster({
      nodes: shared?.nodes ?? own.nodes ?? other.nodes,
      pods: shared?.pods ?? own.pods ?? other.pods,
      revisions: shared?.revisions ?? own.revisions ?? other.revisions,
      daemonSets: sets,
    })
  const valid = (served: readonly Served[]): readonly DaemonSet[] =>
    served.filter(({ refused }) => refused.length === 0).map(({ daemonSet }) => daemonSet)
  const live = valid(was)
  const templates = new Map(
    [before, after, shared].flatMap((each) =>
      (each?.templates ?? []).map((template) => [template.node.metadata?.name, template] as const),
    ),
  )
  return {
    before: side(before, after, live),
    after: side(after, before, applied ? appliedTo(live, valid(is)) : valid(is)),
    templates: [...templates.values()],
    applied,
    refused: refusedOf([...was, ...is]),
  }
}

const daemonSetsOf = (objects: DecodedObjects): readonly DaemonSet[] | undefined => {
  if (objects.daemonSets !== undefined) return objects.daemonSets
  const rendered = Object.keys(objects.others).length > 0 && objects.broken.length === 0
  return rendered && objects.nodes === undefined && objects.pods === undefined ? [] : undefined
}

/** What is refused, and what is refused for the same reasons on both sides once. */
const refusedOf = (served: readonly Served[]): readonly Served[] => {
  const refused = served.filter((each) => each.refused.length > 0)
  const key = (each: Served): string => JSON.stringify([objectKey(each.daemonSet), each.refused])
  return [...new Map(refused.map((each) => [key(each), each])).values()]
}

const isManifest = ({ isNew }: Served): boolean => isNew

/** The cluster's DaemonSets, those in place of which a manifest is applied changed, and the new ones. */
const appliedTo = (
  live: readonly DaemonSet[],
  manifests: readonly DaemonSet[],
): readonly DaemonSet[] => {
  const byKey = new Map(manifests.map((manifest) => [objectKey(manifest), manifest]))
  const known = new Set(live.map(objectKey))
  return [
    ...live.map((daemonSet) => {
      const manifest = byKey.get(objectKey(daemonSet))
      return manifest === undefined ? daemonSet : asApplied(daemonSet, manifest)
    }),
    ...manifests.filter((manifest) => !known.has(objectKey(manifest))),
  ]
}
