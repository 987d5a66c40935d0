import { toInt64, type Int64 } from '../data/int64.js'
import { sameJson } from '../data/sameJson.js'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import { newestSemantics } from '../kube/semantics.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { submittedTemplate } from './submittedTemplate.js'

/**
 * A changed DaemonSet as the API server would store it in place of the old one.
 *
 * - **Rules**
 *   1. UID and status are the old one's, whatever the new one says.
 *   2. Another spec raises the generation by one, another template the template generation, too, unless the
 *      old one has none (which is then from no API server). What is absent is the same as what is zero.
 *
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` PrepareForUpdate
 *
 * @example
 * import { asUpdated } from 'podfit/api'
 *
 * const old = { metadata: { name: 'agent', generation: 4 }, spec: { minReadySeconds: 0 } }
 * asUpdated({ ...old, spec: { minReadySeconds: 5 } }, old).metadata?.generation // => 5
 *
 * @since 0.1.0
 */
export const asUpdated = <D extends DaemonSet>(daemonSet: D, old: DaemonSet): D & DaemonSet => {
  const is = writtenSpec(daemonSet)
  const was = writtenSpec(old)
  const otherTemplate = !sameJson(is.template, was.template)
  const otherSpec = !sameJson(is, was)
  const generation = old.metadata?.generation ?? 0
  const ofTemplate = templateGeneration(old)
  return {
    ...daemonSet,
    metadata: {
      ...daemonSet.metadata,
      uid: old.metadata?.uid,
      generation: otherSpec ? next(generation) : generation,
      ...(ofTemplate !== undefined && {
        annotations: {
          ...daemonSet.metadata?.annotations,
          [ANNOTATION_TEMPLATE_GENERATION]: String(otherTemplate ? next(ofTemplate) : ofTemplate),
        },
      }),
    },
    status: old.status,
  }
}

/** A spec in which what may be left out says so in one way. */
const writtenSpec = ({ spec }: DaemonSet) => ({
  ...spec,
  minReadySeconds: spec?.minReadySeconds ?? 0,
  template: submittedTemplate(spec?.template, newestSemantics),
})

/** One more, as a number where that is exact. */
const next = (value: Int64): Int64 => {
  const more = toInt64(value) + 1n
  return Number.isSafeInteger(Number(more)) ? Number(more) : more
}
