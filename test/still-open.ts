/**
 * Ends a run that would go on for ever, and says what keeps it: a server, a process or a timer that a test has left.
 * A worker of a parallel run is ended with the run.
 */
export const mochaHooks = {
  afterAll(): void {
    if (process.env.MOCHA_WORKER_ID !== undefined) {
      return;
    }
    const wait = setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(", ");
      console.error(`Half a minute after the last test something is still open: ${open}.`);
      process.exit(1);
    }, 30_000);
    wait.unref();
  },
};
