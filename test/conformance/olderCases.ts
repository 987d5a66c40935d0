import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { applyPatch } from '../../src/data/patch.js'
import { checkFields } from '../../src/fields/checkFields.js'
import { readRelease } from '../../src/kube/release.js'
import { NAMESPACE } from '../../src/testing/sceneNames.js'
import { recordOf } from '../../src/testing/sceneRevisions.js'
import { cases, type Operation } from './cases.js'
import { anyPasses, anySync } from './cases/controller.js'

// Questions are JSON; the types of their objects say nothing here.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any

/** A revision as releases up to 1.33 write it. */
const withNullTimestamp = (revision: Json): Json => {
  const template = revision.data?.spec?.template
  if (template === undefined) return revision
  const { $patch: _directive, ...rest } = template
  const volumes = rest.spec?.volumes?.map(withNullClaimTimestamp)
  const spec = volumes === undefined ? rest.spec : { ...rest.spec, volumes }
  return { ...revision, data: recordOf({ ...rest, metadata: withNull(rest.metadata), spec }) }
}

const withNull = (metadata: Json): Json => ({ ...metadata, creationTimestamp: null })

const withNullClaimTimestamp = (volume: Json): Json => {
  const claim = volume.ephemeral?.volumeClaimTemplate
  return claim === undefined
    ? volume
    : {
        ...volume,
        ephemeral: { volumeClaimTemplate: { ...claim, metadata: withNull(claim.metadata) } },
      }
}

/** Older releases do not find a DaemonSet that is in no namespace; the API server never delivers one. */
const inNamespace = (input: Json): Json => {
  const { daemonSet } = input
  const metadata = { ...daemonSet.metadata, namespace: daemonSet.metadata?.namespace || NAMESPACE }
  return { ...input, daemonSet: { ...daemonSet, metadata } }
}

const recordedBefore134 = (input: Json): Json => ({
  ...input,
  revisions: (input.revisions ?? []).map(withNullTimestamp),
})

/**
 * Pods of its own in every respect: releases before 1.33.6 take a pod for their own by the UID alone, and then wait for
 * ever to see it go, since what tells them asks for kind and name as well.
 */
const properlyOwned = (input: Json): Json => {
  const { name, uid } = input.daemonSet.metadata
  const named = (owner: Json): Json =>
    owner.uid === uid ? { ...owner, kind: 'DaemonSet', name } : owner
  const pods = input.pods.map(({ metadata, ...pod }: Json): Json => ({
    ...pod,
    metadata: { ...metadata, ownerReferences: metadata?.ownerReferences?.map(named) },
  }))
  return { ...input, pods }
}

type PassOperation = 'sync' | 'passes'

/** Recorded templates have members that 1.21 does not know, and so would not record. */
const passOf = (operation: PassOperation, minor: number): fc.Arbitrary<Json> =>
  operation === 'passes'
    ? cases.passes.map((input) => (minor < 33 ? properlyOwned(input) : input))
    : minor < 25
      ? anySync
      : cases.sync

/** Without a maxSurge, as manifests mostly are: 1.21 with its gate on fails over it. */
const withoutSurge = (input: Json): Json => {
  const { daemonSet } = input
  const { updateStrategy } = daemonSet.spec ?? {}
  if ((updateStrategy?.rollingUpdate ?? null) === null) return input
  const { maxSurge: _absent, ...rollingUpdate } = updateStrategy.rollingUpdate
  const spec = { ...daemonSet.spec, updateStrategy: { ...updateStrategy, rollingUpdate } }
  return { ...input, daemonSet: { ...daemonSet, spec } }
}

/** Passes of a release up to 1.33; before 1.25, with surge or without. */
const olderPass = (operation: PassOperation, minor: number): fc.Arbitrary<unknown> =>
  fc
    .record({
      input: passOf(operation, minor),
      usual: fc.integer({ min: 0, max: 4 }),
      says: minor < 25 ? fc.integer({ min: 0, max: 4 }) : fc.constant(1),
      surge: fc.boolean(),
    })
    .map(({ input, usual, says, surge }) => {
      const found = minor < 33 ? inNamespace(input) : input
      const said = says === 0 ? withoutSurge(found) : found
      const gates = { DaemonSetUpdateSurge: surge }
      return {
        ...(usual > 0 ? recordedBefore134(said) : said),
        ...(minor < 25 && { gates }),
      }
    })

/**
 * Passes of 1.34 and newer; some of their revisions were recorded before. Not those of recorded clusters:
 * such a revision is made anew, with the hash that its pods carry and that cannot be foreseen here.
 */
const newerPass = (operation: PassOperation): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: cases[operation] },
    { weight: 1, arbitrary: (operation === 'sync' ? anySync : anyPasses).map(recordedBefore134) },
  )

/** What is validated before 1.25: with surge or without. */
const withSurgeGate: fc.Arbitrary<unknown> = fc
  .record({ input: cases.validate, DaemonSetUpdateSurge: fc.boolean() })
  .map(({ input, ...gates }) => ({ ...input, gates }))

/** A template without the fields that a release does not know: a server of that release never serves them. */
const knownTo =
  (kubernetes: string) =>
  (input: Json): Json => {
    const object = { apiVersion: 'v1', kind: 'PodTemplate', template: input.template }
    const checked = checkFields(object, { kubernetes })
    const unknown = E.isRight(checked) ? checked.right : []
    const removed = unknown.flatMap(({ code, path }) =>
      code === 'UnknownField' ? [{ op: 'remove' as const, path }] : [],
    )
    // From the last to the first, so that the places of items stay what they are.
    return { ...input, template: (applyPatch(object, removed.reverse()) as Json).template }
  }

/** The input of an operation for a release; the newest unless one is named. */
export const casesOf = (operation: Operation, kubernetes?: string): fc.Arbitrary<unknown> => {
  const asked = kubernetes === undefined ? undefined : readRelease(kubernetes)
  if (operation === 'validate' && asked !== undefined && asked.minor < 25) return withSurgeGate
  if (operation === 'revisionData' && kubernetes !== undefined) {
    return cases.revisionData.map(knownTo(kubernetes))
  }
  if (asked === undefined || (operation !== 'sync' && operation !== 'passes')) {
    return cases[operation]
  }
  return asked.minor < 34 ? olderPass(operation, asked.minor) : newerPass(operation)
}
