import assert from "node:assert/strict";
import { type Caller } from "../caller";
import {
  asr,
  containerBody,
  done,
  fabricBody,
  vault,
  west,
  westContainer,
  withVaultAndAccount,
} from "./replicated-estate";

export interface Answered {
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

export async function jobsOf(owner: Caller, filter?: string): Promise<Answered[]> {
  const query = filter === undefined ? "" : `&$filter=${encodeURIComponent(filter)}`;
  const answer = await owner.send("GET", `${vault}/replicationJobs?api-version=${asr}${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { value: Answered[] }).value;
}

export const scenarios = (jobs: readonly Answered[]): unknown[] =>
  jobs.map(({ properties }) => properties.scenarioName);

/** The id of the job that an answer tells of. */
export async function begun(owner: Caller, path: string, body: object = {}): Promise<string> {
  const answer = await owner.send("POST", `${path}?api-version=${asr}`, body);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return (answer.headers["x-ms-request-id"] ?? "").replace("/Subscriptions/", "/subscriptions/");
}

/** A container's job that failed, because the fabric was purged meanwhile. */
export async function failedJob(owner: Caller): Promise<string> {
  await owner.send("DELETE", `${west}?api-version=${asr}`);
  await owner.wait(10);
  const answer = await owner.send("PUT", `${westContainer}?api-version=${asr}`, containerBody);
  await owner.wait(300);
  return `${vault}/replicationJobs/${(answer.headers["x-ms-request-id"] ?? "").split("/").at(-1) ?? ""}`;
}

export async function withFabric(): ReturnType<typeof withVaultAndAccount> {
  const estate = await withVaultAndAccount();
  await done(estate.owner, "PUT", west, fabricBody("westeurope"));
  return estate;
}
