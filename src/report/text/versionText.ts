import { VERIFIED_RELEASES } from '../../kube/release.js'
import type { Semantics } from '../../kube/semantics.js'
import type { VersionFault } from '../../kube/semanticsFor.js'
import type { GateStage, SemanticsSwitch } from '../../kube/semanticsSwitch.js'
import { terminalText } from './terminalText.js'

/** What Kubernetes does once a switch is on, and what it did before. */
export interface SwitchText {
  readonly now: string
  readonly before: string
}

/** The switches in words. */
export const SWITCH_TEXT: Readonly<Record<keyof Semantics, SwitchText>> = {
  surge: {
    now: 'a rolling update may put a new pod beside the old one (maxSurge)',
    before: 'maxSurge is ignored, and maxUnavailable may not be 0',
  },
  absentSurgeIsNone: {
    now: 'a rolling update without maxSurge does not surge',
    before: 'a rolling update without maxSurge fails where surge is on',
  },
  serverWarns: {
    now: 'the API server warns of what is odd in a pod template',
    before: 'the API server takes odd pod templates without a word',
  },
  revisionsOfNamespace: {
    now: "only revisions of the DaemonSet's namespace are read",
    before: 'matching orphaned revisions of other namespaces are adopted and counted',
  },
  seccompEndWarned: {
    now: 'warnings of seccomp annotations say when they stop working',
    before: 'warnings of seccomp annotations say only that they are deprecated',
  },
  generationCounts: {
    now: 'a pod with the label of the current template generation is up to date',
    before: 'only the revision hash makes a pod up to date',
  },
  glusterfsWarned: {
    now: 'volumes of GlusterFS are warned of; warnings of seccomp annotations leave their end open',
    before: 'volumes of GlusterFS pass without a warning; seccomp annotations are to end in 1.25',
  },
  statusAfterFailure: {
    now: 'the status is written although a step failed',
    before: 'after a failed step the status keeps its old numbers',
  },
  surgeChecksNodes: {
    now: 'a surging update drains nodes that should not run a pod',
    before: 'a surging update puts new pods on nodes that should not run one',
  },
  selectorValuesChecked: {
    now: 'values in selector expressions have to be label values',
    before: 'any text may be a value in selector expressions',
  },
  claimBytesWarned: {
    now: 'fractions of bytes in ephemeral volume claims are warned of',
    before: 'fractions of bytes in ephemeral volume claims pass without a warning',
  },
  succeededDeleted: {
    now: 'a pod that succeeded is deleted and recreated',
    before: 'a pod that succeeded stays as if it ran',
  },
  endedTerminatingIgnored: {
    now: 'a pod that has ended and is being deleted does not hold its node',
    before: 'its replacement waits until a pod that has ended is gone',
  },
  gracePeriodWarned: {
    now: 'negative grace periods are warned of; warnings of seccomp annotations and old volumes say when they stopped working',
    before:
      'negative grace periods pass without a warning; warnings of seccomp annotations and old volumes at most announce it',
  },
  requestsRoundedOnce: {
    now: 'requests of containers are added up as they are written, and rounded up once',
    before: 'each request of a container is rounded up before they are added',
  },
  portsWarned: {
    now: 'ports that overlap, null label selectors and volumes of CephFS and RBD are warned of, of variables of one name those that hide one',
    before:
      'ports that overlap, null label selectors and volumes of CephFS and RBD pass without a warning; variables and volumes of one name are warned of',
  },
  templateHostPortsKept: {
    now: "ports of a template on the host's network stay without a hostPort",
    before: "ports of a template on the host's network get their containerPort as hostPort",
  },
  zeroRequestsPass: {
    now: 'a pod fits a node that is short of what the pod requests nothing of',
    before:
      'a pod that requests anything does not fit a node whose cpu, memory or ephemeral storage is overcommitted',
  },
  sidecarsRequest: {
    now: 'an init container that keeps running requests beside the containers',
    before: 'it counts as one that ends before they start',
  },
  outdatedUnavailableCounts: {
    now: 'old pods that are unavailable count against maxUnavailable',
    before: 'old pods that are unavailable are replaced on top of maxUnavailable',
  },
  otherNodeChangesIgnored: {
    now: 'a change of a node is ignored unless its labels or taints change',
    before: 'every change of a node counts but its heartbeats',
  },
  hostAliasAddressWritten: {
    now: 'a recorded template holds the address of a host alias also where it is empty',
    before: 'a recorded template leaves an empty address of a host alias out',
  },
  appArmorWarned: {
    now: 'AppArmor annotations without the field are warned of; warnings of hidden variables say that applying may drop them',
    before:
      'AppArmor annotations pass without a warning; warnings of hidden variables say only that they are hidden',
  },
  nodeLabelsWarned: {
    now: 'node-role.kubernetes.io/master, app.kubernetes.io/created-by and scheduler.alpha.kubernetes.io/preferAvoidPods in a selector are warned of',
    before: 'only the beta labels of nodes in a selector are warned of',
  },
  pathsWarned: {
    now: 'paths in volumes that overlap are warned of',
    before: 'paths in volumes that overlap pass without a warning',
  },
  nodeChangeQueuesByNeed: {
    now: 'a change of a node triggers a sync if a pod is missing there or has to go',
    before: 'a change of a node triggers a sync if it changes whether pods should run there',
  },
  ownedPodsFirst: {
    now: 'of failed pods on a node, owned ones are replaced before adopted ones',
    before: 'which of several failed pods on a node is replaced first is not defined',
  },
  nodeAffinityValuesChecked: {
    now: 'values in required node affinity have to be label values',
    before: 'any text may be a value in required node affinity',
  },
  addressesWarned: {
    now: 'addresses in odd spellings, repeated port names and impossible values in preferred node affinity are warned of; warnings of gitRepo volumes say that they are off by default',
    before:
      'addresses in odd spellings, repeated port names and impossible values in preferred node affinity pass without a warning; warnings of gitRepo volumes say only that they are deprecated',
  },
  statusRequestsCount: {
    now: 'what the kubelet has allocated to containers and put in place counts, where that is more than they request',
    before: 'only what containers request counts',
  },
  sidecarPortsHeld: {
    now: 'the scheduler counts host ports of init containers that keep running',
    before: 'it overlooks them',
  },
  misscheduledQueues: {
    now: 'a change of a node with a pod triggers a sync while pods are misscheduled',
    before: 'misscheduled pods stay in the status until something else triggers a sync',
  },
  controllerNamed: {
    now: 'a pod belongs to the DaemonSet that its controller reference names',
    before: "a pod belongs to the DaemonSet with its controller's UID, whatever its name",
  },
  availableAtBoundary: {
    now: 'a pod is available in the instant in which minReadySeconds are over',
    before: 'a pod is available only after that instant',
  },
  creationTimestampOmitted: {
    now: 'a revision with a null creationTimestamp is not of the current template',
    before: 'a revision without a null creationTimestamp is not of the current template',
  },
  appArmorCompared: {
    now: "an AppArmor annotation that says what the pod's field says is not warned of; projected pod certificates are known, and a projected source without paths has none",
    before:
      'any AppArmor field of the pod silences the warning of an annotation; projected pod certificates are not known, and a projected source without paths counts with those of the one before',
  },
  podRequestsCount: {
    now: 'what a pod requests as a whole stands for what its containers request',
    before: 'what it requests as a whole does not count',
  },
  imageVolumesDefaulted: {
    now: 'volumes of images get a pull policy where they have none',
    before: 'volumes of images stay as they are, where the API server keeps them',
  },
  comparingTolerationsStay: {
    now: 'an update may keep tolerations that compare numbers, with the gate off too',
    before: 'an update with tolerations that compare numbers is refused',
  },
  tolerationComparison: {
    now: 'tolerations may compare numbers (Gt and Lt)',
    before: 'Gt and Lt in a toleration tolerate nothing',
  },
  addressesRefused: {
    now: 'warnings of addresses in odd spellings call them invalid',
    before: 'warnings of addresses in odd spellings announce that they will be invalid',
  },
  deviceTaintsRead: {
    now: 'taints of the devices that a pod claims may keep it from a node',
    before: 'devices have no taints that keep a pod from a node',
  },
  declaredFeaturesRead: {
    now: 'a pod goes only to nodes whose kubelet declares the features that it needs',
    before: 'kubelets declare no features',
  },
  podStatusRequestsCount: {
    now: 'what the kubelet has allocated to a pod as a whole and put in place counts, where that is more',
    before: 'only what the pod requests as a whole counts',
  },
  certificatesProjected: {
    now: 'trust bundles and pod certificates can be projected into volumes',
    before: 'projected trust bundles and pod certificates are dropped without a word',
  },
  statusRequestsSummed: {
    now: 'what containers request, have allocated and have in place is added up each, and the most of the three sums counts',
    before: 'the most of the three counts of each container, and those add up',
  },
  fractionsExact: {
    now: 'whether a quantity has fractions of bytes is found out exactly; warnings of node-role.kubernetes.io/master say since when it is deprecated',
    before:
      'a very large quantity can be warned of as a fraction; warnings of node-role.kubernetes.io/master name no release',
  },
}

const STAGE_TEXT: Readonly<Record<GateStage['state'], string>> = {
  off: 'off unless set',
  on: 'on unless set',
  locked: 'always on',
  gone: 'always on, no gate',
}

/** The releases whose own code was asked, the preview marked. */
export const verifiedReleasesText: string = VERIFIED_RELEASES.map(({ kubernetes, preview }) =>
  preview ? `${kubernetes} (preview)` : kubernetes,
).join(', ')

/** Since when a switch is on: the patch releases, or how its gate stands. */
export const sinceText = ({ since, gate }: SemanticsSwitch): string =>
  gate === undefined
    ? since.join(', ')
    : gate.stages.map(({ minor, state }) => `1.${minor} ${STAGE_TEXT[state]}`).join('; ')

/**
 * What is wrong with a version, in one sentence.
 *
 * @example
 * import { versionFaultText } from 'podfit/report'
 *
 * versionFaultText({ code: 'VersionTooOld', kubernetes: '1.12', oldest: '1.21' }) // => 'Kubernetes 1.12 is older than 1.21, the oldest whose rules are known'
 *
 * @since 0.1.0
 */
export const versionFaultText = (fault: VersionFault): string => terminalText(faultWords(fault))

const faultWords = (fault: VersionFault): string => {
  switch (fault.code) {
    case 'UnreadableVersion':
      return `${JSON.stringify(fault.kubernetes)} is not a version of Kubernetes: expected 1.28, 1.28.3 or v1.28.3`
    case 'VersionTooOld':
      return `Kubernetes ${fault.kubernetes} is older than ${fault.oldest}, the oldest whose rules are known`
    case 'UnknownGate':
      return fault.known.length === 0
        ? `Kubernetes ${fault.kubernetes} has no feature gate ${fault.gate} that changes an answer, nor any other`
        : `Kubernetes ${fault.kubernetes} has no feature gate ${fault.gate} that changes an answer; it has ${fault.known.join(', ')}`
    case 'LockedGate':
      return `feature gate ${fault.gate} is locked to true in Kubernetes ${fault.kubernetes}`
  }
}
