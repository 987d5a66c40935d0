import { addDaemonTolerations, pinnedAffinity } from 'podfit/controller'
import { upstreamEvent, upstreamSyncError } from 'podfit/report'

/** An int64, which podfit gives as text where a number would not be exact, as the whole number that it is. */
export const whole = (value) => (typeof value === 'string' ? BigInt(value) : (value ?? null))

/** The status that a pass writes, or null. */
export const wholeStatus = ({ written, computed }) =>
  written ? { ...computed, observedGeneration: whole(computed.observedGeneration) } : null

const wholeNumbers = (renumbered) =>
  Object.fromEntries(Object.entries(renumbered).map(([name, number]) => [name, whole(number)]))

/** The error of a pass: each that it may be, where it names any one of several nodes. */
const errorsOf = (result) => {
  const { outcome } = result
  const { fault } = outcome
  if (fault?.code !== 'NodeMissing') return [upstreamSyncError(result)]
  return fault.anyOf.map((node) =>
    upstreamSyncError({ ...result, outcome: { ...outcome, fault: { ...fault, anyOf: [node] } } }),
  )
}

/** An event: each that it may be, where it is about any one of several pods. */
const eventsOf = (event, namespace) =>
  event.anyOf === undefined
    ? [upstreamEvent(event, namespace)]
    : event.anyOf.map((pod) => upstreamEvent({ ...event, anyOf: [pod] }, namespace))

/** A plan in the words of the protocol; where Kubernetes picks, with all that it may pick. */
export const syncAnswer = (result, daemonSet) => {
  const namesOf = (code) => result.pods.filter((pod) => pod.disposition.code === code)
  const choicesOf = (action) =>
    result.choices
      .filter((choice) => choice.action === action)
      .map(({ count, from }) => ({ count, from }))
  const claimed = (claim) => result.pods.filter((pod) => pod.claim === claim).map((pod) => pod.name)
  const affinity = daemonSet.spec?.template?.spec?.affinity
  const { revision } = result
  return {
    error: errorsOf(result),
    creates: {
      must: result.creates.filter((create) => create.choice === undefined).map(({ node }) => node),
      choices: choicesOf('create'),
    },
    deletes: { must: namesOf('delete').map(({ name }) => name), choices: choicesOf('delete') },
    adopted: claimed('adopted'),
    released: claimed('released'),
    relabelled: revision.relabelled ?? [],
    status: wholeStatus(result.status),
    revision: {
      current: revision.name ?? null,
      number: whole(revision.number),
      renumbered: wholeNumbers(revision.renumbered ?? {}),
      deleted: revision.deleted ?? [],
      adopted: revision.adopted ?? [],
      released: revision.released ?? [],
      labelled: revision.labelled ?? [],
    },
    events: result.events.map((event) => eventsOf(event, result.daemonSet.namespace)),
    template: {
      tolerations: addDaemonTolerations(daemonSet.spec?.template?.spec ?? {}),
      labels: result.template.labels,
      affinity: Object.fromEntries(
        result.creates.map(({ node }) => [node, pinnedAffinity(affinity, node)]),
      ),
    },
  }
}
