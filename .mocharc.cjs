const { availableParallelism } = require("node:os");

// The tests that run the real engine or deploy examples take longest: they come first. The engine waits much for its
// processes, so a core has two workers.
module.exports = {
  require: ["ts-node/register/transpile-only", "test/still-open.ts"],
  spec: [
    "test/engine/**/*.test.ts",
    "test/examples/*.test.ts",
    "test/!(engine|examples)/**/*.test.ts",
    "test/*.test.ts",
  ],
  timeout: 180_000,
  forbidOnly: true,
  parallel: true,
  jobs: 2 * availableParallelism(),
};
