import type { ProgressEvent, StepState } from "../../operations/run/progress";
import { coloured, type Colour, mayColour, printable } from "./printable";

/** Shows a run while it goes on, on stderr. */
export interface ProgressDisplay {
  show(event: ProgressEvent): void;
  /** Leaves the terminal as it was; what was shown last stays. */
  close(): void;
}

const marks: Readonly<Record<StepState, string>> = {
  running: "…",
  succeeded: "✔",
  failed: "✖",
  skipped: "-",
  timedOut: "!",
  underWay: "!",
};

const colours: Readonly<Partial<Record<StepState, Colour>>> = {
  succeeded: "green",
  failed: "red",
  timedOut: "yellow",
  underWay: "yellow",
};

/** Lines of work under way that are shown at a time. */
const mostShown = 10;

/** A live list of what is under way on a terminal, plain lines anywhere else. */
export async function progressDisplay(): Promise<ProgressDisplay> {
  return process.stderr.isTTY && (process.env.TERM ?? "") !== "dumb"
    ? liveDisplay()
    : plainDisplay();
}

function plainDisplay(): ProgressDisplay {
  return {
    show: (event) => {
      process.stderr.write(`${plainLineOf(event)}\n`);
    },
    close: () => undefined,
  };
}

async function liveDisplay(): Promise<ProgressDisplay> {
  const { createLogUpdate } = await import("log-update");
  const update = createLogUpdate(process.stderr);
  const isColoured = mayColour(process.stderr);
  const running = new Map<string, string>();
  const counts = new Map<StepState, number>();
  const draw = (): void => {
    const lines = [...running.values()].slice(0, mostShown);
    const more = running.size - lines.length;
    const ended = [...counts].map(([state, count]) => `${count} ${words[state]}`).join(", ");
    update(
      [
        ...lines,
        ...(more > 0 ? [`  and ${more} more`] : []),
        ...(ended === "" ? [] : [ended]),
      ].join("\n"),
    );
  };
  return {
    show: (event) => {
      const line = lineOf(event, isColoured);
      if (event.kind === "step" && event.state === "running") {
        running.set(event.id, line);
        draw();
        return;
      }
      if (event.kind === "step") {
        running.delete(event.id);
        counts.set(event.state, (counts.get(event.state) ?? 0) + 1);
      }
      update.persist(line);
      draw();
    },
    close: () => {
      update.clear();
      update.done();
    },
  };
}

const words: Readonly<Record<StepState, string>> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  skipped: "skipped",
  timedOut: "timed out",
  underWay: "under way",
};

/** In words: a log has no colours, and a screen reader no signs. */
function plainLineOf(event: ProgressEvent): string {
  if (event.kind === "message") {
    return printable(event.text);
  }
  const detail = event.detail === undefined ? "" : `: ${printable(event.detail)}`;
  return event.state === "running" && event.detail !== undefined
    ? `${printable(event.name)}${detail}`
    : `${printable(event.name)}: ${words[event.state]}${detail}`;
}

function lineOf(event: ProgressEvent, isColoured: boolean): string {
  if (event.kind === "message") {
    return printable(event.text);
  }
  const mark = marks[event.state];
  const colour = colours[event.state];
  const shown = colour === undefined ? mark : coloured(mark, colour, isColoured);
  const detail = event.detail === undefined ? "" : `: ${printable(event.detail)}`;
  return `${shown} ${printable(event.name)}${detail}`;
}
