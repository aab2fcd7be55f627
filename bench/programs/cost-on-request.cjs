// Loaded before a pack: answers each message of the process above with what the pack has cost so far.
const { costSoFar } = require("./cost.cjs");

process.on("message", () => process.send(costSoFar()));
// The pack ends with its server, not with the channel.
process.channel.unref();
