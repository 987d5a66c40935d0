#!/usr/bin/env bash
# Builds the oracle when a source is newer than the binary. Prints the path of the binary on stdout, all else on stderr.
#
#   build.sh                      the newest release, whose sources are in this folder
#   build.sh --kubernetes 1.28    an older one, of those in versions/
#
# What is in versions/ is laid over this folder: versions/1.35 replaces files of the same name, versions/1.33 those that
# are left, and so on down to the release that is asked for. So each holds only what differs from the next newer one.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  echo "usage: build.sh [--kubernetes $(older | paste -sd'|')]" >&2
  exit 1
}

# older lists the releases in versions/, newest first.
older() { ls versions | sort -Vr; }

release=
case $# in
  0) ;;
  2) [[ $1 == --kubernetes ]] && older | grep -qxF -- "$2" || usage; release=$2 ;;
  *) usage ;;
esac

# overlay prints, for `go build -overlay`, which file stands in for which; "" for none.
overlay() {
  declare -A replaced
  local file version
  # The operations that only the newest release is asked.
  for file in defaults.go field_errors.go kubectl_taint.go rollout_status.go validate.go validate_parts.go; do
    [[ ! -e $file ]] || replaced[$file]=
  done
  for version in $(older); do
    for file in versions/"$version"/*.go; do
      [[ ! -e $file ]] || replaced[${file##*/}]=$PWD/$file
    done
    [[ $version != "$release" ]] || break
  done
  local separator='{"Replace":{'
  for file in "${!replaced[@]}"; do
    printf '%s\n"%s":"%s"' "$separator" "$PWD/$file" "${replaced[$file]}"
    separator=,
  done
  echo '}}'
}

if ! command -v go >/dev/null; then
  echo "oracle: go is not on the PATH; the oracle needs the Go version named in $PWD/go.mod" >&2
  exit 1
fi

binary="$PWD/bin/oracle${release:+-$release}"
if [[ ! -x $binary || -n $(find . versions versions/* -maxdepth 1 \( -name . -o -name '*.go' -o -name go.mod -o -name go.sum -o -name build.sh \) -newer "$binary" -print -quit) ]]; then
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
