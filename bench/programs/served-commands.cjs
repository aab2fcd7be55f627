// The command `evergreen` in a process of its own, against a simulated Azure that this process serves.
const { spawn } = require("node:child_process");
const { closeSync, mkdtempSync, openSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { clearInterval, setInterval } = require("node:timers");

const evergreen = join(__dirname, "../../bin/evergreen");
const tickInMilliseconds = 250;

/**
 * Serves a simulated Azure whose clock only we turn: as fast as real time, so that a limit of seconds lasts as long
 * for the command as for Azure.
 *
 * @param use - Is given `run(principal, ...words)`, which answers what one command cost: `requests` to Azure Resource
 *   Manager, and the peak of the command's own resident set in `megabytes`.
 */
async function withServedCommands(azure, use) {
  let requests = 0;
  const handle = azure.handle.bind(azure);
  azure.handle = (request) => {
    requests += /^\/(subscriptions|providers)\//i.test(request.url) ? 1 : 0;
    return handle(request);
  };
  const served = await azure.serve();
  const folder = mkdtempSync(join(tmpdir(), "azure-evergreen-bench-"));
  const ticking = setInterval(() => azure.clock.advance(tickInMilliseconds), tickInMilliseconds);
  const run = async (principal, ...words) => {
    requests = 0;
    const [peakFile, outputFile] = [join(folder, "peak"), join(folder, "output")];
    const output = openSync(outputFile, "w");
    const environment = served.environment(principal, folder);
    const child = spawn(
      process.execPath,
      ["--require", join(__dirname, "peak-memory.cjs"), evergreen, ...words],
      {
        env: { PATH: process.env.PATH, ...environment, PEAK_MEMORY_FILE: peakFile },
        stdio: ["ignore", output, "pipe"],
      },
    );
    let said = "";
    child.stderr.on("data", (chunk) => (said = `${said}${chunk}`.slice(-2000)));
    const exitCode = await new Promise((resolve) => child.once("close", resolve));
    closeSync(output);
    // 3: it did its work, and something that it saw needs attention.
    if (exitCode !== 0 && exitCode !== 3) {
      throw new Error(`evergreen ${words.join(" ")} ended with ${exitCode}: ${said}`);
    }
    return {
      requests,
      megabytes: Number(readFileSync(peakFile, "utf8")),
      output: readFileSync(outputFile, "utf8"),
    };
  };
  try {
    return await use(run);
  } finally {
    clearInterval(ticking);
    rmSync(folder, { recursive: true, force: true });
    await served.close();
  }
}

module.exports = { withServedCommands };
