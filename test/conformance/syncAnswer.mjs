import { addDaemonTolerations, pinnedAffinity } from 'podfit'
import { upstreamEvent, upstreamSyncError } from 'podfit/report'

/** A plan in the words of the protocol. */
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
    error: upstreamSyncError(result),
    creates: {
      must: result.creates.filter((create) => create.choice === undefined).map(({ node }) => node),
      choices: choicesOf('create'),
    },
    deletes: { must: namesOf('delete').map(({ name }) => name), choices: choicesOf('delete') },
    adopted: claimed('adopted'),
    released: claimed('released'),
    relabelled: revision.relabelled ?? [],
    status: result.status.written ? result.status.computed : null,
    revision: {
      current: revision.name ?? null,
      number: revision.number ?? null,
      renumbered: revision.renumbered ?? {},
      deleted: revision.deleted ?? [],
      adopted: revision.adopted ?? [],
      released: revision.released ?? [],
      labelled: revision.labelled ?? [],
    },
    events: result.events.map((event) => upstreamEvent(event, result.daemonSet.namespace)),
    template: {
      tolerations: addDaemonTolerations(daemonSet.spec?.template?.spec ?? {}),
      labels: result.template.labels,
      affinity: Object.fromEntries(
        result.creates.map(({ node }) => [node, pinnedAffinity(affinity, node)]),
      ),
    },
  }
}
