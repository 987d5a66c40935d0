import {
  applyPlan,
  classify,
  cluster,
  compileLabelSelector,
  createStore,
  daemonSetPolicy,
  decide,
  decodeJson,
  decodeObjects,
  explain,
  matchNodeSelection,
  newestSemantics,
  orThrow,
  parseLabelSelector,
  plan,
  planAll,
  planText,
  podPolicy,
  preferredScore,
  untoleratedTaints,
  updateCluster,
  type DaemonSet,
  type Node,
  type PodSpec,
} from 'podfit'
import {
  admit,
  evictsNone,
  forbiddenTolerations,
  keepsNodes,
  mergeTolerations,
  mustReach,
  podTolerationRestriction,
  requiredTolerations,
  tolerableTaint,
} from 'podfit/admission'
import {
  covers,
  disjoint,
  equivalent,
  implies,
  nodeFacts,
  partition,
  satisfiable,
  selection,
  simplify,
} from 'podfit/analysis'
import {
  asCreated,
  asUpdated,
  defaultDaemonSet,
  intake,
  validateDaemonSet,
  validateNodeSelector,
  validateTaints,
  validateTolerations,
  warnings,
} from 'podfit/api'
import { audit } from 'podfit/audit'
import { clusterCapacity, daemonSetFit, fits, overhead } from 'podfit/capacity'
import {
  addDaemonTolerations,
  causesSync,
  evictedPods,
  eviction,
  pinnedAffinity,
  slowStart,
  staticPods,
} from 'podfit/controller'
import { parseJson } from 'podfit/decode'
import { checkTest } from 'podfit/expect'
import { checkFields, checkJsonFields } from 'podfit/fields'
import {
  applyChange,
  applyManifest,
  asApplied,
  clusterHealth,
  composeChanges,
  diff,
  diffPlans,
  diffVersions,
  nodeOverview,
  placementMatrix,
  triggersRollout,
  whatIf,
} from 'podfit/impact'
import {
  cordonNode,
  editTaints,
  parseTaintArguments,
  parseTaints,
  patchObject,
  rolloutHistory,
  rolloutUndo,
} from 'podfit/kubectl'
import { decideTemplate, explainTemplate } from 'podfit/pools'
import { redact } from 'podfit/redact'
import {
  attributionText,
  auditText,
  capacityText,
  nodeFitText,
  readyText,
  exactJson,
  forecastText,
  impactMarkdown,
  impactText,
  jsonPatch,
  matrixText,
  nodeText,
  planSummary,
  progressText,
  selectionText,
  simulationText,
  statusText,
  verdictText,
  versionDiffText,
} from 'podfit/report'
import {
  attributeUnavailability,
  forecast,
  presentPods,
  simulate,
  stagedRollout,
} from 'podfit/rollout'
import {
  applyPatch,
  narrowTolerations,
  simplifyDaemonSet,
  suggestFixes,
  suggestNodeChange,
  suggestPoolFixes,
  suggestTolerations,
} from 'podfit/suggest'
import { readiness } from 'podfit/readiness'
import { decodeYaml, repeatedKeys } from 'podfit/yaml'
import { NOW, withTerms, type Dimension, type Made } from './growthObjects.js'

/** A question about a cluster that grows; in every dimension, where none is named. */
export interface Question {
  readonly over?: readonly Dimension[]
  readonly prepare: (made: Made) => () => unknown
}

const options = { now: NOW } as const

/** What the parts of a cluster are asked, and all of it is measured. */
const asked = (ask: (made: Made) => unknown, ...over: readonly Dimension[]): Question => ({
  ...(over.length > 0 && { over }),
  prepare: (made) => () => ask(made),
})

/** What is asked of something that is made of them first, unmeasured. */
const askedOf = <A>(
  make: (made: Made) => A,
  ask: (value: A) => unknown,
  ...over: readonly Dimension[]
): Question => ({
  ...(over.length > 0 && { over }),
  prepare: (made) => {
    const value = make(made)
    return () => ask(value)
  },
})

const policiesOf = (daemonSets: readonly DaemonSet[]) =>
  daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))

const policyOf = ({ agent }: Made) => orThrow(daemonSetPolicy(agent))

const podSpecOf = ({ agent }: Made) => agent.spec?.template?.spec ?? {}

/** Its terms, were they preferred. */
const preferredOf = (made: Made) =>
  (
    podSpecOf(made).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms ?? []
  ).map((preference) => ({ weight: 1, preference }))

const requirementsOf = ({ nodes }: Made) =>
  nodes.map((_, i) => ({ key: `k${i}`, operator: 'NotIn' as const, values: [`v${i}`] }))

const firstNode = ({ nodes }: Made): Node => nodes[0] ?? {}

const otherTerms = ({ snapshot, agent }: Made) =>
  updateCluster(snapshot, {
    put: {
      daemonSets: [{ ...agent, spec: { ...agent.spec, template: withTerms(3).spec?.template } }],
    },
  })

const everyNodeTainted = ({ snapshot, nodes }: Made) => {
  const taints = [{ key: 'x', effect: 'NoExecute' }]
  const put = { nodes: nodes.map((node) => ({ ...node, spec: { ...node.spec, taints } })) }
  return updateCluster(snapshot, { put })
}

const taintArguments = ({ nodes }: Made) => nodes.map((_, i) => `key${i}=v:NoSchedule`)

const listText = ({ nodes, pods, daemonSets, revisions }: Made): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      ...nodes.map((node) => ({ apiVersion: 'v1', kind: 'Node', ...node })),
      ...pods.map((pod) => ({ apiVersion: 'v1', kind: 'Pod', ...pod })),
      ...daemonSets.map((each) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', ...each })),
      ...revisions.map((each) => ({ apiVersion: 'apps/v1', kind: 'ControllerRevision', ...each })),
    ],
  })

const daemonSetJson = ({ agent }: Made) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', ...agent })

const drained = ({ nodes }: Made) =>
  [
    {
      code: 'Drain',
      nodes: { code: 'Named', names: nodes.map(({ metadata }) => metadata?.name ?? '') },
    },
  ] as const

const template = (made: Made) => ({ node: firstNode(made) })

const SUBJECT = {
  uid: 'u',
  operation: 'UPDATE',
  kind: 'DaemonSet',
  namespace: 'default',
  name: 'agent',
  subResource: '',
  dryRun: false,
} as const

const podObject = (spec: PodSpec) => ({
  value: { spec },
  pod: { spec },
  podSpec: { spec, path: ['spec'] },
})

const POLICY = ['terms', 'tolerations'] as const
const OBJECTS = ['nodes', 'pods', 'daemonSets', 'revisions'] as const

/**
 * What is asked of functions, under their names and, where one is asked more than one thing, what. Those that need not
 * be asked stand in `growthLeftOut.ts`.
 */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  // podfit
  applyPlan: askedOf(
    (made) => ({ ...made, next: plan(made.snapshot, made.agent, options) }),
    ({ snapshot, agent, next }) => applyPlan(snapshot, agent, next),
  ),
  cluster: asked(({ nodes, pods, daemonSets, revisions }) =>
    cluster({ nodes, pods, daemonSets, revisions }),
  ),
  updateCluster: asked(({ snapshot, nodes, pods }) =>
    updateCluster(snapshot, { put: { nodes, pods } }),
  ),
  classify: asked(({ nodes, daemonSets }) => classify(policiesOf(daemonSets), nodes)),
  compileLabelSelector: askedOf(
    (made) => ({ matchExpressions: requirementsOf(made) }),
    (selector) => orThrow(compileLabelSelector(selector)).matches({ a: 'b' }),
    'nodes',
  ),
  parseLabelSelector: askedOf(
    (made) => requirementsOf(made).map(({ key, values: [value] }) => `${key}!=${value}`),
    (requirements) => orThrow(parseLabelSelector(requirements.join(','))).matches({ a: 'b' }),
    'nodes',
  ),
  daemonSetPolicy: asked(policyOf, ...POLICY),
  podPolicy: asked((made) => podPolicy({ kind: 'Pod', spec: podSpecOf(made) }), ...POLICY),
  decide: askedOf(
    (made) => ({ policy: policyOf(made), node: firstNode(made) }),
    ({ policy, node }) => decide(policy, node),
    ...POLICY,
    'taints',
  ),
  'explain, every pair': asked(({ nodes, daemonSets }) => {
    const policies = policiesOf(daemonSets)
    for (const node of nodes) for (const policy of policies) explain(policy, node)
  }),
  matchNodeSelection: asked(
    (made) => matchNodeSelection(podSpecOf(made), firstNode(made)),
    'terms',
  ),
  preferredScore: asked((made) => preferredScore(preferredOf(made), firstNode(made)), 'terms'),
  untoleratedTaints: asked(
    (made) => untoleratedTaints(podSpecOf(made).tolerations, firstNode(made).spec?.taints),
    'tolerations',
    'taints',
  ),
  decodeJson: askedOf(listText, decodeJson),
  decodeObjects: askedOf((made) => JSON.parse(listText(made)) as unknown, decodeObjects),
  'plan, reasons too': asked(({ snapshot, agent }) => plan(snapshot, agent, options).nodes),
  planAll: asked(({ snapshot, daemonSets }) => planAll(snapshot, daemonSets, options)),
  planText: askedOf(
    ({ snapshot, agent }) => plan(snapshot, agent, options),
    (next) => planText(next),
  ),
  'createStore, load': asked(({ nodes, pods, daemonSets, revisions }) =>
    createStore({ watch: 'reasons' }).load({ nodes, pods, daemonSets, revisions }),
  ),

  // podfit/controller
  'causesSync, every node': asked(({ snapshot, nodes }) =>
    nodes.map((node) => causesSync({ code: 'NodeAdded', node }, snapshot)),
  ),
  evictedPods: asked(({ snapshot }) => evictedPods(snapshot, options)),
  addDaemonTolerations: asked((made) => addDaemonTolerations(podSpecOf(made)), 'tolerations'),
  eviction: asked(
    (made) => eviction(podSpecOf(made).tolerations, firstNode(made).spec?.taints),
    'tolerations',
    'taints',
  ),
  pinnedAffinity: asked((made) => pinnedAffinity(podSpecOf(made).affinity, 'n0'), 'terms'),
  slowStart: asked(({ nodes }) => slowStart(nodes.length), 'nodes'),
  staticPods: asked(({ snapshot }) => staticPods(snapshot), 'pods'),

  // podfit/kubectl
  cordonNode: asked((made) => cordonNode(firstNode(made)), 'taints'),
  editTaints: askedOf(
    (made) => ({ node: firstNode(made), edit: orThrow(parseTaints(['a=b:NoSchedule'])) }),
    ({ node, edit }) => editTaints(node.spec?.taints, edit),
    'taints',
  ),
  parseTaints: askedOf(taintArguments, parseTaints, 'nodes'),
  parseTaintArguments: askedOf(
    taintArguments,
    (args) => parseTaintArguments(['nodes', 'n0', ...args]),
    'nodes',
  ),
  'patchObject, strategic': askedOf(
    daemonSetJson,
    (object) => patchObject(object, { spec: { template: { spec: object.spec } } }),
    ...POLICY,
  ),
  rolloutHistory: asked(({ agent, revisions }) => rolloutHistory(agent, revisions), 'revisions'),
  rolloutUndo: asked(({ agent, revisions }) => rolloutUndo(agent, revisions), 'revisions'),

  // podfit/api, podfit/fields
  asCreated: asked(({ agent }) => asCreated(agent), ...POLICY),
  asUpdated: asked(({ agent }) => asUpdated(agent, withTerms(3)), ...POLICY),
  defaultDaemonSet: asked(({ agent }) => defaultDaemonSet(agent), ...POLICY),
  intake: asked(
    ({ daemonSets, pods }) => intake({ daemonSets, pods }),
    'daemonSets',
    'pods',
    ...POLICY,
  ),
  validateDaemonSet: asked(({ agent }) => validateDaemonSet(agent), ...POLICY),
  validateNodeSelector: asked(
    (made) =>
      validateNodeSelector(
        podSpecOf(made).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution ??
          {},
      ),
    'terms',
  ),
  validateTaints: asked((made) => validateTaints(firstNode(made).spec?.taints), 'taints'),
  validateTolerations: asked(
    (made) => validateTolerations(podSpecOf(made).tolerations),
    'tolerations',
  ),
  warnings: asked(({ agent }) => warnings(agent), ...POLICY),
  checkFields: askedOf(daemonSetJson, (object) => checkFields(object), ...POLICY),
  checkJsonFields: askedOf(
    (made) => JSON.stringify(daemonSetJson(made)),
    (text) => checkJsonFields(text),
    ...POLICY,
  ),

  // podfit/rollout
  attributeUnavailability: asked(({ snapshot, agent }) =>
    attributeUnavailability(snapshot, agent, options),
  ),
  forecast: asked(({ snapshot, agent }) => forecast(snapshot, agent, options)),
  presentPods: asked(({ snapshot, agent }) => presentPods(snapshot, agent, options)),
  simulate: asked(({ snapshot, agent }) => simulate(snapshot, agent, options)),
  stagedRollout: asked(({ snapshot, agent }) =>
    stagedRollout(snapshot, agent, { ...options, stages: ['10%', '50%'] }),
  ),

  // podfit/impact
  'applyChange, all nodes drained': askedOf(
    (made) => ({ ...made, changes: drained(made) }),
    ({ snapshot, changes: [change] }) => applyChange(snapshot, change),
    'nodes',
    'pods',
  ),
  applyManifest: asked(({ snapshot, agent }) =>
    applyManifest(snapshot, { ...agent, apiVersion: 'apps/v1', kind: 'DaemonSet' }),
  ),
  asApplied: asked(({ agent }) => asApplied(withTerms(3), agent), ...POLICY),
  clusterHealth: asked(({ snapshot }) => clusterHealth(snapshot, options)),
  composeChanges: askedOf(
    (made) => diff(made.snapshot, everyNodeTainted(made), options).changes,
    (changes) => composeChanges(changes, changes),
    'nodes',
    'daemonSets',
  ),
  'diff, every node tainted': askedOf(
    (made) => ({ ...made, after: everyNodeTainted(made) }),
    ({ snapshot, after }) => diff(snapshot, after, options),
  ),
  'diff, other terms': askedOf(
    (made) => ({ ...made, after: otherTerms(made) }),
    ({ snapshot, after }) => diff(snapshot, after, options),
  ),
  diffPlans: askedOf(
    (made) => ({
      before: plan(made.snapshot, made.agent, options),
      after: plan(everyNodeTainted(made), made.agent, options),
    }),
    ({ before, after }) => diffPlans(before, after),
  ),
  diffVersions: asked(({ snapshot, agent }) =>
    diffVersions(snapshot, agent, { ...options, from: newestSemantics, to: newestSemantics }),
  ),
  nodeOverview: asked(({ snapshot }) => nodeOverview(snapshot, 'n0', options)),
  placementMatrix: asked(({ snapshot }) => placementMatrix(snapshot, options)),
  triggersRollout: asked(({ agent }) => triggersRollout(withTerms(3), agent), ...POLICY),
  'whatIf, all nodes drained': asked((made) => whatIf(made.snapshot, drained(made), options)),

  // podfit/audit, podfit/expect, podfit/suggest, podfit/redact, podfit/capacity, podfit/pools
  audit: asked(({ nodes, pods, daemonSets, revisions }) =>
    audit({ nodes, pods, daemonSets, revisions }),
  ),
  checkTest: asked(
    ({ nodes, daemonSets }) =>
      checkTest(
        {
          name: 't',
          cases: [
            {
              name: 'c',
              assertions: [
                {
                  runsOnEvery: { daemonSets: ['default/agent'], nodes: { selector: 'pool' } },
                },
              ],
            },
          ],
        },
        { nodes, daemonSets },
      ),
    'nodes',
    'daemonSets',
  ),
  suggestFixes: asked(({ nodes, agent }) =>
    suggestFixes(agent, { metadata: { name: 'new', labels: { pool: 'r' } } }, nodes),
  ),
  suggestNodeChange: asked(
    (made) => suggestNodeChange(made.agent, firstNode(made), { daemonSets: made.daemonSets }),
    ...POLICY,
    'taints',
    'daemonSets',
  ),
  suggestTolerations: asked(({ nodes, agent }) => suggestTolerations(agent, nodes, nodes)),
  simplifyDaemonSet: asked(({ agent }) => simplifyDaemonSet(agent), ...POLICY),
  suggestPoolFixes: asked(
    ({ agent, nodes }) =>
      suggestPoolFixes(agent, { node: { metadata: { labels: { pool: 'r' } } } }, nodes),
    ...POLICY,
    'nodes',
  ),
  narrowTolerations: asked(({ nodes, agent }) => narrowTolerations(agent, nodes)),
  applyPatch: askedOf(
    (made) => ({ made, patch: suggestFixes(made.agent, firstNode(made), made.nodes) }),
    ({ made, patch }) =>
      patch.map((fix) => applyPatch(made.agent, 'patch' in fix ? fix.patch : [])),
    ...POLICY,
  ),
  redact: asked(({ nodes, pods, daemonSets, revisions }) =>
    redact({ nodes, pods, daemonSets, revisions }, {}),
  ),
  readiness: asked(
    ({ nodes, daemonSets }) => readiness({ nodes, daemonSets }),
    'nodes',
    'daemonSets',
  ),
  clusterCapacity: asked(
    ({ snapshot }) => clusterCapacity(snapshot),
    'nodes',
    'pods',
    'daemonSets',
  ),
  daemonSetFit: asked(({ snapshot, agent }) => daemonSetFit(snapshot, agent), 'nodes', 'pods'),
  fits: asked((made) => fits(made.pods[0] ?? {}, firstNode(made), made.pods), 'pods'),
  overhead: asked((made) => overhead(made.daemonSets, firstNode(made)), 'daemonSets'),
  decideTemplate: askedOf(
    (made) => ({ policy: policyOf(made), template: template(made) }),
    (given) => decideTemplate(given.policy, given.template),
    ...POLICY,
    'taints',
  ),
  explainTemplate: askedOf(
    (made) => ({ policy: policyOf(made), template: template(made) }),
    (given) => explainTemplate(given.policy, given.template),
    ...POLICY,
    'taints',
  ),

  // podfit/analysis
  satisfiable: askedOf(policyOf, (policy) => satisfiable(policy), ...POLICY),
  selection: askedOf(policyOf, selection, ...POLICY),
  simplify: askedOf(policyOf, simplify, ...POLICY),
  implies: askedOf(policyOf, (policy) => implies(policy, policy), ...POLICY),
  equivalent: askedOf(policyOf, (policy) => equivalent(policy, policy), ...POLICY),
  disjoint: askedOf(policyOf, (policy) => disjoint(policy, policy), ...POLICY),
  covers: askedOf(
    ({ daemonSets }) => policiesOf(daemonSets),
    (policies) => covers(policies),
    ...POLICY,
    'daemonSets',
  ),
  partition: askedOf(
    ({ daemonSets }) => policiesOf(daemonSets),
    (policies) => partition(policies),
    ...POLICY,
    'daemonSets',
  ),
  nodeFacts: asked(
    (made) =>
      nodeFacts({ selector: { nodeSelectorTerms: [{ matchExpressions: requirementsOf(made) }] } }),
    'nodes',
  ),

  // podfit/decode, podfit/yaml
  parseJson: askedOf(listText, parseJson, ...OBJECTS),
  decodeYaml: askedOf(
    ({ nodes }) => nodes.map((node) => `---\n${JSON.stringify(node)}\n`).join(''),
    decodeYaml,
    'nodes',
  ),
  repeatedKeys: askedOf(
    ({ nodes }) => nodes.map((_, i) => `k${i}: v\n`).join(''),
    repeatedKeys,
    'nodes',
  ),

  // podfit/admission
  'admit, rules about a cluster': askedOf(
    ({ snapshot, agent }) => ({
      subject: {
        ...SUBJECT,
        object: {
          value: agent,
          daemonSet: agent,
          podSpec: { spec: agent.spec?.template?.spec ?? {}, path: [] },
        },
        oldObject: { value: withTerms(3), daemonSet: withTerms(3) },
      },
      rules: [keepsNodes(snapshot), mustReach(snapshot), evictsNone(snapshot)],
    }),
    ({ subject, rules }) => admit(subject, rules),
    'nodes',
    'pods',
  ),
  'admit, rules about tolerations': askedOf(
    (made) => ({
      subject: { ...SUBJECT, kind: 'Pod', object: podObject(podSpecOf(made)) },
      rules: [
        podTolerationRestriction({
          namespaces: [{ metadata: { name: 'default' } }],
          allowed: podSpecOf(made).tolerations ?? [],
        }),
        requiredTolerations(podSpecOf(made).tolerations ?? []),
      ],
    }),
    ({ subject, rules }) => admit(subject, rules),
    'tolerations',
  ),
  forbiddenTolerations: askedOf(
    (made) => podSpecOf(made).tolerations ?? [],
    (tolerations) => forbiddenTolerations(tolerations, tolerations),
    'tolerations',
  ),
  mergeTolerations: askedOf(
    (made) => podSpecOf(made).tolerations ?? [],
    (tolerations) => mergeTolerations(tolerations, tolerations),
    'tolerations',
  ),
  tolerableTaint: askedOf(
    (made) => podSpecOf(made).tolerations ?? [],
    (tolerations) => tolerableTaint(tolerations, { operator: 'Exists' }),
    'tolerations',
  ),

  // podfit/report
  attributionText: askedOf(
    ({ snapshot, agent }) => attributeUnavailability(snapshot, agent, options),
    (attribution) => attributionText(attribution),
    'nodes',
    'surplus',
    'terms',
  ),
  progressText: askedOf(
    ({ snapshot, agent }) => attributeUnavailability(snapshot, agent, options),
    (attribution) => progressText('a', attribution),
    'nodes',
    'surplus',
  ),
  auditText: askedOf(
    ({ nodes, pods, daemonSets, revisions }) =>
      audit({ nodes, pods, daemonSets, revisions }).findings,
    (findings) => findings.map(auditText),
    'nodes',
    'pods',
    'daemonSets',
  ),
  readyText: askedOf(
    ({ nodes, daemonSets }) => readiness({ nodes, daemonSets }),
    (found) => readyText(found),
    'nodes',
    'daemonSets',
  ),
  capacityText: askedOf(
    ({ snapshot }) => orThrow(clusterCapacity(snapshot)),
    (capacity) => capacityText(capacity),
    'nodes',
    'daemonSets',
  ),
  nodeFitText: askedOf(
    ({ snapshot, agent }) => daemonSetFit(snapshot, agent),
    (found) => nodeFitText(found),
    'nodes',
  ),
  exactJson: askedOf((made) => made.nodes, exactJson, 'nodes', 'taints'),
  forecastText: askedOf(
    ({ snapshot, agent }) => forecast(snapshot, agent, options),
    (found) => forecastText(found),
    'nodes',
    'surplus',
  ),
  simulationText: askedOf(
    ({ snapshot, agent }) => simulate(snapshot, agent, options),
    (found) => simulationText(found),
    'nodes',
    'surplus',
  ),
  impactText: askedOf(
    (made) => diff(made.snapshot, everyNodeTainted(made), options),
    (impact) => impactText(impact),
    'nodes',
    'daemonSets',
    'terms',
  ),
  impactMarkdown: askedOf(
    (made) => diff(made.snapshot, everyNodeTainted(made), options),
    (impact) => impactMarkdown(impact),
    'nodes',
    'daemonSets',
  ),
  jsonPatch: asked(
    ({ nodes }) =>
      jsonPatch(nodes.map((_, i) => ({ op: 'add', path: ['spec', `k${i}`], value: i })) as never),
    'nodes',
  ),
  matrixText: askedOf(
    ({ snapshot }) => placementMatrix(snapshot, options),
    (matrix) => matrixText(matrix),
    'nodes',
    'daemonSets',
  ),
  nodeText: askedOf(
    ({ snapshot }) => orThrow(nodeOverview(snapshot, 'n0', options)),
    (overview) => nodeText(overview),
    'daemonSets',
    'taints',
  ),
  statusText: askedOf(
    ({ snapshot }) => clusterHealth(snapshot, options),
    (health) => statusText(health),
    'nodes',
    'daemonSets',
  ),
  planSummary: askedOf(
    ({ snapshot, agent }) => plan(snapshot, agent, options),
    planSummary,
    'nodes',
    'surplus',
  ),
  selectionText: askedOf(policyOf, selectionText, ...POLICY),
  verdictText: askedOf(
    (made) => explain(policyOf(made), firstNode(made)),
    (verdict) => verdictText(verdict),
    'terms',
    'taints',
  ),
  versionDiffText: askedOf(
    ({ snapshot, agent }) =>
      diffVersions(snapshot, agent, { ...options, from: newestSemantics, to: newestSemantics }),
    (change) => versionDiffText(change),
    'nodes',
  ),
}
