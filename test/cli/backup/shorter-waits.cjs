// A command that waits a sixtieth as long as it means to: for a simulated Azure whose clock runs as much faster.
"use strict";

const timers = require("node:timers/promises");

const { setTimeout: wait } = timers;
timers.setTimeout = (milliseconds, ...more) => wait(milliseconds / 60, ...more);
