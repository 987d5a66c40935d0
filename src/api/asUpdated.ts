import { toInt64, type Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { sameJson } from '../data/sameJson.js'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { defaultedTemplate } from './defaultedTemplate.js'
import { defaultDaemonSet } from './defaults.js'
import { submittedTemplate } from './submittedTemplate.js'

/**
 * A changed DaemonSet as the API server would store it in place of the old one.
 *
 * - **Rules**
 *   1. UID and status are the old one's, whatever the new one says.
 *   2. Another spec raises the generation by one, another template the template generation, too, unless the
 *      old one has none (which is then from no API server). What is absent is the same as what is zero, or
 *      what the API server fills in.
 *
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.PrepareForUpdate
 *
 * @example
 * import { asUpdated } from 'podfit/api'
 *
 * const old = { metadata: { name: 'agent', generation: 4 }, spec: { minReadySeconds: 0 } }
 * asUpdated({ ...old, spec: { minReadySeconds: 5 } }, old).metadata?.generation // => 5
 *
 * @since 0.1.0
 */
export const asUpdated = <D extends DaemonSet, const K extends string = string>(
  daemonSet: D & OfKind<K, 'DaemonSet'>,
  old: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: SemanticsOptions = {},
): D & DaemonSet => {
  const { semantics = newestSemantics } = options
  const changed = specChange(daemonSet, old, semantics)
  const generation = old.metadata?.generation ?? 0
  const ofTemplate = templateGeneration(old)
  return {
    ...daemonSet,
    metadata: {
      ...daemonSet.metadata,
      uid: old.metadata?.uid,
      generation: changed.spec ? countedOn(generation) : generation,
      ...(ofTemplate !== undefined && {
        annotations: {
          ...daemonSet.metadata?.annotations,
          [ANNOTATION_TEMPLATE_GENERATION]: String(
            changed.template ? countedOn(ofTemplate) : ofTemplate,
          ),
        },
      }),
    },
    status: old.status,
  }
}

/** Whether a spec and its template are others than those that are stored, once the defaults are filled in. */
export const specChange = (
  daemonSet: DaemonSet,
  old: DaemonSet,
  semantics: Semantics,
): { readonly spec: boolean; readonly template: boolean } => {
  const is = writtenSpec(daemonSet, semantics)
  const was = writtenSpec(old, semantics)
  return { spec: !sameJson(is, was), template: !sameJson(is.template, was.template) }
}

/** A DaemonSet with its defaults that is to be stored in place of another; a template that says nothing new stays as it is. */
export const keepingTemplate = <D extends DaemonSet>(
  daemonSet: D,
  old: DaemonSet,
  semantics: Semantics,
): D =>
  specChange(daemonSet, old, semantics).template
    ? daemonSet
    : defaultDaemonSet({ ...daemonSet, spec: { ...daemonSet.spec, template: old.spec?.template } })

/** A spec in which what may be left out says so in one way. */
const writtenSpec = (daemonSet: DaemonSet, semantics: Semantics) => {
  const { spec } = defaultDaemonSet(daemonSet)
  return {
    ...spec,
    minReadySeconds: spec?.minReadySeconds ?? 0,
    template: submittedTemplate(
      defaultedTemplate(spec?.template ?? {}, { semantics }),
      newestSemantics,
    ),
  }
}

/** The next generation, in the type in which the last one came as long as that holds it. */
export const countedOn = (generation: Maybe<Int64>): Int64 => {
  const next = toInt64(generation ?? 0) + 1n
  const isNumber = typeof generation !== 'bigint' && Number.isSafeInteger(Number(next))
  return isNumber ? Number(next) : next
}
