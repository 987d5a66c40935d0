import {
  applyPlan,
  cluster,
  compileLabelSelector,
  daemonSetPolicy,
  decodeControllerRevision,
  decodeDaemonSet,
  decodeNode,
  decodePod,
  formatFieldPath,
  matchNodeSelection,
  orThrow,
  plan,
  preferredScore,
  semanticsFor,
  shouldContinueRunning,
  shouldRun,
  tolerates,
  untoleratedTaints,
  updateCluster,
  VERIFIED_RELEASES,
} from 'podfit'
import { forbiddenTolerations, mergeTolerations } from 'podfit/admission'
import { disjoint, equivalent, implies, satisfiable } from 'podfit/analysis'
import {
  defaultDaemonSet,
  defaultedTemplate,
  intake,
  validateDaemonSet,
  validateNodeSelector,
  validateTolerations,
  warnings,
} from 'podfit/api'
import { fits } from 'podfit/capacity'
import {
  addDaemonTolerations,
  causesSync,
  eviction,
  scaledValue,
  targetNode,
} from 'podfit/controller'
import { parseJson } from 'podfit/decode'
import { checkFields, checkJsonFields } from 'podfit/fields'
import { editTaints, parseTaints, rolloutStatus } from 'podfit/kubectl'
import {
  argoHealthText,
  fieldIssueText,
  helmReadyText,
  kstatusText,
  kubectlRolloutStatus,
  kubectlTaintError,
  serverWarningText,
  upstreamFieldError,
  upstreamLabelSelectorError,
  upstreamScaleError,
  upstreamSelectorError,
  upstreamShortage,
  upstreamTargetNodeError,
} from 'podfit/report'
import { deployReady } from 'podfit/rollout'
import { parseYaml, repeatedKeys } from 'podfit/yaml'
import { syncAnswer, whole, wholeStatus } from './syncAnswer.mjs'

/** What cannot be decoded. */
class Bad extends Error {}

const right = (result) => {
  if (result._tag === 'Right') return result.right
  const [{ path, expected, found, message }] = result.left
  throw new Bad(message ?? `${formatFieldPath(path)}: expected ${expected}, found ${found}`)
}

const podSpec = (spec) => right(decodePod({ spec })).spec ?? {}
const taintsOf = (taints) => right(decodeNode({ spec: { taints } })).spec.taints
const list = (items, decode) => (items ?? []).map((item) => right(decode(item ?? {})))

/** A member of a question that has to be there. */
const present = (value, name) => {
  if (value === undefined || value === null) throw new Bad(`${name} is missing`)
  return value
}

const OF_EVENT = {
  Pod: ['pod', decodePod],
  DaemonSet: ['daemonSet', decodeDaemonSet],
  Revision: ['revision', decodeControllerRevision],
}

const backoffOf = ({ backoff }) =>
  Object.fromEntries(
    Object.entries(backoff ?? {}).map(([node, time]) => [node, { since: time, seconds: 1 }]),
  )

/** The objects of one map that another does not have. */
const added = (before, after) =>
  [...after].filter(([key]) => !before.has(key)).map(([, object]) => object)

/** After how many seconds a pass asks for others, each once. */
const secondsOf = ({ requeues }) => [...new Set(requeues.map(({ seconds }) => seconds))]

const ALL_OFF = { TaintTolerationComparisonOperators: false, DaemonSetUpdateSurge: false }
const SEMANTICS = new Map()

/**
 * The semantics of a question's release; the newest unless it names one. Its feature gates are off unless the
 * question turns them on; one that the release does not let anybody set is passed over.
 */
const semanticsOf = ({ comparison = false, gates }, release) => {
  const asked = { ...ALL_OFF, TaintTolerationComparisonOperators: comparison, ...gates }
  const key = JSON.stringify([release, asked])
  if (!SEMANTICS.has(key)) SEMANTICS.set(key, resolved(release, asked))
  return SEMANTICS.get(key)
}

const resolved = (kubernetes, asked) => {
  const settable = Object.entries(asked).filter(
    ([gate, on]) => semanticsFor({ kubernetes, gates: { [gate]: on } })._tag === 'Right',
  )
  return right(semanticsFor({ kubernetes, gates: Object.fromEntries(settable) })).semantics
}

const KNOWN = new Map()

/** The release that a question names, if podfit knows it: nothing stands in for one that it does not. */
const releaseOf = (kubernetes) => {
  if (kubernetes === undefined || kubernetes === null) return undefined
  if (!KNOWN.has(kubernetes)) {
    const found = typeof kubernetes === 'string' ? semanticsFor({ kubernetes }) : undefined
    KNOWN.set(kubernetes, found?._tag === 'Right' && found.right.standsInFor === undefined)
  }
  if (KNOWN.get(kubernetes)) return kubernetes
  const known = VERIFIED_RELEASES.map((release) => release.kubernetes).join(', ')
  throw new Bad(`unknown release ${JSON.stringify(kubernetes)}; known are ${known}`)
}

/** What the strict decoder says: one text for all keys of YAML that stand there twice, one for each field. */
const strictTexts = (issues, keys) => {
  const lines = keys.map((key) => `  ${fieldIssueText(key)}`)
  const all = lines.length === 0 ? [] : [['yaml: unmarshal errors:', ...lines].join('\n')]
  return [...all, ...issues.filter(({ code }) => code !== 'GateOff').map(fieldIssueText)]
}

const fieldsOfText = (text, options) => {
  if (text.startsWith('{')) return { checked: checkJsonFields(text, options), keys: [] }
  const [document = { _tag: 'Right', right: null }] = parseYaml(text)
  return document._tag === 'Left'
    ? { checked: document, keys: [] }
    : { checked: checkFields(document.right, options), keys: repeatedKeys(text) }
}

const PROOFS = { implies, equivalent, disjoint }

/** What an object is called, and what its containers are. */
const isOfObject = ([first, second, third, containers, index, member]) =>
  first === 'metadata'
    ? second !== 'annotations'
    : second === 'template' &&
      third === 'spec' &&
      (containers === 'containers' || containers === 'initContainers') &&
      (index === undefined || member === 'name' || member === 'image')

const operations = {
  fields: ({ text, as }, release) => {
    const { checked, keys } = fieldsOfText(text, { as, kubernetes: release })
    if (checked._tag === 'Left') {
      const [{ code, message }] = checked.left
      return { strict: [], error: message ?? code }
    }
    const wrong = checked.right.find(({ code }) => code === 'WrongType')
    return wrong === undefined
      ? { strict: strictTexts(checked.right, keys), error: '' }
      : { strict: [], error: fieldIssueText(wrong) }
  },

  tolerates: (input, release) => {
    const { tolerations } = podSpec({ tolerations: input.tolerations })
    const [taint] = taintsOf([input.taint])
    const each = (tolerations ?? []).map((item) =>
      tolerates(item, taint, { semantics: semanticsOf(input, release) }),
    )
    return { each, any: each.includes(true) }
  },

  untolerated: (input, release) => {
    const { tolerations } = podSpec({ tolerations: input.tolerations })
    const options = { effects: input.effects ?? undefined, semantics: semanticsOf(input, release) }
    const [taint = null] = untoleratedTaints(tolerations, taintsOf(input.taints), options)
    return { taint }
  },

  affinity: ({ spec, node }) => {
    const { match, faults } = matchNodeSelection(podSpec(spec), right(decodeNode(node)))
    return { match, error: upstreamSelectorError(faults) }
  },

  preferred: ({ terms, node }) => {
    const { affinity } = podSpec({
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: terms } },
    })
    const result = preferredScore(
      affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution,
      right(decodeNode(node)),
    )
    return result._tag === 'Right'
      ? { score: result.right, error: '' }
      : { error: upstreamSelectorError(result.left) }
  },

  labelSelector: ({ selector, labels }) => {
    const { spec } = right(decodeDaemonSet({ spec: { selector } }))
    const node = right(decodeNode({ metadata: { labels } }))
    const compiled = compileLabelSelector(spec.selector)
    if (compiled._tag === 'Left') return { error: upstreamLabelSelectorError(compiled.left) }
    const { matches, text, empty } = compiled.right
    return { match: matches(node.metadata.labels), string: text, empty, error: '' }
  },

  tolerations: (spec) => addDaemonTolerations(podSpec(spec)),

  tolerationRules: (input) => {
    const first = podSpec({ tolerations: input.first }).tolerations
    const second = podSpec({ tolerations: input.second }).tolerations
    return {
      verify: forbiddenTolerations(first, second).length === 0,
      merge: mergeTolerations(first, second),
    }
  },

  eligible: ({ daemonSet, node, ...rest }, release) => {
    const subject = { kind: 'DaemonSet', spec: right(decodeDaemonSet(daemonSet)).spec ?? {} }
    const policy = orThrow(daemonSetPolicy(subject, { semantics: semanticsOf(rest, release) }))
    const decoded = right(decodeNode(node))
    return {
      shouldRun: shouldRun(policy, decoded),
      shouldContinueRunning: shouldContinueRunning(policy, decoded),
    }
  },

  targetNode: (input) => {
    const pod = right(decodePod(input))
    const result = targetNode(pod)
    if (result._tag === 'Right') return { node: result.right, error: '' }
    const { namespace, name } = pod.metadata ?? {}
    const which = { namespace: namespace ?? '', name: name ?? '' }
    return { node: '', error: upstreamTargetNodeError(result.left[0], which) }
  },

  evict: (input, release) => {
    const { tolerations } = podSpec({ tolerations: input.tolerations })
    const result = eviction(tolerations, taintsOf(input.taints), {
      semantics: semanticsOf(input, release),
    })
    switch (result.code) {
      case 'never':
        return { tolerated: true, ns: -1 }
      case 'now':
        return { tolerated: result.tolerated, ns: 0 }
      default:
        return { tolerated: true, ns: whole(result.nanoseconds) }
    }
  },

  scaled: ({ value, total, roundUp }) => {
    const decoded = right(
      decodeDaemonSet({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: value } } } }),
    )
    const { maxUnavailable } = decoded.spec.updateStrategy.rollingUpdate
    const result = scaledValue(maxUnavailable, Number(total ?? 0), { roundUp: roundUp === true })
    return result._tag === 'Right'
      ? { value: whole(result.right), error: '' }
      : { value: 0, error: upstreamScaleError(result.left[0]) }
  },

  default: (input) => defaultDaemonSet(right(decodeDaemonSet(input))),

  validate: (input, release) => {
    const prepared = (daemonSet) => {
      const decoded = right(decodeDaemonSet(daemonSet))
      return input.default === true ? defaultDaemonSet(decoded) : decoded
    }
    const old = input.old ? prepared(input.old) : undefined
    return validateDaemonSet(prepared(input.daemonSet ?? {}), {
      old,
      semantics: semanticsOf(input, release),
    }).map(upstreamFieldError)
  },

  object: ({ daemonSet }, release) => {
    const { refused } = intake(
      { daemonSets: [right(decodeDaemonSet(daemonSet ?? {}))] },
      { sent: true, semantics: semanticsOf({}, release), defaultNamespace: '' },
    )
    return refused
      .flatMap(({ issues }) => issues.flatMap(({ error }) => error ?? []))
      .filter(({ path }) => isOfObject(path))
      .map(upstreamFieldError)
  },

  warnings: (input, release) => {
    const old = input.old ? right(decodeDaemonSet(input.old)) : undefined
    const found = warnings(right(decodeDaemonSet(input.daemonSet ?? {})), {
      old,
      semantics: semanticsOf(input, release),
    })
    return { warnings: found.map(serverWarningText) }
  },

  validateParts: (input, release) => {
    const required = input.nodeSelector ?? null
    const spec = podSpec({
      tolerations: input.tolerations,
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
    })
    const errors = validateTolerations(spec.tolerations, {
      path: ['tolerations'],
      semantics: semanticsOf(input, release),
    })
    const tolerations = errors.map(upstreamFieldError)
    if (required === null) return { tolerations }
    const selector = spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
    const options = {
      allowInvalidLabelValue: input.allowInvalidLabelValue === true,
      semantics: semanticsOf(input, release),
    }
    const found = validateNodeSelector(selector, { path: ['nodeSelector'], ...options })
    return { tolerations, nodeSelector: found.map(upstreamFieldError) }
  },

  kubectlTaint: (input) => {
    const edit = parseTaints(input.args ?? [])
    if (edit._tag === 'Left') return { error: kubectlTaintError(edit.left[0]) }
    const options = { overwrite: input.overwrite === true }
    const result = editTaints(taintsOf(input.taints), edit.right, options)
    if (result._tag === 'Right') return { ...result.right, error: '' }
    const [fault] = result.left
    const error = kubectlTaintError(fault)
    return fault.code === 'AlreadyTainted' ? { exists: error, error: '' } : { error }
  },

  rolloutStatus: (input) => {
    const daemonSet = right(decodeDaemonSet(input))
    return kubectlRolloutStatus(rolloutStatus(daemonSet), daemonSet.metadata?.name ?? '')
  },

  deployReady: (input) => {
    const daemonSet = right(decodeDaemonSet(present(input.daemonSet, 'daemonSet')))
    const { helm3, kstatus, argo } = deployReady(daemonSet)
    const { namespace, name } = daemonSet.metadata ?? {}
    const of = { namespace: namespace ?? '', name: name ?? '' }
    return {
      kstatus: { status: kstatus.status, message: kstatusText(kstatus) },
      argo: { status: argo.status, message: argoHealthText(argo, of.name) },
      helm3: helm3.ready,
      ...(input.log === true && { log: helmReadyText(helm3, of) }),
    }
  },

  nodeEvent: (input, release) => {
    const node = right(decodeNode(input.node ?? {}))
    const event = input.before
      ? { code: 'NodeUpdated', before: right(decodeNode(input.before)), node }
      : { code: 'NodeAdded', node }
    const snapshot = cluster({
      nodes: [node],
      pods: list(input.pods, decodePod),
      daemonSets: list(input.daemonSets, decodeDaemonSet),
    })
    return causesSync(event, snapshot, { semantics: semanticsOf(input, release) })
  },

  objectEvent: (input, release) => {
    const known = /^(Pod|DaemonSet|Revision)(Added|Updated|Deleted)$/.exec(input.event)
    if (known === null) throw new Bad(`unknown event ${String(input.event)}`)
    const [, kind, change] = known
    const [name, decode] = OF_EVENT[kind]
    const event = {
      code: input.event,
      [name]: right(decode(present(input.object, 'object'))),
      ...(change === 'Updated' && { before: right(decode(present(input.before, 'before'))) }),
    }
    const snapshot = cluster({ daemonSets: list(input.daemonSets, decodeDaemonSet) })
    const { queued, later } = causesSync(event, snapshot, {
      semantics: semanticsOf(input, release),
    })
    return { queued, later: later === undefined ? [] : [later] }
  },

  sync: (input, release) => {
    const daemonSet = right(decodeDaemonSet(input.daemonSet))
    const result = plan({
      daemonSet,
      nodes: list(input.nodes, decodeNode),
      pods: list(input.pods, decodePod),
      revisions: list(input.revisions, decodeControllerRevision),
      now: input.now,
      backoff: backoffOf(input),
      semantics: semanticsOf(input, release),
    })
    return syncAnswer(result, daemonSet)
  },

  analysis: ({ question, a, b, ...input }, release) => {
    const options = { semantics: semanticsOf(input, release) }
    const policy = (spec) =>
      orThrow(daemonSetPolicy(right(decodeDaemonSet({ spec: { template: { spec } } })), options))
    if (question === 'satisfiable') {
      const answer = satisfiable(policy(a))
      return answer.code === 'Satisfiable'
        ? { answer: 'yes', witness: answer.node }
        : { answer: 'no' }
    }
    const proof = PROOFS[question](policy(a), policy(b))
    switch (proof.code) {
      case 'Proved':
        return { answer: 'yes' }
      case 'Refuted':
        return { answer: 'no', witness: proof.node }
      case 'Unknown':
        return { answer: 'unknown' }
    }
  },

  fits: ({ pod, node, pods }, release) => {
    const semantics = semanticsOf({}, release)
    const found = right(
      fits(right(decodePod(pod ?? {})), right(decodeNode(node ?? {})), list(pods, decodePod), {
        semantics,
      }),
    )
    return {
      insufficient: found.shortages.map(({ resource, requested, used, capacity, never }) => ({
        resource,
        reason: upstreamShortage(resource),
        requested: whole(requested),
        used: whole(used),
        capacity: whole(capacity),
        unresolvable: never,
      })),
      ports: found.ports.length === 0,
    }
  },

  passes: (input, release) => {
    const daemonSet = right(decodeDaemonSet(input.daemonSet))
    const refused = input.refused ?? {}
    const nodes = list(input.nodes, decodeNode)
    const before = cluster({
      nodes,
      pods: list(input.pods, decodePod),
      revisions: list(input.revisions, decodeControllerRevision),
    })
    const namespaces =
      refused.creates === 'NamespaceTerminating'
        ? [{ metadata: { name: daemonSet.metadata?.namespace }, status: { phase: 'Terminating' } }]
        : []
    const options = { now: input.now, semantics: semanticsOf(input, release) }
    const first = plan(updateCluster(before, { put: { namespaces } }), daemonSet, {
      ...options,
      backoff: backoffOf(input),
    })
    if (first.choices.length > 0) return { first: null, second: null, made: null }
    const fails = ({ action, name }) =>
      action === 'create'
        ? refused.creates === 'Forbidden'
        : action === 'delete'
          ? (refused.deletes ?? []).includes(name)
          : refused.status === true
    const after = applyPlan(before, daemonSet, first, { fails, semantics: options.semantics })
    const isStored = after.daemonSet !== daemonSet
    const created = added(before.pods, after.cluster.pods)
    const deleted = added(after.cluster.pods, before.pods)
    const [made = null] = added(before.revisions, after.cluster.revisions)
    const isPending = first.createsRefused !== undefined
    const isWritten = created.length + deleted.length > 0 || isPending
    const second = input.seen
      ? plan(after.cluster, after.daemonSet, {
          ...options,
          backoff: after.backoff,
          expectationsMet: !isPending,
        })
      : plan(before, daemonSet, {
          ...options,
          backoff: first.backoff,
          expectationsMet: !isWritten,
        })
    return {
      first: {
        creates: created.map((pod) => orThrow(targetNode(pod))),
        deletes: deleted.map(({ metadata }) => metadata.name),
        oldHistory: added(after.cluster.revisions, before.revisions).map(
          ({ metadata }) => metadata.name,
        ),
        status: isStored ? wholeStatus(first.status) : null,
        requeues: isStored || first.status.written === false ? secondsOf(first) : null,
      },
      second: {
        ...syncAnswer(second, input.seen ? after.daemonSet : daemonSet),
        requeues: secondsOf(second),
      },
      made: input.seen ? (made?.metadata?.name ?? null) : null,
    }
  },

  revisionData: (input, release) => {
    const metadata = { namespace: 'default', name: 'ds', uid: 'uid' }
    const selector = { matchLabels: { a: 'b' } }
    const sent = right(decodeDaemonSet({ metadata, spec: { selector, template: input.template } }))
    const given = sent.spec.template ?? {}
    const template =
      input.default === true
        ? defaultedTemplate(given, { semantics: semanticsOf(input, release) })
        : given
    const daemonSet = { ...sent, spec: { ...sent.spec, template } }
    const empty = cluster({ nodes: [], pods: [], revisions: [] })
    const options = { now: new Date(0), semantics: semanticsOf(input, release) }
    const after = applyPlan(empty, daemonSet, plan(empty, daemonSet, options), options).cluster
    return [...after.revisions.values()][0].data
  },
}

/** The answer to one line: always an object, whatever the line says. */
export const answer = (line) => {
  let id = null
  try {
    const request = right(parseJson(line))
    id = request?.id ?? null
    const { op, in: input, kubernetes } = request ?? {}
    if (!Object.hasOwn(operations, op)) return { id, bad: `unknown operation ${String(op)}` }
    const release = releaseOf(kubernetes ?? input?.kubernetes)
    return { id, out: operations[op](input ?? {}, release) }
  } catch (error) {
    return { id, bad: error instanceof Error ? error.message : String(error) }
  }
}
