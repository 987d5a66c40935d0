import { exactJson } from '../../data/exactJson.js'
import type { PatchOperation } from '../../data/patch.js'
import type { FieldPath } from '../../data/fieldPath.js'

/** One operation of a JSON Patch (RFC 6902). @since 0.1.0 */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/**
 * Edits as a JSON Patch.
 *
 * @example
 * import { jsonPatch } from 'podfit/report'
 *
 * jsonPatch([{ op: 'remove', path: ['metadata', 'labels', 'a/b'] }]) // => [{ op: 'remove', path: '/metadata/labels/a~1b' }]
 *
 * @since 0.1.0
 */
export const jsonPatch = (patch: readonly PatchOperation[]): readonly JsonPatchOperation[] =>
  patch.map((operation) => ({ ...operation, path: pointer(operation.path) }))

const pointer = (path: FieldPath): string =>
  path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/**
 * A patch of whole members as a strategic merge patch: what is put in is given, what is taken out is null.
 * Lists that are replaced whole, as tolerations are, need no merge key.
 *
 * @example
 * import { mergePatch } from 'podfit/report'
 *
 * mergePatch([{ op: 'add', path: ['spec', 'paused'], value: true }]) // => { spec: { paused: true } }
 *
 * @since 0.1.0
 */
export const mergePatch = (patch: readonly PatchOperation[]): Readonly<Record<string, unknown>> =>
  patch.reduce<Readonly<Record<string, unknown>>>(
    (whole, { path, ...operation }) =>
      merged(whole, path, operation.op === 'remove' ? null : operation.value),
    {},
  )

const merged = (
  patch: unknown,
  [key = '', ...rest]: FieldPath,
  value: unknown,
): Readonly<Record<string, unknown>> => {
  const members = new Map(Object.entries(patch ?? {}) as [string, unknown][])
  const name = String(key)
  members.set(name, rest.length === 0 ? value : merged(members.get(name), rest, value))
  return Object.fromEntries(members)
}

/**
 * Edits of an object as a kustomization that makes them.
 *
 * @example
 * import { kustomization } from 'podfit/report'
 *
 * const patch = [{ op: 'remove', path: ['spec', 'minReadySeconds'] }] as const
 * kustomization({ kind: 'DaemonSet', name: 'agent' }, patch) // => { patches: [{ target: { kind: 'DaemonSet', name: 'agent' }, patch: '[{"op":"remove","path":"/spec/minReadySeconds"}]' }] }
 *
 * @since 0.1.0
 */
export const kustomization = (
  target: { readonly kind: string; readonly namespace?: string; readonly name: string },
  patch: readonly PatchOperation[],
): Readonly<Record<string, unknown>> => ({
  patches: [{ target, patch: exactJson(jsonPatch(patch)) }],
})
