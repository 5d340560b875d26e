// The runner of cargo for tests on `wasm32-wasip1`: runs each test of a program in an instance of its own, since there are no
// threads, and each expects a heap of its own.
//
//     CARGO_TARGET_WASM32_WASIP1_RUNNER="node --no-warnings $PWD/tests/wasi/run.mjs" cargo test … --target wasm32-wasip1
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

const [program, ...filters] = process.argv.slice(2);
const module = await WebAssembly.compile(readFileSync(program));
const output = join(mkdtempSync(join(tmpdir(), "wasi-")), "output");

/// Runs the program; returns whether it ended well, and what it wrote.
async function run(...args) {
    const stdout = openSync(output, "w");
    const wasi = new WASI({ version: "preview1", args: [program, ...args], env: {}, stdout });
    const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
    let code;
    try {
        code = wasi.start(instance);
    } catch (trap) {
        code = trap;
    }
    return { isOk: code === 0, text: readFileSync(output, "utf8") };
}

const names = (await run("--list", ...filters)).text.match(/^.*(?=: test$)/gm) ?? [];
const counts = { ok: 0, ignored: 0, failed: 0 };
for (const name of names) {
    const { isOk, text } = await run("--exact", name);
    const outcome = !isOk ? "failed" : text.includes("... ignored") ? "ignored" : "ok";
    counts[outcome] += 1;
    if (!isOk) console.log(`${name} failed\n${text}`);
}
console.log(`${counts.ok} tests passed, ${counts.ignored} ignored, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.ok === 0 ? 1 : 0;
