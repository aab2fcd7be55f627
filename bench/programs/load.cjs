// Loads the modules named on the command line.
const { printCost } = require("./cost.cjs");

for (const name of process.argv.slice(2)) {
  require(name);
}
printCost();
