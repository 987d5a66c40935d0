import type { PodTemplate } from '../kube/podTemplate.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject } from '../data/member.js'
import { sameJson } from '../data/sameJson.js'

type Json = Readonly<Record<string, unknown>>

/** The template that a revision recorded, or undefined if its data has another shape. */
export const recordedTemplate = (data: unknown): Json | undefined => {
  const spec = isJsonObject(data) ? data['spec'] : undefined
  const template = isJsonObject(spec) ? spec['template'] : undefined
  if (!isJsonObject(template)) return undefined
  const { $patch: _directive, ...rest } = template
  return rest
}

/**
 * Does a revision record exactly this template?
 *
 * Rules
 * 1. Compared is `data.spec.template` without `$patch`; nothing else may stand in `data`.
 * 2. Order of keys does not matter, null and an empty list are the same as absent.
 * 3. Go writes some empty structs that a hand-written template leaves out: `metadata` of the template and
 *    `resources` of every container count as present.
 *
 * Differs   upstream compares bytes; served templates and recorded ones come from the same encoder, so
 *           for objects from an API server the answers agree.
 * Upstream  kubernetes `pkg/controller/daemon/update.go` Match, getPatch
 */
export const sameTemplate = (template: Maybe<PodTemplate>, data: unknown): boolean => {
  const recorded = recordedTemplate(data)
  if (recorded === undefined || !isJsonObject(data) || Object.keys(data).length !== 1) return false
  if (!isJsonObject(data['spec']) || Object.keys(data['spec']).length !== 1) return false
  return sameJson(withEmptyStructs(template ?? {}), withEmptyStructs(recorded))
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers']

const withEmptyStructs = (template: object): Json => {
  const { metadata, spec, ...rest } = template as Json
  return {
    ...rest,
    metadata: metadata ?? {},
    spec: isJsonObject(spec) ? withResources(spec) : (spec ?? {}),
  }
}

const withResources = (spec: Json): Json => {
  const lists = CONTAINER_LISTS.flatMap((name) => {
    const list = spec[name]
    return Array.isArray(list) ? [[name, list.map(withEmptyResources)] as const] : []
  })
  return { ...spec, ...Object.fromEntries(lists) }
}

const withEmptyResources = (container: unknown): unknown =>
  isJsonObject(container) ? { ...container, resources: container['resources'] ?? {} } : container
