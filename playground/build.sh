#!/usr/bin/env bash
# Builds the playground into playground/target/site: the generator for WebAssembly, its glue, and the page. Debian's packages for web
# browsers bring a compiler for the target and the sources of the standard library. Exits with 3 and a reason where they are missing.
#
#     build.sh [serve [PORT]]
set -euo pipefail
cd "$(dirname "$0")"
missing() {
    echo "the playground needs $1" >&2
    exit 3
}
[ -d /usr/lib/rustlib/src/rust/library ] && [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] ||
    missing "a compiler with the sources of the standard library: apt-get install cargo-web rustc-web rust-web-src"
# The linker: of the usual toolchain, or of LLVM.
linker="$(rustc --print sysroot)/lib/rustlib/$(rustc --print host-tuple)/bin/rust-lld"
if [ ! -x "$linker" ]; then
    linker=wasm-ld
    command -v wasm-ld >/dev/null || missing "a linker: apt-get install lld"
fi
# An unstable option builds the standard library. Descriptions nest deeply, so the stack is that of a thread elsewhere.
export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Clink-arg=-zstack-size=8388608"
build() {
    /usr/bin/cargo build --quiet --locked --target-dir target "$@"
}
build --release -Zbuild-std=std,panic_abort --target wasm32-unknown-unknown --package playground-generator
build --package playground-tool
target/debug/playground-tool build target/wasm32-unknown-unknown/release/playground_generator.wasm target/site
if [ "${1:-}" = serve ]; then
    exec target/debug/playground-tool serve target/site "${2:-8017}"
fi
