#!/bin/sh
# Install Debian packages that are missing; says what to do where that is not possible.
set -eu
missing=
for package in "$@"; do
    dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
if ! command -v apt-get >/dev/null || { [ -n "$as_root" ] && ! command -v sudo >/dev/null; }; then
    echo "packages: please install as root:$missing" >&2
    exit 2
fi
# Whoever tests or tries something here wants no server of the machine's own: none is started, nor mail configured.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '$as_root rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi
case "$missing " in *' postfix '*)
    echo 'postfix postfix/main_mailer_type select No configuration' | $as_root debconf-set-selections ;;
esac
$as_root apt-get update -qq
# shellcheck disable=SC2086 - a list of names
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends $missing >/dev/null
