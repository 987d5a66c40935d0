import { equalJson } from '../data/equalJson.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject } from '../data/member.js'
import { pruned } from '../data/sameJson.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'

type Json = Readonly<Record<string, unknown>>

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
 * Rules
 * 1. Compared is `data.spec.template` without `$patch: replace`; nothing else may stand in `data`.
 * 2. The template is written as Go writes it: no absent members, but always the `metadata` of the template
 *    and the `resources` of every container, and up to 1.33 a `creationTimestamp` that is null.
 * 3. What is recorded is taken as it stands, in any order of keys.
 *
 * Differs   upstream compares bytes; served templates and recorded ones come from the same encoder, so
 *           for objects from an API server the answers agree.
 * Upstream  kubernetes `pkg/controller/daemon/update.go` Match, getPatch
 */
export const sameTemplate = (
  template: Maybe<PodTemplate>,
  data: unknown,
  semantics: Semantics = newestSemantics,
): boolean => {
  const recorded = recordedTemplate(data)
  return recorded !== undefined && equalJson(asWritten(template ?? {}, semantics), recorded)
}

const asWritten = (template: PodTemplate, semantics: Semantics): Json => {
  const { metadata, spec, ...rest } = pruned(template) as Json
  const meta = isJsonObject(metadata) ? metadata : {}
  return {
    ...rest,
    metadata: semantics.recordsCreationTimestamp ? { creationTimestamp: null, ...meta } : meta,
    spec: { containers: null, ...(isJsonObject(spec) ? withResources(spec) : {}) },
  }
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers']

const withResources = (spec: Json): Json => {
  const lists = CONTAINER_LISTS.flatMap((name) => {
    const list = spec[name]
    return Array.isArray(list) ? [[name, list.map(withEmptyResources)] as const] : []
  })
  return { ...spec, ...Object.fromEntries(lists) }
}

const withEmptyResources = (container: unknown): unknown =>
  isJsonObject(container) ? { ...container, resources: container['resources'] ?? {} } : container
