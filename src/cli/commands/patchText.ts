import { nameOf } from '../../kube/objectFacts.js'
import type { Edit } from '../../data/edit.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { jsonPatch, kustomization, mergePatch } from '../../report/formats/patches.js'
import { jsonText } from '../frame/formats.js'

/** The kinds of patch that `--patch` makes. */
export const PATCHES = ['json', 'merge', 'kustomize'] as const

export type Patch = (typeof PATCHES)[number]

/** Edits of a DaemonSet as a patch of that kind, ready to be applied. */
export const patchText = async (
  patch: Patch,
  { metadata }: DaemonSet,
  edits: readonly Edit[],
): Promise<string> => {
  switch (patch) {
    case 'json':
      return jsonText(jsonPatch(edits))
    case 'merge':
      return await yamlText(mergePatch(edits))
    case 'kustomize': {
      const namespace = metadata?.namespace ?? ''
      const target = {
        kind: 'DaemonSet',
        ...(namespace !== '' && { namespace }),
        name: nameOf({ metadata }),
      }
      return await yamlText(kustomization(target, edits))
    }
  }
}

/** A value as YAML, each text on one line and what is said twice written twice. */
export const yamlText = async (value: unknown): Promise<string> =>
  (await import('yaml')).stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
