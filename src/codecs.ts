export {
  AffinityCodec,
  ControllerRevisionCodec,
  DaemonSetCodec,
  EventCodec,
  LabelSelectorCodec,
  NamespaceCodec,
  NodeCodec,
  NodeSelectorTermCodec,
  ObjectMetaCodec,
  PodCodec,
  PodSpecCodec,
  PodTemplateCodec,
  TaintCodec,
  TolerationCodec,
} from './decode/codecs.js'
export type { GoType } from './decode/goTypes.js'
