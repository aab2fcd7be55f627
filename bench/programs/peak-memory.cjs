// Loaded before a program: at its end it writes the peak of its resident set, in megabytes, into the file that
// PEAK_MEMORY_FILE names.
const { writeFileSync } = require("node:fs");

process.once("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS / 1024));
});
