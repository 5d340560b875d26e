// The runner of cargo for tests on `wasm32-wasip1`: runs each test of a program in a process of its own, since there are no
// threads there, and each test expects a heap of its own.
//
//     CARGO_TARGET_WASM32_WASIP1_RUNNER="node --no-warnings $PWD/tests/wasi/run.mjs" cargo test … --target wasm32-wasip1
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WASI } from "node:wasi";

const [first, ...rest] = process.argv.slice(2);
process.exitCode = first === "--run" ? await runHere(...rest) : await runEach(first, rest);

/// Runs a program in this process.
async function runHere(program, ...args) {
    const wasi = new WASI({ version: "preview1", args: [program, ...args], env: {} });
    const module = await WebAssembly.compile(readFileSync(program));
    return wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
}

/// Runs a program in another process; returns whether it ended well, and what it wrote.
async function run(program, ...args) {
    const command = ["--no-warnings", fileURLToPath(import.meta.url), "--run", program, ...args];
    try {
        return { isOk: true, text: (await promisify(execFile)(process.execPath, command)).stdout };
    } catch (error) {
        return { isOk: false, text: `${error.stdout}${error.stderr}` };
    }
}

/// Runs the tests of a program; returns the exit code.
async function runEach(program, filters) {
    const names = (await run(program, "--list", ...filters)).text.match(/^.*(?=: test$)/gm) ?? [];
    const counts = { passed: 0, ignored: 0, failed: 0 };
    const runAll = async () => {
        for (let name = names.pop(); name; name = names.pop()) {
            const { isOk, text } = await run(program, "--exact", name);
            counts[!isOk ? "failed" : text.includes("... ignored") ? "ignored" : "passed"] += 1;
            if (!isOk) console.log(`${name} failed\n${text}`);
        }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, runAll));
    console.log(`${counts.passed} tests passed, ${counts.ignored} ignored, ${counts.failed} failed`);
    return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
