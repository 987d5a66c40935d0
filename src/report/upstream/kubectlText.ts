import type { JsonInt64 } from '../../data/int64.js'
import type { ChangedObject, ChangeFault } from '../../impact/clusterChange.js'
import type { RolloutUndo, UndoFault } from '../../kubectl/rolloutHistory.js'
import type { RolloutStatus } from '../../kubectl/rolloutStatus.js'
import type { TaintArgumentsFault } from '../../kubectl/parseTaintArguments.js'
import type { LabelFault, TaintFault, TaintIdentity } from '../../reason/kubectlFault.js'
import { goQuote } from './goText.js'
import { taintText } from '../text/reasonText.js'
import { syntaxText } from './syntaxText.js'
import { aggregate } from './upstream.js'

/**
 * What `kubectl taint` says when it refuses. A taint that is there already is told by its keys alone, as
 * kubectl's own check answers; `kubectlTaintRefusal` puts the node's name around it.
 *
 * @example
 * import { kubectlTaintError } from 'podfit/report'
 *
 * kubectlTaintError({ code: 'InvalidTaintEffect', effect: 'NoScedule' }) // => 'invalid taint effect: NoScedule, unsupported taint effect'
 *
 * @since 0.1.0
 */
export const kubectlTaintError = (fault: TaintFault): string => {
  switch (fault.code) {
    case 'InvalidTaintSpec': {
      const why = fault.faults.map(syntaxText).join('; ')
      return `invalid taint spec: ${fault.spec}${why === '' ? '' : `, ${why}`}`
    }
    case 'InvalidTaintEffect':
      return `invalid taint effect: ${fault.effect}, unsupported taint effect`
    case 'DuplicateTaint': {
      const { key, value, effect } = fault.taint
      return `duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`
    }
    case 'AddedAndRemoved': {
      const taints = fault.taints.map(({ key, effect }) => `${key}=${effect}`).join(', ')
      return `can not both modify and remove the following taint(s) in the same command: ${taints}`
    }
    case 'AlreadyTainted':
      return fault.keys.join(',')
    case 'TaintNotFound':
      return aggregate(
        fault.taints.map((taint) => `taint ${goQuote(identityText(taint))} not found`),
      )
  }
}

/**
 * The same of one node, by name, as `kubectl taint` prints it.
 *
 * @example
 * import { kubectlTaintRefusal } from 'podfit/report'
 *
 * const fault = { code: 'AlreadyTainted', keys: ['gpu'] } as const
 * kubectlTaintRefusal('n1', fault) // => 'node n1 already has gpu taint(s) with same effect(s) and --overwrite is false'
 *
 * @since 0.2.0
 */
export const kubectlTaintRefusal = (node: string, fault: TaintFault): string =>
  fault.code === 'AlreadyTainted'
    ? `node ${node} already has ${kubectlTaintError(fault)} taint(s) with same effect(s) and --overwrite is false`
    : `node ${node}: ${kubectlTaintError(fault)}`

/** A sentence of kubectl about what it has done, as it says that it has not done it. */
export const dryRunText = (sentence: string): string => `${sentence} (dry run)`

/** What `kubectl` says of an object that it has changed or deleted, in a dry run. */
export const kubectlOperation = ({
  kind,
  namespace,
  name,
  operation,
  changed,
}: Omit<ChangedObject, 'orphaned'>): string => {
  const type = kind === 'Pod' ? 'pod' : 'daemonset.apps'
  if (operation === 'Deleted') {
    return dryRunText(`${type} ${goQuote(name)} deleted from ${namespace} namespace`)
  }
  const done = UPDATES[operation]
  return dryRunText(kubectlDone(type, name, changed ? done : `${done} (no change)`))
}

const UPDATES = { Patched: 'patched', ImageUpdated: 'image updated' } as const

/** What the API server says of a DaemonSet or pod that does not exist. */
export const objectNotFoundText = ({
  kind,
  name,
}: Extract<ChangeFault, { readonly code: 'ObjectNotFound' }>): string =>
  `${kind === 'Pod' ? 'pods' : 'daemonsets.apps'} ${goQuote(name)} not found`

/** What `kubectl set image` says of a container that is not there. */
export const noContainerText = (name: string): string =>
  `unable to find container named ${goQuote(name)}`

/** What the API server says of a node that does not exist. */
export const nodeNotFoundText = (node: string): string => `nodes ${goQuote(node)} not found`

const identityText = ({ key, effect }: TaintIdentity): string =>
  taintText({ key, value: '', effect })

/**
 * What `kubectl taint` says of arguments that make no command.
 *
 * @example
 * import { kubectlTaintArgumentsError } from 'podfit/report'
 *
 * kubectlTaintArgumentsError({ code: 'NotNodes', type: 'pods' }) // => 'invalid resource type pods, only node types are supported'
 *
 * @since 0.1.0
 */
export const kubectlTaintArgumentsError = (fault: TaintArgumentsFault | TaintFault): string => {
  switch (fault.code) {
    case 'ResourceAfterTaint':
      return `all resources must be specified before taint changes: ${fault.argument}`
    case 'NoResource':
      return 'one or more resources must be specified as <resource> <name>'
    case 'NoTaint':
      return 'at least one taint update is required'
    case 'NotNodes':
      return `invalid resource type ${fault.type}, only node types are supported`
    case 'NoName':
      return "at least one resource name must be specified since 'all' parameter is not set"
    case 'AllWithSelector':
      return "setting 'all' parameter with a non empty selector is prohibited"
    default:
      return kubectlTaintError(fault)
  }
}

/** What kubectl prints of an object it has done something with: `node/n1 tainted`. */
export const kubectlDone = (
  resource: 'node' | 'pod' | 'daemonset.apps',
  name: string,
  operation: string,
): string => `${resource}/${name} ${operation}`

/** What `kubectl label` says when it is told of no label. */
export const KUBECTL_NO_LABEL = 'at least one label update is required'

/** What `kubectl set image` says without an image, and where all containers are meant and others, too. */
export const KUBECTL_NO_IMAGE = 'at least one image update is required'
export const KUBECTL_ALL_CONTAINERS =
  'all containers are already specified by *, but saw more than one container_name=container_image pairs'

/** What `kubectl patch` says without a patch. */
export const KUBECTL_NO_PATCH =
  'must specify --patch or --patch-file containing the contents of the patch'

/** What it says of two. */
export const KUBECTL_TWO_PATCHES = 'cannot specify --patch and --patch-file together'

/** What `kubectl rollout history` prints where there are no revisions. */
export const KUBECTL_NO_HISTORY = 'No rollout history found.'

/**
 * What `kubectl label` says when it refuses.
 *
 * @example
 * import { kubectlLabelError } from 'podfit/report'
 *
 * kubectlLabelError({ code: 'LabelExists', key: 'disk', value: 'hdd' }) // => "'disk' already has a value (hdd), and --overwrite is false"
 *
 * @since 0.1.0
 */
export const kubectlLabelError = (fault: LabelFault): string => {
  switch (fault.code) {
    case 'InvalidLabelSpec':
      return fault.spec.includes('=')
        ? `invalid label spec: ${fault.spec}`
        : `unknown label spec: ${fault.spec}`
    case 'InvalidLabelValue':
      return `invalid label value: ${goQuote(fault.spec)}: ${fault.faults.map(syntaxText).join(';')}`
    case 'LabelSetAndRemoved':
      return 'can not both modify and remove a label in the same command'
    case 'LabelExists':
      return `'${fault.key}' already has a value (${fault.value}), and --overwrite is false`
  }
}

/**
 * What `kubectl rollout status` prints: a message, whether it is done, and an error.
 *
 * @example
 * import { kubectlRolloutStatus } from 'podfit/report'
 *
 * kubectlRolloutStatus({ code: 'Done' }, 'agent').message // => 'daemon set "agent" successfully rolled out\n'
 *
 * @since 0.1.0
 */
export const kubectlRolloutStatus = (
  status: RolloutStatus,
  name: string,
): { readonly message: string; readonly done: boolean; readonly error: string } => {
  const waits = (message: string) => ({ message, done: false, error: '' })
  const waiting = `Waiting for daemon set ${goQuote(name)}`
  switch (status.code) {
    case 'NotRollingUpdate':
      return {
        message: '',
        done: true,
        error: 'rollout status is only available for RollingUpdate strategy type',
      }
    case 'SpecNotObserved':
      return waits('Waiting for daemon set spec update to be observed...\n')
    case 'Updating':
      return waits(
        `${waiting} rollout to finish: ${status.updated} out of ${status.desired} new pods have been updated...\n`,
      )
    case 'Unavailable':
      return waits(
        `${waiting} rollout to finish: ${status.available} of ${status.desired} updated pods are available...\n`,
      )
    case 'Done':
      return {
        message: `daemon set ${goQuote(name)} successfully rolled out\n`,
        done: true,
        error: '',
      }
  }
}

/**
 * What `kubectl rollout undo` says when it has done its work, or has none.
 *
 * @example
 * import { kubectlUndoText } from 'podfit/report'
 *
 * const to = { revision: 2, name: 'agent-x', hash: 'x', current: true }
 * kubectlUndoText({ code: 'AlreadyThere', to }, 2) // => 'skipped rollback (current template already matches revision 2)'
 *
 * @since 0.1.0
 */
export const kubectlUndoText = (undo: RolloutUndo, toRevision: JsonInt64): string =>
  undo.code === 'RolledBack'
    ? 'rolled back'
    : `skipped rollback (current template already matches revision ${toRevision})`

/**
 * What `kubectl rollout undo` says when it refuses.
 *
 * @example
 * import { kubectlUndoError } from 'podfit/report'
 *
 * kubectlUndoError({ code: 'NoRevision', revision: 7 }) // => 'unable to find specified revision 7 in history'
 *
 * @since 0.1.0
 */
export const kubectlUndoError = (fault: UndoFault): string => {
  switch (fault.code) {
    case 'NoRevision':
      return `unable to find specified revision ${fault.revision} in history`
    case 'NoLastRevision':
      return 'no last revision to roll back to'
    case 'UnreadableRevision':
      return `revision ${fault.name} records no template`
  }
}

/** What `kubectl rollout history --revision` says when it refuses. */
export const kubectlHistoryError = (
  fault: Exclude<UndoFault, { readonly code: 'NoLastRevision' }>,
): string =>
  fault.code === 'NoRevision'
    ? 'unable to find the specified revision'
    : `unable to parse history ${fault.name}`
