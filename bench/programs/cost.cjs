/** What the process has cost so far. */
exports.costSoFar = function costSoFar() {
  const usage = process.resourceUsage();
  return {
    cpuInMilliseconds: (usage.userCPUTime + usage.systemCPUTime) / 1000,
    peakResidentSetInMegabytes: usage.maxRSS / 1024,
    loadedModules: Object.keys(require.cache).length,
  };
};

/** Prints it; the last line that a benchmarked program writes. */
exports.printCost = function printCost() {
  console.log(JSON.stringify(exports.costSoFar()));
};
