import { agentUpdateStatus } from "../../../src/operations/agent-update/status";
import { nightly, twoMachines } from "../../simulator/site-recovery/nightly-estate";
import { makeBack } from "../../provider/vault-mappings-estate";
import { vault } from "../../simulator/site-recovery/replicated-estate";
void twoMachines;
it("try", async () => {
  const estate = await nightly();
  await makeBack(estate);
  const { azure, owner } = estate;
  const before = azure.recorded(owner.objectId);
  const s = await agentUpdateStatus({ connection: azure.connect(owner) }, { vaultIds: [vault], cost: true });
  console.log(JSON.stringify(s, null, 1));
  void before;
});
