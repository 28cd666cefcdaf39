#!/usr/bin/env bash
# Builds the book into target/book, or serves it: `build.sh build` or `build.sh serve PORT`. Exits with 3 if there is no mdbook.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=0.5.4
for each in "${MDBOOK:-}" target/tools/bin/mdbook "$(command -v mdbook || true)"; do
    if [ -n "$each" ] && [ -x "$each" ] && [ "$("$each" --version)" = "mdbook v$version" ]; then
        mdbook=$each
        break
    fi
done
if [ -z "${mdbook:-}" ]; then
    echo "there is no mdbook $version; install it with: cargo install --locked mdbook --version $version --root target/tools" >&2
    exit 3
fi
case "${1:-build}" in
build) exec "$mdbook" build docs/book ;;
serve) exec "$mdbook" serve docs/book --hostname 127.0.0.1 --port "${2:-8018}" ;;
*) echo "expected build or serve, found $1" >&2; exit 2 ;;
esac
