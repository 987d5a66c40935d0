import type { FieldPath } from '../data/fieldPath.js'
import { dnsLabelFaults, subdomainFaults } from '../data/labelSyntax.js'
import type { Maybe } from '../data/maybe.js'
import { member } from '../data/own.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Container, PodSpec } from '../kube/pod.js'
import type { FieldError } from '../reason/fieldError.js'
import { validateLabels } from './validateLabels.js'

/**
 * What is wrong with the name, the namespace and the labels of an object that is in a namespace.
 *
 * - **Upstream** apimachinery `pkg/api/validation/objectmeta.go` ValidateObjectMeta
 */
export const validateMetadata = (
  metadata: Maybe<ObjectMeta>,
  at: FieldPath,
): readonly FieldError[] => {
  const name = metadata?.name ?? ''
  const namespace = metadata?.namespace ?? ''
  const generated = member(metadata, 'generateName') ?? ''
  return [
    ...(typeof generated === 'string' && generated !== ''
      ? subdomainFaults(generated.replace(/.-$/, 'a')).map((code) =>
          invalid([...at, 'generateName'], code, generated),
        )
      : []),
    ...(name === ''
      ? generated === ''
        ? [required([...at, 'name'], 'NameOrGenerateName')]
        : []
      : subdomainFaults(name).map((code) => invalid([...at, 'name'], code, name))),
    ...(namespace === ''
      ? [required([...at, 'namespace'], 'Present')]
      : validateDnsLabel(namespace, [...at, 'namespace'])),
    ...validateLabels(metadata?.labels, [...at, 'labels']),
  ]
}

/**
 * What is wrong with the containers of a pod: there is one at least, and each has a name of its own and an image.
 *
 * - **Differs** 1.21 takes other init containers without a name for duplicates, besides that they have none
 * - **Upstream** kubernetes `pkg/apis/core/validation/validation.go` validateContainers, validateInitContainers
 */
export const validateContainers = (spec: PodSpec, at: FieldPath): readonly FieldError[] => {
  const containers = spec.containers ?? []
  const where = [...at, 'containers']
  const taken = new Set(containers.map(({ name }) => name ?? ''))
  return [
    ...(containers.length === 0 ? [required(where, 'Present')] : []),
    ...eachContainer(containers, where, new Set(), true),
    ...eachContainer(spec.initContainers ?? [], [...at, 'initContainers'], taken, false),
  ]
}

/** Init containers without a name are no duplicates of each other; `emptyCounts` is whether others are. */
const eachContainer = (
  containers: readonly Container[],
  at: FieldPath,
  taken: ReadonlySet<string>,
  emptyCounts: boolean,
): readonly FieldError[] => {
  const names = new Set(taken)
  return containers.flatMap((container, i): readonly FieldError[] => {
    const name = container.name ?? ''
    const where = [...at, i, 'name']
    const again = names.has(name)
    if (name !== '' || emptyCounts) names.add(name)
    return [
      ...(name === '' ? [required(where, 'Present')] : validateDnsLabel(name, where)),
      ...((container.image ?? '') === '' ? [required([...at, i, 'image'], 'Present')] : []),
      ...(again
        ? [{ type: 'Duplicate', path: where, code: 'UniqueName', value: name } as const]
        : []),
    ]
  })
}

const validateDnsLabel = (value: string, at: FieldPath): readonly FieldError[] =>
  dnsLabelFaults(value).map((code) => invalid(at, code, value))

const invalid = (path: FieldPath, code: FieldError['code'], value: string): FieldError => ({
  type: 'Invalid',
  path,
  code,
  value,
})

const required = (path: FieldPath, code: 'Present' | 'NameOrGenerateName'): FieldError => ({
  type: 'Required',
  path,
  code,
})
