import { equalJson } from '../data/equalJson.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject, type Json } from '../data/own.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { submittedTemplate } from '../api/submittedTemplate.js'

/** The template that a revision recorded, or undefined if its data has another shape. */
export const recordedTemplate = (data: unknown): Json | undefined => {
  const spec = only(data, 'spec')
  const template = only(spec, 'template')
  if (!isJsonObject(template) || template['$patch'] !== 'replace') return undefined
  const { $patch: _directive, ...rest } = template
  return rest
}

/** The one member of an object that has no other. */
const only = (value: unknown, key: string): unknown =>
  isJsonObject(value) && Object.keys(value).length === 1 ? value[key] : undefined

/**
 * Does a revision record exactly this template?
 *
 * - **Rules**
 *   1. Compared is `data.spec.template` without `$patch: replace`; nothing else may stand in `data`.
 *   2. The template is compared as the API server writes it; up to 1.33 with a `creationTimestamp` that is
 *      null.
 *   3. What is recorded is taken as it stands, in any order of keys.
 *
 * - **Differs** upstream compares bytes; served templates and recorded ones come from the same encoder, so
 *   for objects from an API server the answers agree.
 * - **Upstream** kubernetes `pkg/controller/daemon/update.go` Match, getPatch
 */
export const sameTemplate = (
  template: Maybe<PodTemplate>,
  data: unknown,
  semantics: Semantics = newestSemantics,
): boolean => recordsOf(template, semantics)(data)

/** The same question about many revisions: the template is written once, when it is first needed. */
export const recordsOf = (
  template: Maybe<PodTemplate>,
  semantics: Semantics,
): ((data: unknown) => boolean) => {
  let submitted: Json | undefined
  return (data) => {
    const recorded = recordedTemplate(data)
    if (recorded === undefined) return false
    submitted ??= submittedTemplate(template, semantics)
    return equalJson(submitted, recorded)
  }
}
