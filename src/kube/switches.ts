import type { SemanticsReach, SemanticsSwitch } from './semanticsSwitch.js'

/** What a pass that comes to its end decides. */
const DECIDED: readonly SemanticsReach[] = [
  'nodes',
  'creates',
  'slowStart',
  'pods',
  'choices',
  'rollingUpdate',
  'revision',
  'status',
  'requeues',
]

/** Where most of what the API server warns of is found. */
const WARNINGS = 'pkg/api/pod/warnings.go'

const PASS: readonly SemanticsReach[] = ['outcome', ...DECIDED]

/**
 * Every switch, in the order in which Kubernetes got them.
 *
 * @example
 * import { SWITCHES } from 'podfit'
 *
 * SWITCHES.find(({ name }) => name === 'otherNodeChangesIgnored')?.since // => ['1.30.0']
 *
 * @since 0.1.0
 */
export const SWITCHES: readonly SemanticsSwitch[] = [
  {
    name: 'surge',
    since: ['1.22.0'],
    gate: {
      name: 'DaemonSetUpdateSurge',
      stages: [
        { minor: 21, state: 'off' },
        { minor: 22, state: 'on' },
        { minor: 25, state: 'locked' },
        { minor: 27, state: 'gone' },
      ],
    },
    changes: [...PASS, 'validation'],
    upstream: {
      file: 'pkg/controller/daemon/util/daemonset_util.go',
      function: 'SurgeCount',
      pull: 101742,
    },
  },
  {
    name: 'absentSurgeIsNone',
    since: ['1.22.0'],
    changes: ['outcome', 'nodes', 'pods', 'choices', 'rollingUpdate', 'revision', 'status'],
    upstream: {
      file: 'pkg/controller/daemon/util/daemonset_util.go',
      function: 'SurgeCount',
      pull: 101875,
    },
  },
  {
    name: 'serverWarns',
    since: ['1.22.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'revisionsOfNamespace',
    since: ['1.23.0'],
    changes: [...PASS, 'template'],
    upstream: { file: 'pkg/controller/daemon/update.go', function: 'controlledHistories' },
  },
  {
    name: 'seccompEndWarned',
    since: ['1.23.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'generationCounts',
    since: ['1.24.0'],
    changes: PASS,
    upstream: {
      file: 'pkg/controller/daemon/util/daemonset_util.go',
      function: 'IsPodUpdated',
      pull: 107241,
    },
  },
  {
    name: 'glusterfsWarned',
    since: ['1.25.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'statusAfterFailure',
    since: ['1.25.6', '1.26.1', '1.27.0'],
    changes: ['status', 'requeues'],
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'syncDaemonSet',
      pull: 113787,
    },
  },
  {
    name: 'surgeChecksNodes',
    since: ['1.25.15', '1.26.10', '1.27.7', '1.28.3', '1.29.0'],
    changes: PASS,
    upstream: { file: 'pkg/controller/daemon/update.go', function: 'rollingUpdate', pull: 119317 },
  },
  {
    name: 'selectorValuesChecked',
    since: ['1.26.0'],
    changes: ['validation'],
    upstream: {
      file: 'staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go',
      function: 'ValidateLabelSelectorRequirement',
      pull: 113699,
    },
  },
  {
    name: 'claimBytesWarned',
    since: ['1.26.0'],
    changes: ['warnings'],
    upstream: {
      file: 'pkg/api/persistentvolumeclaim/util.go',
      function: 'GetWarningsForPersistentVolumeClaimSpec',
    },
  },
  {
    name: 'succeededDeleted',
    since: ['1.26.5', '1.27.0'],
    changes: [...PASS, 'events'],
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'podsShouldBeOnNode',
      pull: 117073,
    },
  },
  {
    name: 'endedTerminatingIgnored',
    since: ['1.26.7', '1.27.4', '1.28.0'],
    changes: PASS,
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'getNodesToDaemonPods',
      pull: 118716,
    },
  },
  {
    name: 'gracePeriodWarned',
    since: ['1.27.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'requestsRoundedOnce',
    since: ['1.27.0'],
    changes: ['capacity'],
    upstream: {
      file: 'pkg/scheduler/framework/plugins/noderesources/fit.go',
      function: 'computePodResourceRequest',
    },
  },
  {
    name: 'portsWarned',
    since: ['1.28.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'templateHostPortsKept',
    since: ['1.28.0'],
    changes: ['defaults'],
    upstream: {
      file: 'pkg/apis/core/v1/defaults.go',
      function: 'SetDefaults_PodSpec',
      pull: 117696,
    },
  },
  {
    name: 'zeroRequestsPass',
    since: ['1.28.0'],
    changes: ['capacity'],
    upstream: {
      file: 'pkg/scheduler/framework/plugins/noderesources/fit.go',
      function: 'fitsRequest',
    },
  },
  {
    name: 'sidecarsRequest',
    since: ['1.28.0'],
    changes: ['capacity'],
    upstream: { file: 'pkg/api/v1/resource/helpers.go', function: 'PodRequests' },
  },
  {
    name: 'outdatedUnavailableCounts',
    since: ['1.28.15', '1.29.10', '1.30.6', '1.31.0'],
    changes: ['nodes', 'pods', 'choices', 'rollingUpdate', 'revision', 'status'],
    upstream: { file: 'pkg/controller/daemon/update.go', function: 'rollingUpdate', pull: 123233 },
  },
  {
    name: 'otherNodeChangesIgnored',
    since: ['1.30.0'],
    changes: ['causesSync'],
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'shouldIgnoreNodeUpdate',
      pull: 121669,
    },
  },
  {
    name: 'hostAliasAddressWritten',
    since: ['1.30.0'],
    changes: [...PASS, 'template'],
    upstream: { file: 'staging/src/k8s.io/api/core/v1/types.go', function: 'HostAlias' },
  },
  {
    name: 'appArmorWarned',
    since: ['1.30.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'nodeLabelsWarned',
    since: ['1.31.0'],
    changes: ['warnings'],
    upstream: { file: 'pkg/api/node/util.go', function: 'GetNodeLabelDeprecatedMessage' },
  },
  {
    name: 'pathsWarned',
    since: ['1.32.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForOverlappingVirtualPaths' },
  },
  {
    name: 'nodeChangeQueuesByNeed',
    since: ['1.33.0'],
    changes: ['causesSync'],
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'syncNodeUpdate',
      pull: 130514,
    },
  },
  {
    name: 'ownedPodsFirst',
    since: ['1.33.0'],
    changes: ['nodes', 'pods', 'choices', 'rollingUpdate', 'revision', 'status', 'events'],
    upstream: { file: 'pkg/controller/daemon/daemon_controller.go', function: 'getDaemonPods' },
  },
  {
    name: 'nodeAffinityValuesChecked',
    since: ['1.33.0'],
    changes: ['validation'],
    upstream: {
      file: 'pkg/apis/core/validation/validation.go',
      function: 'validateNodeAffinity',
      pull: 128212,
    },
  },
  {
    name: 'addressesWarned',
    since: ['1.33.0'],
    changes: ['warnings'],
    upstream: {
      file: 'staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go',
      function: 'GetWarningsForIP',
    },
  },
  {
    name: 'statusRequestsCount',
    since: ['1.33.0'],
    gate: {
      name: 'InPlacePodVerticalScaling',
      stages: [
        { minor: 27, state: 'off' },
        { minor: 33, state: 'on' },
        { minor: 35, state: 'locked' },
      ],
    },
    changes: ['capacity'],
    upstream: {
      file: 'staging/src/k8s.io/component-helpers/resource/helpers.go',
      function: 'AggregateContainerRequests',
    },
  },
  {
    name: 'sidecarPortsHeld',
    since: ['1.33.6', '1.34.0'],
    changes: ['capacity'],
    upstream: { file: 'pkg/scheduler/util/utils.go', function: 'GetHostPorts' },
  },
  {
    name: 'misscheduledQueues',
    since: ['1.33.6', '1.34.1', '1.35.0'],
    changes: ['causesSync'],
    upstream: {
      file: 'pkg/controller/daemon/daemon_controller.go',
      function: 'syncNodeUpdate',
      pull: 132477,
    },
  },
  {
    name: 'controllerNamed',
    since: ['1.33.6', '1.34.2', '1.35.0'],
    changes: [...PASS, 'template', 'events', 'backoff'],
    upstream: {
      file: 'pkg/controller/controller_utils.go',
      function: 'FilterPodsByOwner',
      pull: 134654,
    },
  },
  {
    name: 'availableAtBoundary',
    since: ['1.34.0'],
    changes: DECIDED,
    upstream: { file: 'pkg/api/v1/pod/util.go', function: 'IsPodAvailable', pull: 132122 },
  },
  {
    name: 'creationTimestampOmitted',
    since: ['1.34.0'],
    changes: [...PASS, 'template'],
    upstream: {
      file: 'staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go',
      function: 'ObjectMeta',
      pull: 130989,
    },
  },
  {
    name: 'appArmorCompared',
    since: ['1.34.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'warningsForPodSpecAndMeta' },
  },
  {
    name: 'podRequestsCount',
    since: ['1.34.0'],
    gate: {
      name: 'PodLevelResources',
      stages: [
        { minor: 32, state: 'off' },
        { minor: 34, state: 'on' },
      ],
    },
    changes: ['capacity'],
    upstream: {
      file: 'staging/src/k8s.io/component-helpers/resource/helpers.go',
      function: 'PodRequests',
    },
  },
  {
    name: 'imageVolumesDefaulted',
    since: ['1.35.0'],
    gate: {
      name: 'ImageVolume',
      stages: [
        { minor: 31, state: 'off' },
        { minor: 35, state: 'on' },
        { minor: 36, state: 'locked' },
      ],
    },
    changes: ['defaults'],
    upstream: { file: 'pkg/apis/core/v1/defaults.go', function: 'SetDefaults_Volume' },
  },
  {
    name: 'comparingTolerationsStay',
    since: ['1.35.0'],
    changes: ['validation'],
    upstream: {
      file: 'pkg/api/pod/util.go',
      function: 'GetValidationOptionsFromPodSpecAndMeta',
      pull: 134665,
    },
  },
  {
    name: 'tolerationComparison',
    since: [],
    gate: {
      name: 'TaintTolerationComparisonOperators',
      stages: [{ minor: 35, state: 'off' }],
    },
    changes: ['placement', 'validation', 'causesSync', ...PASS, 'events', 'backoff'],
    upstream: {
      file: 'staging/src/k8s.io/api/core/v1/toleration.go',
      function: 'Toleration.ToleratesTaint',
      pull: 134665,
    },
  },
  {
    name: 'addressesRefused',
    since: ['1.36.0'],
    changes: ['warnings'],
    upstream: {
      file: 'staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go',
      function: 'GetWarningsForIP',
    },
  },
  {
    name: 'deviceTaintsRead',
    since: ['1.36.0'],
    changes: ['schedulerReads'],
    upstream: {
      file: 'pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go',
      function: 'DynamicResources.Filter',
    },
  },
  {
    name: 'declaredFeaturesRead',
    since: ['1.36.0'],
    changes: ['schedulerReads'],
    upstream: {
      file: 'pkg/scheduler/framework/plugins/nodedeclaredfeatures/nodedeclaredfeatures.go',
      function: 'NodeDeclaredFeatures.PreFilter',
    },
  },
  {
    name: 'podStatusRequestsCount',
    since: ['1.36.0'],
    gate: {
      name: 'InPlacePodLevelResourcesVerticalScaling',
      stages: [
        { minor: 35, state: 'off' },
        { minor: 36, state: 'on' },
      ],
    },
    changes: ['capacity'],
    upstream: {
      file: 'staging/src/k8s.io/component-helpers/resource/helpers.go',
      function: 'PodRequests',
    },
  },
  {
    name: 'certificatesProjected',
    since: ['1.37.0'],
    changes: ['warnings'],
    upstream: { file: 'pkg/api/pod/util.go', function: 'dropDisabledClusterTrustBundleProjection' },
  },
  {
    name: 'statusRequestsSummed',
    since: ['1.37.0'],
    changes: ['capacity'],
    upstream: {
      file: 'staging/src/k8s.io/component-helpers/resource/helpers.go',
      function: 'aggregateContainerResourcesByFn',
    },
  },
  {
    name: 'fractionsExact',
    since: ['1.38.0'],
    changes: ['warnings'],
    upstream: { file: WARNINGS, function: 'hasFractionalBytes' },
  },
]
