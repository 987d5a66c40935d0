#!/usr/bin/env bash
# Builds the oracle of a release of Kubernetes unless one of the same sources is there. Prints the path of the binary on
# stdout, all else on stderr.
#
#   build.sh                      the newest release, from the sources in this folder
#   build.sh --kubernetes 1.28    another one, from the same sources with versions/ laid over them
#   build.sh --tidy 1.28          builds nothing, but makes the release's go.mod and go.sum say what it needs
#
# Binaries are kept outside the repository, in ${XDG_CACHE_HOME:-~/.cache}/podfit/oracle, under names that tell the
# sources: a fresh clone finds what another one has built, and nothing that was built of other sources.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/podfit/oracle"

# patch_of prints the release of Kubernetes that a go.mod names, as 1.28.15.
patch_of() { sed -n 's|^\tk8s.io/kubernetes v||p' "$1" | head -n 1; }
minor_of() { cut -d. -f1-2 <<<"$1"; }
sorted() { sort -V; }

newest=$(minor_of "$(patch_of go.mod)")

# older lists the releases in versions/ before the newest, previews those after it; oldest first.
older() { { ls versions; echo "$newest"; } | sorted | sed "/^$newest\$/,\$d"; }
previews() { { ls versions; echo "$newest"; } | sorted | sed "1,/^$newest\$/d"; }
mod_of() { [[ $1 == "$newest" ]] && echo go.mod || echo "versions/$1/go.mod"; }

usage() {
  echo "usage: build.sh [--kubernetes|--tidy $({ ls versions; echo "$newest"; } | sorted | paste -sd'|' -)]" >&2
  exit 1
}

release=$newest
tidy=
case $# in
  0) ;;
  2)
    [[ $1 == --kubernetes || $1 == --tidy ]] && { ls versions; echo "$newest"; } | grep -xF -- "$2" >/dev/null || usage
    release=$2
    [[ $1 == --kubernetes ]] || tidy=yes
    ;;
  *) usage ;;
esac

# layers lists whose files stand in the place of the sources here, the first that has one: an older release has what
# the next newer one has, unless it says otherwise; a preview has what the newest has.
layers() {
  if [[ $release == "$newest" ]]; then return; fi
  if previews | grep -xF "$release" >/dev/null; then echo "$release"; else older | sed -n "/^$release\$/,\$p"; fi
}

# stand_in prints which file a release has in the place of a source, and fails where it has the source itself.
# An empty file stands for none.
stand_in() {
  local version
  for version in $(layers); do
    [[ ! -e versions/$version/$1 ]] || { [[ ! -s versions/$version/$1 ]] || echo "$PWD/versions/$version/$1"; return 0; }
  done
  [[ ! -e $1 ]]
}

# overlay prints what `go build -overlay` is to read.
overlay() {
  local source file separator='{"Replace":{'
  for source in $(basename -a -- *.go versions/*/*.go | sort -u); do
    file=$(stand_in "$source") || continue
    printf '%s\n"%s":"%s"' "$separator" "$PWD/$source" "$file"
    separator=,
  done
  [[ $separator == , ]] || printf '%s' "$separator"
  echo '}}'
}

if ! command -v go >/dev/null; then
  echo "oracle: go is not on the PATH; the oracle needs the Go version named in $PWD/go.mod" >&2
  exit 1
fi

# The Go that is here builds what it can; a release that wants a newer one gets it from the module proxy.
mod=$(mod_of "$release")
wanted=$(sed -n 's/^go //p' "$mod")
here=$(go env GOVERSION)
if [[ $(printf '%s\n' "${here#go}" "$wanted" | sorted | tail -n 1) != "${here#go}" ]]; then export GOTOOLCHAIN="go$wanted"; fi

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
flags=()
if [[ $release != "$newest" ]]; then
  overlay >"$made/overlay.json"
  flags+=(-modfile "$mod" -overlay "$made/overlay.json")
fi

if [[ -n $tidy ]]; then
  # Previews pin modules that tests alone need and the proxy does not have: -e passes over them.
  GOWORK=off go mod tidy -e "${flags[@]}" >&2
  exit
fi

# What a binary is made of: the sources with those that stand in, the modules, the compiler, and this script.
hash=$(
  {
    go env GOVERSION
    cat build.sh "$mod" "${mod%.mod}.sum"
    for source in $(basename -a -- *.go versions/*/*.go | sort -u); do
      if file=$(stand_in "$source"); then file=${file:-/dev/null}; else file=$source; fi
      echo "$source"
      cat "$file"
    done
  } | sha256sum | cut -c1-16
)

binary="$cache/oracle-$(patch_of "$mod")-$hash"
if [[ ! -x $binary ]]; then
  echo "oracle: building for Kubernetes $(patch_of "$mod") (some minutes the first time)" >&2
  mkdir -p "$cache"
  # Functions that upstream does not export are reached with go:linkname, which the linker refuses unless told not to.
  GOWORK=off go build -trimpath -buildvcs=false "${flags[@]}" -ldflags='-checklinkname=0 -s -w' -o "$made/oracle" . >&2
  cp "$made/oracle" "$binary.$$"
  mv "$binary.$$" "$binary"
  # What nobody has asked for in a month was built of sources that are gone.
  find "$cache" -maxdepth 1 -name 'oracle-*' -atime +30 ! -path "$binary" -delete
fi

echo "$binary"
