export const HELP = `podfit: which nodes a DaemonSet runs on, why or why not, and what its controller does next

Usage
  podfit plan -f FILE...                         what the controller does next, for every DaemonSet
  podfit explain DAEMONSET [NODE] -f FILE...     why a DaemonSet runs on a node or does not
  podfit diff BEFORE AFTER                       what changes for every DaemonSet between two sets of files
  podfit what-if EDIT... -f FILE...              what follows from changes of nodes, one after the other
  podfit taint nodes NAME... TAINT... -f FILE... what kubectl taint would do, and what follows
  podfit history DAEMONSET -f FILE...            its revisions, and the pods that each still has
  podfit undo DAEMONSET -f FILE...               what kubectl rollout undo would do, and what follows
  podfit convert -f FILE...                      turn Deployments into DaemonSets
  podfit redact -f FILE...                       a snapshot that can be shown to strangers, names changed

  DAEMONSET is a name, or namespace/name. TAINT is key=value:Effect, key:Effect, key:Effect- or key-.
  EDIT is one quoted argument: 'taint node NAME TAINT', 'untaint node NAME KEY', 'label node NAME KEY=VALUE',
  'cordon NAME', 'uncordon NAME', 'drain NAME', 'delete node NAME', 'add nodes --template FILE --count N'.

Options
  -f, --filename FILE     a file, a directory or - (standard input); JSON or YAML; may be repeated
  -n, --namespace NAME    only DaemonSets of this namespace
  -l, --selector LABELS   plan, diff, what-if: only DaemonSets with these labels; taint: the
                          nodes with these labels
      --nodes FILE        diff: nodes, pods and node pools of both sides; may be repeated
      --now TIME          plan, diff, what-if, taint, undo: the instant to look at (RFC 3339); the
                          current time unless given
      --observed MODE     plan: later (as the real controller, the default) or at-once (a pass sees its
                          own writes, as upstream's unit tests)
      --detailed-exitcode plan, diff, what-if: exit with 2 when there are changes
      --to-revision N     undo: the revision to go back to; the one before unless given
      --all               taint: every node
      --overwrite         taint: also taints that are there already
      --keep TEXT         redact: a label or taint key or value that stays as it is; may be repeated
      --collapse          redact: one node for all that are identical
      --names             redact: print instead what everything is called now
  -o, --output FORMAT     text (the default) or json
      --no-color          no colour (also NO_COLOR); there is none unless standard output is a terminal
  -h, --help              this text
      --version           the version

Exit codes
  0 done   1 a check failed   2 changes (with --detailed-exitcode)   3 usage   4 input unreadable in part

Input
  kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json > cluster.json
`
