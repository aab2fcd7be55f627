import assert from "node:assert/strict";
import {
  SecurityType,
  type VirtualMachineSecurityArgs,
} from "../../../src/components/virtual-machine/security";
import { deploy, inputsOf } from "../mocks";
import { compute, machineOf, make, network } from "./machines";

describe("the options of virtual machines", () => {
  it("say where a machine stands", async () => {
    const machine = await machineOf({
      zone: "1",
      location: "westeurope",
      placement: {
        scaleSetId: `${compute}/virtualMachineScaleSets/web`,
        faultDomain: 0,
        capacityReservationGroupId: `${compute}/capacityReservationGroups/web`,
      },
    });
    assert.deepEqual(machine.virtualMachineScaleSet, {
      id: `${compute}/virtualMachineScaleSets/web`,
    });
    assert.equal(machine.platformFaultDomain, 0);
    assert.deepEqual(machine.capacityReservation, {
      capacityReservationGroup: { id: `${compute}/capacityReservationGroups/web` },
    });

    const other = await machineOf({
      placement: {
        availabilitySetId: `${compute}/availabilitySets/web`,
        proximityPlacementGroupId: `${compute}/proximityPlacementGroups/web`,
        dedicatedHostGroupId: `${compute}/hostGroups/web`,
      },
    });
    assert.deepEqual(other.availabilitySet, { id: `${compute}/availabilitySets/web` });
    assert.deepEqual(other.proximityPlacementGroup, {
      id: `${compute}/proximityPlacementGroups/web`,
    });
    assert.deepEqual(other.hostGroup, { id: `${compute}/hostGroups/web` });
    const { host } = await machineOf({
      placement: { dedicatedHostId: `${compute}/hostGroups/web/hosts/one` },
    });
    assert.deepEqual(host, { id: `${compute}/hostGroups/web/hosts/one` });
  });

  it("say how a machine starts: secure boot and TPM with the types that have them", async () => {
    const profileOf = async (security: VirtualMachineSecurityArgs) =>
      (await machineOf({ security, size: "Standard_DC2as_v5" })).securityProfile;

    assert.deepEqual(await profileOf({ type: SecurityType.TrustedLaunch }), {
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    });
    assert.deepEqual(await profileOf({ type: SecurityType.Standard }), {
      securityType: "Standard",
    });
    assert.deepEqual(
      await profileOf({
        type: SecurityType.TrustedLaunch,
        secureBootEnabled: false,
        vTpmEnabled: false,
        encryptionAtHostEnabled: true,
      }),
      {
        securityType: "TrustedLaunch",
        uefiSettings: { secureBootEnabled: false, vTpmEnabled: false },
        encryptionAtHost: true,
      },
    );
    assert.deepEqual(await profileOf({ encryptionAtHostEnabled: false }), {
      encryptionAtHost: false,
    });
  });

  it("say how a machine stands in its subnet", async () => {
    const deployed = await deploy(
      make({
        network: {
          privateIpAddress: "10.0.0.10",
          publicIpAddressId: `${network}/publicIPAddresses/web`,
          networkSecurityGroupId: `${network}/networkSecurityGroups/web`,
          applicationSecurityGroupIds: [`${network}/applicationSecurityGroups/web`],
          loadBalancerBackendPoolIds: [`${network}/loadBalancers/web/backendAddressPools/all`],
          dnsServers: ["10.0.0.4"],
          acceleratedNetworkingEnabled: true,
          ipForwardingEnabled: false,
          additionalNetworkInterfaceIds: [`${network}/networkInterfaces/second`],
        },
      }),
    );

    assert.deepEqual(inputsOf(deployed, "web-nic"), {
      resourceGroupName: "fleet",
      ipConfigurations: [
        {
          name: "primary",
          subnet: { id: `${network}/virtualNetworks/fleet/subnets/default` },
          privateIPAllocationMethod: "Static",
          privateIPAddress: "10.0.0.10",
          publicIPAddress: { id: `${network}/publicIPAddresses/web` },
          applicationSecurityGroups: [{ id: `${network}/applicationSecurityGroups/web` }],
          loadBalancerBackendAddressPools: [
            { id: `${network}/loadBalancers/web/backendAddressPools/all` },
          ],
        },
      ],
      networkSecurityGroup: { id: `${network}/networkSecurityGroups/web` },
      dnsSettings: { dnsServers: ["10.0.0.4"] },
      enableAcceleratedNetworking: true,
      enableIPForwarding: false,
    });
    assert.deepEqual(inputsOf(deployed, "web-vm").networkProfile, {
      networkInterfaces: [
        { id: `${network}/networkInterfaces/web-nic`, primary: true },
        { id: `${network}/networkInterfaces/second`, primary: false },
      ],
    });
  });
});
