export const HELP = `podfit: which nodes a DaemonSet runs on, why or why not, and what its controller does next

Usage
  podfit plan -f FILE...                         what the controller does next, for every DaemonSet
  podfit explain DAEMONSET [NODE] -f FILE...     why a DaemonSet runs on a node or does not
  podfit diff BEFORE AFTER                       what changes for every DaemonSet between two sets of files
  podfit rollout DAEMONSET -f FILE...            who is unavailable, and does a rollout get done
  podfit what-if EDIT... -f FILE...              what follows from changes of nodes, one after the other
  podfit taint nodes NAME... TAINT... -f FILE... what kubectl taint would do, and what follows
  podfit history DAEMONSET -f FILE...            its revisions, and the pods that each still has
  podfit undo DAEMONSET -f FILE...               what kubectl rollout undo would do, and what follows
  podfit convert -f FILE...                      turn Deployments into DaemonSets
  podfit audit -f FILE...                        what is wrong with the DaemonSets of a cluster
  podfit test SUITE... [-f FILE...]              check expectations: files, or directories with suites
  podfit suggest DAEMONSET [NODE] -f FILE...     what would bring it to the node; without one, what could
                                                 stand in place of tolerations of everything
  podfit redact -f FILE...                       a snapshot that can be shown to strangers, names changed
  podfit versions                                what differs between versions of Kubernetes

  DAEMONSET is a name, or namespace/name. TAINT is key=value:Effect, key:Effect, key:Effect- or key-.
  EDIT is one quoted argument: 'taint node NAME TAINT', 'untaint node NAME KEY', 'label node NAME KEY=VALUE',
  'cordon NAME', 'uncordon NAME', 'drain NAME', 'delete node NAME', 'add nodes --template FILE --count N'.

Options
  -f, --filename FILE     a file, a directory or - (standard input); JSON or YAML; may be repeated
  -n, --namespace NAME    only DaemonSets of this namespace
  -l, --selector LABELS   plan, diff, what-if: only DaemonSets with these labels; taint: the
                          nodes with these labels
      --nodes FILE        diff: nodes, pods and node pools of both sides; may be repeated
      --now TIME          plan, diff, what-if, rollout, taint, undo: the instant to look at (RFC 3339); the
                          current time unless given
      --observed MODE     plan: later (as the real controller, the default) or at-once (a pass sees its
                          own writes, as upstream's unit tests)
      --detailed-exitcode plan, diff, what-if: exit with 2 when there are changes
      --to-revision N     undo: the revision to go back to; the one before unless given
      --apply FILE        rollout: as if its manifest in the file (or directory, or -) were applied now
      --restart           rollout: as if kubectl rollout restart were run now
      --max-unavailable N rollout: as if this were the budget (a number or a percentage)
      --max-surge N       rollout: the same with maxSurge
      --ready-after S     rollout: seconds until a new pod is ready (10 unless given)
      --gone-after S      rollout: seconds until a deleted pod is gone (10 unless given)
      --never-ready       rollout: as if new pods never became ready
      --check             rollout: exit with 1 when it comes to rest before it is done
      --stages LIST       rollout: in stages, such as 10%,30%,50%,100%: which nodes, and which pods go now
      --by LABEL          rollout: stages never mix two values of this node label, such as the zone
      --canary LABELS     rollout: the nodes with these labels are the first stage
      --min-available N   rollout: stages wait while fewer nodes (a number or a percentage) are served
      --max-restarts N    rollout: stages wait while an updated pod has restarted more often
      --soak S            rollout: a stage begins when updated pods have been ready for so many seconds
      --kubernetes VERSION  whose rules hold: 1.28, 1.28.3, from 1.21 on (1.36.3 unless given)
      --feature-gates LIST  Name=true,Other=false: gates that are not at that version's default
      --against VERSION     plan: what changes if those rules hold instead
      --all               taint: every node
      --overwrite         taint: also taints that are there already
      --run REGEX         test: only cases whose suite/test/case matches
      --fail-on SEVERITY  audit: exit with 1 from error (the default), warning or note on, or never
      --remover TAINT=DS  audit: the DaemonSet takes the taint (KEY or KEY:EFFECT) off new nodes; may be
                          repeated
      --patch FORMAT      suggest: only the change, as a json, merge or kustomize patch
      --way N             suggest: with --patch, the way of this number; the first unless given
      --keep TEXT         redact: a label or taint key or value that stays as it is; may be repeated
      --collapse          redact: one node for all that are identical
      --names             redact: print instead what everything is called now
  -o, --output FORMAT     text (the default) or json; diff, what-if, audit, test: also markdown;
                          audit, test: also junit, sarif or github
      --no-color          no colour (also NO_COLOR); there is none unless standard output is a terminal
  -h, --help              this text
      --version           the version

Exit codes
  0 done   1 a check failed   2 changes (with --detailed-exitcode)   3 usage   4 input unreadable in part

Input
  kubectl get nodes,daemonsets,pods,controllerrevisions -A -o json > cluster.json
  rollout also reads events: who refuses to create pods
`
