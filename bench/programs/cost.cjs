// Prints what the process has cost so far; the last line that a benchmarked program writes.
exports.printCost = function printCost() {
  const usage = process.resourceUsage();
  console.log(
    JSON.stringify({
      cpuInMilliseconds: (usage.userCPUTime + usage.systemCPUTime) / 1000,
      peakResidentSetInMegabytes: usage.maxRSS / 1024,
      loadedModules: Object.keys(require.cache).length,
    }),
  );
};
