import * as pulumi from "@pulumi/pulumi";
import { LinuxVirtualMachine } from "azure-evergreen";
import { place } from "./place";

const machine = new LinuxVirtualMachine("web", {
  ...place("web"),
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey: new pulumi.Config().require("sshPublicKey"),
});

export const privateIpAddress = machine.privateIpAddress;
