#!/bin/sh
# Prepare .venv from the lock. Needs Python 3.11 or newer; Debian's python3-venv is installed when it is missing.
set -eu
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "setup: $python is older than Python 3.11; set PYTHON to a newer one" >&2
    exit 2
}
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    "$(dirname "$0")/packages.sh" python3-venv
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --compile-bytecode \
    --requirements requirements.lock
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
# Compiled now: otherwise the first start does it, and every start where the files may not be written then.
.venv/bin/python -m compileall -q capdo.py checks inventory reports scanner
