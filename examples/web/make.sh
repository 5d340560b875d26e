#!/usr/bin/env bash
# Makes one page that runs the tour in a browser, without a server: `bash examples/web/make.sh tour.html`
set -euo pipefail
page=$(realpath "$1")
cd "$(dirname "$0")/../.."
rustup target add --toolchain "$(rustup show active-toolchain | cut -d' ' -f1)" wasm32-wasip1
cargo build --quiet --release -p obj-examples --example tour --target wasm32-wasip1
program=$(base64 --wrap=0 "${CARGO_TARGET_DIR:-target}/wasm32-wasip1/release/examples/tour.wasm")
while IFS= read -r line; do printf '%s\n' "${line/PROGRAM/"$program"}"; done < examples/web/page.html > "$page"
echo "open $page in a browser"
