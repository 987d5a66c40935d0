import { orderedJson } from '../data/exactJson.js'
import { isJsonObject } from '../data/own.js'
import { newestSemantics } from '../kube/semantics.js'
import { submittedTemplate } from '../api/submittedTemplate.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import type { Maybe } from '../data/maybe.js'

/**
 * The annotation that stands in a redacted template for everything that was left out: equal templates have
 * equal numbers, different ones different numbers.
 */
const ANNOTATION_TEMPLATE = 'podfit/template'

/** Gives equal templates equal numbers, from 1 in the order in which they come. */
export interface TemplateNumbers {
  /** The number of a template as somebody gave it: it is compared as the API server writes it. */
  readonly ofTemplate: (template: Maybe<PodTemplate>) => string
  /** The number of a template as a revision recorded it: it is compared as it stands. */
  readonly ofRecord: (template: unknown) => string
}

export const templateNumbers = (): TemplateNumbers => {
  const numbers = new Map<string, string>()
  const numberOf = (template: unknown): string => {
    const text = orderedJson(withoutNullTime(template))
    const number = numbers.get(text) ?? String(numbers.size + 1)
    numbers.set(text, number)
    return number
  }
  return {
    ofTemplate: (template) => numberOf(submittedTemplate(template, newestSemantics)),
    ofRecord: numberOf,
  }
}

/** Older releases record a creation time that is null, and compare templates with it. */
const withoutNullTime = (template: unknown): unknown => {
  if (!isJsonObject(template) || !isJsonObject(template['metadata'])) return template
  const { creationTimestamp, ...metadata } = template['metadata']
  return creationTimestamp === null ? { ...template, metadata } : template
}

/** A redacted template with its number. */
export const withNumber = (template: unknown, number: string): PodTemplate => {
  const { metadata, ...rest }: PodTemplate = isJsonObject(template) ? template : {}
  return { ...rest, metadata: { ...metadata, annotations: { [ANNOTATION_TEMPLATE]: number } } }
}
