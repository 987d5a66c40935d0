#!/usr/bin/env bash
# Builds the oracle when a source is newer than the binary. Prints the path of the binary on stdout, all else on stderr.
#
#   build.sh                      the newest release, from the sources in this folder
#   build.sh --kubernetes 1.28    an older one, from the same sources with versions/ laid over them
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

# older lists the releases in versions/, oldest first.
older() { ls versions | sort -V; }

usage() {
  echo "usage: build.sh [--kubernetes $(older | paste -sd'|' -)]" >&2
  exit 1
}

release=
case $# in
  0) ;;
  2)
    [[ $1 == --kubernetes ]] && older | grep -qxF -- "$2" || usage
    release=$2
    ;;
  *) usage ;;
esac

# stand_in prints which file an older release has in the place of a source: its own one or, where it has none, that of
# the next newer release that has one. It prints nothing for a source that only the newest release has, and fails for
# one that all releases share.
stand_in() {
  local version
  case $1 in
    defaults.go | field_errors.go | kubectl_taint.go | rollout_status.go | validate.go | validate_parts.go) return ;;
  esac
  for version in $(older | sed -n "/^$release\$/,\$p"); do
    [[ ! -e versions/$version/$1 ]] || { echo "$PWD/versions/$version/$1"; return; }
  done
  return 1
}

# overlay prints what `go build -overlay` is to read.
overlay() {
  local source file separator='{"Replace":{'
  for source in $(basename -a -- *.go versions/*/*.go | sort -u); do
    file=$(stand_in "$source") || continue
    printf '%s\n"%s":"%s"' "$separator" "$PWD/$source" "$file"
    separator=,
  done
  echo '}}'
}

if ! command -v go >/dev/null; then
  echo "oracle: go is not on the PATH; the oracle needs the Go version named in $PWD/go.mod" >&2
  exit 1
fi

binary="$PWD/bin/oracle${release:+-$release}"
if [[ ! -x $binary || -n $(find . versions versions/* -maxdepth 1 \( -type d ! -name bin -o -name '*.go' -o -name 'go.*' -o -name build.sh \) -newer "$binary" -print -quit) ]]; then
  echo "oracle: building${release:+ for Kubernetes $release} (some minutes the first time)" >&2
  mkdir -p bin
  flags=(-trimpath -buildvcs=false)
  if [[ -n $release ]]; then
    overlay >"$binary.overlay.json"
    flags+=(-modfile "versions/$release/go.mod" -overlay "$binary.overlay.json")
  fi
  # Functions that upstream does not export are reached with go:linkname, which the linker refuses unless told not to.
  GOWORK=off go build "${flags[@]}" -ldflags='-checklinkname=0 -s -w' -o "$binary" . >&2
  touch "$binary"
fi

echo "$binary"
