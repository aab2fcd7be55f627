const { availableParallelism } = require("node:os");

// The tests that run the real engine take longest and wait much: they come first.
module.exports = {
  require: ["ts-node/register/transpile-only", "test/still-open.ts"],
  spec: ["test/engine/**/*.test.ts", "test/!(engine)/**/*.test.ts", "test/*.test.ts"],
  timeout: 60_000,
  forbidOnly: true,
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
};
