import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { compile } from './compile.js'
import type { Policy } from './policy.js'

/** The policy of what is known to be a DaemonSet, whatever it says of itself and even without a spec. */
export const compileDaemonSet = ({ spec }: DaemonSet, semantics?: Semantics): Policy =>
  compile({ kind: 'DaemonSet', spec: spec ?? {} }, semantics)
