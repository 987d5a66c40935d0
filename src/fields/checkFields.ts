import { distinctBy } from '../data/grouped.js'
import * as E from 'fp-ts/Either'
import { compareText } from '../data/compareText.js'
import { isJsonObject } from '../data/own.js'
import { NEWEST_RELEASE, readRelease } from '../kube/release.js'
import type { FieldIssue } from '../reason/fieldIssue.js'
import { checkValue } from './checkValue.js'
import { fieldHint } from './fieldHint.js'
import { fieldTypes } from './fieldTypes.js'
import { gateOff } from './gatedFields.js'
import { JsonMembers, type Member, membersOf, readJsonTree } from './jsonTree.js'

/** What an object is that does not say it, and the release whose fields count. @since 0.2.0 */
export interface CheckFieldsOptions {
  /** What an object is that does not say it itself, as in a typed list. */
  readonly as?: ObjectType | undefined
  /** Whose fields count, as `1.28` or `1.28.15`; those of the newest verified release unless given. */
  readonly kubernetes?: string | undefined
  /** Feature gates that are not at that release's default: a field whose gate is on is not dropped. */
  readonly gates?: Readonly<Record<string, boolean>> | undefined
}

/**
 * The type of an object.
 *
 * @since 0.2.0
 */
export interface ObjectType {
  readonly apiVersion: string
  readonly kind: string
}

/**
 * Why the fields of an object are not known: it is of a kind that the table does not hold, the text is no release, or
 * no JSON.
 *
 * @since 0.2.0
 */
export type FieldsFault =
  | { readonly code: 'UnknownType'; readonly apiVersion: string; readonly kind: string }
  | { readonly code: 'UnknownRelease'; readonly found: string }
  | { readonly code: 'InvalidJson'; readonly message: string }

/**
 * What the strict decoding of the API server says of an object: fields that it does not have in that release, with
 * where they belong if that is certain, and values that Go's decoder refuses for their field; besides, what it drops
 * without a word, since the release has the feature gate of the field off.
 *
 * - **Rules**
 *   1. What an object is says the last of its members that are called `apiVersion` or `kind` in whatever case.
 *   2. The words are today's, the fields are the release's; servers before 1.25 are lenient, which is said.
 *
 * - **Shapes** Known are DaemonSet, Deployment, StatefulSet, ReplicaSet, ControllerRevision, Job, CronJob, Pod,
 *   PodTemplate, ReplicationController, Node, Namespace and Event, in 1.21 and newer; a release that is newer than all
 *   that are known has the fields of the newest.
 * - **Errors** `Left` for an object of another kind, and for what is no release. Never throws.
 * - **Upstream** apimachinery `pkg/runtime/serializer/json/json.go` Serializer.Decode; apimachinery `pkg/runtime/serializer/json/meta.go` SimpleMetaFactory.Interpret
 *
 * @example
 * import { checkFields } from 'podfit/fields'
 *
 * const found = checkFields({ apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { nodeSelector: { disk: 'ssd' } } })
 * found._tag === 'Right' && found.right // => [{ code: 'UnknownField', path: ['spec', 'nodeSelector'], suggestion: ['spec', 'template', 'spec', 'nodeSelector'] }]
 *
 * @since 0.2.0
 */
export const checkFields = (
  object: unknown,
  { as, gates, kubernetes = NEWEST_RELEASE }: CheckFieldsOptions = {},
): E.Either<readonly FieldsFault[], readonly FieldIssue[]> => {
  const release = readRelease(kubernetes)
  if (release === undefined) return E.left([{ code: 'UnknownRelease', found: kubernetes }])
  const types = fieldTypes(release.minor)
  const { apiVersion, kind } = typeOf(object, as)
  const type = types.objects.get(`${apiVersion}/${kind}`)
  if (type === undefined) return E.left([{ code: 'UnknownType', apiVersion, kind }])
  const issues = once([
    ...checkValue(object, {
      type,
      types,
      hint: fieldHint,
      gateOff: (place) => gateOff(place, release.minor, gates),
    }),
    ...typeMembers(object).flatMap(([name, value]): readonly FieldIssue[] =>
      value === null || typeof value === 'string'
        ? []
        : checkValue(value, { type: 's', types, path: [name] }),
    ),
  ])
  return E.right(release.minor < STRICT_SINCE ? issues.map(lenient) : issues)
}

/** The first minor release whose servers decode strictly unless they are asked not to. */
const STRICT_SINCE = 25

/** Rule 2. */
const lenient = (issue: FieldIssue): FieldIssue =>
  issue.code === 'UnknownField' ? { ...issue, lenient: true } : issue

/**
 * The same of JSON text, which tells what no value does: fields that stand there more than once, and numbers that are
 * not written as whole ones.
 *
 * @example
 * import { checkJsonFields } from 'podfit/fields'
 *
 * const text = '{"apiVersion": "apps/v1", "kind": "DaemonSet", "spec": {"minReadySeconds": 1, "minReadySeconds": 2}}'
 * const found = checkJsonFields(text)
 * found._tag === 'Right' && found.right // => [{ code: 'DuplicateField', path: ['spec', 'minReadySeconds'] }]
 *
 * @since 0.2.0
 */
export const checkJsonFields = (
  text: string,
  options: CheckFieldsOptions = {},
): E.Either<readonly FieldsFault[], readonly FieldIssue[]> => {
  const tree = readJsonTree(text)
  return E.isLeft(tree)
    ? E.left([{ code: 'InvalidJson', message: tree.left.message }])
    : checkFields(tree.right, options)
}

/**
 * Rule 1: the members that say what an object is, in whatever case of letters. What was no JSON is sent as JSON, with
 * its members in order.
 */
const typeMembers = (object: unknown): readonly Member[] => {
  if (!isJsonObject(object)) return []
  const members = membersOf(object).filter(([name]) => foldedName(name) !== undefined)
  return object instanceof JsonMembers
    ? members
    : [...members].sort(([a], [b]) => compareText(a, b))
}

const foldedName = (name: string): 'apiVersion' | 'kind' | undefined => {
  const folded = name.toLowerCase().replaceAll('ſ', 's')
  if (folded === 'apiversion') return 'apiVersion'
  return folded === 'kind' ? 'kind' : undefined
}

const typeOf = (object: unknown, as: ObjectType = { apiVersion: '', kind: '' }): ObjectType => {
  const given = { apiVersion: '', kind: '' }
  for (const [name, value] of typeMembers(object)) {
    const member = foldedName(name)
    if (typeof value === 'string' && member !== undefined) given[member] = value
  }
  return {
    apiVersion: given.apiVersion === '' ? as.apiVersion : given.apiVersion,
    kind: given.kind === '' ? as.kind : given.kind,
  }
}

/** A field that is in two places of one path is said once, as Go does. */
const once = (issues: readonly FieldIssue[]): readonly FieldIssue[] =>
  distinctBy(issues, ({ code, path }) => JSON.stringify([code, path]))
