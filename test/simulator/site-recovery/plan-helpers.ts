import { type Caller } from "../caller";
import { itemOf } from "./planned-estate";
import { propertiesOf } from "./replicated-estate";

export interface Task {
  readonly friendlyName: string;
  readonly state: string;
  readonly customDetails?: Record<string, unknown>;
  readonly groupTaskCustomDetails?: { readonly childTasks: readonly Task[] };
}

/** The tasks of a job, those below a group behind its title. */
export async function tasksOf(owner: Caller, job: string): Promise<string[]> {
  const { tasks } = await propertiesOf(owner, job);
  const lines = ({ friendlyName, state, groupTaskCustomDetails }: Task): string[] => [
    `${friendlyName}: ${state}`,
    ...(groupTaskCustomDetails?.childTasks ?? []).flatMap(lines).map((line) => `  ${line}`),
  ];
  return (tasks as Task[]).flatMap(lines);
}

export async function childTask(
  owner: Caller,
  job: string,
  name: string,
): Promise<Task | undefined> {
  const { tasks } = await propertiesOf(owner, job);
  return (tasks as Task[])
    .flatMap(({ groupTaskCustomDetails }) => groupTaskCustomDetails?.childTasks ?? [])
    .find(({ friendlyName }) => friendlyName === name);
}

export async function places(owner: Caller, count: number): Promise<unknown[]> {
  const found = [];
  for (let i = 1; i <= count; i++) {
    found.push((await propertiesOf(owner, itemOf(i))).activeLocation);
  }
  return found;
}

export async function statusOf(owner: Caller, status: string): Promise<unknown> {
  return ((await owner.send("GET", status)).body as { status: string }).status;
}
