#!/usr/bin/env bash
# Builds the program that asks deploy tools, unless one of the same sources is there; prints the path of the binary on
# stdout, all else on stderr. Binaries are kept where ../build.sh keeps its own.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/podfit/oracle"

if ! command -v go >/dev/null; then
  echo "oracle: go is not on the PATH; it needs the Go version named in $PWD/go.mod" >&2
  exit 1
fi

hash=$({ go env GOVERSION && cat build.sh main.go go.mod go.sum; } | sha256sum | cut -c1-16)
binary="$cache/deploy-$hash"
if [[ ! -x $binary ]]; then
  echo "oracle: building what asks deploy tools (some minutes the first time)" >&2
  mkdir -p "$cache"
  made=$(mktemp -d)
  trap 'rm -rf "$made"' EXIT
  GOWORK=off go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$made/deploy" . >&2
  cp "$made/deploy" "$binary.$$"
  mv "$binary.$$" "$binary"
  find "$cache" -maxdepth 1 -name 'deploy-*' -atime +30 ! -path "$binary" -delete
fi

echo "$binary"
