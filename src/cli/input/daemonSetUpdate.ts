import * as E from 'fp-ts/Either'
import type { Cluster } from '../../cluster/cluster.js'
import { formatFieldPath } from '../../data/fieldPath.js'
import { applyPatch } from '../../data/patch.js'
import { decodeDaemonSet } from '../../decode/decodeObject.js'
import { parseJson } from '../../decode/json.js'
import type { UpdatedDaemonSet } from '../../impact/clusterChange.js'
import { intake, withoutGatesInUse } from '../../intake/intake.js'
import type { IntakeIssue } from '../../intake/intakeIssue.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { nameOf } from '../../kube/objectFacts.js'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { patchObject, type PatchType } from '../../kubectl/patchObject.js'
import { setImage } from '../../kubectl/setImage.js'
import { KUBECTL_ALL_CONTAINERS } from '../../report/upstream/kubectlText.js'
import { UsageError } from '../exitCode.js'

/** How kubectl changes a DaemonSet that is there. */
export type DaemonSetEdit =
  | { readonly code: 'SetImage'; readonly images: Readonly<Record<string, string>> }
  /** The patch as it was written, JSON or YAML. */
  | { readonly code: 'Patch'; readonly patch: string; readonly type: PatchType }

/** What has been done then. */
export const OPERATIONS = {
  SetImage: 'ImageUpdated',
  Patch: 'Patched',
} as const

/** Whose rules hold, and what is there besides. */
interface Around {
  readonly cluster: Pick<Cluster, 'daemonSets' | 'pods'>
  readonly kubernetes: KubernetesSemantics
  /** The file that the patch was read from, if any. */
  readonly file?: string | undefined
  /** Gets what the API server says of an update that it takes. */
  readonly warn: (issues: readonly IntakeIssue[]) => void
}

/**
 * What an edit makes of a DaemonSet as the API server takes it in: fields that the release does not have are dropped,
 * as it drops them from a patch with a warning (`fieldValidation=Warn`), and what its validation refuses is refused.
 *
 * - **Upstream** apiserver `pkg/endpoints/handlers/patch.go` patcher.applyPatch
 */
export const updateOf = async (
  edit: DaemonSetEdit,
  { cluster, kubernetes, file, warn }: Around,
): Promise<(live: DaemonSet) => UpdatedDaemonSet> => {
  const edited = await editor(edit, { kubernetes, file })
  return (live) => {
    const { daemonSet, issues, said } = edited(live)
    if (daemonSet === undefined) return { issues }
    const renamed = renamedIssue(live, daemonSet)
    if (renamed !== undefined) return { issues: [...issues, renamed] }
    const { refused, issues: warnings } = intake(
      { daemonSets: [daemonSet] },
      { cluster, sent: true, semantics: kubernetes.semantics },
    )
    warn([...said, ...warnings])
    const errors = refused.flatMap((each) => each.issues)
    return errors.length > 0 ? { issues: [...issues, ...errors] } : { daemonSet, issues }
  }
}

/**
 * A patch that gives the object another name is refused.
 *
 * - **Upstream** apiserver `pkg/registry/rest/update.go` validateCommonFields
 */
const renamedIssue = (live: DaemonSet, updated: DaemonSet): IntakeIssue | undefined => {
  const name = nameOf(updated)
  if (name === nameOf(live)) return undefined
  const path = ['metadata', 'name']
  return {
    code: 'InvalidField',
    severity: 'error',
    subject: {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      namespace: live.metadata?.namespace ?? '',
      name,
    },
    path,
    error: { type: 'Invalid', path, code: 'Immutable', value: name },
    update: true,
  }
}

/** What an edit makes of a DaemonSet, and what the API server says of the fields that it drops. */
interface Edited extends UpdatedDaemonSet {
  readonly said: readonly IntakeIssue[]
}

const editor = async (
  edit: DaemonSetEdit,
  { kubernetes, file }: Pick<Around, 'kubernetes' | 'file'>,
): Promise<(live: DaemonSet) => Edited> => {
  if (edit.code === 'SetImage') {
    return (live) => {
      const { daemonSet, missing } = setImage(live, edit.images)
      const { containers = [], initContainers = [] } = live.spec?.template?.spec ?? {}
      const there = [...(containers ?? []), ...(initContainers ?? [])].map(
        (each) => each.name ?? '',
      )
      const issues = missing.map(
        (name) => ({ code: 'NoContainer', name, containers: there }) as const,
      )
      return { daemonSet, issues, said: [] }
    }
  }
  const patch = await patchIn(edit.patch, file)
  const { checkFields } = await import('../../fields/checkFields.js')
  const options = {
    as: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
    kubernetes: kubernetes.kubernetes,
    gates: kubernetes.gates,
  }
  const found = (object: unknown) => {
    const checked = checkFields(object, options)
    return E.isRight(checked) ? checked.right : []
  }
  return (live) => {
    const patched = patchObject(live, patch, edit.type)
    if (E.isLeft(patched)) return { issues: patched.left, said: [] }
    const fields = found(patched.right)
    const unknown = fields.flatMap(({ code, path }) =>
      code === 'UnknownField' ? [{ op: 'remove', path } as const] : [],
    )
    const decoded = decodeDaemonSet(applyPatch(patched.right, unknown))
    if (E.isLeft(decoded)) return { issues: decoded.left, said: [] }
    const stored = found(live)
    const known = new Set(stored.map(({ path }) => formatFieldPath(path)))
    const subject = {
      kind: 'DaemonSet',
      namespace: live.metadata?.namespace ?? '',
      name: nameOf(live),
    }
    const said = withoutGatesInUse(fields, stored)
      .filter(({ path }) => !known.has(formatFieldPath(path)))
      .map((issue): IntakeIssue => ({
        ...issue,
        severity: issue.code === 'GateOff' ? 'note' : 'warning',
        subject,
      }))
    return { daemonSet: decoded.right, issues: [], said }
  }
}

/** A patch as kubectl reads it: YAML, which JSON is, too. */
const patchIn = async (text: string, file: string | undefined): Promise<unknown> => {
  const json = parseJson(text)
  if (E.isRight(json)) return json.right
  const { firstFault, parseYaml } = await import('../../decode/yaml.js')
  const [document, ...more] = parseYaml(text)
  if (document === undefined || more.length > 0) {
    throw new UsageError(`${inFile(file)}expected one patch, in JSON or YAML`)
  }
  if (E.isRight(document)) return document.right
  const { message, line } = firstFault(document.left)
  throw new UsageError(`${inFile(file, line)}the patch cannot be read: ${message}`)
}

/** The place of a fault; of text on the command line only the line, where there are several. */
const inFile = (file: string | undefined, line?: number): string => {
  if (file === undefined) return line === undefined || line === 1 ? '' : `line ${line}: `
  return line === undefined ? `${file}: ` : `${file}:${line}: `
}

/** `name=image` as `kubectl set image` takes it; the last one of a name counts. */
export const imagesIn = (pairs: readonly string[]): Readonly<Record<string, string>> => {
  const images = pairs.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1 || at === pair.length - 1) {
      throw new UsageError(`${pair}: expected CONTAINER=IMAGE`)
    }
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  const byName = Object.fromEntries(images)
  if (Object.hasOwn(byName, '*') && Object.keys(byName).length > 1) {
    throw new UsageError(KUBECTL_ALL_CONTAINERS)
  }
  return byName
}

/** The kinds of patch, as `kubectl patch --type` names them. */
export const PATCH_TYPES = ['strategic', 'merge', 'json'] as const
